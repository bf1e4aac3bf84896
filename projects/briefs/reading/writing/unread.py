"""Marks that stand in a text for what a file holds and nobody could read (see ``extraction``)."""

import re
from collections.abc import Iterator

from projects.briefs.doubts import Doubt
from projects.briefs.requirements import Unclear

MARK = re.compile(
    r"\[(?:(?P<formula>formula without a value)|(?P<sheet>hidden sheet, not read)|(?P<page>page \d{1,3} is a picture, not read))\]"
)
DOUBTS = {"formula": Doubt.FORMULA, "sheet": Doubt.HIDDEN_SHEET, "page": Doubt.PICTURE}


def unread_in(text: str) -> Iterator[Unclear]:
    """Each mark with what to do."""
    for match in MARK.finditer(text):
        yield Unclear(match[0], match.start(), match.end(), DOUBTS[match.lastgroup or ""])
