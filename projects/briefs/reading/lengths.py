"""Lengths of time that stand alone: "not more than 5 months" is how long the work may take."""

import re

WEEK = 7.0
MOST = re.compile(
    r"(?:^|[,;:.(\n]|\b(?:and|is|be|take|takes|taking|must|should|in|duration|time|timeline|deliver\w*|done|finished|completed))\s?"
    r"(?:(?:no|not) (?:more|longer) than|at (?:the )?most|max(?:imum)?\.?|not (?:to )?exceed(?:ing)?) $"
)
OF_A_THING = re.compile(
    r"[\s-]?(?:old\b|of age|apart|hold|storage|shelf|stab|after|before|prior|earlier|ago|between|of (?:storage|exposure|treatment|follow|dosing|experience|data))"
)


def is_longest(plain: str, start: int, end: int, days: float) -> bool:
    """Whether a length of at least weeks at ``start`` to ``end`` is the longest that the work may take."""
    return days >= WEEK and MOST.search(plain, max(0, start - 48), start) is not None and not OF_A_THING.match(plain, end)
