"""How often one may ask. Counted in the cache; what must be limited without it counts in the database instead."""

from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

WINDOW_SECONDS = 60


class _PerMinute(SimpleRateThrottle):
    """A moving window of a minute. ``per_minute`` is scaled by THROTTLE_SCALE."""

    per_minute: int
    num_requests: int

    def get_rate(self) -> str:
        return f"{max(1, round(self.per_minute * settings.THROTTLE_SCALE))}/min"

    def allow_request(self, request: Request, view: Any) -> bool:
        allowed = bool(super().allow_request(request, view))
        history = getattr(self, "history", None)
        if history is not None:
            remaining = max(0, (self.num_requests or 0) - len(history))
            reset = WINDOW_SECONDS if not history else max(1, int(WINDOW_SECONDS - (self.now - history[-1])))
            # Read by the viewset when it finishes the response.
            request._request.rate_limit = (self.scope, self.num_requests, remaining, reset)  # type: ignore[attr-defined]
        return allowed


class AnonymousThrottle(_PerMinute):
    """A visitor, by address."""

    scope = "visitor"
    per_minute = 120

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if request.user.is_authenticated:
            return None
        return f"throttle:visitor:{self.get_ident(request)}"


class ActorThrottle(_PerMinute):
    """A person or program, by whom they act for."""

    scope = "member"
    per_minute = 600

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if not request.user.is_authenticated:
            return None
        return f"throttle:member:{request.user.pk}"


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
