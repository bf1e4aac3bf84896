"""Looking for providers, and keeping what was found: as visitors and sponsors do it."""

import re

import pytest

from services.models import ShortlistItem
from tests.browser.conftest import Visitor
from tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("shipped")


def pick(visitor: Visitor, how_many: int) -> None:
    for place in range(how_many):
        visitor.page.locator("label.pick input").nth(place).check()


def test_a_visitor_finds_mrna_in_halle_narrows_it_compares_two_and_opens_the_provider(visitor: Visitor):
    page = visitor.page
    visitor.goto("/")
    visitor.fits_a_phone()
    page.fill("main input[name=q]", "mRNA Halle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/offerings/?*q=mRNA*")
    assert "Wacker Biotech" in page.inner_text("article.card >> nth=0")
    facet = page.locator("#stage-phase-3")
    if not facet.is_visible():
        page.locator("details:has(#stage-phase-3) > summary").click()
    facet.check()
    page.wait_for_url("**stage=phase-3**")
    page.locator("a.chip", has_text="Phase III").wait_for()
    visitor.fits_a_phone()
    pick(visitor, 2)
    visitor.press("Compare the picked")
    page.wait_for_url("**/offerings/compare/**")
    assert page.locator("table.compare thead a.muted").count() == 2
    visitor.fits_a_phone()
    page.locator("table.compare thead a.muted").first.click()
    page.wait_for_url("**/providers/wacker-biotech/")
    assert "Wacker Biotech" in page.inner_text("h1")
    visitor.fits_a_phone()


def test_a_sponsor_saves_two_offerings_writes_a_note_and_compares_them(visitor: Visitor):
    page = visitor.page
    visitor.sign_in(MembershipFactory.create().user)
    visitor.goto("/offerings/?q=mRNA+Halle")
    addresses = [page.locator("article.card h2 a").nth(place).get_attribute("href") for place in range(2)]
    for address in addresses:
        visitor.goto(str(address))
        visitor.press("Save")
        page.locator(".save-box >> text=Saved in").wait_for()
    visitor.fits_a_phone()
    page.locator(".save-box a", has_text=re.compile("^Shortlist$")).click()
    note = page.locator("textarea[name=note]").first
    with page.expect_response(lambda answer: answer.url.endswith("/note/")):
        note.fill("Ask for the next free slot.")
    page.reload()
    assert note.input_value() == "Ask for the next free slot."
    visitor.fits_a_phone()
    pick(visitor, 2)
    visitor.press("Compare the picked")
    page.wait_for_url("**/offerings/compare/**")
    assert page.locator("table.compare thead a.muted").count() == 2
    assert sorted(ShortlistItem.objects.values_list("note", flat=True)) == ["", "Ask for the next free slot."]
