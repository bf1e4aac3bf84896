"""What a request of the API carries beyond DRF's."""

from typing import TYPE_CHECKING

from rest_framework.request import Request

if TYPE_CHECKING:
    from organizations.actor import Actor


def actor_of(request: Request) -> "Actor":
    """Who asks, put there by the middleware or by the token. The API stands below the app that knows what an actor is."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
