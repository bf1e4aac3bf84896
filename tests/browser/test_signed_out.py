"""A session that ends in mid-typing takes nothing with it: not what a script saves, not what a button sends."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from organizations.actor import Actor
from organizations.enums import Role
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from tests.browser.conftest import Visitor
from tests.factories import PASSWORD, MembershipFactory, OrganizationFactory, UserFactory
from tests.providers.house import vocabulary

TYPED = "Relapsed multiple myeloma, second line"


@pytest.fixture
def owner() -> Actor:
    vocabulary()
    return Actor.of(
        MembershipFactory.create(user=UserFactory.create(), organization=OrganizationFactory.create(), roles=[Role.OWNER])
    )


@pytest.fixture
def project(owner: Actor) -> Project:
    return create_project(actor=owner, facts=ProjectFacts(codename="Ibis"))


@pytest.fixture
def page(visitor: Visitor, owner: Actor, project: Project) -> Page:
    visitor.expected += ["status of", "Response Status Error Code", "net::ERR_FAILED", "htmx:sendError"]
    visitor.sign_in(owner.require_person())
    visitor.goto(f"/projects/{project.pk}/edit/")
    return visitor.page


def session_ends(page: Page) -> None:
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def signs_in(page: Page, person: User) -> None:
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def test_what_was_typed_after_the_end_of_a_session_is_saved_once_one_has_signed_in_in_a_new_tab(
    visitor: Visitor, page: Page, owner: Actor, project: Project
):
    session_ends(page)
    page.fill("[name=indication]", TYPED)
    expect(page.get_by_role("alert")).to_contain_text("You have been signed out. What you typed is still here")
    expect(page.locator("#save-state .says-saved")).to_be_hidden()
    visitor.fits_a_phone()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="sign in in a new tab").click()
    tab = opened.value
    signs_in(tab, owner.require_person())
    expect(tab.get_by_role("heading", name="You are signed in")).to_be_visible()
    tab.close()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#save-state")).to_contain_text("Saved.")
    expect(page.get_by_role("alert")).to_have_count(0)
    project.refresh_from_db()
    assert project.indication == TYPED


def test_what_a_button_sent_after_the_end_of_a_session_stands_in_the_form_after_signing_in(
    visitor: Visitor, page: Page, owner: Actor, project: Project
):
    session_ends(page)
    with page.expect_navigation(url="**/account/login/**"):
        page.fill("[name=indication]", TYPED)
        visitor.press("Save")
    visitor.sees("What you typed is kept: sign in")
    signs_in(page, owner.require_person())
    page.wait_for_url(f"**/projects/{project.pk}/edit/")
    expect(page.locator("[name=indication]")).to_have_value(TYPED)
    visitor.fits_a_phone()
    visitor.press("Save")
    page.wait_for_url(f"**/projects/{project.pk}/")
    project.refresh_from_db()
    assert project.indication == TYPED


def test_a_save_that_broke_is_tried_again_once_there_is_a_connection_and_told_once(page: Page, project: Project):
    page.route("**/edit/", lambda route: route.abort())
    page.fill("[name=indication]", TYPED[:10])
    expect(page.get_by_role("alert")).to_have_count(1)
    page.fill("[name=indication]", TYPED)
    page.wait_for_event("requestfailed")
    expect(page.get_by_role("alert")).to_have_count(1)
    page.unroute("**/edit/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#save-state")).to_contain_text("Saved.")
    expect(page.get_by_role("alert")).to_have_count(0)
    project.refresh_from_db()
    assert project.indication == TYPED


def test_who_leaves_a_page_of_which_something_is_not_saved_is_asked_first(page: Page):
    def broken(route: Route) -> None:
        route.fulfill(status=503, body="")

    page.route("**/edit/", broken)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.locator("[name=indication]").press_sequentially("Relapsed")
    expect(page.get_by_role("alert")).to_contain_text("broke on our side")
    page.get_by_role("link", name="OpenCDMO").first.click()
    page.wait_for_url(lambda url: "/edit/" not in url)
    assert asked == ["beforeunload"]
