"""A program at the API: ``Authorization: Bearer ocd_…``."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.middleware import NOTED_EVERY
from organizations.actor import Actor
from organizations.enums import Scope
from organizations.models import ApiToken
from organizations.models.token import digest_of


class BearerAuthentication(BaseAuthentication):
    """Unknown, expired, revoked or ended: all get the same answer."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != b"bearer":
            return None
        token = self._token(parts[1].decode("ascii", "replace")) if len(parts) == 2 else None
        if token is None:
            raise AuthenticationFailed(_("This token is not valid. It may have expired or been revoked."))
        membership = token.membership
        request._request.actor = Actor.of(membership, [Scope(scope) for scope in token.scopes])  # type: ignore[attr-defined]
        return membership.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="OpenCDMO"'

    def _token(self, secret: str) -> ApiToken | None:
        now = timezone.now()
        usable = ApiToken.objects.usable_at(now).select_related("membership__user", "membership__organization")
        token = usable.filter(digest=digest_of(secret)).first()
        if token and (token.last_used_at is None or token.last_used_at < now - NOTED_EVERY):
            stale = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
            ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
        return token


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI document names it."""

    target_class = BearerAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
