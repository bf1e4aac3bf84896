"""The draft of a project as a page shows it: the text with its marks, and each requirement beside its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from projects.briefs.models import Intake
from projects.briefs.naming import thing_of
from projects.briefs.reading_json import Item, read_back
from projects.briefs.requirements import Doubted, Force, Requirement, Subject, Unclear, by_reason, forces_of
from vocabulary.selectors.vocabulary import Vocabulary

CLEAR = 0.8


@dataclass(frozen=True)
class Line:
    """Requirements with the same words: a region's countries are one line. ``indexes`` are those of the draft."""

    indexes: tuple[int, ...]
    subject: Subject
    label: str
    requirement: Requirement
    is_confirmed: bool
    is_removed: bool
    is_said: bool = False

    @property
    def is_place(self) -> bool:
        """Whether it can be meant as a market or as a site."""
        return self.subject in {Subject.COUNTRY, Subject.JURISDICTION}

    @property
    def is_sayable(self) -> bool:
        """Whether a person can say another value. Several countries in one are removed or switched together."""
        return len(self.indexes) == 1

    @property
    def forces(self) -> tuple[Force, ...]:
        """How much may hang on it."""
        return forces_of(self.subject)

    @property
    def joined(self) -> str:
        """The indexes as a form sends them."""
        return ",".join(str(index) for index in self.indexes)

    @property
    def anchor(self) -> str:
        """Where its words stand on the page."""
        return f"w{self.requirement.start}"

    @property
    def certainty(self) -> str:
        """In a word."""
        if self.requirement.is_guess:
            return _("a guess")
        return _("clear") if self.requirement.confidence >= CLEAR else _("likely")


@dataclass(frozen=True)
class Segment:
    """A piece of the text; ``anchors`` are of the lines whose words begin here, ``is_unclear`` words that were not understood."""

    text: str
    anchor: str = ""
    is_marked: bool = False
    is_unclear: bool = False


@dataclass(frozen=True)
class Shown:
    """A draft on its page."""

    lines: tuple[Line, ...]
    doubted: tuple[Doubted, ...]
    segments: tuple[Segment, ...]


def shown_draft(intake: Intake, vocabulary: Vocabulary) -> Shown:
    """The draft in the order of the subjects, then of the text."""
    draft = read_back(intake.reading)
    lines = _lines(draft.items, vocabulary)
    order = {subject: place for place, subject in enumerate(Subject)}
    lines.sort(key=lambda line: (order[line.subject], line.requirement.start))
    return Shown(tuple(lines), tuple(by_reason(draft.unclear)), tuple(_segments(intake.text, lines, draft.unclear)))


def _lines(items: Iterable[Item], vocabulary: Vocabulary) -> list[Line]:
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        one = item.requirement
        alone = item.index if one.subject is not Subject.COUNTRY else ""
        key = (one.subject, one.start, one.end, one.force, one.service_lines, item.is_removed, item.is_said, alone)
        groups.setdefault(key, []).append(item)
    return [_line(group, vocabulary) for group in groups.values()]


def _line(group: list[Item], vocabulary: Vocabulary) -> Line:
    first = group[0]
    return Line(
        indexes=tuple(item.index for item in group),
        subject=first.requirement.subject,
        label=thing_of([item.requirement for item in group], vocabulary),
        requirement=first.requirement,
        is_confirmed=all(item.is_confirmed for item in group),
        is_removed=first.is_removed,
        is_said=first.is_said,
    )


def _segments(text: str, lines: Iterable[Line], unclear: Iterable[Unclear]) -> list[Segment]:
    """The text cut where marks begin and end."""
    marks = [
        (line.requirement.start, line.requirement.end, False) for line in lines if not line.is_removed and not line.is_said
    ]
    marks += [(note.start, note.end, True) for note in unclear]
    depth, doubts = [0] * (len(text) + 1), [0] * (len(text) + 1)
    for start, end, is_unclear in marks:
        target = doubts if is_unclear else depth
        target[start] += 1
        target[end] -= 1
    cuts = sorted({0, len(text), *(place for start, end, _doubt in marks for place in (start, end))})
    starts = {start for start, _end, is_unclear in marks if not is_unclear}
    segments, level, doubt = [], 0, 0
    for begin, stop in pairwise(cuts):
        level, doubt = level + depth[begin], doubt + doubts[begin]
        anchor = f"w{begin}" if begin in starts else ""
        segments.append(Segment(text[begin:stop], anchor, level > 0, doubt > 0 and level == 0))
    return segments
