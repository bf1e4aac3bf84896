"""Ranges of days in which the start lies, and not the work: "starting between March and May"."""

import re
from dataclasses import replace

from projects.briefs.reading.days.dates import Period

START_BETWEEN = re.compile(
    r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|kick(?:ed|ing)?[\s-]?off|commenc\w{1,6})(?: (?:date|window|of|the|work|project|is|will|be|to|at|some|any|time)\b){0,3}[:：]?\s?(?:anywhere |anytime |somewhere |sometime )?between (?:the )?$"
)
"""Of a range it is the start that lies in it."""


def start_within(plain: str, period: Period) -> Period:
    """ "Starting between March and May": from the first of these days, without an end."""
    before = plain[max(0, period.start - 60) : period.start]
    match = START_BETWEEN.search(before)
    return replace(period, ends_on=None, start=period.start - len(before) + match.start()) if match else period
