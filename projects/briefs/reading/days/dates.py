"""Days, months, quarters, halves and years as people write them, in both languages: "Q3 '27", "2H27", "明年底"."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from projects.briefs.doubts import Doubt
from projects.briefs.reading.meaning.contracts import festivals_in
from projects.briefs.reading.writing.firsts import matches_at, quick

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4} | {
    "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<{0}>20[2-4]\d|['’‘]\s?[2-4]\d(?![\d%]))"
_SHORT = r"(?P<{0}>20[2-4]\d|['’‘]?[2-4]\d(?![\d%]))"
"""Where a quarter or a half stands beside it, two digits are a year too."""
_NEAR = r"(?P<y_near>this year|next year|the year after next)"
_PART = (
    r"(?P<part>early|mid|late|end of|the end of|beginning of|the beginning of|start of|the start of|year[\s-]?end|"
    r"spring|summer|autumn|fall|winter)"
)
_HAN_YEAR = r"(?:(?P<{0}>20[2-4]\d)\s?年|(?P<{0}_near>今年|明年|后年))"
HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
HAN_DIGITS_YEAR = re.compile(r"二[零〇][二三四][零〇一二三四五六七八九](?=年)")
NO_DATES = re.compile(
    rf"(?<![a-z0-9])(?<!ich )(?:q(?:0|[5-9]|\d\d)|h(?:0|[3-9]))[\s/,-]{{0,2}}(?:of\s)?{_YEAR.format('y')}|"
    rf"{_YEAR.format('y3')}[\s/-]?q(?:0|[5-9]|\d\d)(?!\d)|(?:fifth|sixth|seventh|eighth|ninth|tenth|[5-9]th) quarter(?: of)?(?:\s20\d\d)?|"
    rf"{_HAN_YEAR.format('y2')}\s?(?:第?[五六七八九5-9]季度|(?:1[3-9]|[2-9]\d|0)月)|"
    r"(?<![\d.,])(?:30(?:th)?\s(?:of\s)?feb|31(?:st)?\s(?:of\s)?(?:feb|apr|jun|sep|nov))[a-z]{0,6}\b\.?(?:,?\s20\d\d)?"
)
"""A year has four quarters, two halves and twelve months, and February no thirtieth."""
_BARE_MONTH = r"(?<![\d年个\-–~至到./×x])(?<!\d,)(?<!为期)(?<!周期)(?<!工期)(?<!历时)(?<!周期约)(?<!周期为)(?<!工期约)(?<!工期为)(?<!大约)(?<!还有)(?<!不到)(?<!超过)(?:1[0-2]|[1-9])"
"""Of a calendar month without a year; "周期6月" is a length of time."""
EITHER_MONTH = re.compile(rf"{_BARE_MONTH}月(?:之内|以内|内)")
""" "12月内" is December, or twelve months."""
YEAR_AFTER = re.compile(
    r"(?:次年|翌年|第二年)(?:的?(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|初)?|第?[一二三四1-4]季度|[上下]半年|年?[底初中末])"
)
"""The year after one that is not said."""
PERIODS = [
    re.compile(rf"(?P<h>first|second) half (?:of )?{_NEAR}"),
    re.compile(rf"q(?P<q>[1-4])\s(?:of )?{_NEAR}"),
    re.compile(rf"(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter (?:of )?{_NEAR}"),
    re.compile(rf"(?P<month>{_MONTH})\s(?:of )?{_NEAR}"),
    re.compile(
        r"(?P<y_near>(?<![今明后半一二两三四五六七八九十0-9])年内|(?<=\bby )(?:the )?(?:end of (?:the|this) year|"
        r"year[\s-]end)(?!\s?[\d'’]))"
    ),
    re.compile(r"(?P<y_near>(?<![今明后当每半0-9零〇一二三四五六七八九十\s])年)(?P<han_part>底|末)(?=之?前|以前|前后|完成|交付)"),
    re.compile(rf"(?:{_PART}[\s-](?:of )?)?{_NEAR}"),
    re.compile(rf"(?P<first_month>{_MONTH})\.?\s?(?:to|until|and|through|thru|-|–)\s?(?:(?:the )?(?:end|mid|middle|beginning|start|early|late)[\s-](?:of )?)?(?P<month>{_MONTH})\.?,?\s{_YEAR.format('y')}"),
    re.compile(rf"q(?P<first_q>[1-4])\s?(?:to|and|/|-|–)\s?q(?P<q>[1-4])[\s/,]{{0,2}}{_SHORT.format('y')}"),
    re.compile(rf"{_HAN_YEAR.format('y')}(?P<first_m>1[0-2]|[1-9])月?(?:至|到|-|–|~)(?P<m>1[0-2]|[1-9])月"),
    re.compile(rf"(?<![a-z])(?:calendar |iso )?(?:weeks?|wk|cw|kw)\.?\s?(?P<w>\d{{1,2}})(?:\s?[/,-]\s?|\s(?:of |in )?){_YEAR.format('y')}(?!\d)|{_YEAR.format('y2')}-?\s?w(?P<w2>[0-5]\d)(?!\d)"),
    re.compile(rf"{_YEAR.format('y')}-(?P<m>\d\d)-(?P<d>\d\d)(?![\d-])"),
    re.compile(rf"(?<![\d./])(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?{_YEAR.format('y')}(?!\d)"),
    re.compile(rf"(?<![\d./])(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/{_YEAR.format('y')}(?!\d)"),
    re.compile(rf"{_YEAR.format('y')}[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\.?,?\s{_YEAR.format('y')}"),
    re.compile(rf"(?P<month>{_MONTH})\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s){_YEAR.format('y')}"),
    re.compile(
        rf"(?:(?:early|mid|late|end of|the end of|beginning of|"
        rf"start of)[\s-])?(?P<month>{_MONTH})(?:\.?,?\s(?:of\s)?{_YEAR.format('y')}|\.?-{_SHORT.format('y2')})"
    ),
    re.compile(
        rf"(?:end of |start of )?q(?P<q>[1-4])[\s/,-]{{0,2}}(?:of\s)?{_SHORT.format('y')}|"
        rf"{_YEAR.format('y2')}[\s/-]?q(?P<q2>[1-4])|(?<![\w.])(?P<q3>[1-4])q[\s/-]?{_SHORT.format('y3')}"
    ),
    re.compile(rf"(?P<q>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter (?:of )?{_YEAR.format('y')}"),
    re.compile(
        rf"(?<![a-z])h(?P<h>[12])[\s/-]?{_SHORT.format('y')}|{_YEAR.format('y2')}[\s/-]?h(?P<h2>[12])|"
        rf"(?<![\w.])(?P<h3>[12])h[\s/-]?{_SHORT.format('y3')}"
    ),
    re.compile(rf"(?P<h>first|second) half (?:of )?{_YEAR.format('y')}"),
    re.compile(rf"{_HAN_YEAR.format('y')}\s?第?(?P<q>[一二三四1-4])季度?"),
    re.compile(rf"{_HAN_YEAR.format('y')}\s?q(?P<q>[1-4])"),
    re.compile(rf"{_HAN_YEAR.format('y')}(?P<h>上|下)半年"),
    re.compile(
        rf"{_HAN_YEAR.format('y')}\s?(?P<m>1[0-2]|[1-9]|十[一二]?|"
        rf"[一二三四五六七八九])\s?月(?:份)?(?:\s?(?P<d>[0-3]?\d)\s?[日号])?(?P<han_part>底|初|中旬|末)?"
    ),
    re.compile(rf"{_HAN_YEAR.format('y')}年?(?P<han_part>底|末|初|中(?![美国欧日韩英方心]))"),
    re.compile(rf"{_PART},?[\s-](?:of )?(?:the year )?{_YEAR.format('y')}(?!\d|[,.]\d|\s?年)"),
    re.compile(rf"(?<![\d.,-])(?<!cfr ){_YEAR.format('y')}(?!\d|[,.]\d|\s?年)"),
    re.compile(rf"{_HAN_YEAR.format('y')}"),
    re.compile(r"(?<![a-z0-9])q(?P<q>[1-4])(?![a-z0-9-])"),
    re.compile(r"(?<![\d年第一二三四前头每])第?(?P<q>[一二三四1-4])季度(?!内?[1-9一二三四])"),
    re.compile(r"(?<!年)(?<!明)(?P<h>上|下)半年(?=之?[前内]?(?:启动|开始|开工|交付|完成|交货|放行)(?!了|过))"),
    re.compile(r"(?<![\d年个./×x])(?P<m>1[0-2]|[1-9])月(?P<d>[0-3]?\d)[日号]"),
    re.compile(
        rf"(?P<m>{_BARE_MONTH})月(?:份(?P<han_part>底|初|中旬|末)?|(?P<han_part2>底|初|中旬|末|上旬|下旬)|(?=之?前|以前|启动|开始|开工|交付|交货|完成|出(?:具)?(?:报告|结果)|到货|供货|要货|放行))"
    ),
    re.compile(rf"(?<=\bby |\bin )(?P<month>{_MONTH})(?![a-z0-9]|\s\d)"),
    re.compile(rf"(?<=rom |art |ore |nce |til )(?P<month>{_MONTH})(?![a-z0-9]|\s\d)"),
]  # fmt: skip
STARTS = quick(
    rf"['’‘0-9]|年(?=[内底末])|[今明后次翌](?=年)|第|[上下](?=半年)|[一二三四](?=季)|[qh](?=\d)|{_MONTH}|(?:first|second|third|fourth|last|"
    r"fifth|sixth|seventh|eighth|ninth|tenth)(?= )|the (?=[eybs])|(?:this|next) year|early|mid|late|(?:end|beginning|start)(?= of)|year|"
    r"spring|summer|autumn|fall|winter|calendar|iso|week|wk|cw|kw"
)
"""Where any of them may begin; these are found quickly."""
PARTS = {"early": (1, 4), "beginning of": (1, 3), "start of": (1, 3), "the beginning of": (1, 3), "the start of": (1, 3),
         "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 12), "year end": (10, 12), "year-end": (10, 12), "yearend": (10, 12),
         "mid": (5, 8), "late": (9, 12), "end of": (10, 12), "the end of": (10, 12),
         "底": (10, 12), "末": (10, 12), "初": (1, 3), "中": (5, 8)}  # fmt: skip
AHEAD = {"明年": 1, "后年": 2, "next year": 1, "the year after next": 2}
"""Years from now; any other word is this year."""
HAN_MONTHS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from and to, both included, either of them open, and perhaps the day by which it begins; ``is_sure`` when the text says the year; ``last`` is the last day of what
    was named, and ``doubt`` says why it is no window."""

    starts_on: date | None
    ends_on: date | None
    start: int
    end: int
    is_sure: bool = True
    is_range: bool = False
    last: date | None = None
    doubt: Doubt | None = None
    latest_start: date | None = None

    @property
    def begins(self) -> date | None:
        """The first day at which it can have begun, or the last one."""
        return self.starts_on or self.latest_start


