"""A real Chromium before a real server. Every test that takes ``page`` fails on an error in the console and on any request
that leaves the site.

``page`` is signed out; ``page.sign_in(user)`` goes through the sign-in page. Chromium comes from the machine; where there is
none the tests are left out, loudly.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright

from accounts.models import User
from organizations.actor import Actor
from organizations.enums import Kind
from tests.factories import PASSWORD, actor
from tests.providers.house import signed_in
from tests.shots.browser import CHROMIUM, OPTIONS
from tests.shots.faults import OBSERVE_SHIFTS, narrow_faults, width_faults

PHONE: ViewportSize = {"width": 390, "height": 844}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EXPECTED = ("status of 404", "status of 403", "status of 422", "htmx:sendAbort", "htmx:afterRequest")
"""What the console says of an answer that a test asked for, and of a request in the place of which a newer one was sent."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if CHROMIUM is None:
        terminalreporter.section("BROWSER TESTS LEFT OUT: no Chromium was found", red=True, bold=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's loop makes Django think that it runs inside asynchronous code; it does not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


class Visitor:
    """A person before a browser."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.expected = list(EXPECTED)

    def goto(self, path: str) -> Any:
        return self.page.goto(self.base + path)

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def sign_in(self, user: User, password: str = PASSWORD) -> None:
        self.goto("/account/login/")
        self.page.fill("input[name=login]", user.email)
        self.page.fill("input[name=password]", password)
        self.press("Sign In")
        self.page.wait_for_url(lambda url: "/account/login/" not in url)

    def becomes(self, who: Actor) -> None:
        """Somebody else sits down, signed in already: the sign-in page has tests of its own, and a password takes long."""
        session = signed_in(who).cookies[settings.SESSION_COOKIE_NAME].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base}])

    def reads(self, language: str) -> None:
        """Choose the language in the menu of the page."""
        with self.page.expect_navigation():
            self.page.eval_on_selector(f"button[name=language][value={language}]", "button => button.click()")

    def confirm_access(self) -> None:
        """Sensitive pages ask for the password once more."""
        self.page.fill("input[name=password]", PASSWORD)
        self.press("Confirm")
        self.page.wait_for_url(lambda url: "/reauthenticate/" not in url)

    def fits_a_phone(self) -> None:
        """The page as it stands, as wide as a phone and as a screen zoomed to 400 %, and back."""
        before: Any = self.page.viewport_size
        self.page.set_viewport_size(PHONE)
        faults = [*width_faults(self.page), *narrow_faults(self.page)]
        self.page.set_viewport_size(before)
        assert faults == [], self.path

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=5000)


@pytest.fixture
def visitor(chromium: Browser, live_server: Any) -> Iterator[Visitor]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    context.set_default_navigation_timeout(30_000)  # the first page builds the index
    context.add_init_script(OBSERVE_SHIFTS)
    page = context.new_page()
    visitor = Visitor(page, live_server.url)
    troubles: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(known in message.text for known in visitor.expected):
            troubles.append(message.text)

    page.on("console", heard)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((live_server.url, "data:", "blob:")) else troubles.append(request.url)
        ),
    )
    page.on("dialog", lambda dialog: dialog.accept())
    yield visitor
    context.close()
    assert troubles == []


def current_code(secret: str) -> str:
    """What an authenticator app would show."""
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def an_operator() -> Actor:
    """Who may enter the admin site, with an authenticator app of which SECRET is the key."""
    operator = actor(kind=Kind.OPERATOR)
    person = operator.require_person()
    User.objects.filter(pk=person.pk).update(is_staff=True, second_factor_required=True)
    TOTP.activate(person, SECRET)
    return operator
