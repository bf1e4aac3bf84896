"""The quote editor as somebody types into it: every keystroke is saved a moment later, and nothing of it is lost."""

from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from projects.sourcing.content import MilestoneOffer, QuoteContent
from projects.sourcing.models import Quote
from projects.sourcing.selectors.quote import own_content
from tests.browser.conftest import Visitor
from tests.sourcing.deal import Deal, drafted, open_deal


def at_the_editor(visitor: Visitor, **values: Any) -> tuple[Deal, Quote]:
    deal = open_deal(1, needs_cda=False)
    quote = drafted(deal, deal.bidder, **values)
    visitor.becomes(deal.bidder.manager)
    visitor.goto(f"/quotes/{quote.pk}/edit/")
    return deal, quote


def saves(page: Page, **values: str) -> None:
    """Typed into the fields, and waited for until it is saved."""
    with page.expect_response(lambda answer: answer.url.endswith("/edit/")):
        for name, value in values.items():
            page.fill(f"[name={name.replace('__', '-')}]", value)
    expect(page.locator(".htmx-request")).to_have_count(0)


def stands(deal: Deal, quote: Quote) -> QuoteContent:
    return own_content(deal.bidder.manager, Quote.objects.get(pk=quote.pk))


def test_a_new_milestone_is_still_there_after_the_next_field_the_button_and_another_visit(visitor: Visitor):
    deal, quote = at_the_editor(visitor, milestones=())
    page = visitor.page
    saves(page, milestone__0__title="Delivery", milestone__0__week="30", milestone__0__amount="2000")
    with page.expect_response(lambda answer: answer.url.endswith("/edit/")):
        page.keyboard.press("Tab")
    saves(page, summary="All of it.")
    expect(page.locator("#sums")).to_contain_text("2,000.00")
    with page.expect_navigation(url=f"**/quotes/{quote.pk}/"):
        visitor.press("Save")
    assert stands(deal, quote).milestones == (MilestoneOffer("Delivery", Decimal(2000), 30),)
    visitor.goto(f"/quotes/{quote.pk}/edit/")
    assert page.input_value("[name=milestone-0-title]") == "Delivery"


def test_of_two_tabs_the_slower_sees_both_prices_and_keeps_its_note_whatever_it_chooses(visitor: Visitor):
    deal, quote = at_the_editor(visitor)
    page = visitor.page
    with page.context.new_page() as other:
        other.goto(page.url)
        saves(other, **{"line-0-price": "500000"})
    saves(page, **{"line-0-note": "With a note."})
    saves(page, **{"line-0-note": "With another note."})
    assert stands(deal, quote).lines[0].price == 500_000
    expect(page.locator("#sums")).to_contain_text("Not saved")
    assert page.evaluate("document.activeElement.name") == "line-0-note"
    with page.expect_navigation():
        visitor.press("Save")
    expect(page.get_by_role("alert")).to_contain_text("500000")
    assert stands(deal, quote).lines[0].price == 500_000
    visitor.fits_a_phone()
    page.get_by_label("Take theirs: 1. Drug substance, Price, or cap").check()
    saves(page, **{"line-0-note": "With a third note."})
    expect(page.get_by_label("Take theirs: 1. Drug substance, Price, or cap")).to_be_checked()
    with page.expect_navigation(url=f"**/quotes/{quote.pk}/"):
        visitor.press("Save it so")
    line = stands(deal, quote).lines[0]
    assert (line.price, line.note) == (500_000, "With a third note.")


def test_a_pasted_price_is_saved_as_it_reads_and_one_that_reads_in_two_ways_is_asked_about(visitor: Visitor):
    deal, quote = at_the_editor(visitor)
    page = visitor.page
    page.focus("[name=line-0-price]")
    page.keyboard.press("Control+a")
    with page.expect_response(lambda answer: answer.url.endswith("/edit/")):
        page.keyboard.insert_text("452.000,00")
    expect(page.locator("#sums")).to_contain_text("453,000.00")
    assert page.input_value("[name=line-0-price]") == "452.000,00"
    saves(page, **{"line-0-price": "904.000"})
    expect(page.get_by_role("alert")).to_contain_text("can be read as 904000 and as 904. Write the one that you mean.")
    assert stands(deal, quote).lines[0].price == 452_000


UNSEEN = """() => {
  const one = document.activeElement;
  if (one === document.body || one.closest('.picked-bar, .site-header, .toast') || one.matches('.skip, main')) return '';
  const box = one.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, 20), Math.min(box.bottom - 4, box.top + 12)];
  const top = document.elementFromPoint(x, y);
  return top && (one.contains(top) || top.contains(one)) && !top.closest('.picked-bar') ? '' : (one.name || one.innerText || one.tagName);
}"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (720, 450), (320, 225)])
def test_nothing_that_has_the_focus_is_hidden_by_the_bar(visitor: Visitor, width: int, height: int):
    at_the_editor(visitor)
    page = visitor.page
    page.set_viewport_size({"width": width, "height": height})
    page.focus("[name=line-0-answer]")
    unseen = []
    for _stop in range(34):
        page.keyboard.press("Tab")
        unseen.append(page.evaluate(UNSEEN))
    assert [one for one in unseen if one] == []
