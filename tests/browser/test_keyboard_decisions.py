"""Decisions by keyboard alone: what an operator, a sponsor and a provider settle, each with the focus where they go on."""

from tests.browser.conftest import Visitor, an_operator
from tests.browser.keyboard import Keyboard

LOOKS_DARK = "() => document.documentElement.classList.contains('dark')"


def test_an_operator_chooses_dark_in_the_administration_for_the_whole_site(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    operator = an_operator()
    visitor.becomes(operator)
    visitor.goto("/admin/")
    page.evaluate("() => localStorage.setItem('adminTheme', '\"light\"')")  # as the theme of the administration had it kept
    keyboard.press(operator.require_person().name, back=True)
    keyboard.go_to("Dark")
    with page.expect_navigation():
        keyboard.keys.press("Enter")
    page.wait_for_function(LOOKS_DARK)
    visitor.goto("/dashboard/")
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"
    visitor.goto("/admin/providers/claim/")
    page.wait_for_function(LOOKS_DARK)
