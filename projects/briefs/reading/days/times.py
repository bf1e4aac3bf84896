"""Windows and durations: "Q3 2027", "by March 2027", "within 9 months", "2027年第三季度", "a 12-month programme"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from projects.briefs.doubts import Doubt
from projects.briefs.reading.amounts.numbers import Number, number_at, numbers_in
from projects.briefs.reading.days.dates import EITHER_MONTH, HAN_DIGITS, HAN_DIGITS_YEAR, Period, periods_in
from projects.briefs.reading.days.lengths import is_alone, is_kept_so_long, is_longest, is_of_a_patient
from projects.briefs.reading.days.milestones import is_event
from projects.briefs.reading.days.starts import is_of_trial, start_within, starting
from projects.briefs.reading.days.turned import day_before, turned
from projects.briefs.reading.days.years import behind, later_by, of_one_year
from projects.briefs.reading.meaning.contracts import is_contractual

BY = re.compile(
    r"(?:\bby(?: the)?|\bon or before|before|until|till|(?:no|not|never) (?:any )?later than|(?:not|n't|cannot) (?:start|begin|commence) (?:any )?later than|latest start(?:ing)?(?: date)?(?: is|\s?:)?|\((?:at the )?latest\)\s?[:：]?|[（(]最[迟晚][）)]\s?[:：]?|latest(?: by)?|deadline(?: is|:)?|"
    r"due(?: in| by)?|ahead of|prior to|at the latest(?: in| by| on)?|(?<!was )(?<!were )(?<!been )(?<!fill-)(?<!fill )(?<!fill/)(?<!fill & )(?<!fill and )\bfinish(?:ed|es|ing)?(?: in| by)?|(?<![a-z])end(?:s|ing)? (?:in|by)|(?<![a-z])(?:end|finish|completion)(?: date)?\s?[:：]|complet(?:e|ion) in|to be completed in|截至|不[得能可应宜]?[晚迟]于|最[晚迟](?:不超过|不[晚迟]于|于|在)?)\s{0,2}(?:the )?(?:end (?:of )?|mid-?\s?)?$"
)
END = re.compile(r"(?:[,;/(\n]|\band|\bthen)\s?(?P<end>end(?:s|ing)?)\s$")
"""Beside a start: "kick-off 04.05.2027, end 30.11.2027"."""
FROM = re.compile(
    r"(?:from|since|starting(?: in| from| on)?|starts?(?: in| on)?|beginning(?: in)?|begins?(?: in)?|after|as of|"
    r"(?:start(?:ing)?|beginning|kick[\s-]?off|commencement)(?: date| of (?:the )?(?:work|project|manufacture|production))?(?: is| on)?\s?[:：]|"
    r"first (?:patients?|subjects?|volunteers?|participants?|sites?|cohorts?|samples?|shipments?|visits?|specimens?)(?: (?:in|dosed|enrolled|expected|arriving|arrives?|available|on|to|be|is|are|from))*|"
    r"首例(?:患者|受试者)?(?:入组|给药|入选|筛选)?(?:时间|计划|预计)?[:：为在]?|(?:首批|第一批)(?:样本|样品)(?:到达|寄出|到|于|在|预计)*|"
    r"earliest|(?:no|not) (?:earlier|sooner) than|not before|kick[\s-]?off(?: in)?|commenc\w{1,4}(?: in)?|自|从|最早|不[得能可应宜]?早于)\s{0,2}$"
)
AFTER_BY = re.compile(r"\s?(?:之?前|以前|at the latest|latest|or earlier|or sooner)")
AFTER_FROM = re.compile(r"\s?(?:起|开始|以后|之后|启动|onwards?|or later|start\b|kick[\s-]?off\b)")
DELIVERED = re.compile(r"\s?(?:底)?(?:之?前|以前|内)?(?:完成|交付|交货|结束|放行|到货|供货|提交报告)")
DELIVERING = re.compile(
    r"\b(?:deliver(?:y|ed|ing)?|complet(?:e|ed|ion)|finish(?:ed)?|ready|released?)(?: (?:is|to be|due|date|in|by|at|of|the|end)){0,3}[:：]?\s?$|(?:完成|交付|交货|结束)(?:时间|日期)?[:：为在是]?\s?$"
)
"""What comes at a time that ends the work, not at one that it fills."""
BETWEEN = re.compile(r"\s?起?\s?(?:-|–|—|~|～|to|and|until|through(?: to)?|up to|至|到|和)\s?")
QUOTES_DUE = re.compile(
    r"proposals?|\brf[pqi]s?\b|tender|quot(?:e|es|ation|ations)\b|bids?\b|responses?|repl(?:y|ies)|questions|"
    r"offers|报价|投标(?!人|方|单位|商|者)|回复|founded|incorporated|成立"
)
SPAN_UNIT = re.compile(
    r"\s?[-‐]?\s?(?:(?P<working>working|business) )?(?P<unit>weeks?|wks?|months?|mos?\b|years?|yrs?|days?|quarters?|个?星期|周|个月|月(?!份|底|初|末|中旬|上旬|下旬|\d{1,2}[日号]|之?前|以前|启动|开始|开工|交付|交货|完成|出(?:具)?(?:报告|结果)|到货|供货|要货|放行)|年(?!\d|前|产|第)|"
    r"天|日|个季度)(?![a-z])"
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
OF_A_WEEK = 1.4
"""Days of a week for each day of work."""
HALVES = re.compile(
    r"(?<![a-z])(?:an? (?P<unit>year|month|week) and a half|half an? (?P<half_unit>year|month)"
    r"|(?P<whole>\d{1,2}|one|two|three|four|five) and a half (?P<long_unit>years?|months?|weeks?))(?![a-z])"
    r"|(?P<han>[一二两三四五六七八九1-9])(?P<han_unit>年|个月)半"
)
WITHIN = re.compile(
    r"(?:(?<![a-z])(?:within|in (?:the next|less than|under)|inside|no later than|not later than|in no more than|in)|未来|"
    r"在)\s?(?:the )?(?:next )?(?:about |approximately |ca\.? |max\.? )?$"
)
IN_TIME = re.compile(r"in\s(?!less|under|no more|the next)|在")
AFTER_WITHIN = re.compile(
    r"\s?(?:之?内(?!分泌|部|科|容|毒素|标|包|源)|以内|from (?:now|today|award|signature|kick-?off|contract)|of (?:award|signature|kick-?off|"
    r"contract|signing|now)|from now|time\b)"
)
LOOKS_BACK = re.compile(r"(?:近|过去|最近|以往|过往|此前|之前|前)(?:的)?\s?$|(?:last|past|previous) $")
"""Before a length of time that lies behind: "近3年内", unless something is to be done in it."""
AHEAD = re.compile(r"\s?(?:之?内|以内)?(?:启动|开始|开工|完成|交付|交货)")
ELLIPTIC = re.compile(r"(?:within|(?:finish|complete|done|deliver)(?:ed)? in)\s$")
BARE = re.compile(r"\s?(?:[.,;:)\n](?!\d)|$)")
SAME_SENTENCE = re.compile(r"[^.;。；\n]{0,60}|[.;]?\s{1,3}(?:[-•*] )?")
"""Or only the end of a line or a sentence between a start and an end."""
LASTING = re.compile(
    r"(?:over the next|for the next|duration(?: of| is|:)?|over(?: a period of)?|for|lasting|lasts?|takes?|"
    r"to take|total(?: of)?|timeline(?: of| is|:)?|timeframe(?: of| is|:)?|turnaround(?: times?)?(?: of| is|:)?|(?<![a-z])tat(?: of| is|:)?|lead[- ]time(?: of| is| must| should| may| can(?:not)?| below| under|"
    r":)?|programme of|program of|project of|run for|周期|工期|为期|历时|持续|时长|"
    r"交期|(?:服务|履约|履行|交付|供货|完成|项目|合同(?:履行)?)期限?|从[^,;。\d\n]{1,12}[到至][^,;。\d\n]{1,12})"
    r"[\s约为:：]{0,3}(?:自|从)?(?:(?:合同|协议)?(?:签订|签署|签约|生效)(?:之日|日)?(?:起|后)(?:计算?)?)?\s?(?:不[得能可应]?(?:超过|大于|多于|长于)|至多|最多|最长|小于|about |approximately |around |some |roughly |max(?:imum)? |up to |at most |at least |(?:(?:be|not|to|take|must|should) ){0,3}(?:exceed|(?:no |not )?(?:more|longer|less) than) |less than |under |below |< ?)?$"
)
LONG_THING = re.compile(
    r"[\s-]{0,2}(?:long )?(?:programme|program|project|campaign|timeline|contract|agreement|collaboration|plan|"
    r"duration|schedule|turn-?around|lead[- ]time|tat\b|from (?:po|order|purchase order|kick-?off|receipt|start|contract|signature)\b[^.;,\n]{0,24}? to |的?项目|的?周期|完成|交付|交货|到货|出报告|出具报告|出结果)"
)
NO_PROJECT = re.compile(
    r"[\s-]{0,2}(?:stability|tox|toxicity|toxicology|rat|dog|monkey|study|studies|shelf|dosing|follow|interval|"
    r"carcino|repeat|mouse|interim|稳定性|毒理|长毒|重复|给药|随访|有效期)"
)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in weeks."""

    low: Decimal | None
    high: Decimal | None
    start: int
    end: int


