"""ETags: an object's version, asked for with ``If-None-Match`` and held to with ``If-Match``."""

import hashlib
import json
import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request

from core.errors import Invalid
from core.models import Editable

STRONG_TAG = re.compile(r'"([0-9a-f-]{36})\.(\d{1,9})(?:\.[0-9a-f]{12})?"')
DIGEST = 12


def etag_of(row: Editable, shown: Any) -> str:
    """``"<id>.<version>.<digest>"``, strong: two answers with one tag are equal. The version is what a change is held to; the digest is of what
    is ``shown``, which may count or judge what stands in other rows, or go by the clock."""
    digest = hashlib.sha256(json.dumps(shown, default=str, sort_keys=True).encode()).hexdigest()[:DIGEST]
    return f'"{row.pk}.{row.version}.{digest}"'


def ensure_tag_is_read(request: Request, is_read: bool) -> None:
    """Whoever sends ``If-Match`` relies on it: where it is not read, it is refused, never ignored. Raises Invalid."""
    if "If-Match" in request.headers and not is_read:
        raise Invalid(_("If-Match is not read here. Send it to the address of the object that was answered with the ETag."))


def expected_version(request: Request, row: Editable) -> int | None:
    """The version that ``If-Match`` names; None without the header or with ``*``. The action compares it on the locked row.

    Raises Invalid for a tag that is none of ours.
    """
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    found = STRONG_TAG.fullmatch(given)
    if found is None or found[1] != str(row.pk):
        raise Invalid(_("If-Match must hold the ETag that this object was last answered with."))
    return int(found[2])
