"""What providers say of themselves, by word. Their names are left out: nobody is found here by being called something."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from core.memory import Recent
from providers.models import Provider, Site
from services.search import kinds
from services.search.index import Index
from services.search.text import STOP_WORDS, Atoms, atoms_of, is_han, parts_of
from vocabulary.models import Term
from vocabulary.selectors.vocabulary import Vocabulary

# fmt: off
EMPTY_WORDS = STOP_WORDS | frozenset([
    "about", "above", "additional", "after", "again", "against", "all", "allow", "along", "already", "also", "although",
    "always", "among", "annual", "another", "approach", "around", "available", "based", "because", "become", "before",
    "begin", "being", "below", "beside", "better", "between", "both", "bring", "broad", "build", "built", "business",
    "buy", "bring", "came", "care", "case", "change", "choose", "close", "come", "committed", "complete", "contract",
    "cost", "country", "cover", "current", "date", "day", "deliver", "describe", "different", "due", "during", "each",
    "early", "either", "enough", "entire", "established", "even", "every", "existing", "expect", "experience",
    "experienced", "fast", "few", "first", "five", "flexible", "follow", "four", "full", "further", "future", "get",
    "give", "given", "go", "great", "group", "grow", "half", "handle", "has", "her", "here", "high", "his", "how",
    "however", "hundred", "if", "important", "include", "included", "includes", "including", "industry", "into",
    "invite", "just", "keep", "know", "large", "last", "late", "later", "least", "level", "like", "list", "little",
    "local", "long", "low", "main", "major", "many", "may", "means", "meet", "million", "month", "more", "most", "move",
    "much", "must", "near", "new", "next", "no", "not", "now", "number", "off", "offer", "once", "only", "open",
    "option", "order", "other", "out", "over", "own", "part", "partner", "per", "phase", "place", "plan", "planned",
    "plant", "possible", "prefer", "preferred", "present", "price", "product", "programme", "project", "propose",
    "provide", "put", "quality", "quickly", "range", "rather", "ready", "region", "require", "required", "requirement",
    "respond", "run", "same", "say", "scale", "second", "see", "set", "several", "she", "short", "should", "show",
    "since", "single", "site", "six", "small", "so", "soon", "sponsor", "start", "state", "still", "such", "supply",
    "support", "sure", "take", "team", "ten", "than", "their", "then", "there", "these", "they", "third", "those",
    "three", "through", "thus", "time", "today", "together", "too", "total", "toward", "two", "type", "under", "until",
    "up", "upon", "us", "use", "used", "using", "very", "via", "want", "was", "week", "welcome", "well", "were", "what",
    "when", "where", "whether", "while", "whole", "whose", "why", "wide", "will", "wish", "within", "without", "work",
    "world", "worldwide", "year", "yet",
])
# fmt: on
"""What says nothing of the matter, as stems: a brief's manners, not its needs."""


@dataclass(frozen=True)
class Saying:
    """One text of a provider: whose, as a position, and its atoms in order."""

    provider: int
    atoms: Atoms


@dataclass
class Texts:
    """All texts. ``holders`` are, by word, the positions of the providers who use it; ``sayings_with`` the texts that have it;
    ``names`` are words that count for nobody."""

    size: int
    sayings: list[Saying] = field(default_factory=list)
    sayings_with: dict[str, list[int]] = field(default_factory=dict)
    holders: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    lengths: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    names: set[str] = field(default_factory=set)

    def rarity(self, count: int) -> float:
        """What it tells that somebody has something which ``count`` providers have."""
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def saying(self, phrases: Iterable[Atoms]) -> set[int]:
        """Who says one of the phrases, word beside word."""
        return {one.provider for phrase in phrases for one in self._with_phrase(phrase)}

    def _with_phrase(self, phrase: Atoms) -> Iterator[Saying]:
        lists = [self.sayings_with.get(part, []) for part in parts_of(phrase)]
        if lists and all(lists):
            for number in set(lists[0]).intersection(*lists[1:]):
                if _stands_in(phrase, self.sayings[number].atoms):
                    yield self.sayings[number]


