"""Keys for programs."""

from uuid import UUID

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import shown_once
from api.serializers import NoInput
from api.viewsets import ReadMixin, Resource, transition
from core.errors import Forbidden
from organizations.actions.token import create_token, revoke_token
from organizations.api.serializers import TokenCreated, TokenIn, TokenOut
from organizations.enums import Scope
from organizations.models import ApiToken
from organizations.roles import Permission


class TokenViewSet(ReadMixin, Resource):
    """One's own tokens; an owner sees all of the organisation. A token can make no token."""

    permissions = {
        "list": Permission.ORGANIZATION_VIEW,
        "retrieve": Permission.ORGANIZATION_VIEW,
        "create": Permission.TOKEN_MANAGE,
        "revoke": Permission.ORGANIZATION_VIEW,
    }
    queryset = ApiToken.objects.none()
    serializer_class = TokenOut

    def get_queryset(self) -> QuerySet[ApiToken]:
        return ApiToken.objects.visible_to(self.actor).select_related("membership")

    @extend_schema(
        summary="Make a token, in a browser's session with a recent sign-in", request=TokenIn, responses={201: TokenCreated}
    )
    @transition
    def create(self, request: Request) -> Response:
        if not did_recently_reauthenticate(request._request):
            raise Forbidden(_("Sign in again first: making a token takes a fresh sign-in."))
        values = self.input(TokenIn)
        scopes = [Scope(scope) for scope in values["scopes"]]
        token, secret = create_token(actor=self.actor, name=values["name"], scopes=scopes, days=values["days"])
        return shown_once(self.answer(token, status.HTTP_201_CREATED), secret=secret)

    @extend_schema(summary="Revoke a token", request=NoInput, responses=TokenOut)
    @action(detail=True, methods=["post"])
    @transition
    def revoke(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(revoke_token(actor=self.actor, token=self.get_object()))
