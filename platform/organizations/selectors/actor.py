"""For whom a person acts."""

from accounts.models import User
from organizations.actor import Actor
from organizations.models import Membership


def actor_of(user: User, organization_id: str | None = None) -> Actor:
    """The person acting for the organisation they chose, else for the one they joined first, else for none yet."""
    memberships = list(current_memberships(user))
    chosen = [one for one in memberships if str(one.organization_id) == organization_id]
    return Actor(user, next(iter(chosen or memberships), None), memberships=tuple(memberships))


def current_memberships(user: User) -> list[Membership]:
    """What the organisation switcher offers, oldest first."""
    return list(Membership.objects.current().filter(user=user).select_related("user", "organization"))
