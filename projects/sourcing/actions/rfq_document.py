"""Files of a request: laid out in a draft, changed by amendment once it is open, handed out by tier."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, NotFound, WrongState
from core.models import lock
from documents.actions import record_opening, store_document
from documents.enums import Purpose
from documents.models import Document
from documents.stamping import ensure_copyable
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.actions.locked import own_rfq
from projects.sourcing.actions.rfq import apply_cutoff_rule, sign
from projects.sourcing.actions.rfq_course import record_amendment
from projects.sourcing.enums import RfqStatus, Tier
from projects.sourcing.models import Rfq, RfqDocument
from projects.sourcing.rules import paper as rules
from projects.sourcing.rules import rfq as rfq_rules
from projects.sourcing.selectors.disclosure import DocumentSeen, document_for
from projects.sourcing.selectors.rfq import policy_of
from projects.sourcing.selectors.snapshot import snapshot_of


@transaction.atomic
def attach_document(
    *, actor: Actor, rfq: Rfq, upload: "File[Any]", tier: str, reason: str = "", deadline: datetime | None = None
) -> RfqDocument:
    """Add a file for everybody from that tier on. To an open request it is an amendment: with a reason, and time to follow.

    Raises Invalid for a file that is not taken, WrongState where the request takes none now.
    """
    actor.require(Permission.RFQ_EDIT)
    seen_by, document = rules.ensure_tier(tier), _stored(actor, upload)
    rfq = own_rfq(actor, rfq)
    rules.ensure_room(rfq.documents.standing().count())

    def add(edition: int) -> RfqDocument:
        return _add(rfq, document, seen_by, edition)

    return _changed(actor, rfq, seen_by, add, reason, deadline)


@transaction.atomic
def replace_document(
    *, actor: Actor, row: RfqDocument, upload: "File[Any]", reason: str = "", deadline: datetime | None = None
) -> RfqDocument:
    """Put another file in the place of one: the earlier is not handed out any more, and who opened it stays known."""
    actor.require(Permission.RFQ_EDIT)
    document = _stored(actor, upload)
    rfq, row = _standing(actor, row)

    def replace(edition: int) -> RfqDocument:
        _take_off(row, edition)
        return _add(rfq, document, Tier(row.tier), edition, replaces=row)

    return _changed(actor, rfq, Tier(row.tier), replace, reason, deadline)


@transaction.atomic
def remove_document(*, actor: Actor, row: RfqDocument, reason: str = "", deadline: datetime | None = None) -> RfqDocument:
    """Hand it out no more. In an open request that is an amendment as well."""
    actor.require(Permission.RFQ_EDIT)
    rfq, row = _standing(actor, row)
    return _changed(actor, rfq, Tier(row.tier), lambda edition: _take_off(row, edition), reason, deadline)


@transaction.atomic
def open_rfq_document(*, actor: Actor, rfq: Rfq, row: RfqDocument) -> DocumentSeen:
    """Hand a file to somebody in whose tier it is, and write down who. Raises NotFound: not there, not theirs, or not yet."""
    if actor.organization_id != rfq.organization_id and not Rfq.objects.invited(actor).filter(pk=rfq.pk).exists():
        raise NotFound
    seen = document_for(actor, rfq, row.pk)
    record_opening(actor=actor, document=seen.row.document)
    # About the row, which is called by its number: the file's own name may tell whose request it is.
    emit("rfq_document.opened", actor=actor, subject=seen.row, organizations=[rfq.organization_id])
    return seen


def _changed(
    actor: Actor,
    rfq: Rfq,
    tier: Tier,
    change: Callable[[int], RfqDocument],
    reason: str,
    deadline: datetime | None,
) -> RfqDocument:
    """Do it in a draft; in an open request as the next edition, visibly."""
    now = database_now()
    if not rules.is_amendment(rfq, tier, now):
        row = change(rfq.edition)
        sign(actor, rfq)
        kind = "rfq.handed_over" if rfq.status == RfqStatus.AWARDED and row.removed_at is None else "rfq.edited"
        emit(kind, actor=actor, subject=rfq, data={"fields": ["document"]})
        return row
    actor.require(Permission.RFQ_PUBLISH)
    reason, deadline = rfq_rules.ensure_reason(reason), deadline or rfq.deadline
    policy = policy_of(rfq.organization_id)
    rfq_rules.ensure_amendment_leaves_time(rfq, policy, deadline=deadline, now=now)
    before = snapshot_of(rfq)
    row = change(rfq.edition + 1)
    if deadline != rfq.deadline:
        rfq.deadline = deadline
        apply_cutoff_rule(rfq)
        rfq.save()
    sign(actor, rfq)
    record_amendment(actor, rfq, before, reason=reason, now=now)
    return row


def _stored(actor: Actor, upload: "File[Any]") -> Document:
    """Before the request is locked: no bidder is late because a file of the sponsor's is looked through."""
    try:
        document: Document = store_document(actor=actor, upload=upload, purpose=Purpose.ATTACHMENT)
        with document.file.open("rb") as file:
            ensure_copyable(file.read(), document.content_type, document.name)
    except Invalid as error:
        raise Invalid(errors={"file": [str(error)]}) from error
    return document


def _add(rfq: Rfq, document: Document, tier: Tier, edition: int, replaces: RfqDocument | None = None) -> RfqDocument:
    last = rfq.documents.order_by("position").last()
    row = RfqDocument(rfq=rfq, document=document, tier=tier, edition=edition, replaces=replaces)
    row.position = last.position + 1 if last else 1
    row.save()
    return row


def _take_off(row: RfqDocument, edition: int) -> RfqDocument:
    row.removed_at, row.removed_in = database_now(), edition
    row.save()
    return row


def _standing(actor: Actor, row: RfqDocument) -> tuple[Rfq, RfqDocument]:
    """The sponsor's own request and its file, both locked."""
    rfq = own_rfq(actor, row.rfq)
    row = lock(rfq.documents.select_related("document"), row.pk)
    if row.removed_at is not None:
        raise WrongState(_("This file has been removed or replaced already."))
    return rfq, row
