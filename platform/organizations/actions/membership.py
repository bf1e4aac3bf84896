"""Who belongs, in which roles, until when."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.actions.user import set_privileges
from accounts.models import User
from core.models import ensure_version, lock
from events.actions import emit
from organizations import rules
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Membership, Organization
from organizations.roles import GRANTS, Permission


@transaction.atomic
def change_roles(
    *, actor: Actor, membership: Membership, roles: Iterable[Role], expected_version: int | None = None
) -> Membership:
    """Give a member other roles. Raises WrongState rather than leave the organisation without an owner."""
    actor.require(Permission.MEMBER_EDIT)
    membership = _locked(actor, membership)
    ensure_version(membership, expected_version)
    chosen = rules.ensure_roles_chosen(roles)
    before = list(membership.roles)
    if before == chosen:
        return membership
    if Role.OWNER in before and Role.OWNER not in chosen:
        rules.ensure_owner_remains(membership.organization, without=membership)
    membership.roles = chosen
    membership.save()
    settle_privileges(membership.user)
    data = {"before": before, "after": [role.value for role in chosen], "person": str(membership.user_id)}
    emit("membership.roles_changed", actor=actor, subject=membership, organizations=[membership.organization_id], data=data)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, expected_version: int | None = None) -> Membership:
    """Remove a member, or leave oneself. Pages and tokens stop at the next request; what they did stays in the trail."""
    if membership.user_id != actor.user_id:
        actor.require(Permission.MEMBER_REMOVE)
    else:
        actor.require(Permission.MEMBER_VIEW)
    membership = _locked(actor, membership)
    ensure_version(membership, expected_version)
    if Role.OWNER in membership.roles:
        rules.ensure_owner_remains(membership.organization, without=membership)
    membership.ended_at = timezone.now()
    membership.save()
    settle_privileges(membership.user)
    data = {"person": str(membership.user_id)}
    emit("membership.ended", actor=actor, subject=membership, organizations=[membership.organization_id], data=data)
    return membership


def settle_privileges(user: User) -> None:
    """Who operates the platform may enter the admin site; who does, or signs for others, must have a second factor."""
    memberships = list(Membership.objects.current().filter(user=user).select_related("organization"))
    operating = GRANTS[Permission.PLATFORM_OPERATE].roles
    operates = any(Kind.OPERATOR in one.organization.kinds and operating & set(map(Role, one.roles)) for one in memberships)
    watches = any(Kind.OPERATOR in one.organization.kinds for one in memberships)
    signs = any(Role.SIGNATORY in one.roles for one in memberships)
    set_privileges(user, enters_admin=operates, needs_second_factor=watches or signs)


def _locked(actor: Actor, membership: Membership) -> Membership:
    """The organisation's row first: two changes of its owners wait for each other."""
    lock(Organization.objects.all(), membership.organization_id)
    rows = Membership.objects.visible_to(actor).filter(ended_at=None)
    return lock(rows.select_related("user", "organization"), membership.pk)
