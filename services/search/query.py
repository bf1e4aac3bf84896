"""Which offerings fit, in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from services.enums import Breadth, Ordering
from services.search import kinds
from services.search.concepts import MENTIONED, Concept, concepts_of
from services.search.index import Index
from services.search.kinds import Key
from services.search.lexicon import Lexicon
from services.search.sets import NOTHING, Numbers, numbers_of, set_of
from services.search.text import Atoms, asked, joined, parts_of

MERIT = 0.5
"""What merit counts beside words: half of the rarest word's least difference."""
TWICE = 0.4
"""How much of its weight a second way to fit a word adds: conjugation of an antibody-drug conjugate, by a line that is named
so, before a stability study of one."""
LINE = (kinds.SERVICE_LINE, False)
WHOSE, PLACES = "whose", (kinds.PROVIDER, kinds.CITY, kinds.COUNTRY)
"""One way: who is called after a place is no more there than others."""
WALK_BELOW, BLOCK, SHALLOW = 50, 256, 10
"""Walking down a ready order, a block at a time, is faster than sorting the hits while one entry in fifty is one, and faster than
marking all hits on the first ten pages."""
SMALLEST = 1e-9


@dataclass(frozen=True)
class Scale:
    """At least so much, in base units of a dimension."""

    dimension: str
    base_units: Decimal


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for. Codes of one kind mean or, kinds mean and; a term includes those below it."""

    text: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scale: Scale | None = None
    max_lead_weeks: int | None = None
    ordering: Ordering = Ordering.RELEVANCE


@dataclass(frozen=True)
class Group:
    """Entries that fit a concept in the same way and equally well. Ways are kinds, apart for terms and for groups of them.

    A bonus finds nothing: it only ranks what is found.
    """

    way: tuple[str, bool]
    weight: float
    entries: BitMap
    is_bonus: bool = False


Groups = tuple[Group, ...]


@dataclass(frozen=True)
class Meaning:
    """How a text was read: its concepts with their entries by weight, and how broadly they had to be taken."""

    concepts: tuple[Concept, ...]
    groups: tuple["Groups", ...]
    hits: BitMap
    breadth: Breadth

    @property
    def read_as(self) -> list[tuple[str, str]]:
        """Words that were taken for others: (as typed, as understood)."""
        return [(joined(one.words), one.read_as) for one in self.concepts if one.read_as]

    @property
    def unknown(self) -> list[str]:
        """Words that nothing in the catalogue has."""
        both = zip(self.concepts, self.groups, strict=True)
        return [joined(one.words) for one, groups in both if not _fitting(groups)]


@dataclass(frozen=True)
class Hits:
    """What fits. ``without`` are, for each kind that was narrowed by, the hits had it not been."""

    entries: BitMap
    without: dict[str, BitMap]
    meaning: Meaning | None

    def before(self, kind: str) -> BitMap:
        """What a facet counts: the hits without the kind's own filter."""
        return self.without.get(kind, self.entries)


def find(wanted: Wanted, index: Index, lexicon: Lexicon) -> Hits:
    """Everything that fits, unordered. How broadly the words are taken is decided before any filter, so that a filter never
    changes what another one counts."""
    atoms = asked(wanted.text)
    meaning = understand(atoms, index, lexicon) if atoms else None
    base = meaning.hits if meaning else index.live
    if wanted.scale:
        base = base & _large_enough(wanted.scale, index)
    if wanted.max_lead_weeks is not None:
        base = base & index.within_weeks(wanted.max_lead_weeks)
    chosen = {
        kind: _any_of(index.entries_of((kind, code)) for code in codes) for kind, codes in wanted.codes.items() if codes
    }
    without = {kind: _all_of(base, [other for name, other in chosen.items() if name != kind]) for kind in chosen}
    return Hits(_all_of(base, list(chosen.values())), without, meaning)