def periods_in(plain: str, today: date) -> Iterator[Period]:
    """Every date and part of a year, in order."""
    taken = bytearray(len(plain) + 1)
    starts = [match.start() for match in STARTS.finditer(plain)]
    found = []
    for doubt, spans in (
        (Doubt.FESTIVAL, festivals_in(plain)),
        (Doubt.MONTHS, _spans_of(EITHER_MONTH, plain, starts)),
        (Doubt.YEAR_AFTER, _spans_of(YEAR_AFTER, plain, starts)),
    ):
        for start, end in spans:
            taken[start:end] = b"\1" * (end - start)
            found.append(Period(None, None, start, end, doubt=doubt))
    for pattern in [NO_DATES, *PERIODS]:
        for match in matches_at(starts, pattern, plain):
            if any(taken[match.start() : match.end()]):
                continue
            period = _no_date(match) if pattern is NO_DATES else _period(match, today)
            if period:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(period)
    return _of_the_same_year(plain, sorted(found, key=lambda one: one.start))


def _of_the_same_year(plain: str, periods: list[Period]) -> Iterator[Period]:
    """ "2027年3月启动，年底前完成": the end of the year that was named last."""
    year = None
    for one in periods:
        if plain[one.start : one.end] not in {"年底", "年末"}:
            yield one
        elif year:
            last = date(year, 12, 31)
            yield replace(one, starts_on=date(year, 10, 1), ends_on=last, last=last)
        year = one.last.year if one.last else year


