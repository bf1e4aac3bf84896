"""Replies that quote what they answer: of two figures the one in the later message counts."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Weighed
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Subject, Unclear

MARKS = re.compile(r"(?:^|\n)[^\S\n]{0,4}(?P<marks>(?:>[^\S\n]{0,2}){1,6})|(?P<line>\n)")
HEAD = re.compile(
    r"\n[^\S\n]{0,4}(?:-{2,}[^\n]{0,6}(?:original message|forwarded message|原始邮件)[^\n]{0,12}|on [^\n]{4,80} wrote:|from: [^\n]{3,80}\n(?:sent|date|to): |发件人[:：]|在[^\n]{4,60}写道[:：])",
    re.IGNORECASE,
)
"""Where a program puts the message that is answered below the answer."""
FIGURES = frozenset({Subject.WINDOW, Subject.BUDGET, Subject.DURATION, Subject.SCALE, Subject.BATCHES})
CODED = frozenset({Subject.COUNTRY, Subject.JURISDICTION, Subject.SERVICE_LINE, Subject.MODALITY, Subject.STANDARD})


def without_quoted(layout: Layout, weighed: Sequence[Weighed]) -> tuple[list[Weighed], list[Unclear]]:
    """Without the figures of earlier messages where a later one has another, and without what a later one refuses or asks for instead."""
    starts, depths = _depths(layout.text)
    if not any(depths):
        return list(weighed), []
    levels = [depths[bisect_right(starts, one.found.start) - 1] for one in weighed]
    later = Later(list(zip(weighed, levels, strict=True)))
    kept, notes = [], []
    for one, level in zip(weighed, levels, strict=True):
        if later.replaces(one, level):
            found = one.found
            notes.append(Unclear(layout.text[found.start : found.end], found.start, found.end, Doubt.QUOTED_EARLIER))
        else:
            kept.append(one)
    return kept, notes


class Later:
    """What the messages say, by how often they are quoted."""

    def __init__(self, weighed: Sequence[tuple[Weighed, int]]) -> None:
        self.figures: dict[Subject, list[tuple[int, tuple[object, ...]]]] = defaultdict(list)
        self.forces: dict[tuple[Subject, str], list[tuple[int, bool]]] = defaultdict(list)
        for one, level in weighed:
            if one.found.subject in FIGURES and one.tone is not Tone.NOT:
                self.figures[one.found.subject].append((level, _value(one)))
            for code in one.found.codes:
                self.forces[one.found.subject, code].append((level, one.tone is Tone.NOT))

    def replaces(self, one: Weighed, level: int) -> bool:
        """Whether a later message has another figure, or says the opposite."""
        found = one.found
        if found.is_implied or one.tone in {Tone.HAVE, Tone.SPONSOR}:
            return False
        if found.subject in FIGURES:
            later = [value for depth, value in self.figures[found.subject] if depth < level]
            return bool(later) and _value(one) not in later
        is_refused = one.tone is Tone.NOT
        said = [pair for code in found.codes for pair in self.forces[found.subject, code]]
        return found.subject in CODED and any(depth < level and refused is not is_refused for depth, refused in said)


def _value(one: Weighed) -> tuple[object, ...]:
    found = one.found
    return (found.low, found.high, found.unit, found.starts_on, found.latest_start, found.ends_on)


def _depths(text: str) -> tuple[list[int], list[int]]:
    """Where lines begin that are quoted so many times, and how many times; messages below a head count as once more."""
    heads = [match.end() for match in HEAD.finditer(text)]
    starts, depths = [0], [0]
    for match in MARKS.finditer(text):
        marks = (match["marks"] or "").count(">")
        starts.append(match.start())
        depths.append(marks + bisect_right(heads, match.end()))
    for head in heads:
        place = bisect_right(starts, head)
        starts.insert(place, head)
        depths.insert(place, bisect_right(heads, head))
    return starts, depths
