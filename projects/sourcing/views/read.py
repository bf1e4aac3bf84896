"""Which version somebody has read who now decides upon it."""

from core.models import Editable
from organizations.requests import Request
from projects.sourcing.models import Rfq


def version_read(request: Request, row: Editable) -> int:
    """The one that stood on the page they come from, which the address names; on a page that shows the row itself, this one."""
    return _named(request, "read", row.version)


def edition_read(request: Request, rfq: Rfq) -> int:
    """Of the request, in the same way."""
    return _named(request, "edition", rfq.edition)


def _named(request: Request, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise
