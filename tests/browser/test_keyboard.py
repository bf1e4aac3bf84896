"""Whole journeys by keyboard alone. After each region that is replaced the focus is where the person goes on."""

import pytest

from projects.briefs.models import Project
from projects.sourcing.actions.invitation import ask_question
from projects.sourcing.models import Invitation, Question, Quote
from services.models import ShortlistItem
from tests.briefs.house import BRIEF
from tests.browser.conftest import Visitor
from tests.browser.keyboard import SETTLED, Keyboard
from tests.factories import PASSWORD, MembershipFactory
from tests.sourcing.deal import drafted, joined, open_deal


@pytest.mark.usefixtures("shipped")
def test_a_sponsor_searches_filters_reads_and_keeps(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    visitor.sign_in(MembershipFactory.create().user)
    visitor.goto("/offerings/")
    keyboard.leave_the_menu_bar()
    keyboard.go_to("What do you need?")
    keyboard.keys.type("mRNA Hal")
    page.locator(".suggestions a").first.wait_for()
    keyboard.keys.press("Escape")
    assert page.locator(".suggestions a").count() == 0
    keyboard.keys.press("Control+a")
    keyboard.keys.insert_text("mRNA Halle")
    keyboard.answered("Enter", "q=mRNA")
    assert keyboard.stop()["field"] == "q"
    keyboard.go_to("Phase III")
    keyboard.answered("Space", "stage=phase-3")
    assert (keyboard.stop()["id"], page.is_checked("#stage-phase-3")) == ("stage-phase-3", True)
    title = page.locator("article.card h2 a").first.inner_text()
    keyboard.follow(title, "**/offerings/*-*/")
    keyboard.leave_the_menu_bar()
    keyboard.go_to("Save")
    keyboard.answered("Enter", "/shortlists/")
    assert keyboard.stop()["name"] == "Shortlist"
    assert ShortlistItem.objects.count() == 1
    with page.expect_navigation(url="**/shortlists/*/"):
        keyboard.keys.press("Enter")
    keyboard.leave_the_menu_bar()
    keyboard.go_to("Remove")
    keyboard.answered("Enter", "/remove/")
    assert keyboard.stop()["name"].startswith("Put")
    keyboard.answered("Enter", "/restore/")
    assert keyboard.stop()["name"] == title


@pytest.mark.usefixtures("shipped")
def test_a_brief_becomes_chips_and_then_a_project(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    user = MembershipFactory.create().user
    visitor.goto("/")
    keyboard.follow("Sign in", "**/account/login/**")
    keyboard.write("login", user.email)
    keyboard.write("password", PASSWORD)
    with page.expect_navigation(url="**/dashboard/"):
        keyboard.keys.press("Enter")
    keyboard.follow("OpenCDMO", visitor.base + "/")
    keyboard.leave_the_menu_bar()
    keyboard.write("text", BRIEF)
    keyboard.follow("Find who can do it", "**/match/")
    chips = page.locator("button.chip")
    before = chips.count()
    keyboard.go_to("Modality Monoclonal antibody")
    keyboard.answered("Enter", "/match/")
    assert chips.count() == before - 1
    assert keyboard.stop()["name"].startswith("Scale 2,000 L")
    keyboard.go_to("Turn it into a project", back=True)
    with page.expect_navigation(url="**/intake/**"):
        keyboard.keys.press("Enter")
    keyboard.leave_the_menu_bar()
    keyboard.go_to("Wish: Phase II")
    keyboard.answered("Enter", "/judge/")
    assert keyboard.stop()["name"] == "Wish: Phase II"
    keyboard.go_to("Remove Phase II")
    keyboard.answered("Enter", "/judge/")
    assert keyboard.stop()["name"] == "Take back Phase II"
    keyboard.answered("Enter", "/judge/")
    keyboard.write("codename", "Blue heron")
    with page.expect_navigation(url="**/projects/**"):
        keyboard.keys.press("Enter")
    assert Project.objects.get().codename == "Blue heron"


def test_a_provider_declines_thinks_again_and_writes_a_line_of_its_quote(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    deal = open_deal(1, needs_cda=False)
    invitation = deal.bidder.invitation
    assert invitation is not None
    visitor.becomes(deal.bidder.manager)
    visitor.goto("/dashboard/")
    keyboard.follow("Invitations to quote", "**/invitations-to-quote/")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Heron", "**/invitations-to-quote/*/")
    keyboard.leave_the_menu_bar()
    keyboard.press("Decline")
    keyboard.go_to(field="reason")
    keyboard.keys.press("ArrowDown")
    keyboard.press("Decline")
    page.get_by_role("button", name="We intend to quote").wait_for()
    assert Invitation.objects.get(pk=invitation.pk).status == "declined"
    keyboard.leave_the_menu_bar()
    keyboard.press("We intend to quote")
    page.get_by_role("button", name="Write the quote").wait_for()
    keyboard.leave_the_menu_bar()
    keyboard.follow("Write the quote", "**/edit/")
    keyboard.leave_the_menu_bar()
    keyboard.go_to(field="line-0-answer")
    keyboard.keys.type("Incl")
    keyboard.write("line-0-price", "125000")
    with page.expect_response(lambda answer: answer.url.endswith("/edit/")):
        keyboard.keys.type("0")
    page.get_by_text("1,250,000.00").first.wait_for()
    assert keyboard.stop()["field"] == "line-0-price"
    assert Quote.objects.get().invitation_id == invitation.pk


def test_a_sponsor_answers_a_question_and_is_asked_before_harm(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    deal = open_deal(1)
    ask_question(actor=deal.bidder.manager, invitation=joined(deal.bidder).invitation, text="Who supplies the vials?")
    visitor.becomes(deal.manager)
    visitor.goto("/dashboard/")
    keyboard.follow("Requests", "**/rfqs/")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Heron", "**/rfqs/*-*/")
    keyboard.leave_the_menu_bar()
    keyboard.write("answer", "You do.")
    keyboard.press("Publish the answer")
    page.get_by_text("You do.").first.wait_for()
    assert Question.objects.get().answer == "You do."
    keyboard.leave_the_menu_bar()
    keyboard.follow("Cancel the request", "**/steps/cancel/")
    visitor.sees("Every provider is told why.")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Back", "**/rfqs/*-*/")


def test_what_cannot_be_saved_is_told_while_somebody_types_and_the_focus_stays_until_the_button_is_pressed(
    visitor: Visitor,
):
    keyboard, page = Keyboard(visitor), visitor.page
    deal = open_deal(1, needs_cda=False)
    quote = drafted(deal, deal.bidder)
    visitor.becomes(deal.bidder.manager)
    visitor.goto(f"/quotes/{quote.pk}/edit/")
    keyboard.leave_the_menu_bar()
    keyboard.write("line-0-price", "12.1234567")
    page.get_by_role("alert").get_by_text("Not saved yet").wait_for()
    assert keyboard.stop()["field"] == "line-0-price"
    keyboard.keys.type("8")
    assert page.input_value("[name=line-0-price]") == "12.12345678"

    page.evaluate(SETTLED)
    page.get_by_role("heading", name="Milestones").click()  # which changes the field: it is saved at once
    page.locator("body[data-settled]").wait_for()
    assert keyboard.stop()["tag"] == "main"

    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert page.evaluate("document.activeElement.role") == "alert"
    page.get_by_role("link", name="1. Drug substance, Price, or cap").click()
    assert page.evaluate("location.hash") == "#id_line-0-price"
