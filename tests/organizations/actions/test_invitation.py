"""Invitations are bound to an address, end after seven days, and are answered once."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from core.errors import Forbidden, Invalid, NotFound, TooMany, WrongState
from notifications.models import OutgoingMail
from notifications.sending import send_due
from organizations.actions.invitation import (
    accept_invitation,
    decline_invitation,
    invite,
    resend_invitation,
    withdraw_invitation,
)
from organizations.actor import Actor
from organizations.enums import InvitationStatus, Kind, Role
from organizations.links import invitation_path
from organizations.models import Invitation, Membership
from organizations.rules import MOST_A_DAY, MOST_TO_ONE
from organizations.selectors.member import invitation_by_link
from tests.factories import InvitationFactory, MembershipFactory, UserFactory, actor

pytestmark = pytest.mark.django_db


def one(owner: Actor, email: str = "new@example.org", *roles: Role) -> Invitation:
    return invite(actor=owner, emails=[email], roles=roles or [Role.VIEWER], language="en")[0]


def test_the_invited_person_joins_in_the_roles_they_were_invited_with():
    owner = actor()
    invitation = one(owner, "New@Example.org", Role.EVALUATOR, Role.VIEWER)
    person = UserFactory.create(email="new@example.org")
    membership = accept_invitation(actor=Actor(person), invitation=invitation)
    assert (membership.organization, membership.roles) == (owner.organization, ["evaluator", "viewer"])
    invitation.refresh_from_db()
    assert invitation.status == InvitationStatus.ACCEPTED


def test_the_link_arrives_by_mail_and_leads_to_the_invitation(deliver_events):
    invitation = one(actor())
    deliver_events()
    send_due()
    (letter,) = mail.outbox
    assert letter.to == ["new@example.org"]
    path = invitation_path(invitation)
    assert path in letter.body
    assert invitation_by_link(path.rstrip("/").rsplit("/", 1)[1]) == invitation


def test_a_link_that_the_platform_did_not_make_leads_nowhere():
    invitation = one(actor())
    for forged in (str(invitation.pk), f"{invitation.pk}:wrong", "nonsense"):
        with pytest.raises(NotFound):
            invitation_by_link(forged)


def test_somebody_with_another_address_cannot_use_the_link():
    invitation = one(actor())
    with pytest.raises(Forbidden, match="another address"):
        accept_invitation(actor=Actor(UserFactory.create()), invitation=invitation)


def test_an_address_that_was_not_verified_does_not_count():
    invitation = one(actor())
    person = UserFactory.create(email="new@example.org")
    EmailAddress.objects.filter(user=person).update(verified=False)
    with pytest.raises(Forbidden):
        accept_invitation(actor=Actor(person), invitation=invitation)


def test_an_invitation_ends_after_seven_days_and_can_be_sent_again():
    owner = actor()
    person = UserFactory.create(email="new@example.org")
    with time_machine.travel(timezone.now() - timedelta(days=7, seconds=1), tick=False):
        invitation = one(owner)
    with pytest.raises(WrongState, match="expired"):
        accept_invitation(actor=Actor(person), invitation=invitation)
    resend_invitation(actor=owner, invitation=invitation)
    assert accept_invitation(actor=Actor(person), invitation=invitation).user == person


def test_an_expired_invitation_does_not_stand_in_the_way_of_a_new_one():
    owner = actor()
    with time_machine.travel(timezone.now() - timedelta(days=8), tick=False):
        old = one(owner)
    new = one(owner)
    old.refresh_from_db()
    assert (old.status, new.status) == (InvitationStatus.WITHDRAWN, InvitationStatus.OPEN)


@pytest.mark.parametrize("answer", [accept_invitation, decline_invitation])
def test_an_invitation_is_answered_once(answer):
    invitation = one(actor())
    person = Actor(UserFactory.create(email="new@example.org"))
    answer(actor=person, invitation=invitation)
    for again in (accept_invitation, decline_invitation):
        with pytest.raises(WrongState):
            again(actor=person, invitation=invitation)


def test_a_withdrawn_link_stops_working_and_is_not_mailed(deliver_events):
    owner = actor()
    invitation = one(owner)
    withdraw_invitation(actor=owner, invitation=invitation)
    deliver_events()
    send_due()
    assert mail.outbox == []
    with pytest.raises(WrongState):
        accept_invitation(actor=Actor(UserFactory.create(email="new@example.org")), invitation=invitation)


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        ([], "at least one"),
        (["nonsense"], "not an e-mail address"),
        (["a@example.org"] * 1 + [f"p{n}@x.org" for n in range(20)], "20"),
    ],
)
def test_bad_addresses_are_named_and_nobody_is_invited(emails, words):
    with pytest.raises(Invalid) as refusal:
        invite(actor=actor(), emails=emails, roles=[Role.VIEWER], language="en")
    assert words in str(refusal.value.errors["emails"][0])
    assert Invitation.objects.count() == 0


def test_several_are_invited_together_or_not_at_all():
    owner = actor()
    MembershipFactory.create(organization=owner.organization, user=UserFactory.create(email="in@example.org"))
    with pytest.raises(Invalid, match="attention"):
        invite(actor=owner, emails=["a@example.org", "in@example.org"], roles=[Role.VIEWER], language="en")
    assert len(invite(actor=owner, emails=["a@example.org", "b@example.org"], roles=[Role.VIEWER], language="en")) == 2


def test_a_second_invitation_to_the_same_address_is_refused():
    owner = actor()
    one(owner)
    with pytest.raises(Invalid) as refusal:
        one(owner)
    assert "open invitation" in str(refusal.value.errors["emails"][0])


@pytest.mark.parametrize("role", [Role.OWNER, Role.APPROVER, Role.SIGNATORY])
def test_a_manager_cannot_hand_out_roles_that_bind_or_watch(role: Role):
    manager = actor(Role.MANAGER)
    with pytest.raises(Forbidden, match=str(role.label)):
        one(manager, "new@example.org", role)
    assert one(manager, "new@example.org", Role.EVALUATOR).roles == ["evaluator"]


def test_a_viewer_invites_nobody():
    with pytest.raises(Forbidden):
        one(actor(Role.VIEWER))


def test_the_invitation_of_another_organisation_is_not_there():
    with pytest.raises(NotFound):
        withdraw_invitation(actor=actor(), invitation=InvitationFactory.create())


def test_joining_an_operator_as_manager_opens_the_admin_site():
    chief = actor(kind=Kind.OPERATOR)
    person = UserFactory.create(email="new@example.org")
    accept_invitation(actor=Actor(person), invitation=one(chief, "new@example.org", Role.MANAGER))
    person.refresh_from_db()
    assert (person.is_staff, person.second_factor_required) == (True, True)
    assert Membership.objects.current().filter(user=person).count() == 1


def test_nobodys_mailbox_is_filled_by_sending_again(deliver_events):
    owner = actor()
    invitation = one(owner, "stranger@example.org")
    for _again in range(MOST_TO_ONE - 1):
        resend_invitation(actor=owner, invitation=invitation)
    with pytest.raises(TooMany, match="was sent an invitation 5 times within a day"):
        resend_invitation(actor=owner, invitation=invitation)
    deliver_events()
    assert OutgoingMail.objects.filter(to=["stranger@example.org"]).count() == MOST_TO_ONE
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        resend_invitation(actor=owner, invitation=invitation)


def test_nobodys_mailbox_is_filled_by_withdrawing_and_inviting_nor_from_several_organisations():
    owner, others = actor(), [actor() for _ in range(MOST_TO_ONE - 2)]
    withdraw_invitation(actor=owner, invitation=one(owner, "stranger@example.org"))
    one(owner, "stranger@example.org")
    for other in others[1:]:
        one(other, "stranger@example.org")
    one(others[0], "stranger@example.org")
    with pytest.raises(TooMany):
        one(actor(), "stranger@example.org")
    assert one(actor(), "somebody-else@example.org").status == InvitationStatus.OPEN


def test_an_organisation_and_whoever_invites_send_so_many_a_day():
    owner = actor()
    for number in range(MOST_A_DAY):
        one(owner, f"{number}@example.org")
    with pytest.raises(TooMany, match="At most 100 invitations"):
        one(owner, "more@example.org")
    elsewhere = Actor.of(MembershipFactory.create(user=owner.user, roles=[Role.OWNER]))
    with pytest.raises(TooMany):
        one(elsewhere, "more@example.org")
    assert one(actor(), "more@example.org").status == InvitationStatus.OPEN
