"""Marks that stand in a text for what a file holds and nobody could read (see ``extraction``)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from projects.briefs.requirements import Unclear

MARK = re.compile(
    r"\[(?:(?P<formula>formula without a value)|(?P<sheet>hidden sheet, not read)|(?P<page>page \d{1,3} is a picture, not read))\]"
)
REASONS = {
    "formula": _("A cell of the sheet holds a formula without a value. Write the value in its place."),
    "sheet": _("A hidden sheet of the file was not read. Paste what it says, if it belongs to the brief."),
    "page": _("A page of the file is a picture, and was not read. Paste its words."),
}


def unread_in(text: str) -> Iterator[Unclear]:
    """Each mark with what to do."""
    for match in MARK.finditer(text):
        yield Unclear(match[0], match.start(), match.end(), REASONS[match.lastgroup or ""])
