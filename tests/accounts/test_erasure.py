"""A person takes their data along, and leaves: what goes, what stays as evidence, and how it is taken back."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts.actions.erasure import ask_to_be_erased, cancel_erasure, erase_due, forget_ended_sessions, plan_erasure
from accounts.actions.user import deactivate_user, keep_former_address, reactivate_user
from accounts.models import Erasure, User
from accounts.personal import personal_data_of
from core.errors import Forbidden, Invalid, WrongState
from drafts.models import Draft
from events.models import Event
from notifications.models import Notification, OutgoingMail
from notifications.sending import forget_old
from organizations.actions.membership import change_roles
from organizations.actions.organization import deactivate_organization
from organizations.actions.token import forget_ended_tokens
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import ApiToken, Invitation, Membership
from tests.at_once import at_once
from tests.factories import PASSWORD, ApiTokenFactory, InvitationFactory, MembershipFactory, UserFactory, actor

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _no_limits_of_another_test() -> None:
    cache.clear()


@pytest.fixture
def leaving() -> User:
    """A member, not an owner, with a bit of everything that is kept about people."""
    owner = actor()
    member = MembershipFactory.create(organization=owner.organization, roles=[Role.MANAGER], user__name="Ada Lovelace")
    user = member.user
    ApiTokenFactory.create(membership=member, name="Laptop of Ada")
    InvitationFactory.create(email=user.email)
    Draft.objects.create(person=user, organization=owner.organization, key="project", values={"title": ["secret-codename"]})
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return client


def sure_again(client: Client) -> Client:
    """The password was asked for once more a moment ago."""
    client.post("/account/reauthenticate/?next=/account/data/", {"password": PASSWORD})
    return client


def let_it_come(user: User) -> None:
    """Its day by the database's clock, which no test can turn."""
    Erasure.objects.filter(user=user).update(due_at=timezone.now() - timedelta(minutes=1))


