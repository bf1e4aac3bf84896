"""People sign up, sign in, protect and change their accounts."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.limits import MAILS_PER_ADDRESS, PER_ADDRESS, forget_failures, note_failure
from accounts.models import SignInFailure, User
from events.models import Event
from notifications.models import OutgoingMail
from notifications.sending import send_due
from organizations.enums import Role
from tests.factories import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = {"name": "Ada Lovelace", "email": "Ada@Example.org", "password1": "a long enough phrase"}
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_limits_of_another_test() -> None:
    cache.clear()


def sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def current_code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


def test_somebody_signs_up_proves_their_address_with_a_code_and_goes_where_they_wanted(client: Client):
    response = client.post("/account/signup/?next=/organizations/new/", {**NEW, "next": "/organizations/new/"})
    assert response.status_code == 302
    user = User.objects.get()
    assert (user.email, user.name) == ("ada@example.org", "Ada Lovelace")
    assert user.password.startswith("md5$") or user.password.startswith("argon2")
    send_due()
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", mail.outbox[0].body, re.MULTILINE)
    assert code is not None, mail.outbox[0].body
    done = client.post("/account/confirm-email/", {"code": code[1]}, follow=True)
    assert EmailAddress.objects.get(user=user).verified
    assert done.redirect_chain[-1][0] == "/organizations/new/"
    assert Event.objects.filter(kind="user.signed_up", actor_user_id=user.pk).exists()


def test_an_address_that_is_taken_is_not_given_away(client: Client):
    UserFactory.create(email="ada@example.org")
    taken = client.post("/account/signup/", NEW)
    fresh = Client().post("/account/signup/", {**NEW, "email": "other@example.org"})
    assert (taken.status_code, taken["Location"]) == (fresh.status_code, fresh["Location"])


def test_a_weak_password_keeps_what_was_typed(client: Client):
    response = client.post("/account/signup/", {**NEW, "password1": "short"})
    page = response.content.decode()
    assert 'value="Ada Lovelace"' in page
    assert "12" in page
    assert User.objects.count() == 0


def test_the_invited_address_is_filled_in(client: Client):
    assert 'value="ada@example.org"' in client.get("/account/signup/?email=ada@example.org").content.decode()
    assert 'value="ada@example.org"' in client.get("/account/login/?email=ada@example.org").content.decode()


def test_signing_in_works_whatever_the_case_of_the_address(client: Client):
    user = MembershipFactory.create().user
    response = client.post("/account/login/", {"login": user.email.upper(), "password": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/dashboard/")


def fail(times: int, email: str = "ada@example.org") -> Any:
    response = None
    for _ in range(times):
        cache.clear()
        response = Client().post("/account/login/", {"login": email, "password": "wrong"})
    return response


def test_too_many_wrong_passwords_are_refused_even_without_the_cache():
    user = UserFactory.create(email="ada@example.org")
    fail(PER_ADDRESS)
    cache.clear()
    refused = Client().post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert refused.status_code == 200
    assert "quarter of an hour" in refused.content.decode()
    assert Event.objects.filter(kind="user.signed_in").count() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        cache.clear()
        assert Client().post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302


def test_the_limit_tells_nothing_about_which_addresses_have_an_account():
    UserFactory.create(email="ada@example.org")
    known, unknown = fail(PER_ADDRESS + 1), fail(PER_ADDRESS + 1, "nobody@example.org")
    strip = re.compile(r'(name="csrfmiddlewaretoken" value="[^"]+"|value="[^"]*@[^"]*")')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())


def test_failures_are_kept_as_digests_and_forgotten():
    fail(1)
    row = SignInFailure.objects.values().get()
    assert "ada" not in str(row)
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        assert forget_failures() == 1


def test_a_second_factor_is_asked_for_and_its_secret_is_encrypted(client: Client):
    user = UserFactory.create()
    TOTP.activate(user, SECRET)
    assert SECRET not in str(Authenticator.objects.values().get())
    response = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/dashboard/").status_code == 302
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/account/2fa/authenticate/", {"code": current_code()})
    assert (right.status_code, right["Location"]) == (302, "/dashboard/")


def test_too_many_wrong_codes_are_refused_even_without_the_cache(client: Client):
    user = UserFactory.create()
    TOTP.activate(user, SECRET)
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    for _ in range(PER_ADDRESS):
        cache.clear()
        assert "quarter of an hour" not in client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    cache.clear()
    refused = client.post("/account/2fa/authenticate/", {"code": current_code()})
    assert (refused.status_code, "quarter of an hour" in refused.content.decode()) == (200, True)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        cache.clear()
        client.post("/account/login/", {"login": user.email, "password": PASSWORD})
        right = client.post("/account/2fa/authenticate/", {"code": current_code()})
        assert (right.status_code, right["Location"]) == (302, "/dashboard/")


def test_wrong_codes_of_one_person_hold_up_nobody_else(client: Client):
    guessed, other = UserFactory.create(), UserFactory.create()
    TOTP.activate(guessed, SECRET)
    for _ in range(PER_ADDRESS):
        note_failure(f"code:{guessed.pk}", "203.0.113.9")
    assert client.post("/account/login/", {"login": other.email, "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(("path", "status"), [("/dashboard/", 302), ("/admin/", 302), ("/api/v1/me/", 403)])
def test_who_must_have_a_second_factor_gets_no_further_without(client: Client, path: str, status: int):
    user = MembershipFactory.create(user=UserFactory.create(second_factor_required=True), roles=[Role.SIGNATORY]).user
    sign_in(client, user)
    response = client.get(path)
    assert response.status_code == status
    if status == 302:
        assert response["Location"] == "/account/2fa/"
        assert "needs a second factor" in client.get("/account/2fa/", follow=True).content.decode()
    TOTP.activate(user, SECRET)
    assert client.get("/dashboard/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client):
    user = UserFactory.create()
    other = Client()
    for browser in (client, other):
        browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
        assert browser.get("/account/profile/").status_code == 200
    form = {"oldpassword": PASSWORD, "password1": "another long phrase", "password2": "another long phrase"}
    assert client.post("/account/password/change/", form).status_code == 302
    assert client.get("/account/profile/").status_code == 200
    assert other.get("/account/profile/").status_code == 302
    assert Event.objects.filter(kind="user.password_changed").count() == 1


def test_where_one_is_signed_in_is_noted_once_a_minute_and_another_browser_at_once(client: Client):
    user = UserFactory.create()
    sign_in(client, user)
    start = timezone.now()

    def seen_after(seconds: int, browser: str = "Firefox") -> tuple[datetime, str]:
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get("/account/profile/", headers={"User-Agent": browser})
        session = UserSession.objects.get(user=user)
        return session.last_seen_at, session.user_agent

    first = seen_after(0)
    assert first == (start, "Firefox")
    assert seen_after(59) == first
    assert seen_after(59, "Safari") == (start + timedelta(seconds=59), "Safari")
    assert seen_after(61) == (start + timedelta(seconds=61), "Firefox")


def test_a_deactivated_person_is_out_at_the_next_request(client: Client):
    user = UserFactory.create()
    sign_in(client, user)
    assert client.get("/account/profile/").status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/account/profile/").status_code == 302


def test_a_sensitive_page_asks_for_the_password_again(client: Client):
    user = MembershipFactory.create().user
    sign_in(client, user)
    response = client.get("/organization/tokens/new/")
    assert response["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/?next=/organization/tokens/new/", {"password": PASSWORD})
    assert client.get("/organization/tokens/new/").status_code == 200


def test_a_profile_is_saved_and_told_to_the_trail(client: Client):
    user = UserFactory.create()
    sign_in(client, user)
    client.post("/account/profile/", {"name": "李梅", "language": "zh-hans", "time_zone": "Asia/Shanghai"})
    user.refresh_from_db()
    assert (user.name, user.language, user.time_zone) == ("李梅", "zh-hans", "Asia/Shanghai")
    assert Event.objects.get(kind="user.profile_changed").data == {"fields": ["name", "language", "time_zone"]}
    assert client.get("/account/profile/")["Content-Language"] == "zh-hans"


def test_a_wrong_profile_is_422_and_keeps_what_was_typed(client: Client):
    sign_in(client, UserFactory.create())
    response = client.post("/account/profile/", {"name": "李梅", "language": "xx", "time_zone": "Mars/Olympus"})
    assert response.status_code == 422
    assert 'value="李梅"' in response.content.decode()


def test_the_language_switch_works_signed_out_and_in_and_stays_on_the_page(client: Client):
    response = client.post("/language/", {"language": "zh-hans", "next": "/ui/"})
    assert response["Location"] == "/ui/"
    assert client.get("/")["Content-Language"] == "zh-hans"
    user = UserFactory.create(language="en")
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert client.get("/")["Content-Language"] == "zh-hans"
    client.post("/language/", {"language": "en"})
    user.refresh_from_db()
    assert user.language == "en"


def test_who_chose_no_language_in_this_browser_reads_on_in_their_own(client: Client):
    user = UserFactory.create(language="zh-hans")
    sign_in(client, user)
    assert client.get("/")["Content-Language"] == "zh-hans"
    user.refresh_from_db()
    assert user.language == "zh-hans"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_no_redirect_leaves_the_site(client: Client, target: str):
    assert client.post("/language/", {"language": "en", "next": target})["Location"] == "/"
    assert client.post("/theme/", {"theme": "dark", "next": target})["Location"] == "/"


def test_a_forgotten_password_is_reset_by_a_link_in_the_outbox(client: Client):
    user = UserFactory.create()
    client.post("/account/password/reset/", {"email": user.email})
    assert mail.outbox == []
    text = OutgoingMail.objects.get().text
    path = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", text)
    assert path is not None
    form_page = client.get(path[1], follow=True)
    form = {"password1": "another long phrase", "password2": "another long phrase"}
    assert client.post(form_page.request["PATH_INFO"], form).status_code == 302
    assert Client().post("/account/login/", {"login": user.email, "password": "another long phrase"}).status_code == 302


def asked_for(address: str, times: int, path: str = "/account/password/reset/") -> Any:
    """By different visitors, whom the cache has forgotten; the last answer."""
    answer = None
    for _ in range(times):
        cache.clear()
        form = {"email": address, "name": "Somebody", "password1": "a long phrase of theirs"}
        answer = Client().post(path, form)
    return answer


@pytest.mark.parametrize("path", ["/account/password/reset/", "/account/signup/"])
@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_has_more_than_so_many_mails_sent_to_an_address_even_without_the_cache(path: str, is_known: bool):
    if is_known:
        UserFactory.create(email="ada@example.org")
    refused = asked_for("ada@example.org", MAILS_PER_ADDRESS + 1, path)
    assert (refused.status_code, "sent enough mails there" in refused.content.decode()) == (200, True)
    assert OutgoingMail.objects.filter(to=["ada@example.org"]).count() == MAILS_PER_ADDRESS
    assert asked_for("grace@example.org", 1, path).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert asked_for("ada@example.org", 1, path).status_code == 302


def test_whoever_signs_in_to_have_codes_sent_to_somebody_elses_address_stops_at_the_same_limit():
    asked_for("victim@example.org", 1, "/account/signup/")
    for _ in range(MAILS_PER_ADDRESS + 3):
        cache.clear()
        Client().post("/account/login/", {"login": "victim@example.org", "password": "a long phrase of theirs"})
    assert OutgoingMail.objects.filter(to=["victim@example.org"]).count() == MAILS_PER_ADDRESS


def test_every_account_page_is_ours_and_whole(client: Client, deliver_events: Callable[[], None]):
    user = MembershipFactory.create().user
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    for path in (
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "email/",
        "sessions/",
        "password/change/",
    ):
        page = client.get(f"/account/{path}", follow=True)
        assert page.status_code == 200, path
        assert b'class="wordmark"' in page.content, path
