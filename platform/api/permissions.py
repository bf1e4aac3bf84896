"""May this reader ask here at all? Which rows they then see is the queryset's matter, what may happen the action's."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.requests import actor_of
from core.errors import NotSignedIn


class ActorMay(BasePermission):
    """Asks the actor for the permission that the viewset's ``permissions`` names for the operation.

    ``None`` means that anybody may ask, signed in or not; ``SIGNED_IN`` that any person may. An operation without an entry is a
    programming error and refused.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = view.needed_permission()
        if needed is None:
            return True
        actor = actor_of(request)
        if not actor.is_signed_in:
            raise NotSignedIn
        if needed is not SIGNED_IN:
            actor.require(needed)
        return True


class SignedIn:
    """Any person, whatever their role."""

    value = "signed in"


SIGNED_IN = SignedIn()
