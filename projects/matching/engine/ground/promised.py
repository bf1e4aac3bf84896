"""Whether a figure of a profile is one of today, or of a plant that is planned.

A note says of the figure what the source says: "more than 100 t a year planned at full phase one". What is only planned is no
capacity that can be ordered. A note that says nothing of it leaves the figure as it is.
"""

import re
from decimal import Decimal

from projects.matching.engine.ground.totals import names_figure

PARTS = re.compile(r"[;；。，]|,(?!\d{3})|\. ")
PLANNED = re.compile(
    r"(?<!were )(?<!was )\bplanned\b(?! in number)|\btarget(?:ed)?\b|\bonce\b|\bafter (?:the )?(?:expansion|doubling|completion)|"
    r"计划|规划|拟建|目标|建成后|投产后|扩建后"
)


def says_planned(note: str, figure: Decimal | float) -> bool:
    """``figure`` is in the unit that it is written in. Words that name another figure are of that one; those that name none are of this one
    where the note begins with them."""
    parts = PARTS.split(note.casefold())
    return any(
        PLANNED.search(part) is not None and names_figure(part, float(figure), if_none=place == 0)
        for place, part in enumerate(parts)
    )
