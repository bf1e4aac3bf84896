"""Which version somebody has read who now decides upon it."""

from core.models import Editable
from organizations.requests import Request


def version_read(request: Request, row: Editable) -> int:
    """The one that stood on the page they come from, which the address names; on a page that shows the row itself, this one."""
    read = request.GET.get("read", "")
    return int(read) if read.isdecimal() and len(read) < 10 else row.version
