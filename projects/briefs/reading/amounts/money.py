"""Budgets: "EUR 2–3 m", "$2.5 million", "300万欧元"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.briefs.reading.amounts.numbers import LEAST, MOST, MULTIPLES, number_at, whole

CURRENCIES = {
    "EUR": "eur|euros?|€|欧元", "USD": r"usd|us\$|us dollars?|u\.s\. dollars?|dollars?|\$|美元|美金", "GBP": "gbp|pounds?(?: sterling)?|£|英镑",
    "CNY": "cny|rmb|yuan|renminbi|¥|￥|元人民币|人民币|元", "JPY": "jpy|yen|日元", "CHF": "chf|swiss francs?|sfr|瑞士法郎|瑞郎",
    "AUD": r"aud|a\$|au\$|australian dollars?|澳元", "CAD": r"cad|c\$|ca\$|canadian dollars?|加元", "SGD": r"sgd|s\$|新加坡元|新币", "HKD": r"hkd|hk\$|港元|港币",
    "KRW": "krw|won|韩元", "INR": "inr|rupees?|卢比", "SEK": "sek", "DKK": "dkk", "NOK": "nok", "TWD": r"twd|nt\$|新台币", "ILS": "ils|nis", "ZAR": "zar", "BRL": r"brl|r\$",
}  # fmt: skip
VAGUE = frozenset(["$", "¥", "￥", "元", "dollar", "dollars"])
_SYMBOLS = sorted(
    ((symbol, code) for code, symbols in CURRENCIES.items() for symbol in symbols.split("|")),
    key=lambda pair: -len(pair[0]),
)
_CURRENCY = "(?:" + "|".join(symbol for symbol, _code in _SYMBOLS) + ")"
CURRENCY = re.compile(
    rf"(?<![a-z]){_CURRENCY}(?![a-z])|(?<=\d[kmw]){_CURRENCY}(?![a-z])|(?<=\dkw){_CURRENCY}(?![a-z])|(?<=[万亿千百]){_CURRENCY}"
)
TIMES = re.compile(
    r"\s?(?P<times>million|billion|thousand|mio\.?|mn|mm|bn|kw|w|m|k)(?![a-z0-9])|\s?(?P<han>百万|千万|万|亿)"
)
GAP = re.compile(rf"\s?(?:[-–—~〜]|to|and|至|到)\s?(?:{_CURRENCY})?\s?")
FOR_EACH = re.compile(
    r"\s?(?:/(?!\s?(?:eur|usd|us\$|gbp|chf|cny|rmb|jpy|[$€£¥])\s?\d)|per\b|each\b|a (?:batch|patient|gram|vial|dose)|每|一批)"
)
MOST_BEHIND = re.compile(
    r"\s?[,(]?\s?(?:as (?:a|the) |is (?:a|the|our) )?(?:max(?:imum)?\b|at (?:the )?most\b|or (?:less|below)\b|tops\b|ceiling\b|upper limit\b|cap\b|limit\b|以内|以下|上限|封顶)"
)
LEAST_BEHIND = re.compile(r"\s?[,(]?\s?(?:min(?:imum)?\b|at least\b|or more\b|以上|起)")
NOT_OURS = re.compile(
    r"raised|series [a-e]\b|financing round|round of|revenues?|sales|market (?:cap|size)|valuation|valued|grant|"
    r"seed|融资|销售额|估值|市值|营收|市场规模"
)
BUDGET = re.compile(r"budget|spend|cost ceiling|预算|经费")
BARE_BEFORE = re.compile(r"(?<![\d.a-z])\d[\d.]{0,8}\s?(?:k?w|百万|千万|万|亿)\s?的?$")
"""A number before the word: "1.5kw预算"."""
PREFIXED = re.compile(r"(?<=\d)(\s)([kmt])(eur|usd|gbp|chf|rmb|cny|€|\$|£)(?![a-z])")
PREFIX = re.compile(
    r"(?<![a-z\d])([kmt])(eur|usd|gbp|chf|€|\$|£) (\d{1,6}(?:[.,]\d{1,3})?(?:\s?(?:[-–]|to)\s?\d{1,6}(?:[.,]\d{1,3})?)?)(?![.,]?\d)(?!\s?(?:k|m|mn|mio|million|thousand)\b)"
)
THOUSANDS = {"t": "k"}
HAN = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Sum:
    """Major units of a currency. ``is_vague`` when its sign is that of several; ``is_price`` when it is for one of something."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    start: int
    end: int
    is_vague: bool = False
    is_price: bool = False


