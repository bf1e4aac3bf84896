"""A provider's own people."""

from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from organizations.enums import Role
from organizations.models import Membership
from providers.models import Provider


def people_of(provider: Provider, roles: Iterable[Role]) -> QuerySet[User]:
    """The current members of its organisation in one of the roles; nobody while it is unclaimed."""
    wanted = [role.value for role in roles]
    members = Membership.objects.current().filter(organization_id=provider.organization_id, roles__overlap=wanted)
    return User.objects.filter(pk__in=members.values("user_id")).order_by("email")
