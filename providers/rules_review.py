"""Who may decide on a provider's word: never those whose word it is."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from core.errors import Forbidden, Invalid
from organizations.actor import Actor
from organizations.models import Membership

LONGEST_REASON = 1000


def ensure_impartial(actor: Actor, *, organization_id: uuid.UUID | None, people: Iterable[uuid.UUID] = ()) -> None:
    """Neither a member of the organisation whose matter it is, nor one of those who wrote what is decided on."""
    if actor.user_id is None:
        return
    if actor.user_id in set(people):
        raise Forbidden(_("You wrote some of this yourself. Another operator has to decide."))
    if organization_id is None:
        return
    belongs = Membership.objects.filter(user_id=actor.user_id, organization_id=organization_id, ended_at=None)
    if belongs.exists():
        raise Forbidden(_("You are a member of the organisation that this is about. Another operator has to decide."))


def ensure_reason(reason: str) -> str:
    """A decision has a reason, which those concerned read."""
    reason = reason.strip()
    if not reason:
        raise Invalid(errors={"reason": [_("Say why; those concerned will read it.")]})
    if len(reason) > LONGEST_REASON:
        raise Invalid(errors={"reason": [_("Say it in at most %(most)s characters.") % {"most": LONGEST_REASON}]})
    return reason