def sums_in(plain: str) -> Iterator[Sum]:
    """The sums of a text in small letters, in order. Money that was raised or earned is none."""
    reached = 0
    for match in CURRENCY.finditer(plain):
        if match.start() < reached:
            continue
        found = _after(plain, match) or _before(plain, match, reached)
        if found is None:
            continue
        reached = found.end
        if not NOT_OURS.search(plain, max(0, found.start - 40), found.start) and not NOT_OURS.match(plain, found.end + 1):
            yield found


def spelled_apart(plain: str) -> str:
    """The text with "2.5 meur" as "2.5m eur" and "k€ 300" or "teur 300" as "€ 300k", of the same length."""
    behind = PREFIXED.sub(lambda match: f"{THOUSANDS.get(match[2], match[2])}{match[1]}{match[3]}", plain)
    return PREFIX.sub(lambda match: f"{match[2]} {match[3]}{THOUSANDS.get(match[1], match[1])}", behind)


def bare_budgets_in(plain: str) -> Iterator[tuple[int, int]]:
    """Numbers that a budget is said to be, without a currency."""
    for match in BUDGET.finditer(plain):
        if before := BARE_BEFORE.search(plain, max(0, match.start() - 16), match.start()):
            yield before.start(), match.end()
        number = re.compile(
            r"(?: is| of|:|有限|[（(]|为|：|约|about|around|控制在|不超过|不超|上限|以内|在|\s){0,4}(?=\d)"
        ).match(plain, match.end())
        amount = number_at(plain, number.end()) if number else None
        if (amount and amount.one >= 10) or (amount and TIMES.match(plain, amount.end)):
            times = TIMES.match(plain, amount.end)
            yield match.start(), times.end() if times else amount.end


def _after(plain: str, match: re.Match[str]) -> Sum | None:
    """ "EUR 2–3 m": the sign before the number."""
    start = match.end() + (plain[match.end() : match.end() + 1] in {" ", "\u00a0"})
    read = _amounts(plain, start)
    if read is None or match[0] in {"元", "美元", "欧元"}:
        return None
    return _sum(plain, read, match[0], match.start(), read[2])


def _before(plain: str, match: re.Match[str], reached: int) -> Sum | None:
    """ "2 to 3 million euros": the sign after the number."""
    window = max(reached, match.start() - 40)
    for digit in re.finditer(
        (
            r"(?<![a-z0-9.,])(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\b)|"
            r"(?<![一二三四五六七八九十百千万亿\d])[一二三四五六七八九十两]|(?<![壹贰叁肆伍陆柒捌玖拾佰仟萬])(?<!大)[壹贰叁肆伍陆柒捌玖]"
        ),
        plain[window : match.start()],
    ):
        read = _amounts(plain, window + digit.start())
        if read and plain[read[2] : match.start()].strip() == "" and match.start() - read[2] < 3:
            return _sum(plain, read, match[0], window + digit.start(), match.end())
    return None


def _amounts(plain: str, position: int) -> tuple[Decimal, Decimal, int] | None:
    """The lower and the higher amount, and where they end."""
    first = _amount(plain, position)
    if first is None:
        return None
    value, step, end = first
    gap = GAP.match(plain, end)
    second = _amount(plain, gap.end()) if gap else None
    if second is None or second[0] * second[1] <= value:
        return value * step, value * step, end
    low = value * (step if step > 1 else second[1])
    return (
        (low, second[0] * second[1], second[2])
        if low < second[0] * second[1]
        else (value * step, second[0] * second[1], second[2])
    )


def _amount(plain: str, position: int) -> tuple[Decimal, Decimal, int] | None:
    number = number_at(plain, position)
    if number is None or number.low is None:
        return None
    times = TIMES.match(plain, number.end)
    if number.step > 1 or not times:
        return number.low / number.step, number.step, number.end
    step = Decimal(MULTIPLES[times["times"]] if times["times"] else HAN[times["han"]])
    return number.low, step, times.end()


def _sum(plain: str, read: tuple[Decimal, Decimal, int], sign: str, start: int, end: int) -> Sum:
    return bounded_sum(plain, read[0], read[1], sign, start, end, sign in VAGUE)


def bounded_sum(plain: str, low: Decimal, high: Decimal, sign: str, start: int, end: int, is_vague: bool) -> Sum:
    """A sum with the sign of its currency; what stands before it may leave one end open."""
    code = next(code for symbol, code in _SYMBOLS if re.fullmatch(symbol, sign))
    before = plain[max(0, start - 32) : start]
    bounded_low: Decimal | None = whole(low)
    bounded_high: Decimal | None = whole(high)
    if low == high and (MOST.search(before) or MOST_BEHIND.match(plain, end)):
        bounded_low = None
    elif low == high and (LEAST.search(before) or LEAST_BEHIND.match(plain, end)):
        bounded_high = None
    return Sum(bounded_low, bounded_high, code, start, end, is_vague, FOR_EACH.match(plain, end) is not None)
