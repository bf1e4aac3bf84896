"""How often one may ask. Counted in the cache; what must be limited without it counts in the database instead."""

import time
from typing import Any, cast

from django.conf import settings
from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.cache import ForgivingRedisCache

WINDOW_SECONDS = 60


class PerMinute(BaseThrottle):
    """A window that moves with the clock: this minute's count, and of the last minute's the part that is not a minute ago yet.

    Two numbers, however many requests there are. ``per_minute`` is scaled by THROTTLE_SCALE.
    """

    scope: str
    per_minute: int

    def allow_request(self, request: Request, view: Any) -> bool:
        name = self.name_of(request)
        if name is None:
            return True
        limit = max(1, round(self.per_minute * settings.THROTTLE_SCALE))
        minute, second = divmod(time.time(), WINDOW_SECONDS)
        this, last = (f"throttle:{self.scope}:{name}:{int(minute) - ago}" for ago in (0, 1))
        used = cast(ForgivingRedisCache, caches["default"]).count(
            this, last, 1 - second / WINDOW_SECONDS, limit, 2 * WINDOW_SECONDS
        )
        self._wait = max(1.0, WINDOW_SECONDS - second) if used >= limit else None
        # Read by the viewset when it finishes the response.
        remaining = max(0, int(limit - used) - (self._wait is None))
        request._request.rate_limit = (self.scope, limit, remaining, max(1, int(WINDOW_SECONDS - second)))  # type: ignore[attr-defined]
        return self._wait is None

    def wait(self) -> float | None:
        return self._wait

    def name_of(self, request: Request) -> str | None:
        """Whose requests are counted together; None for whom this does not count."""
        raise NotImplementedError


class AnonymousThrottle(PerMinute):
    """A visitor, by address."""

    scope = "visitor"
    per_minute = 120

    def name_of(self, request: Request) -> str | None:
        return None if request.user.is_authenticated else self.get_ident(request)


class ActorThrottle(PerMinute):
    """A person or program, by whom they act for."""

    scope = "member"
    per_minute = 600

    def name_of(self, request: Request) -> str | None:
        return str(request.user.pk) if request.user.is_authenticated else None


def rate_limit_headers(request: Any) -> dict[str, str]:
    """``RateLimit-Policy`` and ``RateLimit`` as the IETF draft spells them."""
    found = getattr(request, "rate_limit", None)
    if found is None:
        return {}
    name, limit, remaining, reset = found
    return {
        "RateLimit-Policy": f'"{name}";q={limit};w={WINDOW_SECONDS}',
        "RateLimit": f'"{name}";r={remaining};t={reset}',
    }
