"""Whether what is noted of a figure says that several units make it up together.

Profiles name the largest figure that is public. Where its note says that it is the sum of reactors, lines or plants, one of them
is smaller. A note that does not say so leaves it open.
"""

import re
from decimal import Decimal, InvalidOperation
from math import isclose

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
}  # fmt: skip
START = r"(?<![a-z0-9.,])"
COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})"
UNIT = r"(?:(?:l|litres?|liters?|m3)(?![a-z0-9])|m³|升)"
SIZE = rf"(?P<size>\d[\d,]*(?:\.\d+)?)\s?{UNIT}"
SEVERAL = r"(?:bio)?(?:reactors|fermenters|fermentors|vessels|tanks|trains)|反应器|发酵罐|罐"
OF_ONE_SIZE = (
    re.compile(rf"{START}{COUNT}\s?(?:x|×|\*|个|台|只|套)?\s?{SIZE}"),
    re.compile(rf"{START}{COUNT} (?:{SEVERAL}) of {SIZE}"),
)
OF_NO_SIZE = re.compile(rf"{START}{COUNT}\s?(?:个|台|只)?\s?(?:{SEVERAL})")
SIZES = re.compile(SIZE)
ADDED = re.compile(r"\bplus\b|\band\b|\+|加|和")
CLAUSES = re.compile(r"[;；。(（]|\. ")
DENIED = re.compile(r"total (?:is |was )?(?:not|un)|(?:总量|总计|合计)(?:未|没有|不)")
OPENING = re.compile(
    r"\s*(?:the )?(?:total|sum|combined|aggregate)\b|\s*(?:合计|总计|共计|总产能|总容积|总体积|总规模|总量)"
)
SAYING = re.compile(
    r"\b(?:in total|total|totals|combined|together|altogether|sum of|across (?:the|all)|over all)\b|合计|总计|共计|总产能|总容积|总体积|总规模|总量"
)
AMOUNTS = re.compile(r"(?P<size>\d[\d,]*(?:\.\d+)?)(?:\s?(?P<times>million|thousand|万|百万))?")
TIMES = {"million": 1_000_000, "thousand": 1_000, "万": 10_000, "百万": 1_000_000}
YEARS = range(1950, 2100)


def says_total(note: str, figure: Decimal | float) -> bool:
    """``figure`` is in the unit that it is written in."""
    text, value = note.casefold(), float(figure)
    return any(_is_total(clause, value) for clause in CLAUSES.split(text))


def _is_total(clause: str, figure: float) -> bool:
    if not clause or DENIED.search(clause):
        return False
    if OPENING.match(clause) or _makes_up(clause, figure):
        return True
    return bool(SAYING.search(clause)) and names_figure(clause, figure, if_none=True)


def names_figure(clause: str, figure: float, *, if_none: bool) -> bool:
    """Whether the clause names this figure; ``if_none`` where it names no figure at all."""
    named = [_number(one["size"]) * TIMES.get(one["times"] or "", 1) for one in AMOUNTS.finditer(clause)]
    named = [one for one in named if one not in YEARS]
    return if_none if not named else any(isclose(one, figure, rel_tol=1e-6) for one in named)


def _makes_up(clause: str, figure: float) -> bool:
    """ "12 x 20,000 L", "48,000 L fed-batch plus 6,000 L perfusion", "19 reactors": of which the figure is the sum."""
    sizes = [_number(one["size"]) for one in SIZES.finditer(clause)]
    if any(isclose(one, figure, rel_tol=1e-6) for one in sizes):
        return False
    for match in (match for pattern in OF_ONE_SIZE for match in pattern.finditer(clause)):
        count = _count(match["count"])
        if count > 1 and isclose(count * _number(match["size"]), figure, rel_tol=1e-6):
            return True
    if len(sizes) > 1 and ADDED.search(clause) and isclose(sum(sizes), figure, rel_tol=1e-6):
        return True
    counted = OF_NO_SIZE.search(clause)
    return not sizes and counted is not None and _count(counted["count"]) not in {1, figure}


def _count(text: str) -> int:
    return NUMBERS.get(text) or int(text)


def _number(text: str) -> float:
    try:
        return float(Decimal(text.rstrip(",").replace(",", "")))
    except InvalidOperation:
        return 0.0
