"""The secret address of a member's calendar of deadlines."""

import secrets

from django.db import transaction
from django.utils import timezone

from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import CalendarFeed, Membership
from organizations.models.token import digest_of
from organizations.roles import Permission


@transaction.atomic
def make_calendar_address(*, actor: Actor) -> tuple[CalendarFeed, str]:
    """A new address, and its secret part, which is shown this once. The one before no longer works. No token can make one."""
    actor.require(Permission.TOKEN_MANAGE)
    membership = lock(Membership.objects.visible_to(actor), actor.require_membership().pk, no_key=True)
    secret = secrets.token_urlsafe(32)
    feed, _is_new = CalendarFeed.objects.update_or_create(
        membership=membership, defaults={"digest": digest_of(secret), "made_at": timezone.now()}
    )
    emit("calendar_feed.made", actor=actor, subject=membership)
    return feed, secret


@transaction.atomic
def end_calendar_address(*, actor: Actor) -> None:
    """It no longer works from now on. Safe to repeat."""
    actor.require(Permission.ORGANIZATION_VIEW)
    membership = lock(Membership.objects.visible_to(actor), actor.require_membership().pk, no_key=True)
    if CalendarFeed.objects.filter(membership=membership).delete()[0]:
        emit("calendar_feed.ended", actor=actor, subject=membership)
