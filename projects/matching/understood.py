"""What was understood of a text, as people read it: one line for each thing asked, however many codes it stands for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.money import Money
from projects.briefs.requirements import Force, Requirement, Subject, key_of
from projects.matching.engine.asked import KINDS
from projects.matching.engine.meaning import region_label
from services.search import kinds
from services.search.labels import symbol_of
from vocabulary.models import Jurisdiction, Term
from vocabulary.selectors.vocabulary import Vocabulary

MOST_NAMED = 3
GUESSED = 0.5
"""Read with less than this, something only follows from the words."""


@dataclass(frozen=True)
class Understood:
    """Requirements that were read from the same words for the same subject. ``key`` names them in a form."""

    key: str
    requirements: tuple[Requirement, ...]
    label: str

    @property
    def first(self) -> Requirement:
        return self.requirements[0]

    @property
    def subject(self) -> Subject:
        return Subject(self.first.subject)

    @property
    def force(self) -> Force:
        return Force(self.first.force)

    @property
    def is_guess(self) -> bool:
        """Whether it is not said, but follows from what is said: nobody is shut out by it."""
        return bool(self.first.words) and self.first.confidence < GUESSED

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.requirements if one.code)


def understood_of(requirements: Iterable[Requirement], vocabulary: Vocabulary) -> list[Understood]:
    """In the order of the text."""
    ordered = sorted(requirements, key=_span)
    return [_understood(list(several), vocabulary) for _span_of, several in groupby(ordered, key=_span)]


def _span(one: Requirement) -> tuple[object, ...]:
    alone = "" if one.words else one.code
    return (one.start, one.end, one.subject, one.force, alone)


def _understood(several: Sequence[Requirement], vocabulary: Vocabulary) -> Understood:
    return Understood(key_of(several[0]), tuple(several), label_of(several, vocabulary))


def without(understood: Iterable[Understood], keys: Iterable[str]) -> list[Understood]:
    """All but those that somebody took away."""
    gone = set(keys)
    return [one for one in understood if one.key not in gone]


def label_of(several: Sequence[Requirement], vocabulary: Vocabulary) -> str:
    """What is asked, in the reader's language."""
    first = several[0]
    label = (
        _coded([one.code for one in several], Subject(first.subject), vocabulary)
        if first.code
        else _figure(first, vocabulary)
    )
    if first.in_force:
        label = _("%(standard)s, with a certificate in force") % {"standard": label}
    return _("not %(thing)s") % {"thing": label} if first.force == Force.EXCLUDED else label


def _coded(codes: list[str], subject: Subject, vocabulary: Vocabulary) -> str:
    together = region_label(codes, vocabulary) if subject == Subject.COUNTRY else ""
    if together:
        return together
    terms = _terms(subject, vocabulary)
    labels = list(dict.fromkeys(terms[code].label if code in terms else code for code in codes))
    more = len(labels) - MOST_NAMED
    named = " / ".join(labels[:MOST_NAMED])
    return named if more <= 0 else _("%(first)s and %(more)s more") % {"first": named, "more": more}


def _terms(subject: Subject, vocabulary: Vocabulary) -> dict[str, Term]:
    if subject == Subject.JURISDICTION:
        return vocabulary.terms[Jurisdiction]
    return vocabulary.terms[kinds.VOCABULARY_OF[KINDS[subject]]] if subject in KINDS else {}


def _figure(one: Requirement, vocabulary: Vocabulary) -> str:
    if one.subject == Subject.WINDOW:
        return _window(one)
    if one.subject == Subject.BUDGET:
        ends = [Money(value, one.unit).display() for value in (one.low, one.high) if value is not None]
        return " – ".join(dict.fromkeys(ends)) or one.words
    numbers = list(dict.fromkeys(_plain(value) for value in (one.low, one.high) if value is not None))
    figure = "–".join(numbers)
    if one.subject == Subject.SCALE:
        amount = f"{figure} {symbol_of(one.unit, vocabulary)}"
        return _("%(figure)s in one unit") % {"figure": amount} if one.of_one else amount
    count = int(one.high or one.low or 0)
    if one.subject == Subject.BATCHES:
        return ngettext("%(count)s batch", "%(count)s batches", count) % {"count": figure}
    if one.subject == Subject.DURATION:
        return ngettext("%(count)s week", "%(count)s weeks", count) % {"count": figure}
    return one.words or str(Subject(one.subject).label)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _window(one: Requirement) -> str:
    starts = date_format(one.starts_on, "DATE_FORMAT") if one.starts_on else ""
    ends = date_format(one.ends_on, "DATE_FORMAT") if one.ends_on else ""
    if starts and ends:
        return f"{starts} – {ends}"
    return _("from %(date)s") % {"date": starts} if starts else _("until %(date)s") % {"date": ends}
