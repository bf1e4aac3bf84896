"""Puts ``request.actor``: the person, acting for the organisation they chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from organizations.actor import Actor
from organizations.selectors.actor import actor_of

SESSION_KEY = "organization_id"


class ActorMiddleware:
    """Lazily: a page that asks nobody's name costs no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        setattr(request, "actor", SimpleLazyObject(lambda: self._actor(request)))  # noqa: B010 - HttpRequest declares none
        return self.get_response(request)

    def _actor(self, request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return Actor.anonymous()
        return actor_of(request.user, request.session.get(SESSION_KEY))
