"""Keys for programs."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from core.models import lock
from events.actions import emit
from organizations import rules
from organizations.actor import Actor
from organizations.enums import Scope
from organizations.models import ApiToken
from organizations.models.token import digest_of
from organizations.roles import Permission

PREFIX = "ocd_"
VALIDITIES = (7, 30, 90, 365)
"""Days a token may be valid for."""
KEPT_AFTER = timedelta(days=90)
"""So long an ended token can be looked up; that it was made and revoked stays in the trail."""


@transaction.atomic
def create_token(*, actor: Actor, name: str, scopes: Iterable[Scope], days: int) -> tuple[ApiToken, str]:
    """A key for the member the actor is, and its secret, which is shown this once and stored as a digest."""
    actor.require(Permission.TOKEN_MANAGE)
    if days not in VALIDITIES:
        raise Invalid(errors={"days": [_("Choose one of the periods offered.")]})
    if not name.strip():
        raise Invalid(errors={"name": [_("Name the program or person that will use it.")]})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        membership=actor.require_membership(),
        name=name.strip(),
        prefix=secret[: len(PREFIX) + 6],
        digest=digest_of(secret),
        scopes=rules.ensure_scopes_useful(actor, scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    emit("token.created", actor=actor, subject=token, data={"scopes": token.scopes})
    return token, secret


@transaction.atomic
def revoke_token(*, actor: Actor, token: ApiToken) -> ApiToken:
    """End a key now. One's own, or as an owner any of the organisation."""
    actor.require(Permission.ORGANIZATION_VIEW)
    token = lock(ApiToken.objects.visible_to(actor), token.pk)
    if token.revoked_at:
        raise WrongState(_("This token is revoked already."))
    token.revoked_at = timezone.now()
    token.save()
    emit("token.revoked", actor=actor, subject=token)
    return token


def forget_ended_tokens() -> int:
    """Delete tokens that have been revoked or expired for long. Returns how many."""
    since = timezone.now() - KEPT_AFTER
    count, _by_model = ApiToken.objects.filter(Q(revoked_at__lt=since) | Q(expires_at__lt=since)).delete()
    return count
