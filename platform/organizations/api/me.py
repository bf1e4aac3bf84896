"""Oneself."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.actions.user import update_profile
from api.permissions import SIGNED_IN
from api.viewsets import Resource
from core.errors import Forbidden
from organizations.actor import Actor
from organizations.api.serializers import MeChange, MeOut
from organizations.enums import Scope
from organizations.selectors.actor import actor_of


class MeViewSet(Resource):
    """Who the token or session belongs to, for which organisation it acts, and what it may do."""

    permissions = {"retrieve": SIGNED_IN, "partial_update": SIGNED_IN}
    serializer_class = MeOut

    @extend_schema(summary="Who am I?")
    def retrieve(self, request: Request) -> Response:
        return Response(MeOut(_with_memberships(self.actor)).data)

    @extend_schema(summary="Change my name, language or time zone", request=MeChange, responses=MeOut)
    def partial_update(self, request: Request) -> Response:
        if self.actor.scopes is not None and Scope.PROFILE_WRITE not in self.actor.scopes:
            raise Forbidden(_("This API token lacks the scope “%(scope)s”.") % {"scope": Scope.PROFILE_WRITE.value})
        person = self.actor.require_person()
        values = {name: getattr(person, name) for name in ("name", "language", "time_zone")} | self.input(MeChange)
        person = update_profile(user=person, **values)
        return Response(MeOut(_with_memberships(Actor(person, self.actor.membership, self.actor.scopes))).data)


def _with_memberships(actor: Actor) -> Actor:
    """A token's actor knows only its own organisation; that is all it may tell."""
    if actor.scopes is not None:
        return Actor(actor.user, actor.membership, actor.scopes, memberships=(actor.require_membership(),))
    chosen = str(actor.organization_id) if actor.organization_id else None
    return actor_of(actor.require_person(), chosen)
