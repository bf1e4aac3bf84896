"""What of a brief no field of a project holds, in its notes: nothing that was read is lost on the way."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from core.languages import colon
from projects.briefs.models import LONGEST_NOTES
from projects.briefs.naming import thing_of
from projects.briefs.requirements import Force, Requirement, Unclear, by_reason
from vocabulary.selectors.vocabulary import Vocabulary


def notes_of(left: str, unclear: Sequence[Unclear]) -> str:
    """What is left, and what is not clear, a line for each reason."""
    lines = [f"{one.words}{colon()}{one.reason}" if one.words else one.reason for one in by_reason(unclear)]
    doubts = "\n".join([_("In the brief, and not clear:"), *lines]) if lines else ""
    return "\n\n".join(part for part in (left, doubts) if part)[:LONGEST_NOTES]


def left_over(left: Sequence[Requirement], vocabulary: Vocabulary) -> str:
    """A line for each thing, with the words it was read from."""
    lines = [f"{one.subject.label}: {_told_of(one, vocabulary)}" for one in left]
    lines = [f"{line} – “{one.words}”" if one.words else line for line, one in zip(lines, left, strict=True)]
    head = _("In the brief, and held by no field:")
    return "\n".join([head, *dict.fromkeys(lines)])[:LONGEST_NOTES] if lines else ""


def _told_of(one: Requirement, vocabulary: Vocabulary) -> str:
    what = thing_of([one], vocabulary)
    return what if one.force is Force.MUST else f"{what} ({one.force.label})"
