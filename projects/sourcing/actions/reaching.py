"""Operators tell companies that belong to nobody here yet that they are asked to quote, and write down that they did."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import WrongState
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.models import Invitation
from projects.sourcing.rules import rfq as rules


@transaction.atomic
def note_reached(*, actor: Actor, invitation: Invitation, note: str) -> Invitation:
    """The company was told, and how. It leaves the queue, and the sponsor reads the day. Said again, the later word counts."""
    actor.require(Permission.PLATFORM_OPERATE)
    invitation = lock(Invitation.objects.select_related("rfq", "provider"), invitation.pk)
    if invitation.provider.organization_id is not None:
        raise WrongState(_("This company has people here, who were told themselves."))
    invitation.reached_at, invitation.reached_note = database_now(), rules.ensure_reason(note)
    invitation.save()
    emit("rfq_invitation.reached_out", actor=actor, subject=invitation, organizations=[invitation.rfq.organization_id])
    return invitation


@transaction.atomic
def take_back_reached(*, actor: Actor, invitation: Invitation, reason: str) -> Invitation:
    """It was not so: the company stands in the queue again."""
    actor.require(Permission.PLATFORM_OPERATE)
    invitation = lock(Invitation.objects.select_related("rfq"), invitation.pk)
    if invitation.reached_at is None:
        return invitation
    data = {"reason": rules.ensure_reason(reason)}
    invitation.reached_at, invitation.reached_note = None, ""
    invitation.save()
    readers = [invitation.rfq.organization_id]
    emit("rfq_invitation.reach_undone", actor=actor, subject=invitation, organizations=readers, data=data)
    return invitation
