"""From a sponsor's words to a project, as a sponsor does it."""

import pytest

from projects.briefs.models import Project
from tests.briefs.house import BRIEF
from tests.browser.conftest import Visitor
from tests.browser.signing_up import set_up, sign_up
from tests.factories import MembershipFactory

pytestmark = pytest.mark.usefixtures("shipped")


def test_a_brief_that_a_visitor_wrote_is_there_after_signing_up_and_gone_once_it_is_a_draft(visitor: Visitor):
    page = visitor.page
    visitor.goto("/match/")
    page.fill("textarea[name=text]", BRIEF)
    visitor.press("Find who can do it")
    visitor.sees("Understood")
    page.get_by_role("link", name="sign up as a sponsor").click()
    sign_up(visitor, "grace@example.org")
    set_up(visitor)
    assert visitor.path == "/match/"
    assert page.input_value("textarea[name=text]").strip() == BRIEF.strip()
    visitor.press("Find who can do it")
    visitor.press("Turn it into a project")
    page.wait_for_url("**/intake/**")
    visitor.goto("/match/")
    assert page.input_value("textarea[name=text]") == ""


def test_a_sponsor_pastes_a_brief_removes_a_requirement_and_makes_a_project(visitor: Visitor):
    page = visitor.page
    visitor.sign_in(MembershipFactory.create().user)
    visitor.goto("/projects/new/")
    visitor.fits_a_phone()
    page.fill("textarea[name=text]", BRIEF)
    visitor.press("Read the brief")
    page.wait_for_url("**/intake/**")
    row = page.locator("tr", has_text="Monoclonal antibody").first
    link = row.locator("a").first
    words = link.inner_text()
    assert page.locator(f"mark{link.get_attribute('href')}").inner_text() == words
    visitor.fits_a_phone()
    unwanted = page.locator("tr", has_text="20,000 vials").first
    unwanted.locator("button[value=remove]").click()
    page.locator("tr:has(.removed)", has_text="20,000 vials").wait_for()
    page.fill("input[name=codename]", "Blue heron")
    visitor.press("Make it a project")
    page.wait_for_url("**/projects/**")
    assert "Blue heron" in page.inner_text("h1")
    visitor.fits_a_phone()
    project = Project.objects.get()
    assert list(project.modalities.values_list("pk", flat=True)) == ["mab"]