def everywhere(text: str) -> set[str]:
    """Tables of which a row says ``text``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [name for (name,) in cursor.fetchall()]
        found = set()
        for table in tables:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" AS one WHERE one::text ILIKE %s)', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


def test_after_two_weeks_name_and_address_stand_in_the_trail_alone(leaving: User, deliver_events: Callable[[], None]):
    address = leaving.email
    ask_to_be_erased(user=leaving)
    deliver_events()
    assert OutgoingMail.objects.filter(to=[address], subject__startswith="Your account is deleted on").count() == 1
    assert erase_due() == 0, "not yet"
    let_it_come(leaving)
    assert (erase_due(), erase_due()) == (1, 0)
    deliver_events()
    assert everywhere("Ada Lovelace") == {"events_event"}
    assert everywhere(address) == set()
    assert everywhere("JBSWY3DPEHPK3PXP") == set()
    leaving.refresh_from_db()
    assert (leaving.is_active, leaving.has_usable_password()) == (False, False)
    for gone in (EmailAddress, Authenticator, Draft, Notification, ApiToken, UserSession):
        assert not gone.objects.filter(
            **{"membership__user" if gone is ApiToken else "person" if gone in (Draft, Notification) else "user": leaving}
        ).exists()
    assert Membership.objects.get(user=leaving).ended_at is not None
    assert Invitation.objects.get().status == "withdrawn"
    assert Event.objects.get(kind="membership.ended").organization_ids == [
        Membership.objects.get(user=leaving).organization_id
    ]


def test_the_last_owner_is_told_what_to_do_first():
    owner = actor()
    with pytest.raises(WrongState, match=f"{owner.organization} would be left without an owner"):
        ask_to_be_erased(user=owner.user)
    assert Erasure.objects.count() == 0
    MembershipFactory.create(organization=owner.organization)
    assert ask_to_be_erased(user=owner.user).state == "open"


def test_two_owners_cannot_both_leave():
    owner = actor()
    other = MembershipFactory.create(organization=owner.organization)
    ask_to_be_erased(user=owner.user)
    with pytest.raises(WrongState, match="without an owner"):
        ask_to_be_erased(user=other.user)


def test_an_organisation_that_is_closed_holds_nobody():
    owner, operator = actor(), actor(kind=Kind.OPERATOR)
    deactivate_organization(actor=operator, organization=owner.organization, reason="Asked for it")
    assert ask_to_be_erased(user=owner.user).state == "open"


def test_at_the_page_one_is_signed_out_everywhere_and_signing_in_keeps_the_account():
    member = MembershipFactory.create(organization=actor().organization, roles=[Role.VIEWER])
    elsewhere, here = signed_in(member.user), sure_again(signed_in(member.user))
    assert elsewhere.get("/dashboard/").status_code == 200
    answer = here.post("/account/delete/", follow=True)
    assert "unless you sign in before" in answer.content.decode()
    assert (elsewhere.get("/dashboard/").status_code, here.get("/dashboard/").status_code) == (302, 302)
    back = signed_in(member.user)
    assert "Your account is not deleted" in back.get("/dashboard/").content.decode()
    assert Erasure.objects.get().state == "cancelled"
    let_it_come(member.user)
    assert erase_due() == 0
    assert list(Event.objects.filter(kind__startswith="user.erasure").order_by("id").values_list("kind", flat=True)) == [
        "user.erasure_planned",
        "user.erasure_cancelled",
    ]


def test_the_page_says_why_not_and_asks_for_the_password_again():
    owner = actor()
    client = sure_again(signed_in(owner.user))
    refused = client.post("/account/delete/")
    assert (refused.status_code, "without an owner" in refused.content.decode()) == (409, True)
    with time_machine.travel(timezone.now() + timedelta(minutes=10), tick=False):
        assert "reauthenticate" in client.get("/account/delete/")["Location"]
        assert "reauthenticate" in client.get("/account/data/export/")["Location"]
    assert Client().get("/account/data/")["Location"].startswith("/account/login/")


def test_an_operator_deletes_with_a_reason_that_stands_in_the_trail_and_takes_it_back(leaving: User):
    operator = actor(kind=Kind.OPERATOR)
    with pytest.raises(Forbidden):
        plan_erasure(actor=actor(), user=leaving, reason="Asked by letter")
    with pytest.raises(Invalid):
        plan_erasure(actor=operator, user=leaving, reason=" ")
    plan_erasure(actor=operator, user=leaving, reason="Asked by letter")
    assert Event.objects.get(kind="user.erasure_planned").data["reason"] == "Asked by letter"
    with pytest.raises(WrongState, match="planned already"):
        plan_erasure(actor=operator, user=leaving, reason="Again")
    cancel_erasure(actor=operator, user=leaving, reason="A mistake")
    with pytest.raises(WrongState, match="not planned"):
        cancel_erasure(actor=operator, user=leaving, reason="Again")
    deactivate_user(actor=operator, user=leaving, reason="Not to come back meanwhile")
    plan_erasure(actor=operator, user=leaving, reason="Asked by letter")
    let_it_come(leaving)
    assert erase_due() == 1
    with pytest.raises(WrongState, match="deleted already"):
        plan_erasure(actor=operator, user=leaving, reason="Again")
    with pytest.raises(WrongState, match="deleted already"):
        reactivate_user(actor=operator, user=leaving, reason="Asked to come back")


def test_the_admin_site_asks_the_operator_why(leaving: User):
    operator = actor(kind=Kind.OPERATOR)
    User.objects.filter(pk=operator.user_id).update(is_staff=True)
    TOTP.activate(operator.user, "JBSWY3DPEHPK3PXP")
    client = Client()
    client.force_login(User.objects.get(pk=operator.user_id), backend=BACKEND)
    path = f"/admin/accounts/user/{leaving.pk}"
    assert client.post(f"{path}/plan-erasure/", {"reason": "Asked by letter"}).status_code == 302
    assert leaving.name in client.get("/admin/accounts/erasure/").content.decode()
    assert client.get(f"{path}/change/").status_code == 200
    assert client.post(f"{path}/cancel-erasure/", {"reason": "A mistake"}).status_code == 302
    assert Erasure.objects.get().state == "cancelled"


def test_what_one_takes_along_is_ones_own_and_no_secret(leaving: User):
    client = Client()
    client.force_login(leaving, backend=BACKEND)
    sure_again(client)
    answer = client.get("/account/data/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="opencdmo-personal-data.json"'
    told = json.loads(answer.content)
    assert set(told) == {
        "account", "second_factors", "sessions", "deeds", "memberships", "api_tokens", "calendar_addresses", "invitations",
        "files_stored", "files_opened", "drafts", "notifications", "notification_choices", "mails", "claims",
        "confidentiality_agreements",
    }  # fmt: skip
    assert told["account"]["name"] == "Ada Lovelace"
    assert told["memberships"][0]["roles"] == ["manager"]
    assert told["api_tokens"][0]["name"] == "Laptop of Ada"
    assert [one["kind"] for one in told["deeds"]] == ["user.signed_in"]
    for hidden in (
        "secret-codename",
        "JBSWY3DPEHPK3PXP",
        ApiToken.objects.get().digest,
        leaving.password,
        client.session.session_key,
    ):
        assert hidden not in answer.content.decode()


def test_nobody_elses_data_is_in_it(leaving: User):
    stranger = Actor.of(ApiTokenFactory.create().membership).user
    told = str(personal_data_of(leaving))
    assert stranger.name not in told
    assert stranger.email not in told


def test_what_has_ended_is_forgotten(settings):
    user = UserFactory.create()
    client = signed_in(user)
    client.get("/dashboard/")
    kept = signed_in(user)
    kept.get("/dashboard/")
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    assert forget_ended_sessions() == 1
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [kept.session.session_key]
    ended = timezone.now() - timedelta(days=91)
    for dates in ({"revoked_at": ended}, {"expires_at": ended}, {"revoked_at": timezone.now()}):
        ApiTokenFactory.create(**dates)
    assert (forget_ended_tokens(), ApiToken.objects.count()) == (2, 1)
    settings.MAIL_LOG_DAYS = 7
    old, young = timezone.now() - timedelta(days=8), timezone.now() - timedelta(days=6)
    for number, dates in enumerate([{"sent_at": old}, {"failed_at": old}, {"sent_at": young}, {}]):
        OutgoingMail.objects.create(
            message_id=str(number), sender="a@example.org", to=["b@example.org"], subject="s", **dates
        )
    assert forget_old() == 2
    assert set(OutgoingMail.objects.values_list("message_id", flat=True)) >= {"2", "3"}


def test_addresses_that_somebody_had_before_are_forgotten_like_the_present_one(leaving: User):
    old = leaving.email
    InvitationFactory.create(email=old)
    OutgoingMail.objects.create(message_id="a", sender="x@example.org", to=[old], subject="s", text=f"Dear {old}")
    new = EmailAddress.objects.create(user=leaving, email="new@example.org", verified=True)
    EmailAddress.objects.filter(user=leaving, email=old).delete()
    former = EmailAddress(user=leaving, email=old.upper())
    email_changed.send(EmailAddress, request=None, user=leaving, from_email_address=former, to_email_address=new)
    User.objects.filter(pk=leaving.pk).update(email="new@example.org")
    leaving.refresh_from_db()
    told = personal_data_of(leaving)
    assert told["account"]["former_addresses"] == [old]
    assert (len(told["invitations"]), len(told["mails"]) > 0) == (2, True)
    ask_to_be_erased(user=leaving)
    let_it_come(leaving)
    assert erase_due() == 1
    assert (everywhere(old), everywhere("new@example.org")) == (set(), set())


def test_an_address_that_is_somebody_elses_by_now_is_left_to_them(leaving: User):
    old = leaving.email
    keep_former_address(user=leaving, address=old)
    User.objects.filter(pk=leaving.pk).update(email="new@example.org")
    EmailAddress.objects.filter(user=leaving).update(email="new@example.org")
    UserFactory.create(email=old)
    mine = InvitationFactory.create(email=old)
    leaving.refresh_from_db()
    ask_to_be_erased(user=leaving)
    let_it_come(leaving)
    erase_due()
    mine.refresh_from_db()
    assert (mine.email, mine.status) == (old, "open")


@pytest.mark.django_db(transaction=True)
def test_a_change_of_roles_and_a_deletion_at_the_same_moment_do_not_stop_each_other():
    for _round in range(8):
        owner = actor()
        other = MembershipFactory.create(organization=owner.organization, roles=[Role.OWNER])
        outcomes = at_once(
            partial(change_roles, actor=owner, membership=other, roles=[Role.MANAGER]),
            partial(ask_to_be_erased, user=other.user),
        )
        assert outcomes == [None, None]


@pytest.mark.django_db(transaction=True)
def test_a_change_of_roles_and_the_day_of_a_deletion_do_not_stop_each_other():
    for _round in range(8):
        owner = actor()
        other = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
        ask_to_be_erased(user=other.user)
        let_it_come(other.user)
        outcomes = at_once(partial(change_roles, actor=owner, membership=other, roles=[Role.MANAGER]), erase_due)
        assert [one for one in outcomes if isinstance(one, OperationalError)] == []
        other.user.refresh_from_db()
        assert other.user.is_active is False
