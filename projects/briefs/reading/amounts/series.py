"""Runs of one process that are counted by their kind: "three engineering runs plus 2 GMP", "3 engineering + 3 GMP"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.briefs.reading.amounts.numbers import Number
from projects.briefs.reading.amounts.quantities import Batches

KIND = re.compile(
    r"[\s-]{1,2}(?:non-?gmp |c?gmp )?(?:engineering|eng\.?|demonstration|demo|confirmation|practice|c?gmp|ppq|pv|validation|clinical|commercial)"
    r"(?P<noun>[\s-](?:batch(?:es)?|lots?|runs?|campaigns?))?(?![a-z-])"
)
PLUS = re.compile(r",?\s?(?:\+|plus|&|and|then|followed by)\s?")
NEXT = re.compile(r"\s?(?:[,;:.)\n]|(?:at|of|in|for|with|by|to|on|from|per|each)\b|$)")
"""Behind a kind that leaves its noun out: nothing else is counted."""


def series_in(plain: str, numbers: Sequence[Number]) -> Iterator[Batches]:
    """The total of each series in which a noun is left out, or none has one."""
    place = 0
    while place < len(numbers):
        parts = _parts(plain, numbers, place)
        nouns = [match["noun"] for _number, match in parts]
        if len(parts) > 1 and not all(nouns) and NEXT.match(plain, parts[-1][1].end()):
            total = sum((number.one for number, _match in parts), Decimal(0))
            yield Batches(total, total, parts[0][0].start, parts[-1][1].end())
        place += max(len(parts), 1)


def _parts(plain: str, numbers: Sequence[Number], place: int) -> list[tuple[Number, re.Match[str]]]:
    """The numbers from a place on that count kinds of runs, each joined to the one before."""
    parts: list[tuple[Number, re.Match[str]]] = []
    for number in numbers[place : place + 6]:
        match = KIND.match(plain, number.end)
        is_joined = not parts or PLUS.fullmatch(plain, parts[-1][1].end(), max(number.start, parts[-1][1].end()))
        if match is None or not is_joined or number.low != number.high or number.one > 200:
            break
        parts.append((number, match))
    return parts
