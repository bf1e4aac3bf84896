"""An operator reads what is confidential in a request: with a reason that the sponsor finds in its trail."""

from django.db import transaction

from core.errors import NotFound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.models import Rfq
from projects.sourcing.rules import rfq as rules


@transaction.atomic
def read_rfq(*, actor: Actor, rfq: Rfq, reason: str) -> Rfq:
    """Record who reads it and why. Quotes are not among it: nobody of the platform reads them."""
    actor.require(Permission.PLATFORM_OPERATE)
    reason = rules.ensure_reason(reason)
    found = Rfq.objects.visible_to(actor).select_related("organization").filter(pk=rfq.pk).first()
    if found is None:
        raise NotFound
    emit("rfq.read_by_operator", actor=actor, subject=found, organizations=[found.organization_id], data={"reason": reason})
    return found