def times_in(
    plain: str, today: date, asks_filing: bool = False, asks_trial: bool = False
) -> tuple[list[Period], list[Length]]:
    """The windows of a text in small letters, in order, with the dates that are none and their doubt; and how long something is to
    take. When quotes are due, or bills, is left out."""
    plain = plain.replace("|", ":")  # of a table's row
    plain = HAN_DIGITS_YEAR.sub(lambda match: match[0].translate(HAN_DIGITS), plain)
    spans = list(_spans(plain, today))
    windows = [*_dated(plain, today, asks_filing, asks_trial), *(window for window, _length in spans if window)]
    return _joined(plain, sorted(windows, key=lambda one: one.start)), [length for _window, length in spans if length]


def _dated(plain: str, today: date, asks_filing: bool, asks_trial: bool) -> list[Period]:
    periods = list(periods_in(plain, today))
    found: list[Period] = []
    skip = False
    for position, period in enumerate(periods):
        following = periods[position + 1] if position + 1 < len(periods) else None
        if skip:
            skip = False
            continue
        if following and period.starts_on and following.starts_on and BETWEEN.fullmatch(plain, period.end, following.start):
            period, following = of_one_year(period, following)
            if not is_contractual(plain, period.start, following.end):
                both = Period(period.starts_on, following.ends_on, period.start, following.end, last=following.last)
                found.append(start_within(plain, both))
            skip = True
        elif not QUOTES_DUE.search(
            re.split(r"[;；。]", plain[max(0, period.start - 40) : period.start])[-1]
        ) and not is_contractual(plain, period.start, period.end):
            one = _directed(plain, period)
            is_of_event = is_event(plain, period, asks_filing, asks_trial) or (not asks_trial and is_of_trial(plain, one))
            found.append(replace(one, doubt=Doubt.EVENT) if not one.doubt and is_of_event else one)
    return found


