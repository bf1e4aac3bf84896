"""Confidentiality agreements: offered by the sponsor for a request, accepted by each provider for itself."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, WrongState
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from projects.sourcing.actions.locked import answered, own_rfq
from projects.sourcing.enums import RfqStatus
from projects.sourcing.models import Cda, Invitation, Rfq
from projects.sourcing.rules import rfq as rules
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.disclosure import cda_between


@transaction.atomic
def offer_cda(*, actor: Actor, rfq: Rfq, name: str) -> Rfq:
    """Accept the agreement for the sponsor, towards each provider that this request invites. ``name`` is printed in it."""
    actor.require(Permission.CDA_OFFER)
    rfq = own_rfq(actor, rfq)
    if rfq.status not in {RfqStatus.DRAFT, RfqStatus.IN_APPROVAL}:
        raise WrongState(_("The agreement is offered before the request is published."))
    rfq.cda_offered_at, rfq.cda_offered_by = database_now(), actor.require_person()
    rfq.cda_offered_name = _ensure_name(name)
    rfq.save()
    emit("cda.offered", actor=actor, subject=rfq)
    return rfq


@transaction.atomic
def accept_cda(*, actor: Actor, invitation: Invitation, name: str) -> Cda:
    """Accept it for the provider: from this moment it is in force, for all requests of this sponsor. Safe to repeat.

    Raises WrongState once the request is decided or cancelled: nothing is disclosed for it any more.
    """
    actor.require(Permission.CDA_ACCEPT)
    invitation, now = answered(actor, invitation)
    rfq = invitation.rfq
    rules.ensure_takes_part(invitation)
    # Two of a provider's people who accept at the same moment get one agreement.
    recipient = lock(Organization.objects.all(), actor.organization_id)
    found = cda_between(actor, rfq)
    if found is not None:
        return found
    rules.ensure_takes_agreements(rfq)
    if rfq.cda_offered_at is None or rfq.cda_offered_by_id is None:
        raise WrongState(_("The sponsor has not offered a confidentiality agreement for this request."))
    name = _ensure_name(name)
    text = cda_text(rfq, recipient, recipient_name=name, accepted_at=now)
    cda = Cda(
        sponsor=rfq.organization,
        recipient=recipient,
        rfq=rfq,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        sponsor_person_id=rfq.cda_offered_by_id,
        sponsor_name=rfq.cda_offered_name,
        sponsor_accepted_at=rfq.cda_offered_at,
        recipient_person=actor.require_person(),
        recipient_name=name,
        recipient_accepted_at=now,
        expires_at=_months_later(now, rfq.cda_months),
    )
    cda.notice_due_at = cda.next_notice_after(now)
    cda.save()
    emit("cda.accepted", actor=actor, subject=cda, organizations=[rfq.organization_id], data={"sha256": cda.sha256})
    return cda


def _ensure_name(name: str) -> str:
    if not name.strip() or len(name.strip()) > 120:
        raise Invalid(errors={"name": [_("Print your name as it stands under the agreement.")]})
    return name.strip()


def _months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months on, or the last one of a shorter month."""
    year, month = divmod(moment.month - 1 + months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=moment.year + year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=moment.year + year, month=month + 1)
