"""How JSON that is sent becomes values."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

DEEPEST = 50
"""Lists and objects within each other; what anybody sends has a handful."""


class Parser(JSONParser):
    """Takes text alone, and no deeper than can be walked through. ``"\\ud800"`` is half a character: it can neither be stored nor be
    named in the refusal."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """What was sent. Raises ParseError."""
        try:
            data: dict[str, Any] = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise _too_deep() from error
        if _is_deep(data):
            raise _too_deep()
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise ParseError(_("The body holds half a character (a lone surrogate).")) from error
        return data


def _is_deep(data: Any) -> bool:
    """Level by level, since whoever asks this can send what no call would come to the end of."""
    level = [data]
    for _depth in range(DEEPEST):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        ]
        if not level:
            return False
    return True


def _too_deep() -> ParseError:
    return ParseError(_("The body has more than %(most)s lists and objects within each other.") % {"most": DEEPEST})
