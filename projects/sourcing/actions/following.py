"""What happens elsewhere, followed in requests: an organisation that is deactivated, profiles that are made one."""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from core.clock import ClockTimestamp
from core.errors import WrongState
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from projects.sourcing.actions.rfq_course import pause_rfq, resume_rfq
from projects.sourcing.enums import InvitationStatus, RfqStatus
from projects.sourcing.models import Invitation, QuoteVersion, Rfq
from projects.sourcing.models.rfq import AFTER_OPENING, OVER
from providers.models import Merge, Provider

OUT = [InvitationStatus.DECLINED, InvitationStatus.LOCKED_OUT]


@transaction.atomic
def pause_without_sponsor(organization_id: UUID) -> None:
    """Every request that is open while nobody can act for its sponsor: the clock stops, bidders are told. Safe to repeat."""
    organization = lock(Organization.objects.all(), organization_id, no_key=True)
    if organization.is_active:
        return
    begun = Q(status=RfqStatus.OPEN) | Q(status=RfqStatus.SCHEDULED, starts_at__lte=ClockTimestamp())
    rows = Rfq.objects.filter(begun, organization=organization, deadline__gt=ClockTimestamp())
    reason = _("The operators of the platform have deactivated the sponsor's organisation.")
    for rfq in rows.order_by("pk"):
        with suppress(WrongState):  # its deadline has come meanwhile
            pause_rfq(actor=Actor.system(), rfq=rfq, reason=reason, with_sponsor=True)


@transaction.atomic
def resume_with_sponsor(organization_id: UUID) -> None:
    """What was paused with it runs on with the time that was left; bidders are told. Safe to repeat."""
    organization = lock(Organization.objects.all(), organization_id, no_key=True)
    if not organization.is_active:
        return
    for rfq in Rfq.objects.filter(organization=organization, paused_with_sponsor=True).order_by("pk"):
        with suppress(WrongState):  # somebody was faster
            resume_rfq(actor=Actor.system(), rfq=rfq)


@transaction.atomic
def tell_of_waiting(organization_id: UUID, kind: str) -> None:
    """Of each request with quotes that wait for a decision: its bidders hear that nobody can take it, or again can."""
    closed = Q(status=RfqStatus.OPEN, deadline__lte=ClockTimestamp()) | Q(status__in=AFTER_OPENING)
    for rfq in Rfq.objects.filter(closed, organization_id=organization_id).order_by("pk"):
        emit(kind, actor=Actor.system(), subject=rfq, organizations=[organization_id])


@transaction.atomic
def tell_of_open_invitations(provider_id: UUID) -> None:
    """A profile has people now: they hear of each open request that it was invited to when there was nobody."""
    rows = Invitation.objects.filter(
        provider_id=provider_id, rfq__status=RfqStatus.OPEN, rfq__deadline__gt=ClockTimestamp()
    )
    for row in rows.exclude(status__in=OUT).select_related("rfq", "provider").order_by("pk"):
        emit("rfq_invitation.created", actor=Actor.system(), subject=row, data={"is_open": True})


@transaction.atomic
def move_invitations(merge_id: UUID) -> None:
    """Invitations of a profile that was merged are the kept one's, but where it has one of its own. Safe to repeat.

    ``Merge.moved`` says which, so that it can be undone.
    """
    merge = lock(Merge.objects.select_related("kept", "merged"), merge_id, no_key=True)
    if merge.undone_at is not None or "invitations" in merge.moved:
        return
    rows = Invitation.objects.filter(provider=merge.merged)
    if merge.kept.organization_id is not None:  # nobody quotes on their own request
        rows = rows.exclude(rfq__organization_id=merge.kept.organization_id)
    moved = [row for pk in rows.order_by("rfq_id").values_list("pk", flat=True) if (row := _moved(pk, merge.kept))]
    for row in moved:
        _tell(row, "rfq_invitation.moved", str(merge.merged))
        is_open = row.rfq.status not in OVER
        emit("rfq_invitation.created", actor=Actor.system(), subject=row, data={"is_open": is_open})
    merge.moved = {**merge.moved, "invitations": [str(row.pk) for row in moved]}
    merge.save(update_fields=["moved", *Merge.AUTOMATIC_FIELDS])


@transaction.atomic
def move_invitations_back(merge_id: UUID) -> None:
    """What moved goes back, unless it was answered meanwhile: that bidder's work stays its own. Safe to repeat."""
    merge = lock(Merge.objects.select_related("kept", "merged"), merge_id, no_key=True)
    keys = merge.moved.get("invitations", []) if merge.undone_at is not None else []
    house = merge.kept.organization_id
    for pk in Invitation.objects.filter(pk__in=keys, provider=merge.kept).order_by("rfq_id").values_list("pk", flat=True):
        row = _moved(pk, merge.merged)
        if row is None:
            continue
        _tell(row, "rfq_invitation.moved_back", str(merge.kept))
        if house is not None and row.rfq.opened_at is not None:
            data = {"organization": str(house)}
            emit("rfq_invitation.taken_back", actor=Actor.system(), subject=row, data=data)


def _moved(pk: UUID, to: Provider) -> Invitation | None:
    """With its request locked before it, as everybody does. None where the other is invited too, or somebody has answered."""
    rfq = lock(Rfq.objects.all(), Invitation.objects.values_list("rfq_id", flat=True).get(pk=pk))
    row = lock(Invitation.objects.select_related("provider"), pk)
    if rfq.invitations.filter(provider=to).exists() or _is_answered(row):
        return None
    row.rfq, row.provider = rfq, to
    if row.status == InvitationStatus.VIEWED:
        row.status, row.viewed_at = InvitationStatus.INVITED, None
    row.save()
    return row


def _is_answered(row: Invitation) -> bool:
    """By its provider's own people: a quote that an operator entered for it is none of theirs."""
    written = QuoteVersion.objects.filter(quote__invitation=row)
    if written.exists():
        return written.filter(entered_from="").exists()
    return row.status in {InvitationStatus.INTENDS, InvitationStatus.DECLINED}


def _tell(row: Invitation, kind: str, before: str) -> None:
    """``before`` is whom it was addressed to."""
    data = {"rfq": str(row.rfq_id), "before": before}
    emit(kind, actor=Actor.system(), subject=row, organizations=[row.rfq.organization_id], data=data)
