"""Telling of deadlines. Whether something is open is never decided here: the clock says so wherever it is read."""

from datetime import timedelta

from django.db import transaction

from core.clock import database_now
from events.actions import emit
from organizations.actor import Actor
from projects.sourcing.actions.locked import settled
from projects.sourcing.actions.rfq import plan_notice
from projects.sourcing.enums import RfqStatus
from projects.sourcing.models import Cda, Quote, Rfq
from projects.sourcing.models.quote import STANDING
from projects.sourcing.models.rfq import DECIDED

AT_ONCE = 200


def tell_of_what_is_due() -> int:
    """Each request, quote and agreement whose notice is due, each in a transaction of its own. Returns how many were told of.

    Several may run at once; after an outage each is told of once, as things stand then.
    """
    told = 0
    while told < AT_ONCE and (_tell_next_rfq() or _tell_next_quote() or _tell_next_cda()):
        told += 1
    return told


@transaction.atomic
def _tell_next_rfq() -> bool:
    now = database_now()
    due = Rfq.objects.filter(notice_due_at__lte=now).order_by("notice_due_at", "pk").select_related("organization")
    rfq = due.select_for_update(of=("self",), skip_locked=True).first()
    if rfq is None:
        return False
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
    return True


@transaction.atomic
def _tell_next_quote() -> bool:
    """A quote whose validity ends or has ended, as long as it can still be awarded. A renewed one has moved its notice."""
    now = database_now()
    due = Quote.objects.filter(notice_due_at__lte=now).order_by("notice_due_at", "pk")
    rows = due.select_related("invitation__rfq__organization", "invitation__provider")
    quote = rows.select_for_update(of=("self",), skip_locked=True).first()
    if quote is None:
        return False
    if quote.status in STANDING and quote.invitation.rfq.status not in DECIDED:
        invitation = quote.invitation
        sides = [invitation.rfq.organization_id, invitation.provider.organization_id]
        kind = "quote.expired" if quote.validity_ends_at <= now else "quote.expiring"
        organizations = [one for one in sides if one is not None]
        emit(kind, actor=Actor.system(), subject=quote, organizations=organizations)
    Quote.objects.filter(pk=quote.pk).update(notice_due_at=quote.next_notice_after(now))
    return True


@transaction.atomic
def _tell_next_cda() -> bool:
    now = database_now()
    due = Cda.objects.filter(notice_due_at__lte=now).order_by("notice_due_at", "pk")
    cda = due.select_related("sponsor", "recipient", "rfq").select_for_update(of=("self",), skip_locked=True).first()
    if cda is None:
        return False
    parties = [cda.sponsor_id, cda.recipient_id]
    emit("cda.expiring", actor=Actor.system(), subject=cda, organizations=parties)
    Cda.objects.filter(pk=cda.pk).update(notice_due_at=cda.next_notice_after(now))
    return True
