"""What organisations keep about a person."""

from typing import Any

from django.utils import timezone

from accounts.actions.user import Person, set_privileges
from accounts.models import User
from accounts.personal import forgets, guards, holds, tells
from accounts.selectors import addresses_of
from events.actions import emit
from organizations import rules
from organizations.enums import InvitationStatus, Role
from organizations.models import ApiToken, CalendarFeed, Invitation, Membership, Organization
from organizations.workflows import INVITATION


@tells("memberships")
def memberships_of(user: User) -> list[Any]:
    """Where they belong or belonged, and in which roles."""
    rows = Membership.objects.filter(user=user).order_by("created_at")
    return [
        {"organization": name, "roles": roles, "since": since, "ended_at": ended}
        for name, roles, since, ended in rows.values_list("organization__legal_name", "roles", "created_at", "ended_at")
    ]


@tells("api_tokens")
def tokens_of(user: User) -> list[Any]:
    """Keys of theirs; a secret is stored nowhere."""
    rows = ApiToken.objects.filter(membership__user=user).order_by("created_at")
    return list(rows.values("name", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at"))


@tells("calendar_addresses")
def calendars_of(user: User) -> list[Any]:
    """That they follow their deadlines in a calendar; the address is stored nowhere."""
    rows = CalendarFeed.objects.filter(membership__user=user).order_by("made_at")
    return list(rows.values("made_at"))


@tells("invitations")
def invitations_to(user: User) -> list[Any]:
    """Sent to their addresses by organisations."""
    rows = Invitation.objects.filter(email__in=addresses_of(user)).order_by("created_at")
    return [
        {"organization": name, "roles": roles, "status": status, "sent_at": sent}
        for name, roles, status, sent in rows.values_list("organization__legal_name", "roles", "status", "created_at")
    ]


@holds
def hold_their_organizations(user: User) -> None:
    """An organisation is locked before its members everywhere: changes of its owners wait for each other."""
    mine = Membership.objects.filter(user=user, ended_at=None).values("organization_id")
    list(Organization.objects.filter(pk__in=mine).order_by("pk").select_for_update())


@guards
def ensure_nobody_is_left_without_an_owner(user: User) -> None:
    """Raises WrongState that names the organisation whose last owner the person is. Their organisations are held by then."""
    owned = Membership.objects.current().filter(user=user, roles__contains=[Role.OWNER])
    for membership in owned.select_related("organization").order_by("organization_id"):
        rules.ensure_owner_remains_after(membership.organization, membership)


@forgets
def end_what_they_had(user: User, addresses: frozenset[str]) -> None:
    """Memberships end and stay for the trail; keys and calendar addresses are deleted; invitations lose their addresses."""
    for membership in Membership.objects.filter(user=user, ended_at=None).order_by("pk"):
        membership.ended_at = timezone.now()
        membership.save()
        data = {"person": str(user.pk)}
        emit(
            "membership.ended",
            actor=Person(user),
            subject=membership,
            organizations=[membership.organization_id],
            data=data,
        )
    ApiToken.objects.filter(membership__user=user).delete()
    CalendarFeed.objects.filter(membership__user=user).delete()
    for invitation in Invitation.objects.filter(email__in=addresses, status=InvitationStatus.OPEN):
        INVITATION.apply(invitation, "withdraw")
        invitation.save()
    Invitation.objects.filter(email__in=addresses).update(email=user.email)
    set_privileges(user, enters_admin=False, needs_second_factor=False)
