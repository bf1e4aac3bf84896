"""Rows locked in one order: the request, then its invitation, then a quote. Deadlines are asked of the database after that."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from core.clock import database_now
from core.errors import NotFound
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.enums import Audience, RfqStatus
from projects.sourcing.models import Invitation, Quote, Rfq


def own_rfq(actor: Actor, rfq: Rfq) -> Rfq:
    """The sponsor's own, locked against quotes that are being sent and people who open, extend or award."""
    return settled(lock(Rfq.objects.mine(actor).select_related("organization"), rfq.pk))


def governed_rfq(actor: Actor, rfq: Rfq, permission: Permission) -> Rfq:
    """The sponsor's own for whoever has the permission; any for an operator."""
    if actor.can(Permission.PLATFORM_OPERATE):
        return settled(lock(Rfq.objects.select_related("organization"), rfq.pk))
    actor.require(permission)
    return own_rfq(actor, rfq)


def settled(rfq: Rfq) -> Rfq:
    """A scheduled request whose start has come is open; whoever acts next writes it down, and it is told once."""
    now = database_now()
    if rfq.status == RfqStatus.SCHEDULED and rfq.starts_at is not None and rfq.starts_at <= now:
        workflows.RFQ.apply(rfq, "start")
        emit("rfq.opened", actor=Actor.system(), subject=rfq, organizations=[rfq.organization_id])
        announce(rfq)
    return rfq


def announce(rfq: Rfq) -> None:
    """It is open to all that match: they are told by the worker that finds them."""
    if rfq.audience == Audience.MATCHING:
        emit("rfq.announced", actor=Actor.system(), subject=rfq, organizations=[rfq.organization_id])


def answered(actor: Actor, invitation: Invitation) -> tuple[Invitation, datetime]:
    """The provider's own invitation, locked, with its request held open against whoever would open or amend it.

    ``FOR SHARE`` lets bidders send at the same time and makes openers wait. The moment is the database's, taken after the
    lock: a transaction that began in time and waited is late. Raises NotFound: not theirs, not published, or gone.
    """
    row = Invitation.objects.received_by(actor).filter(pk=invitation.pk).first()
    if row is None:
        raise NotFound
    share_rfq(row.rfq_id)
    rows = Invitation.objects.received_by(actor).select_related("rfq__organization", "provider")
    return lock(rows, invitation.pk), database_now()


def own_quote(actor: Actor, quote: Quote) -> tuple[Quote, datetime]:
    """The provider's own quote, locked in the same way."""
    row = Quote.objects.mine(actor).select_related("invitation").filter(pk=quote.pk).first()
    if row is None:
        raise NotFound
    share_rfq(row.invitation.rfq_id)
    rows = Quote.objects.mine(actor).select_related("invitation__rfq__organization", "invitation__provider", "sent")
    return lock(rows, quote.pk), database_now()


def asked_quote(actor: Actor, quote: Quote) -> tuple[Quote, Rfq]:
    """A quote that the sponsor asked for, with its request, both locked."""
    row = Quote.objects.asked_by(actor).select_related("invitation__rfq").filter(pk=quote.pk).first()
    if row is None:
        raise NotFound
    rfq = own_rfq(actor, row.invitation.rfq)
    rows = Quote.objects.asked_by(actor).select_related("invitation__rfq__organization", "invitation__provider", "sent")
    return lock(rows, quote.pk), rfq


def share_rfq(rfq_id: UUID) -> None:
    """Hold the request as it is until the end of the transaction, together with other bidders."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sourcing_rfq WHERE id = %s FOR SHARE", [rfq_id])
