"""What authorities found at a supplier: a 483, a warning letter, an import alert. None of it is in the data, and it is no market."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Weighed
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Subject, Unclear

HISTORY = quick(
    r"(?<![a-z0-9])(?:(?:form[ -]?|fda[ -]?(?:form[ -]?)?)483s?|483s|(?<=\ba )483|(?<=\bany )483|(?<=\bno )483|(?<=\bopen )483|483(?= (?:from|by|letters?|observations?|findings?|lists?|issued)\b)|"
    r"(?:fda |us )?(?:warning letters?|import (?:alerts?|bans?))|consent decrees?|official action indicated|oai(?= (?:status|classification|outcome))|"
    r"(?:statements? of )?(?:gmp )?non-?compliance (?:statements?|reports?|notices?)|statements? of non-?compliance|(?:critical|major) (?:inspection )?(?:findings?|observations?|deficienc(?:y|ies))|"
    r"data[ -]integrity (?:findings?|issues?|violations?|problems?))(?![a-z0-9])|警告信|进口(?:警示|禁令|警报)|483(?:表|缺陷|观察项)|(?:严重|重大|关键)缺陷(?:项)?|飞检不合格",
    re.ASCII,
)
BEFORE, AFTER = (
    re.compile(r"(?:'s|’s)?[\s-]{0,2}(?:form[\s-])?|的?"),
    re.compile(r"[\s-]{0,2}(?:(?:from|by|of|issued by|letters?|observations?|findings?)\s){0,3}(?:the\s)?(?:us\s)?"),
)
NEAR, FAR, MOST = 80, 160, 6


def without_history(layout: Layout, weighed: Sequence[Weighed]) -> tuple[list[Weighed], list[Unclear]]:
    """Without the authority that found something, and whatever the same words refuse; with the words that were not understood."""
    spans = [match.span() for match in HISTORY.finditer(layout.plain)]
    if not spans:
        return list(weighed), []
    notes = [Unclear(layout.text[start:end], start, end, Doubt.HISTORY) for start, end in spans[:MOST]]
    starts = [start for start, _end in spans]

    def near(one: Weighed) -> list[tuple[int, int]]:
        return spans[bisect_left(starts, one.found.start - FAR) : bisect_right(starts, one.found.end + FAR)]

    return [one for one in weighed if not any(_is_of(layout, one, span) for span in near(one))], notes


def _is_of(layout: Layout, one: Weighed, span: tuple[int, int]) -> bool:
    start, end = one.found.start, one.found.end
    if start < span[1] and span[0] < end:
        return True
    low, high = layout.part_of(span[0])
    if not (max(low, span[0] - NEAR) <= start and end <= min(high, span[1] + NEAR)):
        return False
    if one.tone in {Tone.NOT, Tone.AGAINST, Tone.NEEDLESS}:
        return True
    is_beside = (
        BEFORE.fullmatch(layout.plain, end, span[0]) if end <= span[0] else AFTER.fullmatch(layout.plain, span[1], start)
    )
    return one.found.subject is Subject.JURISDICTION and is_beside is not None
