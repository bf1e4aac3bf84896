"""Signing up, protecting the account, reading in another language: as a person does it."""

from typing import Any

from allauth.mfa.models import Authenticator

from accounts.models import User
from tests.browser.conftest import Visitor, current_code
from tests.browser.signing_up import set_up, sign_up
from tests.factories import MembershipFactory


def test_a_visitor_signs_up_as_a_sponsor_and_founds_an_organisation(visitor: Visitor):
    visitor.goto("/")
    visitor.page.get_by_role("link", name="Sign up as a sponsor").first.click()
    sign_up(visitor, "ada@example.org")
    assert visitor.page.get_by_label("Sponsor: we buy").is_checked()
    set_up(visitor)
    assert visitor.path == "/dashboard/"


def test_a_second_factor_is_set_up_and_asked_for(visitor: Visitor):
    user = MembershipFactory.create().user
    visitor.sign_in(user)
    visitor.goto("/account/2fa/totp/activate/")
    visitor.confirm_access()
    secret = visitor.page.input_value("#authenticator_secret")
    visitor.page.fill("input[name=code]", current_code(secret))
    visitor.press("Activate")
    visitor.sees("Recovery Codes")
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1
    visitor.page.context.clear_cookies()
    visitor.sign_in(user)
    visitor.page.wait_for_url("**/2fa/authenticate/**")
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    visitor.page.fill("input[name=code]", codes[0])
    visitor.page.locator("main form button.primary").first.click()
    visitor.page.wait_for_url("**/dashboard/")


def test_a_security_key_is_added_and_signs_in(visitor: Visitor):
    user = MembershipFactory.create().user
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    key: dict[str, Any] = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": True,
                           "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    visitor.base = visitor.base.replace("127.0.0.1", "localhost")
    visitor.sign_in(user)
    visitor.goto("/account/2fa/webauthn/add/")
    visitor.confirm_access()
    visitor.page.fill("input[name=name]", "My key")
    visitor.page.click("#mfa_webauthn_add")
    visitor.page.wait_for_url(lambda url: "/webauthn/add/" not in url)
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1
    visitor.page.context.clear_cookies()
    visitor.sign_in(user)
    visitor.page.wait_for_url("**/2fa/authenticate/**")
    visitor.page.click("#mfa_webauthn_authenticate")
    visitor.page.wait_for_url("**/dashboard/")


def test_the_language_and_the_appearance_are_switched_and_kept(visitor: Visitor):
    visitor.goto("/ui/")
    visitor.page.locator("summary[aria-label=Language]").click()
    visitor.page.locator("button[value=zh-hans]").click()
    assert visitor.path == "/ui/"
    assert visitor.page.get_attribute("html", "lang") == "zh-hans"
    visitor.page.locator("details.menu:has(button[value=dark]) summary").click()
    visitor.page.locator("button[value=dark]").click()
    assert visitor.page.get_attribute("html", "data-theme") == "dark"
    visitor.goto("/")
    assert visitor.page.get_attribute("html", "lang") == "zh-hans"


def test_the_menu_closes_with_escape_and_gives_the_focus_back(visitor: Visitor):
    visitor.goto("/")
    summary = visitor.page.locator("summary[aria-label=Language]")
    summary.focus()
    visitor.page.keyboard.press("Enter")
    assert visitor.page.locator("button[value=zh-hans]").is_visible()
    visitor.page.keyboard.press("Escape")
    assert not visitor.page.locator("button[value=zh-hans]").is_visible()
    assert summary.evaluate("node => node === document.activeElement")


def test_signing_out_ends_the_session(visitor: Visitor):
    user = MembershipFactory.create().user
    visitor.sign_in(user)
    visitor.page.wait_for_url("**/dashboard/")
    visitor.page.locator("summary[aria-label='Your account']").click()
    visitor.press("Sign out")
    visitor.goto("/dashboard/")
    assert visitor.path.startswith("/account/login/")
    assert User.objects.count() == 1
