"""Batches that are counted for a time: "年需求20批", "每年约10批", "4 batches every quarter"."""

from collections.abc import Iterator, Sequence

from projects.briefs.reading.amounts.numbers import Number
from projects.briefs.reading.amounts.quantities import BATCHES, Scale, is_for_a_year
from projects.briefs.reading.amounts.rates import rate_at
from projects.briefs.reading.names.spellings import Measures

SPELLING = "批/年"


def yearly_batches_in(plain: str, numbers: Sequence[Number], measures: Measures) -> Iterator[Scale]:
    """As a scale in batches for each year, unless a unit of its own counts them."""
    unit = next((unit for unit, _ratio in measures.spellings.get(SPELLING, [])), None)
    for number in numbers if unit else ():
        match = BATCHES.match(plain, number.end)
        if not unit or not match or "\n" in match[0] or not number.one or measures.at(plain, number.end):
            continue
        rate = rate_at(plain, number.start, match.end())
        if rate or is_for_a_year(plain, number):
            low, high = (value and value * (rate.times if rate else 1) for value in (number.low, number.high))
            yield Scale(low, high, unit.code, number.start, rate.end if rate else match.end(), 0.85)
