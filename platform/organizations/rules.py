"""What must hold now. Each rule raises with a sentence for the person."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Erasure, User
from accounts.selectors import has_verified_address
from core.errors import Forbidden, Invalid, WrongState
from organizations.actor import Actor
from organizations.enums import Kind, Role, Scope
from organizations.models import Invitation, Membership, Organization
from organizations.roles import GRANTS, Permission

GRANTED_BY_OWNERS = frozenset({Role.OWNER, Role.APPROVER, Role.SIGNATORY})
"""Roles that bind the organisation or watch over others: a manager cannot hand them out."""


def ensure_owner_remains(organization: Organization, *, without: Membership) -> None:
    """An organisation always has an owner who can sign in. Call it with the organisation's row locked."""
    if not _other_owners(organization, without).exists():
        raise WrongState(_("An organisation needs an owner. Make somebody else an owner first."))


def ensure_owner_remains_after(organization: Organization, leaving: Membership) -> None:
    """The same for somebody whose account is to be deleted, and who may have to ask for help with it."""
    if not _other_owners(organization, leaving).exists():
        sentence = _(
            "%(organization)s would be left without an owner. Make another member its owner first; if there is none, "
            "ask the operator of the platform to deactivate the organisation."
        )
        raise WrongState(sentence % {"organization": organization})


def _other_owners(organization: Organization, without: Membership) -> "QuerySet[Membership]":
    """Who can sign in, and whose own account does not end soon."""
    leaving = Erasure.objects.open().filter(user=OuterRef("user_id"))
    owners = Membership.objects.current().filter(organization=organization, roles__contains=[Role.OWNER])
    return owners.filter(~Exists(leaving)).exclude(pk=without.pk)


def ensure_may_grant(actor: Actor, roles: Iterable[Role]) -> None:
    """Owners hand out every role, managers only those that neither bind nor watch."""
    beyond = GRANTED_BY_OWNERS & set(roles)
    if beyond and not actor.can(Permission.MEMBER_EDIT):
        names = ", ".join(str(role.label) for role in Role if role in beyond)
        raise Forbidden(_("Only an owner can give these roles: %(roles)s.") % {"roles": names})


def ensure_roles_chosen(roles: Iterable[Role]) -> list[Role]:
    """At least one role, each once, in the table's order."""
    chosen = [role for role in Role if role in set(roles)]
    if not chosen:
        raise Invalid(errors={"roles": [_("Choose at least one role.")]})
    return chosen


def ensure_open_kinds(kinds: Iterable[Kind]) -> list[Kind]:
    """Anybody may found a sponsor or a provider; an operator is made by those who run the installation."""
    chosen = [kind for kind in Kind if kind in set(kinds)]
    if not chosen or Kind.OPERATOR in chosen:
        raise Invalid(errors={"kinds": [_("Choose sponsor, provider or both.")]})
    return chosen


def ensure_not_yet_inside(organization: Organization, email: str) -> None:
    """One open invitation an address, and none for somebody who is in already."""
    if Membership.objects.current().filter(organization=organization, user__email=email).exists():
        raise Invalid(errors={"emails": [_("%(email)s is a member already.") % {"email": email}]})
    if Invitation.objects.open_at(timezone.now()).filter(organization=organization, email=email).exists():
        text = _("%(email)s has an open invitation. You can send it again from the list.") % {"email": email}
        raise Invalid(errors={"emails": [text]})


def ensure_answerable(invitation: Invitation, person: User) -> None:
    """Open, in time, of an active organisation, and addressed to a mailbox that the person has proved to be theirs."""
    if invitation.is_expired:
        raise WrongState(_("This invitation has expired. Ask for a new one."))
    if not invitation.organization.is_active:
        raise WrongState(_("This organisation is not active any more."))
    if not has_verified_address(person, invitation.email):
        raise Forbidden(_("This invitation was sent to another address. Sign in with that address to answer it."))


def ensure_scopes_useful(actor: Actor, scopes: Iterable[Scope]) -> list[Scope]:
    """A token gets at least one scope, and none that its owner's roles could not use."""
    chosen = [scope for scope in Scope if scope in set(scopes)]
    if not chosen:
        raise Invalid(errors={"scopes": [_("Choose at least one scope.")]})
    useless = [scope for scope in chosen if scope not in usable_scopes(actor)]
    if useless:
        names = ", ".join(useless)
        raise Invalid(errors={"scopes": [_("Your roles cannot use: %(scopes)s.") % {"scopes": names}]})
    return chosen


def usable_scopes(actor: Actor) -> list[Scope]:
    """The scopes that some permission of the actor's roles needs, and the one that goes with being a person."""
    personal = {Scope.PROFILE_WRITE}
    by_role = {grant.scope for permission, grant in GRANTS.items() if actor.can(permission)}
    return [scope for scope in Scope if scope in personal | by_role]