def telling(text: str) -> tuple[str, ...]:
    """The words of a brief that could tell providers apart, in order. Numbers alone, and manners, do not."""
    parts = set(parts_of(atoms_of(text))) if text else set()
    return tuple(sorted(word for word in parts if word not in EMPTY_WORDS and not word.isdigit() and len(word) > 1))


def _stands_in(phrase: Atoms, atoms: Atoms) -> bool:
    length = len(phrase)
    return any(atoms[start : start + length] == phrase for start in range(len(atoms) - length + 1))


ATOMS: Recent[Atoms] = Recent(60_000)
"""By text: most of them are the same after a change of the catalogue."""


READ: Recent[Texts] = Recent(2)


def read_texts(slugs: list[str], index: Index, vocabulary: Vocabulary) -> Texts:
    """The texts of these providers: their summaries, and what is noted of their sites and scales. Laid out anew only when a
    text, a name or the vocabularies have changed. What offerings say stands in the index."""
    said = tuple(dict.fromkeys(_sayings()))
    key = (vocabulary.stamp, index.terms_revision, id(index.terms), hash(said), hash(tuple(slugs)))
    return READ.get_or_make(key, lambda: _lay_out(slugs, said, _names(index, vocabulary)))


def _lay_out(slugs: list[str], said: Iterable[tuple[str, str]], names: set[str]) -> Texts:
    texts = Texts(len(slugs), names=names)
    positions = {slug: position for position, slug in enumerate(slugs)}
    holders: dict[str, set[int]] = defaultdict(set)
    sayings_with: dict[str, list[int]] = defaultdict(list)
    for slug, text in said:
        if slug in positions:
            atoms = _atoms(text)
            for word in set(parts_of(atoms)) - names:
                holders[word].add(positions[slug])
                sayings_with[word].append(len(texts.sayings))
            texts.sayings.append(Saying(positions[slug], atoms))
    texts.sayings_with = dict(sayings_with)
    texts.holders = {word: np.array(sorted(who), dtype=np.int64) for word, who in holders.items()}
    texts.lengths = _lengths(texts)
    return texts


def _atoms(text: str) -> Atoms:
    return ATOMS.get_or_make(text, partial(atoms_of, text))


def _sayings() -> Iterator[tuple[str, str]]:
    for slug, *both in Provider.objects.order_by("slug").values_list("slug", "summary", "summary_zh"):
        yield from ((slug, text) for text in both if text)
    sites = Site.objects.order_by("provider__slug", "order", "id").values_list("provider__slug", "note", "scale_note")
    for slug, *both in sites:
        yield from ((slug, text) for text in both if text)


def _names(index: Index, vocabulary: Vocabulary) -> set[str]:
    """Words that only names have. "Cell Therapies" is a name of words that the vocabularies need."""
    named = {
        part
        for term in index.terms.values()
        if term.key[0] == kinds.PROVIDER
        for name in term.names
        for part in parts_of(atoms_of(name))
        if not is_han(part[0]) or len(part) > 1
    }
    needed = {part for terms in vocabulary.terms.values() for term in terms.values() for part in _words_of(term)}
    return named - needed


def phrases_of(term: Term) -> list[Atoms]:
    """Everything people write for a term. A single letter says nothing."""
    return [atoms for name in term.names if len(atoms := _atoms(name)) > 1 or len("".join(atoms)) > 1]


def _words_of(term: Term) -> Iterator[str]:
    for atoms in phrases_of(term):
        yield from parts_of(atoms)


def _lengths(texts: Texts) -> NDArray[np.float64]:
    """How many different words each provider uses, as a multiple of what is usual."""
    counts = np.zeros(texts.size)
    for who in texts.holders.values():
        counts[who] += 1
    return counts / max(float(counts.mean()), 1.0) if texts.size else counts