def _spans_of(pattern: re.Pattern[str], plain: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    return (match.span() for match in matches_at(starts, pattern, plain))


def _period(match: re.Match[str], today: date) -> Period | None:
    groups = match.groupdict()
    if one := groups.get("one"):
        two = groups["two"] or ""
        if int(one) <= 12 and int(two) <= 12 and one != two:
            return Period(None, None, match.start(), match.end(), doubt=Doubt.TWO_ORDERS)
        groups |= {"d": one, "m": two} if int(one) > 12 else {"d": two, "m": one}
    year = _year(groups, today)
    if week := groups.get("w") or groups.get("w2"):
        return _week(match, year, int(week))
    months = _months(groups)
    if months is None:
        return None
    sure = year is not None
    if year is None:
        year = today.year if months[1] >= today.month else today.year + 1
    try:
        if groups.get("d"):
            day = date(year, months[0], int(groups["d"]))
            return Period(day, day, match.start(), match.end(), sure, last=day)
        last = monthrange(year, months[1])[1]
        is_range = any(groups.get(name) for name in ("first_month", "first_q", "first_m"))
        end = date(year, months[1], last)
        return Period(date(year, months[0], 1), end, match.start(), match.end(), sure, is_range, end)
    except ValueError:
        return _no_date(match)


def _week(match: re.Match[str], year: int | None, week: int) -> Period:
    """A week of ISO 8601, from Monday to Sunday."""
    try:
        first, last = (date.fromisocalendar(year or 0, week, day) for day in (1, 7))
    except ValueError:
        return _no_date(match)
    return Period(first, last, match.start(), match.end(), last=last)


def _no_date(match: re.Match[str]) -> Period:
    """Words for a day that no calendar has."""
    return Period(None, None, match.start(), match.end(), doubt=Doubt.IMPOSSIBLE_DATE)


def _year(groups: dict[str, str | None], today: date) -> int | None:
    near = groups.get("y_near")
    if near:
        return today.year + AHEAD.get(near, 0)
    year = next((groups[name] for name in ("y", "y2", "y3") if groups.get(name)), None)
    return 2000 + int(year[-2:]) if year else None


def _months(groups: dict[str, str | None]) -> tuple[int, int] | None:
    """First and last month."""
    if first := groups.get("first_month") or groups.get("first_q") or groups.get("first_m"):
        last = _months({**groups, "first_month": None, "first_q": None, "first_m": None})
        begins = MONTHS.get(first) or (3 * int(first) - 2 if groups.get("first_q") else int(first))
        return (begins, last[1]) if last and begins <= last[1] else None
    if quarter := groups.get("q") or groups.get("q2") or groups.get("q3"):
        number = ORDINALS[quarter]
        return 3 * number - 2, 3 * number
    if half := groups.get("h") or groups.get("h2") or groups.get("h3"):
        return (1, 6) if half in {"1", "first", "上"} else (7, 12)
    if month := groups.get("month"):
        return MONTHS[month], MONTHS[month]
    if number_or_han := groups.get("m"):
        number = HAN_MONTHS.get(number_or_han) or int(number_or_han)
        return number, number
    return PARTS.get(groups.get("part") or groups.get("han_part") or "", (1, 12))
