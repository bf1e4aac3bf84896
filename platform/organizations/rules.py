"""What must hold now. Each rule raises with a sentence for the person."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Erasure, User
from accounts.selectors import has_verified_address
from core.errors import Forbidden, Invalid, TooMany, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind, Role, Scope
from organizations.models import Invitation, Membership, Organization
from organizations.roles import GRANTS, Permission

GRANTED_BY_OWNERS = frozenset({Role.OWNER, Role.APPROVER, Role.SIGNATORY})
"""Roles that bind the organisation or watch over others: a manager cannot hand them out."""


INVITATIONS_COUNT_FOR = timedelta(days=1)
MOST_A_DAY = 100
MOST_TO_ONE = 5
"""Anybody may sign up and found an organisation of any name: nobody's mailbox is filled through us."""


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


def ensure_may_be_mailed(organization: Organization, person: User, emails: Iterable[str]) -> None:
    """So many invitations a day for an organisation and for whoever invites, and so many to one address, whoever invites.

    Counted in the trail, which withdrawing one and inviting anew does not shorten. Call it with the organisation's row locked.
    Raises TooMany.
    """
    wanted, since = list(emails), timezone.now() - INVITATIONS_COUNT_FOR
    recent = Invitation.objects.filter(updated_at__gt=since)
    by_them = recent.filter(Q(organization=organization) | Q(invited_by=person))
    if sum(_mails_about(by_them, since).values()) + len(wanted) > MOST_A_DAY:
        text = _("At most %(number)s invitations are sent within a day. Send the others tomorrow.")
        raise TooMany(text % {"number": MOST_A_DAY}, retry_after=int(INVITATIONS_COUNT_FOR.total_seconds()))
    to_them = _mails_about(recent.filter(email__in=wanted), since)
    for email in wanted:
        if to_them[email] >= MOST_TO_ONE:
            text = _(
                "%(email)s was sent an invitation %(number)s times within a day. Wait for an answer, or try again tomorrow."
            )
            wait = int(INVITATIONS_COUNT_FOR.total_seconds())
            raise TooMany(text % {"email": email, "number": MOST_TO_ONE}, retry_after=wait)


def _mails_about(invitations: "QuerySet[Invitation]", since: datetime) -> Counter[str]:
    """How many mails went out, by address."""
    address_of = {str(pk): email for pk, email in invitations.values_list("pk", "email")}
    mailed = Event.objects.filter(
        subject_type=Invitation._meta.label_lower, subject_id__in=list(address_of), occurred_at__gt=since
    ).filter(kind__in=["invitation.created", "invitation.resent"])
    return Counter(address_of[one] for one in mailed.values_list("subject_id", flat=True))


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
