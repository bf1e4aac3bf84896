"""Budgets whose currency or unit does not stand beside the number: "预算（万元）：1500", "1500万（人民币）", "Budget (EUR k): 300"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.briefs.reading.amounts.money import CURRENCIES, VAGUE, Sum, bounded_sum
from projects.briefs.reading.amounts.numbers import MULTIPLES, number_at

_CURRENCY = "|".join(
    sorted((symbol for symbols in CURRENCIES.values() for symbol in symbols.split("|")), key=len, reverse=True)
)
_TIMES = r"(?P<times{0}>百万|千万|万|亿|千|million|mio\.?|mn|thousand|bn|k|m)"
STEPS = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
LABEL = re.compile(
    r"(?:预算|经费|budget)(?:金额|总额|上限)?\s?(?:(?P<open>[（(\[])\s?(?:单位[:：]?\s?|in )?|in )?"
    rf"(?:(?P<first>{_CURRENCY})[\s/、,，]?{_TIMES.format('')}?\s?(?:元|圆)?|{_TIMES.format('_before')}\s?(?P<second>{_CURRENCY}))(?(open)\s?[)）\]]|(?=\s{{0,3}}[:：=|\t]))"
    r"\s{0,3}(?:[:：=|\t]|为|是|约|不超过|上限)?\s{0,3}(?:约|about |approx\.? )?"
)
BEHIND = re.compile(rf"\s?(?:{_TIMES.format('')}(?![a-z]))?\s?[（(]\s?(?:单位[:：]?\s?|in )?(?P<first>{_CURRENCY})\s?[)）]")
BUDGET = re.compile(r"(?:预算|经费|费用|总价|budget|spend|ceiling)[^。；;\n]{0,16}$")
CELL = re.compile(r"[|\t]")
GAP = re.compile(r"\s?(?:[-–—~〜～]|\bto\b|\band\b|至|到|和|与)\s?(?:about |约)?")
AND = re.compile(r"and|和|与")
BETWEEN = re.compile(r"(?:\bbetween|在|介于)\s?(?:about |约)?$")


def labelled_sums(plain: str) -> Iterator[Sum]:
    """The sums of a text whose currency stands in a label before them, or in a bracket behind."""
    for match in LABEL.finditer(plain):
        number, end = _range(plain, match.end())
        if number:
            word = match["times"] or match["times_before"] or ""
            sign = match["first"] or match["second"]
            yield _sum(plain, number, _step(word), sign, match.start(), end)
        else:
            yield from _below(plain, match)
    for match in BEHIND.finditer(plain):
        for digit in re.finditer(
            r"(?<![a-z0-9.,])\d[\d.,]{0,14}(?:\s?[-–~至到]\s?\d[\d.,]{0,14})?\Z",
            plain[max(0, match.start() - 18) : match.start()],
        ):
            start = max(0, match.start() - 18) + digit.start()
            number, end = _range(plain, start)
            if number and BUDGET.search(plain, max(0, start - 20), start) and end in range(match.start(), match.end()):
                at_end = Decimal(1) if end > match.start() else _step(match["times"] or "")
                yield _sum(plain, number, at_end, match["first"], start, match.end())


def _below(plain: str, label: re.Match[str]) -> Iterator[Sum]:
    """The sums of the rows below a label that heads the column of a table."""
    first = plain.rfind("\n", 0, label.start()) + 1
    head = CELL.split(plain[first : _end(plain, first)])
    column = len(CELL.findall(plain[first : label.start()]))
    start = _end(plain, first) + 1
    while len(head) > 1 and start < len(plain):
        cells = CELL.split(plain[start : _end(plain, start)])
        if len(cells) != len(head):
            return
        place = start + sum(map(len, cells[:column])) + column + len(cells[column]) - len(cells[column].lstrip())
        number, end = _range(plain, place)
        if number and end == place + len(cells[column].strip()):
            word = label["times"] or label["times_before"] or ""
            yield _sum(plain, number, _step(word), label["first"] or label["second"], place, end)
        start = _end(plain, start) + 1


def _end(plain: str, start: int) -> int:
    """Where the line ends that begins there."""
    end = plain.find("\n", start)
    return end if end >= 0 else len(plain)


def joined(plain: str, sums: Sequence[Sum]) -> list[Sum]:
    """The sums, with "150万欧元到200万欧元" as one."""
    merged: list[Sum] = []
    for one in sums:
        last = merged[-1] if merged else None
        if last and _is_range(plain, last, one):
            merged[-1] = replace(last, high=one.high or one.low, low=last.low or last.high, end=one.end)
        else:
            merged.append(one)
    return merged


def _is_range(plain: str, first: Sum, second: Sum) -> bool:
    gap = GAP.fullmatch(plain, first.end, max(first.end, second.start))
    if not gap or first.currency != second.currency or first.is_price != second.is_price:
        return False
    if AND.search(gap[0]) and not BETWEEN.search(plain, max(0, first.start - 16), first.start):
        return False
    least, most = first.low or first.high, second.high or second.low
    is_single = first.low == first.high or first.low is None or first.high is None
    return is_single and least is not None and most is not None and least < most


def _step(word: str) -> Decimal:
    return Decimal(STEPS.get(word) or MULTIPLES.get(word) or 1)


def _range(plain: str, position: int) -> tuple[tuple[Decimal, Decimal] | None, int]:
    """The lower and the higher number, and where they end."""
    first = number_at(plain, position)
    if first is None or first.low is None:
        return None, position
    gap = re.compile(r"\s?(?:[-–—~〜～]|to|至|到)\s?").match(plain, first.end)
    second = number_at(plain, gap.end()) if gap else None
    if second and second.low and second.low > first.low:
        return (first.low, second.low), second.end
    return (first.low, first.low), first.end


def _sum(plain: str, number: tuple[Decimal, Decimal], step: Decimal, sign: str, start: int, end: int) -> Sum:
    low, high = (value * step for value in number)
    return bounded_sum(plain, low, high, sign, start, end, sign in VAGUE)
