"""Amounts that are not exact, and numbers with more digits than are read."""

import re
from collections.abc import Iterator

from projects.briefs.reading.amounts.fitting import CONTAINED, MASSES, PEOPLE, VOLUMES
from projects.briefs.reading.amounts.sizes import BATCHES_COUNTED, vague_in
from projects.briefs.reading.names.spellings import Measures

ENDLESS = re.compile(
    r"(?<![\w.])(?:\d{1,6}(?:\.\d{1,6})?e\+?\d{3,}|(?:\d{1,6}(?:\.\d{1,6})?\s?[x×*·]\s?)?10\s?\^\s?\{?\d{3,}\}?|\d{16,})(?![\d.])"
)
COMPARED = VOLUMES | MASSES | CONTAINED | PEOPLE


def endless_in(plain: str, measures: Measures) -> Iterator[tuple[int, int]]:
    """Numbers with more noughts or digits than are read, where a unit stands behind."""
    for match in ENDLESS.finditer(plain):
        at = measures.at(plain, match.end())
        if at:
            yield match.start(), at[1]


def vague_amounts_in(plain: str, measures: Measures) -> Iterator[tuple[int, int]]:
    """ "几百升", "several hundred litres", "a few batches": from the vague word to the end of the unit."""
    for start, end in vague_in(plain):
        if batches := BATCHES_COUNTED.match(plain, end):
            yield start, batches.end()
            continue
        at = measures.at(plain, end)
        if at and any(unit.dimension in COMPARED for unit, _ratio in measures.spellings[at[0]]):
            yield start, at[1]
