"""Days by which the work begins, and ranges in which its start lies: "starting between March and May", "start no later than June"."""

import re
from dataclasses import replace

from projects.briefs.reading.days.dates import Period

START_BETWEEN = re.compile(
    r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|kick(?:ed|ing)?[\s-]?off|commenc\w{1,6})(?: (?:date|window|of|the|work|project|is|will|be|to|at|some|any|time)\b){0,3}[:：]?\s?(?:anywhere |anytime |somewhere |sometime )?between (?:the )?$"
)
"""Of a range it is the start that lies in it."""
STARTING = re.compile(
    r"(?:\bfirst (?:patient|subject|volunteer|participant)s?(?: in| dosed| enrolled| screened)?|\bstart(?:s|ed|ing)?|\bbegin(?:s|ning)?|\bbegun|\bunder[\s-]?way|\bkick(?:ed)?[\s-]?off|\bcommenc\w{1,6}|启动|开始|开工)\s?(?:(?:date|at|is|to|be|must|should|work|the|project|"
    r"latest|happen|日期|时间|(?:asap|as (?:soon|early) as possible)(?:,| but)?)\s?){0,3}[:：]?\s?$|尽[快早](?:启动|开始|开工)[,，]\s?$"
)
STARTS_WITH = re.compile(r"latest start|(?:not|n't|cannot) (?:start|begin|commence)")
STARTS_AFTER = re.compile(r"\s?(?:之?前|以前|之?内|以内)?(?:必须|须|需要?|应|要)?(?:启动|开始|开工)")
OF_TRIAL = re.compile(
    r"(?:\btrials?|\bphase [1-4iv]{1,3}[ab]?|\bdosing|\benrol\w*|\brecruitment|\bfirst patient|临床试验|入组|首例)(?: (?:is|are|has|have|will|must|should|to|be|needs?)\b){0,3}\s?(?:必须|应|须|需|要)?(?:于|在)?$"
)
"""Before a latest start: then it is a trial that begins, for which the work is done."""


def start_within(plain: str, period: Period) -> Period:
    """ "Starting between March and May": from the first of these days, and begun by the last, without an end."""
    before = plain[max(0, period.start - 60) : period.start]
    match = START_BETWEEN.search(before)
    if match is None:
        return period
    start = period.start - len(before) + match.start()
    return replace(period, ends_on=None, latest_start=period.ends_on, start=start)


def starting(plain: str, due: Period) -> Period:
    """By that day it is begun where it is the start that is due, else done."""
    before = plain[max(0, due.start - 40) : due.start]
    match = STARTING.search(before)
    is_start = STARTS_WITH.match(plain, due.start) or STARTS_AFTER.match(plain, due.end)
    if match is None and not is_start:
        return due
    return replace(
        due, ends_on=None, latest_start=due.ends_on, start=due.start - (len(before) - match.start() if match else 0)
    )


def is_of_trial(plain: str, period: Period) -> bool:
    """Whether it is a trial that is to begin by then."""
    return period.latest_start is not None and OF_TRIAL.search(plain, max(0, period.start - 64), period.start) is not None
