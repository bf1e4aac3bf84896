"""Projects and work packages are saved as they are typed, also where answers are slow, and what was typed can be undone."""

import pytest
from playwright.sync_api import APIResponse, Route

from organizations.actor import Actor
from organizations.enums import Role
from projects.briefs.actions.package import PackageFacts, add_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project, WorkPackage
from tests.browser.conftest import Visitor
from tests.factories import OrganizationFactory
from tests.providers.house import vocabulary
from tests.sourcing.deal import member
from vocabulary.models import ServiceLine

CONFLICT, SAVED = "This was saved elsewhere in the meantime", "#save-state >> text=Saved."


@pytest.fixture
def owner() -> Actor:
    vocabulary()
    return member(Role.OWNER, OrganizationFactory.create())


@pytest.fixture
def project(owner: Actor) -> Project:
    return create_project(actor=owner, facts=ProjectFacts(codename="Ibis"))


@pytest.fixture
def package(owner: Actor, project: Project) -> WorkPackage:
    line = ServiceLine.objects.get(pk="mab-gmp")
    return add_package(actor=owner, project=project, facts=PackageFacts(service_line=line, batches=3))


def address_of(package: WorkPackage) -> str:
    return f"/projects/{package.project_id}/packages/{package.pk}/"


class SlowAnswer:
    """The first form that is sent to a page is saved, and its answer held back until ``arrives``."""

    def __init__(self, visitor: Visitor, path: str) -> None:
        self.page = visitor.page
        self.held: list[Route] = []
        self.answer: APIResponse | None = None
        self.page.route(f"**{path}", self._hold)

    def _hold(self, route: Route) -> None:
        if self.held or route.request.method != "POST":
            route.continue_()
        else:
            self.held.append(route)

    def is_under_way(self) -> None:
        """Wait until the server has saved."""
        for _ in range(500):
            if self.held:
                break
            self.page.wait_for_timeout(20)
        self.answer = self.held[0].fetch()

    def arrives(self) -> None:
        """Now the browser gets it."""
        self.held[0].fulfill(response=self.answer)


@pytest.mark.parametrize("field", ["indication", "questions"])
def test_who_types_on_while_an_answer_is_under_way_is_in_no_conflict_with_themselves(
    visitor: Visitor, owner: Actor, project: Project, package: WorkPackage, field: str
):
    path = address_of(package) if field == "questions" else f"/projects/{project.pk}/edit/"
    row: Project | WorkPackage = package if field == "questions" else project
    visitor.becomes(owner)
    visitor.goto(path)
    slow, box = SlowAnswer(visitor, path), visitor.page.locator(f"[name={field}]")
    box.fill("How")
    slow.is_under_way()
    box.fill("How soon?")
    visitor.press("Save")
    slow.arrives()
    visitor.page.wait_for_url(f"**/projects/{project.pk}/")
    row.refresh_from_db()
    assert getattr(row, field) == "How soon?"


@pytest.mark.parametrize("field", ["indication", "questions"])
def test_what_is_typed_while_an_answer_is_under_way_is_saved_after_it(
    visitor: Visitor, owner: Actor, project: Project, package: WorkPackage, field: str
):
    path = address_of(package) if field == "questions" else f"/projects/{project.pk}/edit/"
    row: Project | WorkPackage = package if field == "questions" else project
    visitor.becomes(owner)
    visitor.goto(path)
    slow, page = SlowAnswer(visitor, path), visitor.page
    page.fill(f"[name={field}]", "How")
    slow.is_under_way()
    page.evaluate(
        "() => { window.again = new Promise(done => document.body.addEventListener('htmx:trigger', () => done(), {once: true})) }"
    )
    page.fill(f"[name={field}]", "How soon?")
    page.evaluate("() => window.again")
    with page.expect_response(lambda response: response.request.method == "POST" and "soon" in response.request.post_data):
        slow.arrives()
    page.locator(SAVED).wait_for()
    assert page.get_by_text(CONFLICT).count() == 0
    row.refresh_from_db()
    assert getattr(row, field) == "How soon?"


def test_a_package_is_saved_as_it_is_typed_and_can_be_undone(
    visitor: Visitor, owner: Actor, project: Project, package: WorkPackage
):
    visitor.becomes(owner)
    visitor.goto(address_of(package))
    page = visitor.page
    page.fill("[name=batches]", "8")
    page.locator(SAVED).wait_for()
    package.refresh_from_db()
    assert package.batches == 8
    with page.expect_response(lambda response: response.request.method == "POST"):
        visitor.press("Undo my changes")
    assert page.input_value("[name=batches]") == "3"
    page.locator(SAVED).wait_for()
    package.refresh_from_db()
    assert package.batches == 3
    visitor.fits_a_phone()


def test_what_cannot_be_saved_yet_is_said_here_and_on_the_project_and_is_there_again(
    visitor: Visitor, owner: Actor, project: Project, package: WorkPackage
):
    visitor.becomes(owner)
    visitor.goto(address_of(package))
    page = visitor.page
    page.fill("[name=scale_low]", "200")
    visitor.sees("A scale needs a figure and a unit.")
    visitor.sees("Not saved yet. What you typed is kept:")
    visitor.fits_a_phone()
    for path in (f"/projects/{project.pk}/", f"/projects/{project.pk}/matches/"):
        visitor.goto(path)
        visitor.sees("What you typed here is not saved yet, so it does not count.")
        visitor.fits_a_phone()
    page.get_by_role("link", name=f"1. {package.service_line.label}").click()
    assert page.input_value("[name=scale_low]") == "200"
    page.select_option("[name=scale_unit]", "l-bioreactor")
    page.locator(SAVED).wait_for()
    visitor.goto(f"/projects/{project.pk}/")
    assert page.get_by_text("is not saved yet").count() == 0
