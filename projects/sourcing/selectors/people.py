"""Who is told of what: people by their roles, on both sides."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from accounts.models import User
from organizations.enums import Role
from organizations.models import Membership
from organizations.roles import EDITORS
from projects.sourcing.models import Invitation


def members_of(organization_id: UUID | None, roles: Iterable[Role] = EDITORS) -> list[User]:
    """Current members in one of the roles, each once."""
    return people_by_organization([organization_id] if organization_id else [], roles).get(organization_id, [])  # type: ignore[arg-type]


def people_by_organization(ids: Iterable[UUID], roles: Iterable[Role] = EDITORS) -> dict[UUID, list[User]]:
    """Of many organisations in one query."""
    wanted = [role.value for role in roles]
    rows = Membership.objects.current().filter(organization_id__in=list(ids), roles__overlap=wanted)
    found: dict[UUID, list[User]] = defaultdict(list)
    for row in rows.select_related("user").order_by("user__email"):
        found[row.organization_id].append(row.user)
    return found


def bidders(invitations: Iterable[Invitation]) -> list[tuple[Invitation, list[User]]]:
    """Each with the owners and managers of its provider; nobody while a profile is unclaimed."""
    rows = list(invitations)
    ids = {one.provider.organization_id for one in rows if one.provider.organization_id}
    people = people_by_organization(ids)
    return [(one, people.get(one.provider.organization_id, [])) for one in rows if one.provider.organization_id]
