"""How answers become JSON."""

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer


class Written(str):
    """JSON that is ready. What programs ask for most is put together from parts that are kept."""

    __slots__ = ()


def written(value: Any) -> str:
    """A value of text, numbers, lists and dictionaries as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Renderer(JSONRenderer):
    """Sends what is ``Written`` as it stands, unless the client asked for indented lines."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if isinstance(data, Written):
            if not self.get_indent(accepted_media_type or "", dict(renderer_context or {})):
                return data.encode()
            data = json.loads(data)
        rendered: bytes = super().render(data, accepted_media_type, renderer_context)
        return rendered
