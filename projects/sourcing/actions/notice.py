"""Telling of deadlines. Whether something is open is never decided here: the clock says so wherever it is read."""

from datetime import timedelta

from django.db.models import QuerySet

from core.clock import ClockTimestamp, database_now
from core.sweeping import work_off
from events.actions import emit
from organizations.actor import Actor
from projects.sourcing.actions.locked import settled
from projects.sourcing.actions.rfq import plan_notice
from projects.sourcing.enums import InvitationStatus, RfqStatus
from projects.sourcing.models import Cda, Quote, Rfq
from projects.sourcing.models.quote import STANDING
from projects.sourcing.models.rfq import OVER


def tell_of_what_is_due() -> int:
    """Each request, quote and agreement whose notice is due, each in a transaction of its own. Returns how many were told of.

    Several may run at once; after an outage each is told of once, as things stand then.
    """
    return work_off(_due_rfqs, _tell_of_rfq) + work_off(_due_quotes, _tell_of_quote) + work_off(_due_cdas, _tell_of_cda)


def _due_rfqs() -> QuerySet[Rfq]:
    due = Rfq.objects.filter(notice_due_at__lte=ClockTimestamp()).order_by("notice_due_at", "pk")
    return due.select_related("organization").select_for_update(of=("self",), skip_locked=True)


def _tell_of_rfq(rfq: Rfq) -> None:
    now = database_now()
    was_scheduled = rfq.status == RfqStatus.SCHEDULED
    settled(rfq)
    sponsor = [rfq.organization_id]
    if rfq.is_closed_at(now):
        emit("rfq.deadline_passed", actor=Actor.system(), subject=rfq, organizations=sponsor)
    elif rfq.status == RfqStatus.OPEN and not was_scheduled:
        is_near = rfq.deadline - now <= timedelta(days=3)
        data = {"to": "unsent" if is_near else "unanswered"}
        emit("rfq.reminder_due", actor=Actor.system(), subject=rfq, organizations=sponsor, data=data)
    plan_notice(rfq, now)


def _due_quotes() -> QuerySet[Quote]:
    due = Quote.objects.filter(notice_due_at__lte=ClockTimestamp()).order_by("notice_due_at", "pk")
    rows = due.select_related("invitation__rfq__organization", "invitation__provider")
    return rows.select_for_update(of=("self",), skip_locked=True)


def _tell_of_quote(quote: Quote) -> None:
    """A quote whose validity ends or has ended, as long as it can still be awarded. A renewed one has moved its notice."""
    now = database_now()
    invitation = quote.invitation
    is_out = invitation.status == InvitationStatus.LOCKED_OUT
    if quote.status in STANDING and invitation.rfq.status not in OVER and not is_out:
        sides = [invitation.rfq.organization_id, invitation.provider.organization_id]
        kind = "quote.expired" if quote.validity_ends_at <= now else "quote.expiring"
        organizations = [one for one in sides if one is not None]
        emit(kind, actor=Actor.system(), subject=quote, organizations=organizations)
    Quote.objects.filter(pk=quote.pk).update(notice_due_at=quote.next_notice_after(now))


def _due_cdas() -> QuerySet[Cda]:
    due = Cda.objects.filter(notice_due_at__lte=ClockTimestamp()).order_by("notice_due_at", "pk")
    return due.select_related("sponsor", "recipient", "rfq").select_for_update(of=("self",), skip_locked=True)


def _tell_of_cda(cda: Cda) -> None:
    now = database_now()
    parties = [cda.sponsor_id, cda.recipient_id]
    emit("cda.expiring", actor=Actor.system(), subject=cda, organizations=parties)
    Cda.objects.filter(pk=cda.pk).update(notice_due_at=cda.next_notice_after(now))
