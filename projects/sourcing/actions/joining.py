"""A provider joins a request that all who match may join."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, NotFound
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.actions.locked import share_rfq
from projects.sourcing.enums import Audience, InvitationStatus
from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.rules import rfq as rules
from projects.sourcing.selectors.open_request import compared, own_profile


@transaction.atomic
def join_rfq(*, actor: Actor, rfq: Rfq) -> Invitation:
    """Take part, intending to quote. Raises Invalid with what the profile misses. Who is invited already stays as they are."""
    actor.require(Permission.QUOTE_EDIT)
    found = Invitation.objects.received_by(actor).filter(rfq=rfq).select_related("rfq", "provider").first()
    if found is not None:
        return found
    open_to_all = Rfq.objects.published().filter(audience=Audience.MATCHING).select_related("organization")
    seen = open_to_all.filter(pk=rfq.pk).first()
    if seen is None:
        raise NotFound
    provider = own_profile(actor)
    if provider is None:
        raise Invalid(_("Claim or make your company profile first: it is what a request is compared with."))
    rules.ensure_invitable(provider)
    rules.ensure_not_own_provider(seen, provider.organization_id)
    # Asked before the request is held: it takes longer than everything else here.
    eligibility = compared(seen, provider).eligibility
    share_rfq(seen.pk)
    rfq, now = open_to_all.get(pk=seen.pk), database_now()
    rules.ensure_joinable(rfq)
    rules.ensure_open(rfq, now)
    if not eligibility.is_eligible:
        raise Invalid(errors={"eligibility": list(eligibility.missing)})
    invitation = Invitation(rfq=rfq, provider=provider, joined=True, status=InvitationStatus.INTENDS)
    invitation.viewed_at = invitation.answered_at = now
    save_sound(invitation)
    data = {"rfq": str(rfq.pk)}
    emit("rfq_invitation.joined", actor=actor, subject=invitation, organizations=[rfq.organization_id], data=data)
    return invitation
