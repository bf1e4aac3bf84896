"""What a request of the API carries beyond DRF's."""

from typing import Any

from rest_framework.request import Request


def actor_of(request: Request) -> Any:
    """Who asks: an ``organizations.actor.Actor``, put there by the middleware or by the token."""
    return request.actor  # type: ignore[attr-defined]