def _joined(plain: str, windows: list[Period]) -> list[Period]:
    """ "Start in 4 months, finish within 18" is one window."""
    joined: list[Period] = []
    for one in windows:
        first = joined[-1] if joined else None
        if first and first.begins and not first.ends_on and not one.is_sure and _is_end(plain, one):
            one = behind(first.begins, one)
        if first and _goes_on(plain, first, one):
            latest, is_sure = first.latest_start or one.latest_start, first.is_sure and one.is_sure
            joined[-1] = replace(
                first, latest_start=latest, ends_on=one.ends_on, end=one.end, is_sure=is_sure, last=one.last
            )
        else:
            joined.append(one)
    return joined


def _goes_on(plain: str, first: Period, one: Period) -> bool:
    """Whether the second says by when what the first begins has begun, or is done."""
    if first.begins is None or first.ends_on or one.doubt or first.doubt:
        return False
    if not SAME_SENTENCE.fullmatch(plain, first.end, max(first.end, one.start)):
        return False
    if one.latest_start:
        return not (first.latest_start or one.starts_on) and one.latest_start >= first.begins
    return _is_end(plain, one) and one.ends_on is not None and one.ends_on >= (first.latest_start or first.begins)


def _is_end(plain: str, one: Period) -> bool:
    return one.starts_on is None or _is_delivery(plain, one)


def _is_delivery(plain: str, period: Period) -> bool:
    """ "2028年一季度交付": what is to be there by then."""
    before = plain[max(0, period.start - 32) : period.start]
    return DELIVERED.match(plain, period.end) is not None or DELIVERING.search(before) is not None


