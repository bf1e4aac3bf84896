"""Amounts for a week, a month or a quarter: "50 doses per month", "10 kg of HPAPI a month". They are compared by the year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from vocabulary.models import Unit

_SPAN = r"(?:week|wk|fortnight|month|mo|quarter|year|yr|annum)"
_EACH = rf"(?:\s?/\s?{_SPAN}s?|\s(?:per|an?|each|every) (?:(?:calendar )?){_SPAN})(?![a-z])(?! (?:later|before|after|ago|prior|from|earlier|in advance))"
_EVERY_FEW = r"\s(?:every|each) (?:(?P<few>two|three|four|six|other|second|third|[2346]) (?P<of>weeks?|months?))(?![a-z])"
_OFTEN = (
    r"\s(?:weekly|monthly|quarterly|annually|annual|yearly)(?![a-z])(?! (?:report|meeting|call|update|dos|inject|infus))"
)
_HAN = r"\s?(?:/|每)(?:个)?(?:周|月|季度?)(?!\d)"
RATE = re.compile(rf"{_EVERY_FEW}|{_EACH}|{_OFTEN}|{_HAN}")
RATE_OF = re.compile(
    rf"\s(?:of|for) (?:(?!for\b|per\b|each\b|every\b|and\b|in\b|at\b|over\b)[a-z0-9-]{{1,20}} ){{0,3}}"
    rf"(?!for\b|per\b|each\b|every\b|and\b|in\b|at\b|over\b)[a-z0-9-]{{1,20}}(?={_EACH}|{_OFTEN})"
)
"""What is made may stand between: "10 kg of HPAPI per month"."""
SUFFIX = re.compile(rf"(?:{_EACH}|{_HAN})\Z")
"""Of the spelling of a unit: "kg per month"."""
BEFORE = re.compile(
    r"(?:\b(?P<said>weekly|monthly|quarterly)(?: (?:demand|need|output|volume|supply|capacity|requirement|throughput|quantity|quantities))?|"
    r"\b(?:per|each|every) (?P<span>week|month|quarter)|每(?P<han>周|月|季度))"
    r"\s?(?:of|is|:|：|about|约|,)?\s?(?:about |up to |approximately |ca\. )?$"
)
TIMES = {
    "week": 52,
    "wk": 52,
    "fort": 26,
    "month": 12,
    "mo": 12,
    "quarter": 4,
    "year": 1,
    "yr": 1,
    "ann": 1,
    "周": 52,
    "月": 12,
    "季": 4,
}
"""How many there are in a year."""
FEW = {"two": 2, "other": 2, "second": 2, "2": 2, "three": 3, "third": 3, "3": 3, "four": 4, "4": 4, "six": 6, "6": 6}
MONTHS = TIMES["month"]
NAMED = re.compile("|".join(sorted(TIMES, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Rate:
    """So many ``times`` a year; the words end at ``end``."""

    times: int
    end: int


def rate_at(plain: str, start: int, end: int) -> Rate | None:
    """The rate behind an amount at ``start`` to ``end``, else the one before it."""
    between = RATE_OF.match(plain, end)
    if behind := RATE.match(plain, between.end() if between else end):
        times = _times(behind["of"]) // FEW[behind["few"]] if behind["few"] else _times(behind[0])
        return Rate(times, behind.end())
    if before := BEFORE.search(plain, max(0, start - 48), start):
        return Rate(_times(before["said"] or before["span"] or before["han"]), end)
    return None


def rate_within(spelling: str) -> tuple[str, int]:
    """A spelling without its rate, and how often that is in a year; 0 where it has none."""
    match = SUFFIX.search(spelling)
    return (spelling[: match.start()], _times(match[0])) if match else (spelling, 0)


def for_a_year(candidates: Sequence[tuple[Unit, Decimal]], times: int) -> list[tuple[Unit, Decimal]]:
    """Units that count for a year, each with how many of them the amount makes."""
    return [(unit, ratio * times) for unit, ratio in candidates if unit.code.endswith("-year")]


def _times(words: str) -> int:
    match = NAMED.search(words)
    return TIMES[match[0]] if match else 1
