"""Two who edit the same lose nothing of what they typed, with a script or without."""

import pytest
from django.test import Client

from projects.briefs.models import CONFIDENTIAL_FIELDS, Project, WorkPackage
from tests.briefs.house import House, build_house, project, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

AS_HTMX = {"HX-Request": "true"}


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def row(house: House) -> Project:
    return project(house)


@pytest.fixture
def package(row: Project) -> WorkPackage:
    return row.packages.get(service_line="mammalian-ds-clinical")


@pytest.fixture
def browser(house: House) -> Client:
    return signed_in(house.owner)


def of_package(package: WorkPackage, **values: object) -> dict[str, object]:
    return {"service_line": package.service_line_id, "version": package.version, **values}


def test_what_two_tabs_typed_stands_side_by_side_and_is_saved_as_chosen(
    browser: Client, row: Project, package: WorkPackage
):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    first = of_package(package, batches="3", questions="Theirs?", countries_allowed=["DE", "AT"])
    second = of_package(package, batches="5", questions="Mine?", countries_allowed=["DE", "AT"])
    assert browser.post(path, first).status_code == 302
    answer = browser.post(path, second)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [one.label for one in answer.context["conflict"].differences] == ["Batches", "Questions to bidders"]
    assert [(one.mine, one.theirs) for one in answer.context["conflict"].differences] == [("5", "3"), ("Mine?", "Theirs?")]
    package.refresh_from_db()
    assert f'form="form" name="over" value="{package.version}"' in page
    assert browser.post(path, second | {"over": package.version, "take": ["questions"]}).status_code == 302
    package.refresh_from_db()
    assert (package.batches, package.questions) == (5, "Theirs?")


def test_what_was_typed_is_there_after_a_reload_and_is_asked_about_again(
    browser: Client, row: Project, package: WorkPackage
):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    browser.post(path, of_package(package, batches="3"))
    second = of_package(package, batches="5", questions="How soon?")
    browser.post(path, second)
    page = browser.get(path).content.decode()
    assert "How soon?" in page
    assert 'name="batches" value="5"' in page
    assert browser.post(path, second).status_code == 422
    browser.post(f"/drafts/workpackage:{package.pk}/discard/")
    assert 'name="batches" value="3"' in browser.get(path).content.decode()


def test_the_same_sent_twice_is_no_conflict(browser: Client, row: Project, package: WorkPackage):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    for _ in range(2):
        assert browser.post(path, of_package(package, batches="3")).status_code == 302


def test_a_third_change_after_a_conflict_was_shown_is_told_again(browser: Client, row: Project, package: WorkPackage):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    browser.post(path, of_package(package, batches="3"))
    second = of_package(package, batches="5")
    shown = browser.post(path, second).context["conflict"].version
    package.refresh_from_db()
    browser.post(path, of_package(package, batches="7"))
    answer = browser.post(path, second | {"over": shown})
    assert [one.theirs for one in answer.context["conflict"].differences] == ["7"]


def test_a_project_that_is_saved_as_it_is_typed_keeps_what_a_second_tab_typed(browser: Client, row: Project):
    path = f"/projects/{row.pk}/edit/"
    first = {
        "codename": "Blue heron",
        "indication": "Asthma",
        "version": row.version,
        "modalities": ["mab"],
        "needs_cda": "on",
        **{f"{name}_tier": "after-cda" for name in CONFIDENTIAL_FIELDS},
    }
    second = first | {"indication": "Gout"}
    assert browser.post(path, first, headers=AS_HTMX).status_code == 200
    answer = browser.post(path, second, headers=AS_HTMX)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.lstrip().startswith('<div id="saved"')
    assert [(one.mine, one.theirs) for one in answer.context["conflict"].differences] == [("Gout", "Asthma")]
    assert 'value="Gout"' in browser.get(path).content.decode()
    version = answer.context["conflict"].version
    taken = browser.post(path, second | {"over": version, "take": ["indication"]}, headers=AS_HTMX)
    assert taken["HX-Redirect"] == f"/projects/{row.pk}/"
    assert 'value="Asthma"' in browser.get(path).content.decode()
    row.refresh_from_db()
    kept = browser.post(path, second | {"over": row.version}, headers=AS_HTMX)
    assert kept.status_code == 200
    row.refresh_from_db()
    assert row.indication == "Gout"


def test_a_package_that_is_saved_as_it_is_typed_answers_with_what_changed_on_the_page(
    browser: Client, row: Project, package: WorkPackage
):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    typed = of_package(package, batches="8", autosave="on")
    answer = browser.post(path, typed, headers=AS_HTMX)
    package.refresh_from_db()
    assert (answer.status_code, package.batches) == (200, 8)
    assert f'name="version" value="{package.version}"' in answer.content.decode()
    wrong = browser.post(path, of_package(package, scale_low="5", autosave="on"), headers=AS_HTMX)
    assert (wrong.status_code, "A scale needs a figure and a unit." in wrong.content.decode()) == (422, True)
    stale = browser.post(path, {**typed, "batches": "9"}, headers=AS_HTMX)
    assert [(one.mine, one.theirs) for one in stale.context["conflict"].differences] == [("9", "8")]


def test_who_types_on_below_a_conflict_has_chosen_nothing_yet(browser: Client, row: Project, package: WorkPackage):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    stale = of_package(package, batches="5", take=["batches"], autosave="on")
    browser.post(path, of_package(package, batches="3"))
    assert browser.post(path, stale, headers=AS_HTMX).status_code == 422
    package.refresh_from_db()
    assert package.batches == 3


def test_what_could_not_be_saved_is_said_on_the_project_to_who_typed_it_until_it_is(
    house: House, browser: Client, row: Project, package: WorkPackage
):
    path, project_path = f"/projects/{row.pk}/packages/{package.pk}/", f"/projects/{row.pk}/"
    browser.post(path, of_package(package, scale_low="5", autosave="on"), headers=AS_HTMX)
    for page in (project_path, f"{project_path}matches/"):
        assert "is not saved yet" in browser.get(page).content.decode()
        assert "is not saved yet" not in signed_in(house.viewer).get(page).content.decode()
    browser.post(path, of_package(package, scale_low="5", scale_unit="l-bioreactor", autosave="on"), headers=AS_HTMX)
    assert "is not saved yet" not in browser.get(project_path).content.decode()


def test_what_is_typed_into_a_search_does_not_keep_the_rest_from_being_saved(
    browser: Client, row: Project, package: WorkPackage
):
    path = f"/projects/{row.pk}/packages/{package.pk}/"
    looking = {"find-standards_required": "gmp", "found-standards_required": ""}
    browser.post(path, of_package(package, batches="8", autosave="on", **looking), headers=AS_HTMX)
    package.refresh_from_db()
    assert package.batches == 8
    found = browser.post(path, of_package(package, batches="9", **looking, find="standards_required"))
    package.refresh_from_db()
    assert (found.status_code, package.batches, "Saved." in found.content.decode()) == (200, 8, False)
