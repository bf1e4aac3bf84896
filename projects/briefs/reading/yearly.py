"""Batches that are counted for a year: "年需求20批", "每年约10批"."""

from collections.abc import Iterator, Sequence

from projects.briefs.reading.numbers import Number
from projects.briefs.reading.quantities import BATCHES, Measures, Scale, is_for_a_year

SPELLING = "批/年"


def yearly_batches_in(plain: str, numbers: Sequence[Number], measures: Measures) -> Iterator[Scale]:
    """As a scale in batches for each year, where the year stands before the number."""
    unit = next((unit for unit, _ratio in measures.spellings.get(SPELLING, [])), None)
    for number in numbers if unit else ():
        match = BATCHES.match(plain, number.end)
        if unit and match and "\n" not in match[0] and number.one and is_for_a_year(plain, number):
            yield Scale(number.low, number.high, unit.code, number.start, match.end(), 0.85)
