"""Decisions by keyboard alone: what an operator, a sponsor and a provider settle, each with the focus where they go on."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.quote_file import attach_file
from projects.sourcing.models import Evaluation
from projects.sourcing.selectors.paper import attachments_for
from providers.models import Certificate, Provider
from tests.browser.conftest import Visitor, an_operator
from tests.browser.keyboard import Keyboard
from tests.factories.providers import provider
from tests.providers.house import PDF, build_house, submitted
from tests.sourcing.deal import drafted, open_deal, opened_deal, score_all

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


def test_a_provider_takes_a_file_off_its_quote_and_is_asked_once(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    attach_file(actor=deal.bidder.manager, quote=quote, upload=SimpleUploadedFile("plan.txt", b"The plan."))
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    visitor.becomes(deal.bidder.manager)
    visitor.goto(f"/quotes/{quote.pk}/edit/")
    keyboard.leave_the_menu_bar()
    keyboard.press("Remove plan.txt")
    page.get_by_text("Taken off.").first.wait_for()
    assert asked == ["Remove plan.txt from the quote? You would have to upload it again."]
    assert attachments_for(deal.bidder.manager, quote) == ()


def test_an_evaluator_compares_what_was_opened_and_scores_one_after_the_other(visitor: Visitor):
    keyboard, page = Keyboard(visitor), visitor.page
    deal, quotes = opened_deal(needs_cda=False)
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=False)
    visitor.becomes(deal.evaluator)
    visitor.goto(f"/rfqs/{deal.rfq.pk}/")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Compare the quotes", "**/comparison/")
    keyboard.leave_the_menu_bar()
    for quote, score in zip(quotes, "78", strict=True):
        keyboard.write(f"{quote.pk}-price", score)
        keyboard.write(f"{quote.pk}-quality", score)
        with page.expect_navigation(url=f"**/comparison/#judge-{quote.pk}"):
            keyboard.keys.press("Enter")
        keyboard.keys.press("Tab")
        assert keyboard.stop()["field"] == f"{quote.pk}-price"
    assert sorted(Evaluation.objects.values_list("score", flat=True)) == [7, 7, 8, 8]


def test_a_sponsor_recommends_and_somebody_else_awards(visitor: Visitor):
    keyboard = Keyboard(visitor)
    deal, quotes = opened_deal(needs_cda=False)
    score_all(deal, quotes)
    visitor.becomes(deal.manager)
    visitor.goto(f"/rfqs/{deal.rfq.pk}/recommend/")
    keyboard.leave_the_menu_bar()
    keyboard.write("reason", "The best plan.")
    for line in deal.rfq.lines.all():
        keyboard.go_to(field=f"line-{line.pk}")
        keyboard.keys.press("ArrowDown")
    for quote, reason in zip(quotes, ("Best", "Price"), strict=True):
        keyboard.go_to(field=f"reason-{quote.pk}")
        keyboard.keys.type(reason)
        keyboard.write(f"feedback-{quote.pk}", "Thank you.")
    keyboard.follow("Recommend an award", "**/rfqs/*-*/*")
    visitor.becomes(deal.approver)
    visitor.goto(f"/rfqs/{deal.rfq.pk}/")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Approve the award", "**/steps/award/")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Approve the award", "**/rfqs/*-*/*")
    assert deal.again().status == "awarded"


def test_a_provider_adds_a_certificate_to_a_site_and_submits_it(visitor: Visitor, tmp_path: Path):
    keyboard, page = Keyboard(visitor), visitor.page
    house = build_house()
    file = tmp_path / "certificate.pdf"
    file.write_bytes(PDF)
    visitor.becomes(house.owner)
    visitor.goto("/my/certificates/")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Add a certificate", "**/new/")
    keyboard.leave_the_menu_bar()
    for field, choice in (("site", "Halle"), ("standard", "Eu gmp"), ("authority", "De auth")):
        keyboard.go_to(field=field)
        keyboard.keys.type(choice)
    keyboard.write("number", "DE-77")
    keyboard.press("Manufacture")
    keyboard.go_to(field="operations")
    keyboard.keys.press("Space")
    keyboard.go_to(field="issued_on")
    keyboard.keys.type("02012090")
    keyboard.go_to(field="valid_until")
    keyboard.keys.type("01012091")
    keyboard.go_to("Save")
    with page.expect_navigation():
        keyboard.keys.press("Enter")
    assert page.evaluate("document.activeElement.role") == "alert"
    keyboard.press("Issued on")
    assert keyboard.stop()["field"] == "issued_on"
    keyboard.keys.type("02012020")
    keyboard.go_to(field="evidence")
    page.set_input_files("[name=evidence]", file)  # the browser's own dialogue stands outside the page
    keyboard.follow("Save", "**/my/certificates/*")
    keyboard.leave_the_menu_bar()
    keyboard.follow("Submit DE-77 for review", "**/my/certificates/*")
    certificate = Certificate.objects.get()
    assert (certificate.site, certificate.status, certificate.operations.count()) == (house.site, "under-review", 1)


def past_the_side_bar(keyboard: Keyboard) -> None:
    """The administration has many pages: the first stop leads past their names."""
    keyboard.keys.press("Tab")
    assert (keyboard.stop()["name"], keyboard.stop()["seen"]) == ("Skip to the content", True)
    keyboard.keys.press("Enter")


def test_an_operator_verifies_a_certificate(visitor: Visitor):
    keyboard = Keyboard(visitor)
    certificate = submitted(build_house())
    visitor.becomes(an_operator())
    visitor.goto("/admin/")
    keyboard.follow("Certificates", "**/certificate/**")
    past_the_side_bar(keyboard)
    keyboard.follow("DE-1", "**/change/*")
    past_the_side_bar(keyboard)
    keyboard.follow("Verify", "**/verify/*")
    past_the_side_bar(keyboard)
    keyboard.write("reason", "The authority has it.")
    keyboard.follow("Verify", "**/change/*")
    visitor.sees("Done: Verify.")
    assert Certificate.objects.get(pk=certificate.pk).status == "verified"


def test_an_operator_merges_two_profiles_of_one_company(visitor: Visitor):
    keyboard = Keyboard(visitor)
    stays, goes = build_house("harbour-bio").provider, provider("Lakeside Biologics")
    visitor.becomes(an_operator())
    visitor.goto(f"/admin/providers/provider/{goes.pk}/change/")
    past_the_side_bar(keyboard)
    keyboard.follow("Merge it into another profile", "**merged=*")
    past_the_side_bar(keyboard)
    keyboard.write("q", stays.name)
    with visitor.page.expect_navigation():
        keyboard.keys.press("Enter")
    keyboard.follow(stays.name, "**kept=*")
    past_the_side_bar(keyboard)
    keyboard.write("reason", "The same company twice.")
    keyboard.follow("Merge", "**/merge/*/change/*")
    assert Provider.objects.get(pk=goes.pk).merged_into_id == stays.pk


def test_an_operators_menu_opens_from_the_keyboard_where_the_side_bar_has_no_room(visitor: Visitor):
    keyboard = Keyboard(visitor)
    visitor.page.set_viewport_size({"width": 1024, "height": 768})
    visitor.becomes(an_operator())
    visitor.goto("/admin/")
    keyboard.press("Menu")
    visitor.page.locator("#nav-sidebar a:focus").first.wait_for()
    keyboard.keys.press("Escape")
    visitor.page.locator("#nav-sidebar").wait_for(state="hidden")
    assert keyboard.stop()["name"] == "Menu"
    keyboard.keys.press("Enter")
    keyboard.follow("Certificates", "**/certificate/**")
