"""Invitations by link, bound to an address."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from core.models import lock
from events.actions import emit
from organizations import rules, workflows
from organizations.actions.membership import settle_privileges
from organizations.actor import Actor
from organizations.enums import InvitationStatus, Role
from organizations.models import Invitation, Membership, Organization
from organizations.roles import Permission

VALID_FOR = timedelta(days=7)
AT_ONCE = 20


@transaction.atomic
def invite(*, actor: Actor, emails: Iterable[str], roles: Iterable[Role], language: str) -> list[Invitation]:
    """Invite up to twenty addresses with the same roles, all or none. The mail follows the event. Raises TooMany."""
    actor.require(Permission.MEMBER_INVITE)
    organization = lock(Organization.objects.visible_to(actor), actor.organization_id)
    chosen = rules.ensure_roles_chosen(roles)
    rules.ensure_may_grant(actor, chosen)
    addresses = _addresses(emails)
    rules.ensure_may_be_mailed(organization, actor.require_person(), addresses)
    return [_invite(actor, organization, email, chosen, language) for email in addresses]


@transaction.atomic
def resend_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Send the same link again, valid for another seven days from now. Raises TooMany."""
    actor.require(Permission.MEMBER_INVITE)
    organization = lock(Organization.objects.all(), invitation.organization_id)
    invitation = _locked(actor, invitation)
    rules.ensure_may_grant(actor, [Role(role) for role in invitation.roles])
    if invitation.status != InvitationStatus.OPEN:
        raise WrongState(_("This invitation was answered or withdrawn. Invite the person anew."))
    rules.ensure_may_be_mailed(organization, invitation.invited_by, [invitation.email])
    invitation.expires_at = timezone.now() + VALID_FOR
    invitation.save()
    emit("invitation.resent", actor=actor, subject=invitation, organizations=[invitation.organization_id])
    return invitation


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """The link stops working."""
    actor.require(Permission.MEMBER_INVITE)
    invitation = _locked(actor, invitation)
    workflows.INVITATION.apply(invitation, "withdraw")
    emit("invitation.withdrawn", actor=actor, subject=invitation, organizations=[invitation.organization_id])
    return invitation


@transaction.atomic
def accept_invitation(*, actor: Actor, invitation: Invitation) -> Membership:
    """Join in the invitation's roles. Whoever comes by the link must have proved to own the address."""
    person = actor.require_person()
    organization = lock(Organization.objects.all(), invitation.organization_id)
    invitation = lock(Invitation.objects.select_related("organization"), invitation.pk)
    rules.ensure_answerable(invitation, person)
    if Membership.objects.filter(user=person, organization=organization, ended_at=None).exists():
        raise WrongState(_("You are a member of this organisation already."))
    workflows.INVITATION.apply(invitation, "accept")
    membership = Membership.objects.create(user=person, organization=organization, roles=invitation.roles)
    settle_privileges(person)
    joined = Actor.of(membership)
    emit("invitation.accepted", actor=joined, subject=invitation)
    emit("membership.created", actor=joined, subject=membership, data={"roles": membership.roles})
    return membership


@transaction.atomic
def decline_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Say no; who invited is told."""
    person = actor.require_person()
    invitation = lock(Invitation.objects.select_related("organization"), invitation.pk)
    rules.ensure_answerable(invitation, person)
    workflows.INVITATION.apply(invitation, "decline")
    emit("invitation.declined", actor=actor, subject=invitation, organizations=[invitation.organization_id])
    return invitation


def _invite(actor: Actor, organization: Organization, email: str, roles: list[Role], language: str) -> Invitation:
    rules.ensure_not_yet_inside(organization, email)
    now = timezone.now()
    lapsed = Invitation.objects.filter(organization=organization, email=email, expires_at__lte=now)
    lapsed.filter(status=InvitationStatus.OPEN).update(status=InvitationStatus.WITHDRAWN, answered_at=now)
    invitation = Invitation.objects.create(
        organization=organization,
        email=email,
        roles=roles,
        language=language,
        invited_by=actor.require_person(),
        expires_at=now + VALID_FOR,
    )
    emit("invitation.created", actor=actor, subject=invitation, data={"roles": [role.value for role in roles]})
    return invitation


def _addresses(emails: Iterable[str]) -> list[str]:
    """In lower case, each once, in the order given. Raises Invalid, naming the first that is none."""
    found = list(dict.fromkeys(email.strip().lower() for email in emails if email.strip()))
    if not found:
        raise Invalid(errors={"emails": [_("Enter at least one e-mail address.")]})
    if len(found) > AT_ONCE:
        raise Invalid(errors={"emails": [_("Invite at most %(number)s people at once.") % {"number": AT_ONCE}]})
    for email in found:
        if not _is_address(email):
            raise Invalid(errors={"emails": [_("“%(email)s” is not an e-mail address.") % {"email": email[:100]}]})
    return found


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _locked(actor: Actor, invitation: Invitation) -> Invitation:
    return lock(Invitation.objects.visible_to(actor), invitation.pk)
