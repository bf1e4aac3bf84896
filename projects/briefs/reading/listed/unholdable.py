"""What a text says and nothing here can hold: earlier messages, what inspections found, soft refusals."""

from collections.abc import Sequence

from projects.briefs.reading.found import Weighed
from projects.briefs.reading.listed.findings import without_history
from projects.briefs.reading.listed.quoted import without_quoted
from projects.briefs.reading.places.permits import eased
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Unclear


def without_unheld(layout: Layout, weighed: Sequence[Weighed]) -> tuple[list[Weighed], list[Unclear]]:
    """Without what nothing here can hold, which is listed instead."""
    weighed, quoted = without_quoted(layout, weighed)
    weighed, found_there = without_history(layout, weighed)
    weighed, soft = eased(layout, weighed)
    return weighed, [*quoted, *found_there, *soft]
