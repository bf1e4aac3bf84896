"""How many of the hits fit what else: each facet counted without its own filter, so that its values can be added up."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from services.enums import PriceModel
from services.search import kinds
from services.search.index import Index
from services.search.query import Hits
from services.search.sets import numbers_of
from vocabulary.models import TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

MANY_FIRST = (kinds.STANDARD, kinds.SYSTEM, kinds.COUNTRY, kinds.PROVIDER)
"""Facets that stand in the order of their counts; the others have an order of their own."""


MOST_PROVIDERS = 100


class Count(NamedTuple):
    """A value with how many offerings there are. ``level`` is 1, or deeper in a tree; ``has_more`` below it."""

    code: str
    count: int  # type: ignore[assignment]  # hides the method of tuples, which nobody calls
    level: int = 1
    has_more: bool = False


def counts_of(
    kind: str, hits: Hits, index: Index, vocabulary: Vocabulary, chosen: Collection[str] = (), *, whole: bool = False
) -> list[Count]:
    """The values of a facet that fit at least one offering, and those chosen; of providers those with most, at most a hundred.

    ``whole`` unfolds trees altogether; otherwise only the branches that lead to what is chosen.
    """
    entries = hits.before(kind)
    if kind in kinds.TREES:
        nodes = _nodes(kind, index, vocabulary)
        if whole:
            return _of_whole_tree(nodes, entries, index)
        return list(_of_tree(nodes, entries, index, _opened(kind, chosen, vocabulary)))
    if kind == kinds.PROVIDER:
        found = _of_providers(entries, index, chosen)
    else:
        codes = _codes(kind, index, vocabulary, chosen)
        found = [Count(code, _among(entries, index.entries_of((kind, code)), index)) for code in codes]
    kept = [one for one in found if one.count or one.code in chosen]
    return sorted(kept, key=lambda one: -one.count) if kind in MANY_FIRST else kept


def providers_of(hits: Hits, index: Index) -> int:
    """How many providers there are to choose from."""
    return int(np.count_nonzero(_by_provider(hits.before(kinds.PROVIDER), index)))


def _codes(kind: str, index: Index, vocabulary: Vocabulary, chosen: Collection[str]) -> list[str]:
    """What offerings have, and what is chosen, in the vocabulary's order."""
    known = PriceModel.values if kind == kinds.PRICE_MODEL else vocabulary.terms[kinds.VOCABULARY_OF[kind]]
    had = index.of_kind(kind)
    return [code for code in known if code in had or code in chosen]


def _among(entries: BitMap, mine: BitMap, index: Index) -> int:
    if entries is index.live:
        return len(mine)
    return entries.intersection_cardinality(mine) if mine else 0


def _by_provider(entries: BitMap, index: Index) -> NDArray[np.int64]:
    """By a provider's number, how many of the entries are its own. Each has one provider, so counting a column beats a set
    for each."""
    counts = np.bincount(index.columns["provider"][numbers_of(entries)], minlength=1)
    counts[0] = 0
    return counts


def _of_providers(entries: BitMap, index: Index, chosen: Collection[str]) -> list[Count]:
    counts = _by_provider(entries, index)
    numbers = np.flatnonzero(counts)
    if len(numbers) > MOST_PROVIDERS:
        numbers = numbers[np.argsort(-counts[numbers], kind="stable")[:MOST_PROVIDERS]]
    wanted = {*numbers.tolist(), *(index.of_kind(kinds.PROVIDER).get(code, 0) for code in chosen)} - {0}
    return [Count(index.terms[n].key[1], int(counts[n]) if n < len(counts) else 0) for n in sorted(wanted)]


def _opened(kind: str, chosen: Collection[str], vocabulary: Vocabulary) -> Collection[str]:
    """The branches that lead to what is chosen."""
    terms = vocabulary.terms[kinds.VOCABULARY_OF[kind]]
    known = [terms[code] for code in chosen if code in terms]
    return {code for term in known if isinstance(term, TreeTerm) for code in term.path}


class Node(NamedTuple):
    """A term of a tree with the entries that have it. ``size`` is how many nodes its branch has, itself among them."""

    code: str
    level: int
    has_more: bool
    entries: BitMap
    size: int


def _nodes(kind: str, index: Index, vocabulary: Vocabulary) -> list[Node]:
    """A tree from the top, each branch before the next one; walked once for a state of the index and the vocabularies."""
    known = index.trees.get(kind)
    if known is None or known[0] is not vocabulary:
        below = vocabulary.children_of(kinds.VOCABULARY_OF[kind])

        def branch(code: str, level: int) -> list[Node]:
            under = [node for child in below.get(code, []) for node in branch(child, level + 1)]
            return [Node(code, level, code in below, index.entries_of((kind, code)), 1 + len(under)), *under]

        known = index.trees[kind] = (vocabulary, [node for top in below.get(None, []) for node in branch(top, 1)])
    nodes: list[Node] = known[1]
    return nodes


def _of_tree(nodes: list[Node], entries: BitMap, index: Index, opened: Collection[str]) -> Iterator[Count]:
    """From the top; a branch without an offering, or that nobody opened, is not looked into."""
    place = 0
    while place < len(nodes):
        code, level, has_more, mine, size = nodes[place]
        count = _among(entries, mine, index)
        if count or code in opened:
            yield Count(code, count, level, has_more)
        place += 1 if code in opened else size


def _of_whole_tree(nodes: list[Node], entries: BitMap, index: Index) -> list[Count]:
    """Every term of it, those without an offering among them."""
    return [Count(code, _among(entries, mine, index), level, more) for code, level, more, mine, _size in nodes]