def understand(atoms: Atoms, index: Index, lexicon: Lexicon) -> Meaning:
    """Every concept, if an offering fits all; else all of them among the services of one provider; else any.

    A word that nothing in the catalogue has is left out, and named.
    """
    concepts = concepts_of(atoms, lexicon)
    groups = tuple(_entries_of(concept, index, lexicon) for concept in concepts)
    fits = [entries for entries in map(_fitting, groups) if entries]
    if not fits:
        return Meaning(concepts, groups, NOTHING, Breadth.ALL)
    whole = _all_of(fits[0], fits[1:])
    if whole:
        return Meaning(concepts, groups, whole, Breadth.ALL)
    some = _any_of(fits)
    together = some & _any_of(index.entries_of(key) for key in _providers_of_all(fits, index))
    if together:
        return Meaning(concepts, groups, together, Breadth.PROVIDER)
    return Meaning(concepts, groups, some, Breadth.SOME)


def first(hits: Hits, ordering: Ordering, index: Index, start: int, count: int) -> list[int]:
    """Entry numbers from ``start`` on, at most ``count``, in order."""
    entries = hits.entries
    if start >= len(entries):
        return []
    if ordering == Ordering.RELEVANCE and hits.meaning is not None:
        numbers = numbers_of(entries)
        scores = _scores(hits, numbers, index)
        if scores is not None:
            return _best(numbers, scores, start, count)
    if len(entries) * WALK_BELOW <= len(index.columns["merit"]):
        part = _sorted(ordering, index, numbers_of(entries))[start : start + count]
        return [int(number) for number in part]
    return _walk(_order(ordering, index), entries, start, count)


def _sorted(ordering: Ordering, index: Index, numbers: Numbers) -> Numbers:
    """A few entries in the order in which ``_order`` has all of them."""
    merit = -index.columns["merit"][numbers]
    if ordering == Ordering.LEAD_TIME:
        return numbers[np.lexsort((merit, index.columns["lead"][numbers]))]
    if ordering == Ordering.RECENT:
        return numbers[np.lexsort((merit, -index.columns["changed"][numbers]))]
    return numbers[np.argsort(merit, kind="stable")]


def _order(ordering: Ordering, index: Index) -> Numbers:
    if ordering == Ordering.LEAD_TIME:
        return index.by_lead_time
    return index.by_change if ordering == Ordering.RECENT else index.by_merit


def _entries_of(concept: Concept, index: Index, lexicon: Lexicon) -> Groups:
    """Way by way, the lightest first; an entry may stand in several."""
    keys: dict[tuple[tuple[str, bool], float, bool], list[Key]] = {}
    for is_bonus, weights in ((False, concept.weights), (True, concept.bonus)):
        for key, weight in weights.items():
            way = (WHOSE if key[0] in PLACES else key[0], key in lexicon.groups)
            keys.setdefault((way, weight, is_bonus), []).append(key)
    found = [Group(way, weight, _of(keys[way, weight, more], index), more) for way, weight, more in sorted(keys)]
    said = _any_of(_all_of_words(phrase, index) for phrase in concept.phrases)
    return tuple(group for group in (*found, Group((kinds.WORD, False), MENTIONED, said)) if group.entries)


def _of(keys: Iterable[Key], index: Index) -> BitMap:
    return _any_of(index.entries_of(key) for key in keys)


def _fitting(groups: Groups) -> BitMap:
    """What fits a concept in any way."""
    return _any_of(group.entries for group in groups if not group.is_bonus)


def _all_of_words(phrase: Atoms, index: Index) -> BitMap:
    """Offerings whose own text has all the words."""
    sets = [index.entries_of((kinds.WORD, word)) for word in parts_of(phrase)]
    return _all_of(sets[0], sets[1:]) if sets and all(sets) else NOTHING


def _providers_of_all(fits: list[BitMap], index: Index) -> list[Key]:
    """Providers with an offering for each of the concepts."""
    column = index.columns["provider"]
    numbers = set.intersection(*(set(np.unique(column[numbers_of(entries)]).tolist()) for entries in fits))
    return [index.terms[number].key for number in numbers if number in index.terms]


