"""The whole vocabulary in memory: small, read all the time, changed rarely."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from django.db import connection

from vocabulary.models import VOCABULARIES, Edition, Term
from vocabulary.phrases import normalised

T = TypeVar("T", bound=Term)


@dataclass(frozen=True)
class Found:
    """A term, the name by which a search found it, and whether that name was asked for exactly."""

    term: Term
    name: str
    is_exact: bool


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """One edition of every vocabulary. Shared by all requests of a process, so nobody changes what is in it.

    ``terms`` are by model and code, in order, the retired ones among them; ``phrases`` lead from a normalised name to the
    terms in use that bear it.
    """

    stamp: uuid.UUID | None
    terms: dict[type[Term], dict[str, Term]]
    phrases: dict[str, list[tuple[Term, str]]]

    def in_use(self, model: type[T]) -> list[T]:
        """What may be chosen, in order."""
        return [cast(T, term) for term in self.terms[model].values() if not term.is_retired]

    def term(self, model: type[T], code: str) -> T:
        """One term, retired or not. Raises KeyError."""
        return cast(T, self.terms[model][code])

    def named(self, model: type[T], codes: Iterable[str]) -> list[T]:
        """The terms of these codes in the vocabulary's order, the retired ones among them; what is no code is left out."""
        known = self.terms[model]
        found = [cast(T, known[code]) for code in codes if code in known]
        return sorted(found, key=lambda term: (term.order, term.code))

    def children_of(self, model: type[Term]) -> dict[str | None, list[str]]:
        """The codes in use below each term, in order; below None, those at the top."""
        return self._children[model]

    @cached_property
    def _children(self) -> dict[type[Term], dict[str | None, list[str]]]:
        below: dict[type[Term], dict[str | None, list[str]]] = {model: {} for model in self.terms}
        for model, children in below.items():
            for term in self.in_use(model):
                children.setdefault(term.parent_code, []).append(term.code)
        return below

    def lookup(self, phrase: str, model: type[T] | None = None) -> list[T]:
        """The terms that people call exactly so, in either language; of one vocabulary when ``model`` is given."""
        found = [term for term, _ in self.phrases.get(normalised(phrase), [])]
        return [cast(T, term) for term in found if model is None or isinstance(term, model)]

    def search(self, text: str, model: type[Term] | None = None, limit: int | None = None) -> list[Found]:
        """Terms with a name that is the text, then those with one that contains it, each once; at most ``limit``."""
        wanted = normalised(text)
        if not wanted:
            return []
        found: dict[tuple[str, str], Found] = {}
        for phrase in (wanted, *(phrase for phrase in self.phrases if wanted in phrase)):
            for term, name in self.phrases.get(phrase, []):
                if model is None or isinstance(term, model):
                    found.setdefault((term.KIND, term.code), Found(term, name, phrase == wanted))
        return list(found.values())[:limit]


_latest: Vocabulary | None = None


def current_vocabulary() -> Vocabulary:
    """The edition that stands in the database, read anew only when its stamp has changed: one small query otherwise.

    Take it once for a request, not once for a term.
    """
    return vocabulary_of(current_stamp())


def vocabulary_of(stamp: uuid.UUID | None) -> Vocabulary:
    """The edition whose stamp was just found in the database."""
    global _latest
    if stamp is None or _latest is None or _latest.stamp != stamp:
        _latest = _read(stamp)
    return _latest


def vocabulary_at_hand() -> Vocabulary:
    """The edition this process read last, without asking whether it still stands: for what runs after ``current_vocabulary``
    in the same request."""
    return _latest or current_vocabulary()


def current_stamp() -> uuid.UUID | None:
    """Which edition stands in the database. None before the first load."""
    with connection.cursor() as cursor:  # asked for at every request: the queryset takes longer than the query
        cursor.execute("SELECT stamp FROM vocabulary_edition WHERE id = %s", [Edition.THE_ONE])
        row = cursor.fetchone()
    return row[0] if row else None


def _read(stamp: uuid.UUID | None) -> Vocabulary:
    # Read after its stamp: if it changes in between, the next reader finds another stamp and reads again.
    terms: dict[type[Term], dict[str, Term]] = {
        model: {term.code: term for term in model.objects.defer("shipped")} for model in VOCABULARIES.values()
    }
    return Vocabulary(stamp, terms, _phrases(terms))


def _phrases(terms: dict[type[Term], dict[str, Term]]) -> dict[str, list[tuple[Term, str]]]:
    phrases = defaultdict(list)
    for by_code in terms.values():
        for term in by_code.values():
            for phrase, name in _names_of(term):
                phrases[phrase].append((term, name))
    return dict(phrases)


def _names_of(term: Term) -> Iterator[tuple[str, str]]:
    """Each phrase once, with the first name that makes it."""
    seen: dict[str, str] = {}
    for name in [] if term.is_retired else term.names:
        seen.setdefault(normalised(name), name)
    return iter(seen.items())
