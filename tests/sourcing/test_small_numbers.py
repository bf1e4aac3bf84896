"""What is kept back cannot be worked out from what is told: every small market is tried."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations_with_replacement, product

from projects.sourcing.selectors.small_numbers import Asked, told_cells, told_parts

CELL = ("phase-1", "mab")
EACH = [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)]
"""What one sponsor may have asked in a cell: lines, and those of them without a quote."""


def markets(sponsors: int) -> Iterator[tuple[tuple[int, int], ...]]:
    """Of so many sponsors, whoever of them asked what."""
    return combinations_with_replacement(EACH, sponsors)


def shown(market: Iterable[tuple[int, int]], waiting: int = 0) -> tuple[int, int | None] | None:
    rows = [Asked(CELL, sponsor, lines, without, waiting) for sponsor, (lines, without) in enumerate(market)]
    cell = told_cells(rows).get(CELL)
    return (cell.lines, cell.unanswered) if cell else None


def test_a_cell_tells_nothing_of_which_fewer_than_three_sponsors_stand_behind():
    for market in markets(5):
        asking = sum(lines > 0 for lines, _without in market)
        in_vain = sum(without > 0 for _lines, without in market)
        otherwise = sum(lines > without for lines, without in market)
        told = shown(market)
        assert (told is not None) == (asking >= 3)
        if told and told[1] is not None:
            assert in_vain >= 3
            assert otherwise == 0 or otherwise >= 3


def test_what_a_cell_keeps_back_has_more_than_one_explanation():
    """Those who read the cell know the rule. They still cannot tell how many lines were kept back, nor any sponsor's."""
    lines, in_vain = defaultdict(set), defaultdict(set)
    for market in markets(5):
        told = shown(market)
        lines[told].add(sum(one for one, _without in market))
        in_vain[told].add(sum(without for _lines, without in market))
    for told in lines:
        if told is None:
            assert len(lines[told]) > 1
        elif told[1] is None:
            assert len(in_vain[told]) > 1


def test_nothing_of_what_is_unanswered_is_told_while_something_is_open():
    market = [(1, 1)] * 4
    assert (shown(market), shown(market, waiting=1)) == ((4, 4), (4, None))


def test_a_part_that_is_kept_back_is_not_what_is_missing_in_the_sum():
    """Three parts whose known sum is eight at most, each of nobody or of one to four sponsors."""
    counted = [(0, 0), *((count, sponsors) for count in range(1, 9) for sponsors in range(1, min(count, 4) + 1))]
    explained: dict[tuple[int | None, ...], list[set[int]]] = defaultdict(lambda: [set(), set(), set()])
    for parts in product(counted, repeat=3):
        total = sum(count for count, _sponsors in parts)
        if total <= 8:
            told = told_parts(dict(zip("abc", parts, strict=True)))
            assert all(count is None or sponsors >= 3 for count, (_n, sponsors) in zip(told.values(), parts, strict=True))
            for values, (count, _sponsors) in zip(explained[total, *told.values()], parts, strict=True):
                values.add(count)
    for (total, *told_counts), possible in explained.items():
        # Where nothing is missing in the sum, nobody stands behind what was kept back.
        if total != sum(one or 0 for one in told_counts):
            kept_back = [values for count, values in zip(told_counts, possible, strict=True) if count is None]
            assert [values for values in kept_back if len(values) < 2] == []