def _large_enough(scale: Scale, index: Index) -> BitMap:
    dimension = index.dimensions.get(scale.dimension, -2)
    at_least = np.float32(scale.base_units) * np.float32(1 - 1e-6)
    fits = (index.columns["dimension"] == dimension) & (index.columns["scale"] >= at_least)
    return set_of(np.flatnonzero(fits).astype(np.uint32))


def _any_of(sets: Iterable[BitMap]) -> BitMap:
    several = [entries for entries in sets if entries]
    if len(several) < 2:
        return several[0] if several else NOTHING
    return BitMap.union(*several)


def _all_of(base: BitMap, others: list[BitMap]) -> BitMap:
    for other in sorted(others, key=len):
        base = base & other
    return base


def _scores(hits: Hits, numbers: Numbers, index: Index) -> NDArray[np.float64] | None:
    """Merit, and for each concept how rare it is times how well the entry fits it. None where only merit differs.

    The last digits differ between any two entries, so that pages neither repeat nor skip one.
    """
    meaning = hits.meaning
    told = [] if meaning is None else [groups for groups in meaning.groups if _fitting(groups)]
    if meaning is not None and meaning.breadth == Breadth.ALL:
        told = [groups for groups in told if len(groups) > 1]  # the others fit every hit equally well
    if not told:
        return None
    scores = index.columns["merit"][numbers] * MERIT - numbers * SMALLEST
    total = max(len(index.live), 1)
    lines, strongest = np.zeros(len(numbers)), np.zeros(len(numbers))
    for groups in told:
        rarity = np.log1p(total / (1 + len(_fitting(groups))))
        fits, by_line = _fits(groups, numbers, hits)
        scores += fits * rarity
        lines += by_line * rarity
        strongest = np.maximum(strongest, by_line * rarity)
    return scores + (lines - strongest)


def _fits(groups: Groups, numbers: Numbers, hits: Hits) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How well each hit fits a concept: the best way in full, the others by a part; and how well its service line does by
    name, since a line that two concepts name is what was meant by both. What only a bonus speaks for does not fit."""
    best, others, by_line = np.zeros(len(numbers)), np.zeros(len(numbers)), np.zeros(len(numbers))
    fitting = np.zeros(len(numbers), dtype=bool)
    for way, of_way in groupby(groups, key=lambda group: group.way):
        fits = np.zeros(len(numbers))
        for group in of_way:
            places = np.searchsorted(numbers, numbers_of(group.entries & hits.entries))
            fits[places] = np.maximum(fits[places], group.weight)
            if not group.is_bonus:
                fitting[places] = True
        others += np.minimum(best, fits)
        best = np.maximum(best, fits)
        if way == LINE:
            by_line = fits
    return (best + TWICE * others) * fitting, by_line * fitting


def _best(numbers: Numbers, scores: NDArray[np.float64], start: int, count: int) -> list[int]:
    end = min(start + count, len(numbers))
    top = np.argpartition(-scores, end - 1)[:end] if end < len(numbers) else np.arange(len(numbers))
    return [int(number) for number in numbers[top[np.argsort(-scores[top])]][start:end]]


def _walk(order: Numbers, entries: BitMap, start: int, count: int) -> list[int]:
    """The part of a ready order that are hits: step by step on the first pages, all at once on those far behind."""
    end = min(start + count, len(entries))
    if end < SHALLOW * count:
        found: list[int] = []
        for block in range(0, len(order), BLOCK):
            found += [number for number in order[block : block + BLOCK].tolist() if number in entries]
            if len(found) >= end:
                break
        return found[start:end]
    is_hit = np.zeros(len(order), dtype=bool)
    is_hit[numbers_of(entries)] = True
    return [int(number) for number in order[is_hit[order]][start:end]]
