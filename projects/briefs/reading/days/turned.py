"""Days that a denial turns round: "not before July" is the first day, "not after July" the last; and the last day "before" something."""

import re
from dataclasses import replace
from datetime import date, timedelta

from projects.briefs.reading.days.dates import Period

_DENIED = (
    r"(?:\bnot|n't|cannot|\bnever)(?: (?:be|it|them|this|that|needed|required|wanted|necessary|start(?:ed|ing)?|begin|begun|commence|"
    r"deliver(?:ed)?|ship(?:ped)?|released?|available|ready|need|want|require|expect(?:ed)?|to|any)\b){0,4} "
)
NOT_BEFORE = re.compile(rf"{_DENIED}(?:before|until|till|prior to)\s(?:the )?$")
NOT_AFTER = re.compile(rf"{_DENIED}(?:after|beyond|past)\s(?:the )?$")
ITS_END, ITS_MIDDLE = re.compile(r"(?:the )?(?:very )?end\b"), re.compile(r"(?:the )?mid")
ITS_END_BEFORE, ITS_MIDDLE_BEFORE = re.compile(r"\bend (?:of )?(?:the )?$"), re.compile(r"\bmid-?\s?$")


def turned(plain: str, period: Period) -> Period | None:
    """The period with the side that is meant open, or None where nothing is denied of it."""
    low = max(0, period.start - 60)
    if match := NOT_BEFORE.search(plain, low, period.start):
        return replace(period, ends_on=None, start=match.start())
    if match := NOT_AFTER.search(plain, low, period.start):
        return replace(period, starts_on=None, start=match.start())
    return None


def day_before(plain: str, period: Period) -> date | None:
    """The last day "before" it: a year's end is over with the year, and its middle is a day."""
    if period.starts_on is None or period.ends_on is None:
        return period.ends_on
    low = max(0, period.start - 12)
    if ITS_END.match(plain, period.start) or ITS_END_BEFORE.search(plain, low, period.start):
        return period.ends_on
    if ITS_MIDDLE.match(plain, period.start) or ITS_MIDDLE_BEFORE.search(plain, low, period.start):
        return period.starts_on + (period.ends_on - period.starts_on) / 2
    return period.starts_on - timedelta(days=1)
