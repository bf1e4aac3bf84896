"""Years that are not said: that of a range is the same on both sides, that of a delivery follows the start."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from projects.briefs.reading.days.dates import Period


def of_one_year(first: Period, second: Period) -> tuple[Period, Period]:
    """ "明年Q2到Q4", "Q2 to Q4 next year": the year that is said of one is that of the other, or the next where that ends before."""
    if first.is_sure == second.is_sure or not (first.starts_on and second.starts_on):
        return first, second
    if first.is_sure:
        moved = _moved(second, first.starts_on.year)
        is_before = moved.ends_on is not None and moved.ends_on < first.starts_on
        return first, _moved(second, first.starts_on.year + 1) if is_before else moved
    moved = _moved(first, second.starts_on.year)
    is_after = moved.starts_on is not None and moved.starts_on > second.starts_on
    return _moved(first, second.starts_on.year - 1) if is_after else moved, second


def behind(start: date, due: Period) -> Period:
    """A delivery without a year comes after the start."""
    while due.ends_on and due.ends_on < start:
        moved = replace(_moved(due, (due.starts_on or due.ends_on).year + 1), is_sure=False)
        if moved.ends_on == due.ends_on:
            break
        due = moved
    return due


def _moved(period: Period, year: int) -> Period:
    """The same days of another year; what is no day there ends with its month."""
    begins, ends = period.starts_on, period.ends_on
    if ends is None or (begins and (begins.month, begins.day) == (2, 29)):
        return period
    last = min(ends.day, monthrange(year, ends.month)[1]) if ends.day < 28 else monthrange(year, ends.month)[1]
    last = ends.day if begins == ends else last
    ends_on = date(year, ends.month, last)
    return replace(period, starts_on=begins and begins.replace(year=year), ends_on=ends_on, last=ends_on, is_sure=True)


def later_by(today: date, count: float, days: float) -> date:
    """The day so many units of ``days`` each after today; months and years by the calendar."""
    months = {30.4375: count, 365.25: 12 * count, 91.31: 3 * count}.get(days)
    if months is None or months != int(months):
        return today + timedelta(days=round(count * days))
    year, month = divmod(today.year * 12 + today.month - 1 + int(months), 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
