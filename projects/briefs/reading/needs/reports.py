"""Reports that somebody writes already: "toxicology report due in June". Nobody is asked for that study, and its day is not that of the work."""

import re
from collections.abc import Sequence

from projects.briefs.reading.found import Found
from projects.briefs.reading.meaning.reported import REPORT
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.requirements import Subject

DUE = re.compile(
    rf"{REPORT},? (?:(?:is|are|will be|both|all) ){{0,2}}(?P<day>due|expected|coming|to come|awaited|pending|follows?)\b",
    re.ASCII,
)
"""Behind the name of a study, the words that say that somebody writes its report already."""
NEAR = 12
"""Characters from there to the day."""


def without_due_reports(terms: Terms, asked: list[Found], wanted: list[Found]) -> tuple[list[Found], list[Found]]:
    """Without the studies whose report is due, unless nothing else is asked for: then it is the work itself."""
    due = {one for one in wanted if one.kind != "making" and DUE.match(terms.layout.plain, one.end)}
    others = [one for one in wanted if one not in due]
    return ([one for one in asked if one not in due], others) if others else (asked, wanted)


def days_of_reports(terms: Terms, services: Sequence[Found]) -> list[tuple[int, int]]:
    """Where the days stand on which a report is due that is none of the ``services``: they are not those of the work."""
    plain, ours = terms.layout.plain, {one.end for one in services}
    ends = {terms.span(one)[1] for one in terms.mentions.get(Subject.SERVICE_LINE, [])} - ours
    return [(match.start("day"), match.end() + NEAR) for end in ends if (match := DUE.match(plain, end))]