def _directed(plain: str, period: Period) -> Period:
    """ "By" leaves the beginning open, "from" the end."""
    if period.is_range:
        return start_within(plain, period)
    if period.doubt:
        return period
    if one := turned(plain, period):
        return one
    before, start, end = plain[max(0, period.start - 24) : period.start], period.start, period.end
    if end_match := END.search(before):
        return Period(
            None, period.ends_on, start - len(before) + end_match.start("end"), end, period.is_sure, last=period.last
        )
    if (match := BY.search(before)) or AFTER_BY.match(plain, end):
        is_before = match is not None and match[0].startswith(("before", "prior to"))
        last = day_before(plain, period) if is_before else period.ends_on
        start -= len(before) - match.start() if match else 0
        return starting(plain, Period(None, last, start, end, period.is_sure, last=period.last))
    if (match := FROM.search(before)) or AFTER_FROM.match(plain, end):
        start -= len(before) - match.start() if match else 0
        return Period(period.starts_on, None, start, end, period.is_sure, last=period.last)
    return period


def _in_time(plain: str, later: date, start: int, end: int) -> Period:
    """ "Start in 4 months" is when it starts; "within 4 months" by when."""
    due = Period(None, later, start, end, last=later)
    one = starting(plain, due)
    is_then = one.latest_start and IN_TIME.match(plain, start) is not None
    return replace(one, starts_on=later, latest_start=None) if is_then else one


@dataclass(frozen=True, slots=True)
class _Count:
    """So many units of ``days`` each, at ``start`` to ``end``."""

    low: Decimal | None
    high: Decimal | None
    days: float
    start: int
    end: int

    @property
    def most(self) -> float:
        return float(self.high if self.high is not None else self.low or 0)


def _counts(plain: str) -> Iterator[_Count]:
    for match in HALVES.finditer(plain):
        unit = next(match[name] for name in ("unit", "half_unit", "long_unit", "han_unit") if match[name])
        said = match["whole"] or match["han"]
        number = number_at(plain, match.start("whole" if match["whole"] else "han")) if said else None
        whole = Decimal(0) if match["half_unit"] else number.one if number else Decimal(1)
        count = whole + Decimal("0.5")
        yield _Count(count, count, DAYS[unit.lstrip("个")[0]], match.start(), match.end())
    days, reached = 0.0, 0
    for number in numbers_in(plain):
        unit_match = SPAN_UNIT.match(plain, number.end)
        if not unit_match and days and number.one <= 60 and _is_of_the_same(plain, reached, number):
            yield _Count(number.low, number.high, days, number.start, number.end)
        elif unit_match and number.one <= 400 and plain[max(0, number.start - 1) : number.start] not in {"上", "下"}:
            days, reached = DAYS[unit_match["unit"].lstrip("个")[0]], unit_match.end()
            days *= OF_A_WEEK if unit_match["working"] else 1
            yield _Count(number.low, number.high, days, number.start, reached)


def _is_of_the_same(plain: str, reached: int, number: Number) -> bool:
    """ "Start in 4 months, finish within 18": the second number is of months too."""
    is_bare = (
        BARE.match(plain, number.end) is not None
        and ELLIPTIC.search(plain, max(0, number.start - 24), number.start) is not None
    )
    return is_bare and SAME_SENTENCE.fullmatch(plain, reached, number.start) is not None


def _spans(plain: str, today: date) -> Iterator[tuple[Period | None, Length | None]]:
    reached = 0
    for count in sorted(_counts(plain), key=lambda one: (one.start, -one.end)):
        if count.start < reached:
            continue
        reached = count.end
        before = plain[max(0, count.start - 32) : count.start]
        is_day = count.days == 1 and plain[max(0, count.start - 1) : count.start] == "月"
        if (
            is_day
            or EITHER_MONTH.match(plain, count.start)
            or NO_PROJECT.match(plain, count.end)
            or is_contractual(plain, count.start, count.end)
            or (LOOKS_BACK.search(before) and not AHEAD.match(plain, count.end))
        ):
            continue
        within = WITHIN.search(before)
        if within or AFTER_WITHIN.match(plain, count.end):
            start = count.start - (len(before) - within.start() if within else 0)
            later = later_by(today, count.most, count.days)
            yield _in_time(plain, later, start, count.end), None
        elif not (is_kept_so_long(plain, count.start, count.end) or is_of_a_patient(plain, count.start, count.end)) and (
            LASTING.search(before)
            or LONG_THING.match(plain, count.end)
            or is_longest(plain, count.start, count.end, count.days)
            or is_alone(plain, count.start, count.end, count.days)
        ):
            low, high = (
                value if value is None else Decimal(round(float(value) * count.days / 7))
                for value in (count.low, count.high)
            )
            yield None, Length(low, high, count.start, count.end)
