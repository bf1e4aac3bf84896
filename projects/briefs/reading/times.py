"""Windows and durations: "Q3 2027", "by March 2027", "within 9 months", "2027年第三季度", "a 12-month programme"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from projects.briefs.reading.numbers import numbers_in

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
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4} | {
    "一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<{0}>20[2-4]\d)"
_NEAR = r"(?P<y_near>this year|next year)"
_HAN_YEAR = r"(?:(?P<{0}>20[2-4]\d)年|(?P<{0}_near>今年|明年|后年))"
HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
HAN_DIGITS_YEAR = re.compile(r"二[零〇][二三四][零〇一二三四五六七八九](?=年)")
PERIODS = [
    re.compile(rf"(?P<h>first|second) half (?:of )?{_NEAR}"),
    re.compile(rf"(?:(?P<part>early|mid|late|end of|the end of|beginning of|start of)[\s-])?{_NEAR}"),
    re.compile(rf"(?P<first_month>{_MONTH})\.?\s?(?:to|until|and|-|–)\s?(?P<month>{_MONTH})\.?,?\s{_YEAR.format('y')}"),
    re.compile(rf"q(?P<first_q>[1-4])\s?(?:to|and|/|-|–)\s?q(?P<q>[1-4])[\s/,]{{0,2}}{_YEAR.format('y')}"),
    re.compile(rf"{_HAN_YEAR.format('y')}(?P<first_m>1[0-2]|[1-9])月?(?:至|到|-|–|~)(?P<m>1[0-2]|[1-9])月"),
    re.compile(rf"{_YEAR.format('y')}-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?!\d)"),
    re.compile(rf"{_YEAR.format('y')}[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<d>[0-3]?\d)(?!\d)"),
    re.compile(rf"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\.?,?\s{_YEAR.format('y')}"),
    re.compile(rf"(?P<month>{_MONTH})\.?\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)?,\s?{_YEAR.format('y')}"),
    re.compile(rf"(?:(?P<part>early|mid|late|end of|the end of|beginning of|start of)[\s-])?(?P<month>{_MONTH})\.?,?\s(?:of\s)?{_YEAR.format('y')}"),
    re.compile(rf"(?:end of |start of )?q(?P<q>[1-4])[\s/,-]{{0,2}}(?:of\s)?{_YEAR.format('y')}|{_YEAR.format('y2')}[\s/-]?q(?P<q2>[1-4])"),
    re.compile(rf"(?P<q>first|second|third|fourth|1st|2nd|3rd|4th) quarter (?:of )?{_YEAR.format('y')}"),
    re.compile(rf"h(?P<h>[12])[\s/-]?{_YEAR.format('y')}|{_YEAR.format('y2')}[\s/-]?h(?P<h2>[12])"),
    re.compile(rf"(?P<h>first|second) half (?:of )?{_YEAR.format('y')}"),
    re.compile(rf"{_HAN_YEAR.format('y')}\s?第?(?P<q>[一二三四1-4])季度?"),
    re.compile(rf"{_HAN_YEAR.format('y')}\s?q(?P<q>[1-4])"),
    re.compile(rf"{_HAN_YEAR.format('y')}(?P<h>上|下)半年"),
    re.compile(rf"{_HAN_YEAR.format('y')}\s?(?P<m>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:(?P<d>[0-3]?\d)[日号])?(?P<han_part>底|初|中旬|末)?"),
    re.compile(rf"{_HAN_YEAR.format('y')}年?(?P<han_part>底|末|初|中(?![美国欧日韩英方心]))"),
    re.compile(rf"(?P<part>early|mid|late|end of|the end of|beginning of|start of)[\s-](?:the year )?{_YEAR.format('y')}(?![\d,]|\.\d|年)"),
    re.compile(rf"(?<![\d.,-])(?<!cfr ){_YEAR.format('y')}(?![\d,]|\.\d|年)"),
    re.compile(rf"{_HAN_YEAR.format('y')}"),
    re.compile(r"(?<![a-z0-9])q(?P<q>[1-4])(?![a-z0-9-])"),
    re.compile(rf"(?<=\bby |\bin )(?P<month>{_MONTH})(?![a-z0-9]|\s\d)"),
    re.compile(rf"(?<=rom |art |ore |nce |til )(?P<month>{_MONTH})(?![a-z0-9]|\s\d)"),
]  # fmt: skip
PARTS = {"early": (1, 4), "beginning of": (1, 3), "start of": (1, 3), "mid": (5, 8), "late": (9, 12), "end of": (10, 12), "the end of": (10, 12),
         "底": (10, 12), "末": (10, 12), "初": (1, 3), "中": (5, 8)}  # fmt: skip
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
BY = re.compile(
    r"(?:\bby(?: the)?|before|until|till|no later than|not later than|latest(?: by)?|deadline(?: is|:)?|due(?: in| by)?|ahead of|at the latest|截至|不晚于|不迟于|最晚|最迟)\s{0,2}(?:the )?(?:end of |mid-?\s?)?$"
)
FROM = re.compile(
    r"(?:from|since|starting(?: in| from| on)?|starts?(?: in| on)?|beginning(?: in)?|begins?(?: in)?|after|as of|earliest|not before|kick-?off(?: in)?|commenc\w{1,4}(?: in)?|自|从|最早)\s{0,2}$"
)
AFTER_BY = re.compile(r"\s?(?:之?前|以前|at the latest|latest|or earlier|or sooner)")
AFTER_FROM = re.compile(r"\s?(?:起|开始|以后|之后|启动|onwards?|or later)")
BETWEEN = re.compile(r"\s?(?:-|–|—|to|and|until|through|至|到|和)\s?")
QUOTES_DUE = re.compile(
    r"proposals?|quot(?:e|es|ation|ations)\b|bids?\b|responses?|repl(?:y|ies)|questions|offers|报价|投标|回复|founded|incorporated|成立"
)
SPAN_UNIT = re.compile(
    r"\s?[-‐]?\s?(?P<unit>weeks?|wks?|months?|mos?\b|years?|yrs?|days?|quarters?|个?星期|周|个月|月(?!份)|年(?!\d|前|产|第)|天|日|个?季度)(?![a-z])"
)
DAYS = {
    "w": 7.0,
    "周": 7.0,
    "星": 7.0,
    "m": 30.4375,
    "月": 30.4375,
    "y": 365.25,
    "年": 365.25,
    "d": 1.0,
    "天": 1.0,
    "日": 1.0,
    "q": 91.31,
    "季": 91.31,
}
WITHIN = re.compile(
    r"(?:within|in (?:the next|less than|under)|inside|no later than|not later than|in no more than|in|未来|在)\s?(?:the )?(?:next )?(?:about |approximately |ca\.? |max\.? )?$"
)
AFTER_WITHIN = re.compile(
    r"\s?(?:之?内|以内|from (?:now|today|award|signature|kick-?off|contract)|of (?:award|signature|kick-?off|contract|signing|now)|from now|time\b)"
)
LASTING = re.compile(
    r"(?:over the next|for the next|duration(?: of| is|:)?|over(?: a period of)?|for|lasting|lasts?|takes?|total(?: of)?|timeline(?: of| is|:)?|timeframe(?: of| is|:)?|lead[- ]time(?: of| is| below| under|:)?|programme of|program of|project of|run for|周期|工期|为期|历时|持续|时长|总工期|项目周期|项目周期为|周期为|交期)[\s约为:：]{0,3}(?:about |approximately |around |some |roughly |max(?:imum)? |up to )?$"
)
LONG_THING = re.compile(
    r"[\s-]{0,2}(?:long )?(?:programme|program|project|campaign|timeline|contract|agreement|collaboration|plan|duration|schedule|的?项目|的?周期|完成|交付)"
)
NO_PROJECT = re.compile(
    r"[\s-]{0,2}(?:stability|tox|toxicity|toxicology|rat|dog|monkey|study|studies|shelf|dosing|follow|interval|carcino|repeat|mouse|interim|稳定性|毒理|长毒|重复|给药|随访|有效期)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from and to, both included, either of them open; ``is_sure`` when the text says the year."""

    starts_on: date | None
    ends_on: date | None
    start: int
    end: int
    is_sure: bool = True
    is_range: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in weeks."""

    low: Decimal | None
    high: Decimal | None
    start: int
    end: int


def windows_in(plain: str, today: date) -> list[Period]:
    """The windows of a text in small letters, in order. Dates for quotes and for the past are none."""
    plain = HAN_DIGITS_YEAR.sub(lambda match: match[0].translate(HAN_DIGITS), plain)
    periods = list(_periods(plain, today))
    found: list[Period] = []
    skip = False
    for position, period in enumerate(periods):
        following = periods[position + 1] if position + 1 < len(periods) else None
        if skip:
            skip = False
            continue
        if following and following.starts_on and BETWEEN.fullmatch(plain, period.end, following.start):
            found.append(Period(period.starts_on, following.ends_on, period.start, following.end))
            skip = True
        elif not QUOTES_DUE.search(plain, max(0, period.start - 40), period.start):
            found.append(_directed(plain, period))
    found += [window for window, _length in _spans(plain, today) if window]
    return sorted(found, key=lambda one: one.start)


def lengths_in(plain: str, today: date) -> list[Length]:
    """How long something is to take, in order."""
    return [length for _window, length in _spans(plain, today) if length]


def _periods(plain: str, today: date) -> Iterator[Period]:
    taken = bytearray(len(plain) + 1)
    found = []
    for pattern in PERIODS:
        for match in pattern.finditer(plain):
            if any(taken[match.start() : match.end()]):
                continue
            period = _period(match, today)
            if period:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(period)
    return iter(sorted(found, key=lambda one: one.start))


def _period(match: re.Match[str], today: date) -> Period | None:
    groups = match.groupdict()
    year = _year(groups, today)
    months = _months(groups)
    if months is None:
        return None
    sure = year is not None
    if year is None:
        year = today.year if months[1] >= today.month else today.year + 1
    try:
        if groups.get("d"):
            day = date(year, months[0], int(groups["d"]))
            return Period(day, day, match.start(), match.end(), sure)
        last = monthrange(year, months[1])[1]
        is_range = any(groups.get(name) for name in ("first_month", "first_q", "first_m"))
        return Period(date(year, months[0], 1), date(year, months[1], last), match.start(), match.end(), sure, is_range)
    except ValueError:
        return None


def _year(groups: dict[str, str | None], today: date) -> int | None:
    near = groups.get("y_near")
    if near:
        return today.year + {"今年": 0, "明年": 1, "后年": 2, "this year": 0, "next year": 1}[near]
    year = groups.get("y") or groups.get("y2")
    return int(year) if year else None


def _months(groups: dict[str, str | None]) -> tuple[int, int] | None:
    """First and last month."""
    if first := groups.get("first_month") or groups.get("first_q") or groups.get("first_m"):
        last = _months({**groups, "first_month": None, "first_q": None, "first_m": None})
        begins = MONTHS.get(first) or (3 * int(first) - 2 if groups.get("first_q") else int(first))
        return (begins, last[1]) if last and begins <= last[1] else None
    if quarter := groups.get("q") or groups.get("q2"):
        number = ORDINALS[quarter]
        return 3 * number - 2, 3 * number
    if half := groups.get("h") or groups.get("h2"):
        return (1, 6) if half in {"1", "first", "上"} else (7, 12)
    if month := groups.get("month"):
        return MONTHS[month], MONTHS[month]
    if number_or_han := groups.get("m"):
        number = HAN_MONTHS.get(number_or_han) or int(number_or_han)
        return number, number
    return PARTS.get(groups.get("part") or groups.get("han_part") or "", (1, 12))


def _directed(plain: str, period: Period) -> Period:
    """ "By" leaves the beginning open, "from" the end."""
    if period.is_range:
        return period
    before, start, end = plain[max(0, period.start - 24) : period.start], period.start, period.end
    if (match := BY.search(before)) or AFTER_BY.match(plain, end):
        is_before = match is not None and match[0].strip() == "before"
        last = period.starts_on - timedelta(days=1) if is_before and period.starts_on else period.ends_on
        return Period(None, last, start - (len(before) - match.start() if match else 0), end, period.is_sure)
    if (match := FROM.search(before)) or AFTER_FROM.match(plain, end):
        return Period(period.starts_on, None, start - (len(before) - match.start() if match else 0), end, period.is_sure)
    return period


def _later(today: date, count: float, days: float) -> date:
    """Months and years by the calendar."""
    months = {30.4375: count, 365.25: 12 * count, 91.31: 3 * count}.get(days)
    if months is None or months != int(months):
        return today + timedelta(days=round(count * days))
    year, month = divmod(today.year * 12 + today.month - 1 + int(months), 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _spans(plain: str, today: date) -> Iterator[tuple[Period | None, Length | None]]:
    for number in numbers_in(plain):
        match = SPAN_UNIT.match(plain, number.end)
        if not match or number.one > 400:
            continue
        before, after = plain[max(0, number.start - 32) : number.start], match.end()
        days = DAYS[match["unit"].lstrip("个")[0]]
        if NO_PROJECT.match(plain, after):
            continue
        within = WITHIN.search(before)
        if within or AFTER_WITHIN.match(plain, after):
            start = number.start - (len(before) - within.start() if within else 0)
            yield Period(None, _later(today, float(number.one), days), start, after), None
        elif LASTING.search(before) or LONG_THING.match(plain, after):
            low, high = (
                value if value is None else Decimal(round(float(value) * days / 7)) for value in (number.low, number.high)
            )
            yield None, Length(low, high, number.start, after)
