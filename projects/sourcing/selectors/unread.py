"""Invitations that nobody reads: of profiles that belong to no organisation here yet."""

from collections.abc import Iterable

from django.db.models import QuerySet

from core.clock import ClockTimestamp
from projects.sourcing.enums import InvitationStatus
from projects.sourcing.models import Invitation, Rfq
from providers.models import Provider


def unread_invitations(*, reached: bool = False) -> QuerySet[Invitation]:
    """For operators, who reach out: those of published requests whose deadline lies ahead, the nearest first. With ``reached``
    those whose companies were told and have nobody here yet."""
    asked = Rfq.objects.published().filter(deadline__gt=ClockTimestamp()).order_by().values("pk")
    rows = Invitation.objects.filter(provider__organization=None, status=InvitationStatus.INVITED, rfq__in=asked)
    rows = rows.filter(reached_at__isnull=not reached)
    return rows.select_related("rfq", "provider").order_by("rfq__deadline", "pk")


def unread(providers: Iterable[Provider]) -> list[Provider]:
    """Those at which nobody reads a request yet."""
    return [one for one in providers if one.organization_id is None]
