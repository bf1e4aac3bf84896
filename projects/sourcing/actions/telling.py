"""Telling the bidders of a request, and its sponsor: the parts that handlers share. Never who else bids."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from events.actions import emit
from events.models import Event
from notifications.actions import Message, notify, notify_each
from organizations.actor import Actor
from projects.sourcing.kinds import IN_THEIR_TRAIL
from projects.sourcing.models import Invitation, Quote, Rfq
from projects.sourcing.selectors.people import bidders, members_of
from projects.sourcing.selectors.told import rewritten_quotes, what_was_won

PART = 50
"""Bidders told in one transaction."""


def facts(rfq: Rfq, **more: Any) -> dict[str, Any]:
    """What a bidder may read before any agreement."""
    return {"number": rfq.number, "codename": rfq.codename, "deadline": rfq.deadline_text, **more}


def tell_bidders(event: Event, rfq: Rfq, invitations: QuerySet[Invitation]) -> None:
    """Few at once; of many each part is an event of its own, so that workers share them and a killed one repeats little."""
    keys = [str(pk) for pk in invitations.order_by("pk").values_list("pk", flat=True)]
    if len(keys) <= PART:
        tell_now(event, rfq, invitations.select_related("provider"))
        return
    for start in range(0, len(keys), PART):
        data = {"event": event.pk, "invitations": keys[start : start + PART]}
        emit("rfq.telling", actor=Actor.system(), subject=rfq, data=data)


def tell_now(event: Event, rfq: Rfq, invitations: Iterable[Invitation]) -> None:
    """These, in one transaction, and the trail of each."""
    params = facts(rfq, reason=_reason_of(event), with_sponsor=bool(event.data.get("with_sponsor")))
    rows = list(invitations)
    won = what_was_won(rows) if event.kind == "rfq.awarded" else {}
    unsent: set[UUID] = set()
    if event.kind == "rfq.reminder_due":
        standing = Quote.objects.filter(pk__in=rewritten_quotes(), invitation__in=rows, round=rfq.round)
        unsent = set(standing.values_list("invitation_id", flat=True))
    more = {pk: {"is_rewritten": True} for pk in unsent} | won
    told = []
    for invitation, people in bidders(rows):
        path, house = reverse("invitation_to_quote", args=[invitation.pk]), invitation.provider.organization_id
        message = Message(path, params | more.get(invitation.pk, {}), house)
        told += [(person, message) for person in people]
    notify_each(event=event, told=told)
    houses = {row.provider.organization_id for row in rows if row.provider.organization_id is not None}
    if houses:
        emit(IN_THEIR_TRAIL[event.kind], actor=Actor.system(), subject=rfq, organizations=houses)


def _reason_of(event: Event) -> str:
    """What was written about it for all to read."""
    if event.kind == "quote.admitted":
        return Quote.objects.get(pk=event.subject_id).admit_reason
    return str(event.data.get("text", event.data.get("reason", "")))


def tell_sponsor(event: Event, rfq: Rfq, **more: Any) -> None:
    """Its owners and managers. ``more`` are names for the templates."""
    path = reverse("rfq_detail", args=[rfq.pk])
    notify(
        event=event, people=members_of(rfq.organization_id), message=Message(path, facts(rfq, **more), rfq.organization_id)
    )
