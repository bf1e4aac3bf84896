"""What providers say of themselves, by word. Their names are left out: nobody is found here by being called something."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial, reduce

import numpy as np
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Value
from django.db.models.functions import Concat
from numpy.typing import NDArray

from core.memory import Recent
from providers.models import Provider
from services.search import kinds
from services.search.index import Index
from services.search.text import ATOM, STOP_WORDS, Atoms, atoms_of, is_han, parts_of, stem
from vocabulary.models import Term
from vocabulary.selectors.vocabulary import Vocabulary

BETWEEN = "\n\n\n"
NOBODY = np.zeros(0, dtype=np.int64)
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
# fmt: off
MEASURES = frozenset([
    "kg", "mg", "µg", "μg", "ug", "ng", "g", "t", "gram", "gramme", "kilogram", "kilogramme", "kilo", "milligram", "microgram",
    "tonne", "ton", "metric", "l", "ml", "kl", "hl", "liter", "litre", "kiloliter", "kilolitre", "milliliter", "millilitre",
    "m3", "cubic", "meter", "metre", "k", "m", "bn", "mn", "mio", "thousand", "billion", "trillion", "dozen", "hundred",
    "seven", "eight", "nine", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "percent",
    "ii", "iii", "hour", "daily", "weekly", "monthly", "quarterly", "yearly", "quarter", "annum", "q1", "q2", "q3", "q4",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "eur", "usd", "chf", "gbp", "euro", "dollar",
    "公斤", "千克", "毫克", "微克", "公吨", "万升", "千升", "毫升", "立方", "方米", "月份", "季度", "年月",
])
# fmt: on
"""How much and when, as stems: the same amount and the same day can be written in many ways, and none says more of the matter."""
FIGURE = re.compile(r"\d[\d.,']*(.*)")


Said = dict[str, str]
"""By provider, as a slug, everything that it says of itself, one text in a line."""


@dataclass(frozen=True, eq=False)
class Texts:
    """All texts. ``providers`` are the providers' numbers, ascending; ``said`` and ``sayings`` what each says, the latter as atoms;
    ``holders`` are, by word, the numbers of those who use it; ``names`` are words that count for nobody. Nobody changes it:
    what comes after shares what is the same."""

    providers: NDArray[np.int64]
    said: Said = field(default_factory=dict)
    sayings: dict[int, tuple[Atoms, ...]] = field(default_factory=dict)
    holders: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def rarity(self, count: int) -> float:
        """What it tells that somebody has something which ``count`` providers have."""
        return float(np.log1p((len(self.providers) - count + 0.5) / (count + 0.5)))

    def using(self, word: str) -> NDArray[np.int64]:
        """The positions of those who use a word."""
        return self._positions(self._holders(word))

    def saying(self, phrases: Iterable[Atoms]) -> NDArray[np.int64]:
        """The positions of those who say one of the phrases, word beside word."""
        found = {number for phrase in phrases for number in self._with_phrase(phrase)}
        return self._positions(np.array(sorted(found), dtype=np.int64))

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many different words each provider uses."""
        counts = np.zeros(len(self.providers), dtype=np.int64)
        for word, who in self.holders.items():
            if word not in self.names:
                counts[self._positions(who)] += 1
        return counts

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """The same, as a multiple of what is usual."""
        return self.counts / max(float(self.counts.mean()), 1.0) if len(self.counts) else self.counts.astype(float)

    def _positions(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.searchsorted(self.providers, numbers)

    def _holders(self, word: str) -> NDArray[np.int64]:
        return NOBODY if word in self.names else self.holders.get(word, NOBODY)

    def _with_phrase(self, phrase: Atoms) -> Iterator[int]:
        parts = parts_of(phrase)
        everybody = reduce(np.intersect1d, [self._holders(part) for part in parts]) if parts else NOBODY
        is_word = len(phrase) == 1 and parts == list(phrase) and not is_han(phrase[0])
        for number in everybody.tolist():
            if is_word or any(_stands_in(phrase, atoms) for atoms in self.sayings[number]):
                yield number


def telling(text: str) -> tuple[str, ...]:
    """The words of a brief that could tell providers apart, in order. Figures, what they are counted in, dates, and manners do not."""
    parts = set(parts_of(atoms_of(text))) if text else set()
    return tuple(sorted(word for word in parts if len(word) > 1 and word not in EMPTY_WORDS and not _is_measure(word)))


def spelled_in(text: str) -> dict[str, str]:
    """By stem, the word as it stands in a text, the first time."""
    found: dict[str, str] = {}
    for word in ATOM.findall(unicodedata.normalize("NFKC", text)):
        found.setdefault(stem(word.casefold()), word)
    return found


def _is_measure(word: str) -> bool:
    """ "kg", "2.5" and "500kg"; not "18f", which is an isotope."""
    figure = FIGURE.fullmatch(word)
    return word in MEASURES or (figure is not None and figure[1] in {"", *MEASURES})


def _stands_in(phrase: Atoms, atoms: Atoms) -> bool:
    length = len(phrase)
    return any(atoms[start : start + length] == phrase for start in range(len(atoms) - length + 1))


ATOMS: Recent[Atoms] = Recent(60_000)
"""By text: most of them are the same after a change of the catalogue."""


def read_texts(numbers: Mapping[str, int], index: Index, vocabulary: Vocabulary, before: Texts | None = None) -> Texts:
    """The texts of these providers, by slug with their numbers: their summaries, and what is noted of their sites and scales.
    Of those who say what they said ``before``, nothing is laid out again. What offerings say stands in the index."""
    said = {slug: texts for slug, texts in _read().items() if slug in numbers}
    names = _names(index, vocabulary)
    providers = np.array(sorted(numbers.values()), dtype=np.int64)
    known = before or Texts(NOBODY)
    changed = {slug for slug in said.keys() | known.said.keys() if said.get(slug) != known.said.get(slug)}
    if before and not changed and names == before.names and np.array_equal(providers, before.providers):
        return before
    sayings, holders = dict(known.sayings), dict(known.holders)
    gone: dict[str, set[int]] = defaultdict(set)
    come: dict[str, set[int]] = defaultdict(set)
    for slug in changed:
        number = index.numbers[(kinds.PROVIDER, slug)]
        was, sayings[number] = sayings.get(number, ()), tuple(map(_atoms, dict.fromkeys(said.get(slug, "").split(BETWEEN))))
        for word in _words(was) - _words(sayings[number]):
            gone[word].add(number)
        for word in _words(sayings[number]) - _words(was):
            come[word].add(number)
    for word in gone.keys() | come.keys():
        who = (set(holders.pop(word, NOBODY).tolist()) - gone[word]) | come[word]
        if who:
            holders[word] = np.array(sorted(who), dtype=np.int64)
    return Texts(providers, said, sayings, holders, names)


def _words(sayings: Iterable[Atoms]) -> set[str]:
    return {word for atoms in sayings for word in parts_of(atoms)}


def _atoms(text: str) -> Atoms:
    return ATOMS.get_or_make(text, partial(atoms_of, text))


def _read() -> Said:
    """By provider: what its profile and its sites say. Put together by the database: that is a row for each provider."""
    noted = StringAgg(
        Concat("sites__note", Value(BETWEEN), "sites__scale_note"), BETWEEN, order_by="sites__id", default=Value("")
    )
    rows = Provider.objects.annotate(noted=noted).order_by().values_list("slug", "summary", "summary_zh", "noted")
    return {slug: BETWEEN.join(texts) for slug, *texts in rows.iterator()}


def _names(index: Index, vocabulary: Vocabulary) -> frozenset[str]:
    """Words that only names have. "Cell Therapies" is a name of words that the vocabularies need."""
    key = (vocabulary.stamp, index.terms_revision, index.generation)
    return NAMES.get_or_make(key, lambda: _named(index) - words_of_names(vocabulary))


NAMES: Recent[frozenset[str]] = Recent(2)


def _named(index: Index) -> frozenset[str]:
    terms = (term for term in index.terms.values() if term.key[0] == kinds.PROVIDER)
    return frozenset().union(*(_parts_of_names(term.names) for term in terms))


@lru_cache(60_000)
def _parts_of_names(names: tuple[str, ...]) -> frozenset[str]:
    parts = (part for name in names for part in parts_of(atoms_of(name)))
    return frozenset(part for part in parts if not is_han(part[0]) or len(part) > 1)


def words_of_names(vocabulary: Vocabulary) -> frozenset[str]:
    """The words of everything that people write for the terms of the vocabularies."""
    return NEEDED.get_or_make(vocabulary.stamp, partial(_needed, vocabulary))


NEEDED: Recent[frozenset[str]] = Recent(2)


def _needed(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(part for terms in vocabulary.terms.values() for term in terms.values() for part in _words_of(term))


def phrases_of(term: Term) -> list[Atoms]:
    """Everything people write for a term. A single letter says nothing."""
    return [atoms for name in term.names if len(atoms := _atoms(name)) > 1 or len("".join(atoms)) > 1]


def _words_of(term: Term) -> Iterator[str]:
    for atoms in phrases_of(term):
        yield from parts_of(atoms)
