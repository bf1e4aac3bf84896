"""Members and invitations as a page lists them."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.selectors import second_factors
from core.errors import NotFound
from organizations.actor import Actor
from organizations.enums import InvitationStatus
from organizations.links import invitation_id
from organizations.models import Invitation, Membership


def current_members(actor: Actor) -> QuerySet[Membership]:
    """The organisation's members, oldest first, each with ``has_second_factor``."""
    mine = Membership.objects.visible_to(actor).filter(
        ended_at=None, organization_id=actor.require_membership().organization_id
    )
    factor = Exists(second_factors().filter(user_id=OuterRef("user_id")))
    return mine.select_related("user", "organization").annotate(has_second_factor=factor)


def open_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Not answered yet, newest first, the expired ones among them: they can be sent again."""
    mine = Invitation.objects.visible_to(actor).filter(organization_id=actor.require_membership().organization_id)
    return mine.filter(status=InvitationStatus.OPEN).select_related("invited_by")


def invitation_by_link(signed: str) -> Invitation:
    """The invitation behind a link, for whoever holds the link. Raises NotFound."""
    rows = Invitation.objects.select_related("organization", "invited_by")
    found = rows.filter(pk=invitation_id(signed)).first()
    if found is None:
        raise NotFound
    return found
