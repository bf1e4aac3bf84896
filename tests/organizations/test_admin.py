"""Operators help in the admin site, through the same actions and with a reason; nobody else is let in."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone

from accounts.models import User
from events.actions import emit
from events.models import Dispatch, Event
from notifications.models import OutgoingMail
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Organization
from tests.factories import MembershipFactory, OrganizationFactory, UserFactory, actor
from tests.factories.providers import claim, provider, provider_side

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator() -> Actor:
    chief = actor(kind=Kind.OPERATOR)
    User.objects.filter(pk=chief.user_id).update(is_staff=True, second_factor_required=True)
    chief.user.refresh_from_db()
    TOTP.activate(chief.user, "JBSWY3DPEHPK3PXP")
    return chief


@pytest.fixture
def admin(client: Client, operator: Actor) -> Client:
    client.force_login(operator.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_an_organisation_is_stopped_with_a_reason_that_stands_in_the_trail(admin: Client):
    member = MembershipFactory.create()
    path = f"/admin/organizations/organization/{member.organization_id}/deactivate/"
    assert admin.get(path).status_code == 200
    assert admin.post(path, {"reason": "Fraud"}).status_code == 302
    assert Event.objects.get(kind="organization.deactivated").data == {"reason": "Fraud"}
    stranger = Client()
    stranger.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert stranger.get("/organization/members/").status_code == 403


@pytest.mark.parametrize("text", ["02mhbdp94", "https://ror.org/02mhbdp94", "150483782", "15-048-3782"])
def test_an_organisation_is_found_by_its_ror_id_and_its_duns_number_as_they_are_written_elsewhere(admin: Client, text: str):
    OrganizationFactory.create(legal_name="Somebody else", ror_id="013meh722", duns="150483783")
    OrganizationFactory.create(legal_name="Heron Institute", ror_id="02mhbdp94", duns="150483782")
    page = admin.get("/admin/organizations/organization/", {"q": text}).content.decode()
    assert ("Heron Institute" in page, "Somebody else" in page) == (True, False)


def test_no_reason_is_no_step(admin: Client):
    organization = OrganizationFactory.create()
    response = admin.post(f"/admin/organizations/organization/{organization.pk}/deactivate/", {"reason": " "})
    assert response.status_code == 422
    assert Organization.objects.get(pk=organization.pk).is_active


def test_a_refusal_is_shown_above_the_form_and_keeps_the_reason(admin: Client, operator: Actor):
    path = f"/admin/organizations/organization/{operator.organization_id}/deactivate/"
    response = admin.post(path, {"reason": "A long story"})
    assert response.status_code == 422
    assert "cannot deactivate the organisation you act for" in response.content.decode()
    assert "A long story" in response.content.decode()


def test_a_person_is_stopped_let_in_again_and_helped_with_a_lost_factor(admin: Client):
    person = UserFactory.create()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    base = f"/admin/accounts/user/{person.pk}"
    for step, kind in [
        ("deactivate", "user.deactivated"),
        ("reactivate", "user.reactivated"),
        ("remove-second-factor", "user.second_factor_removed"),
    ]:
        assert admin.post(f"{base}/{step}/", {"reason": "Asked by phone"}).status_code == 302
        assert Event.objects.filter(kind=kind, subject_id=str(person.pk)).count() == 1
    person.refresh_from_db()
    assert person.is_active
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EVALUATOR])
def test_an_operators_viewer_may_look_but_not_enter(client: Client, role: Role):
    viewer = actor(role, kind=Kind.OPERATOR)
    client.force_login(viewer.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/admin/").status_code == 302


def test_a_superuser_who_operates_nothing_can_look_but_change_nothing(client: Client):
    root = UserFactory.create(is_staff=True, is_superuser=True)
    TOTP.activate(root, "JBSWY3DPEHPK3PXP")
    client.force_login(root, backend="allauth.account.auth_backends.AuthenticationBackend")
    organization = OrganizationFactory.create()
    assert client.get("/admin/organizations/organization/").status_code == 200
    response = client.post(f"/admin/organizations/organization/{organization.pk}/deactivate/", {"reason": "x"})
    assert response.status_code == 422
    assert Organization.objects.get(pk=organization.pk).is_active


def test_nothing_can_be_added_changed_or_deleted_by_hand(admin: Client):
    organization = OrganizationFactory.create()
    assert admin.get("/admin/organizations/organization/add/").status_code == 403
    assert admin.get(f"/admin/organizations/organization/{organization.pk}/delete/").status_code == 403
    admin.post(f"/admin/organizations/organization/{organization.pk}/change/", {"legal_name": "Changed"})
    assert Organization.objects.get(pk=organization.pk).legal_name != "Changed"


def test_a_failed_delivery_is_sent_again(admin: Client, operator: Actor):
    event = emit("thing.happened", actor=operator, subject=operator.user)
    Dispatch.objects.filter(pk=event.pk).update(attempts=20, last_error="x: RuntimeError")
    form = {"action": "send_again", "_selected_action": [event.pk]}
    assert admin.post("/admin/events/dispatch/?state=failed", form).status_code == 302
    assert Dispatch.objects.get(pk=event.pk).attempts == 0
    told = Event.objects.get(kind="dispatch.sent_again")
    assert (told.actor_user_id, told.subject_id) == (operator.user_id, str(event.pk))


def test_a_mail_that_was_given_up_is_sent_again_and_the_trail_does_not_say_what_it_says(admin: Client, operator: Actor):
    mail = OutgoingMail.objects.create(
        message_id="1", sender="x@example.org", to=["y@example.org"], subject="Heron", text="x"
    )
    OutgoingMail.objects.update(failed_at=timezone.now())
    form = {"action": "send_again", "_selected_action": [mail.pk]}
    assert admin.post("/admin/notifications/outgoingmail/", form).status_code == 302
    mail.refresh_from_db()
    told = Event.objects.get(kind="mail.sent_again")
    assert (mail.state, told.actor_user_id, "Heron" in str(vars(told))) == ("waiting", operator.user_id, False)


def test_a_superuser_who_operates_nothing_sends_nothing_again(client: Client):
    root = UserFactory.create(is_staff=True, is_superuser=True)
    TOTP.activate(root, "JBSWY3DPEHPK3PXP")
    client.force_login(root, backend="allauth.account.auth_backends.AuthenticationBackend")
    event = emit("thing.happened", actor=Actor.system(), subject=root)
    Dispatch.objects.filter(pk=event.pk).update(attempts=20, last_error="x: RuntimeError")
    form = {"action": "send_again", "_selected_action": [event.pk]}
    assert client.post("/admin/events/dispatch/?state=failed", form).status_code == 403
    assert Dispatch.objects.get(pk=event.pk).attempts == 20


def test_the_trail_is_shown_and_cannot_be_touched(admin: Client, operator: Actor):
    event = emit("thing.happened", actor=operator, subject=operator.user)
    assert admin.get(f"/admin/events/event/{event.pk}/change/").status_code == 200
    assert admin.get(f"/admin/events/event/{event.pk}/delete/").status_code == 403
    assert admin.get("/admin/events/event/add/").status_code == 403


def test_roles_and_kinds_are_told_in_words(admin: Client):
    member = MembershipFactory.create(roles=[Role.EVALUATOR])
    page = admin.get(f"/admin/organizations/membership/{member.pk}/change/").content.decode()
    assert ("Evaluator" in page, ">evaluator<" in page) == (True, False)
    page = admin.get(f"/admin/organizations/organization/{member.organization_id}/change/").content.decode()
    assert "Sponsor" in page


def test_the_first_page_says_how_much_waits_for_an_operator(admin: Client):
    claim(provider("Alpha"), provider_side())
    page = admin.get("/dashboard/").content.decode()
    assert '?status=requested">Claims <span class="badge figure">1</span>' in page
    assert '?queue=waiting">Profiles to verify <span class="badge figure">0</span>' in page
