"""Every address of the site, found by walking the resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PAGE_METHODS = ("GET", "POST")
API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """``pattern`` as a person writes it: ``organization/members/<pk>/``."""

    pattern: str
    parameters: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.pattern.startswith("api/")

    @property
    def is_admin(self) -> bool:
        return self.pattern.startswith("admin/")

    @property
    def methods(self) -> tuple[str, ...]:
        return API_METHODS if self.is_api else PAGE_METHODS

    def path(self, values: dict[str, Any]) -> str:
        """The address with ``values`` for its parameters."""
        return "/" + re.sub(r"<(\w+)>", lambda match: str(values[match[1]]), self.pattern)


def routes() -> list[Route]:
    """All of them, once each, in the order of their patterns."""
    found = {}
    for pattern in _walk(get_resolver().url_patterns, ""):
        found[pattern] = Route(pattern, tuple(re.findall(r"<(\w+)>", pattern)))
    return [found[pattern] for pattern in sorted(found)]


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for entry in patterns:
        here = prefix + _readable(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here)
        else:
            yield here


def _readable(pattern: str) -> str:
    """Regular expressions and converters alike become ``<name>``; format suffixes and anchors go."""
    pattern = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    pattern = re.sub(r"<(?:\w+):(\w+)>", r"<\1>", pattern)
    return pattern.lstrip("^").removesuffix("$").removesuffix("\\Z").replace("\\", "").removesuffix("/?")
