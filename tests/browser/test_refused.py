"""A request of a script that is refused or gets lost is told on the page, and what was typed stays."""

from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.usefixtures("shipped")
BRIEF = "GMP drug substance of a monoclonal antibody for Phase 2 at 2,000 L in Europe."


def describe(visitor: Visitor) -> Any:
    visitor.expected += ["status of", "Response Status Error Code", "net::ERR_FAILED", "htmx:sendError"]
    visitor.goto("/match/")
    visitor.page.fill("#id_text", BRIEF)
    return visitor.page


def test_a_page_whose_token_has_gone_bad_says_so_and_the_next_press_works(visitor: Visitor):
    page = describe(visitor)
    page.context.clear_cookies(name="opencdmo_csrf")
    page.get_by_role("button", name="Find who can do it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("press the button once more")
    expect(page.locator("#id_text")).to_have_value(BRIEF)
    expect(page.get_by_role("button", name="Find who can do it")).to_be_focused()
    visitor.fits_a_phone()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Understood").wait_for()


@pytest.mark.parametrize(
    ("status", "words"),
    [(403, "broke on our side"), (429, "broke on our side"), (500, "broke on our side"), (0, "not be reached")],
)
def test_what_breaks_or_never_arrives_is_said_and_the_text_stays(visitor: Visitor, status: int, words: str):
    page = describe(visitor)

    def answer(route: Route) -> None:
        if status:
            route.fulfill(status=status, body="")
        else:
            route.abort()

    page.route("**/match/", answer)
    visitor.press("Find who can do it")
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.locator("#id_text")).to_have_value(BRIEF)
