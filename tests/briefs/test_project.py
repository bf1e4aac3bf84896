"""Projects and work packages: what holds, who may, what is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Invalid, NotFound, StaleVersion
from events.models import Event
from organizations.enums import Kind
from projects.briefs.actions.package import PackageFacts, add_package, edit_package, facts_of_package, remove_package
from projects.briefs.actions.project import (
    ProjectFacts,
    create_from_intake,
    create_from_template,
    create_project,
    edit_project,
)
from projects.briefs.models import Project, WorkPackage
from projects.briefs.project_templates import TEMPLATES
from projects.briefs.selectors.completeness import completeness_of
from projects.briefs.selectors.project import packages_of
from tests.briefs.house import House, Program, brief, build_house, project, signed_in
from tests.factories import actor
from vocabulary.models import ServiceLine, Standard, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


@pytest.fixture
def house() -> House:
    return build_house()


def line(code: str = "mammalian-ds-clinical") -> ServiceLine:
    return ServiceLine.objects.get(pk=code)


def package(house: House, made: Project, **values: Any) -> WorkPackage:
    return add_package(actor=house.owner, project=made, facts=PackageFacts(**{"service_line": line()} | values))


def test_projects_are_counted_for_each_sponsor_and_each_step_is_told_once(house: House):
    first = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    second = create_project(actor=house.owner, facts=ProjectFacts(codename="Green"))
    assert [first.short_number, second.short_number] == ["P-0001", "P-0002"]
    assert create_project(actor=build_house().owner, facts=ProjectFacts(codename="Blue")).number == 1
    edit_project(actor=house.owner, project=first, changes=vars(ProjectFacts(codename="Blue", title="Secret")))
    edit_project(actor=house.owner, project=first, changes=vars(ProjectFacts(codename="Blue", title="Secret")))
    told = Event.objects.filter(subject_id=str(first.pk)).order_by("pk")
    assert [event.kind for event in told] == ["project.created", "project.edited"]
    assert "Secret" not in str([event.data for event in told])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"codename": "Taken"}, "codename"),
        ({"codename": " "}, "codename"),
        ({"budget_low": Decimal(5), "budget_high": Decimal(4), "currency": "EUR"}, ""),
        ({"budget_low": Decimal(5)}, ""),
        ({"currency": "XYZ"}, "currency"),
        ({"starts_on": date(2027, 2, 1), "ends_on": date(2027, 1, 1)}, ""),
    ],
)
def test_a_project_that_makes_no_sense_is_told(house: House, values: dict[str, Any], field: str):
    create_project(actor=house.owner, facts=ProjectFacts(codename="Taken"))
    with pytest.raises(Invalid) as error:
        create_project(actor=house.owner, facts=ProjectFacts(**{"codename": "New"} | values))
    assert list(error.value.errors) == [field]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"scale_low": Decimal(5)}, ""),
        ({"scale_low": Decimal(5), "scale_high": Decimal(4)}, ""),
        ({"batches": 0}, ""),
        ({"currency": "???"}, "currency"),
        ({"service_line": "biologics-cmc"}, "service_line"),
    ],
)
def test_a_package_that_makes_no_sense_is_told(house: House, values: dict[str, Any], field: str):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    if "service_line" in values:
        values = {"service_line": line(values["service_line"])}
    elif "scale_high" in values:
        values = values | {"scale_unit": Unit.objects.get(pk="l-bioreactor")}
    with pytest.raises(Invalid) as error:
        package(house, made, **values)
    assert list(error.value.errors) == [field]


def test_packages_do_not_wait_for_each_other(house: House):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    first = package(house, made)
    second = package(house, made, depends_on=(first,))
    third = package(house, made, depends_on=(second,))
    for wanted in (third, first):
        with pytest.raises(Invalid) as error:
            edit_package(
                actor=house.owner, package=first, changes=vars(replace(facts_of_package(first), depends_on=(wanted,)))
            )
        assert list(error.value.errors) == ["depends_on"]
    elsewhere = package(house, create_project(actor=house.owner, facts=ProjectFacts(codename="Green")))
    with pytest.raises(NotFound):
        edit_package(
            actor=house.owner, package=first, changes=vars(replace(facts_of_package(first), depends_on=(elsewhere,)))
        )


def test_a_project_has_at_most_forty_packages(house: House):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    WorkPackage.objects.bulk_create(WorkPackage(project=made, position=n, service_line=line()) for n in range(40))
    with pytest.raises(Invalid):
        package(house, made)


def test_others_viewers_providers_and_old_versions_are_refused(house: House):
    made, rival = project(house), build_house()
    one = made.packages.first()
    assert one is not None
    for act, values in (
        (edit_project, {"project": made, "changes": {"codename": "Mine"}}),
        (edit_package, {"package": one, "changes": {"batches": 3}}),
        (remove_package, {"package": one}),
    ):
        with pytest.raises(NotFound):
            act(actor=rival.owner, **values)
        with pytest.raises(Forbidden):
            act(actor=house.viewer, **values)
        with pytest.raises(Forbidden):
            act(actor=actor(kind=Kind.PROVIDER), **values)
        with pytest.raises(StaleVersion):
            act(actor=house.owner, expected_version=99, **values)


@pytest.mark.parametrize("code", TEMPLATES)
def test_every_template_makes_its_project(house: House, code: str):
    made = create_from_template(actor=house.owner, codename="Blue", template=code)
    packages = list(packages_of(house.owner, made))
    assert [one.service_line_id for one in packages] == [step.line for step in TEMPLATES[code].steps]
    needs = [tuple(other.position - 1 for other in one.depends_on.all()) for one in packages]
    assert [sorted(one) for one in needs] == [sorted(step.needs) for step in TEMPLATES[code].steps]


def needs_of(house: House, text: str) -> dict[str, set[str]]:
    """By service line, those that its package waits for."""
    made = create_from_intake(actor=house.owner, intake=brief(house, text), codename="Kingfisher")
    packages = packages_of(house.owner, made)
    return {one.service_line_id: {other.service_line_id for other in one.depends_on.all()} for one in packages}


def test_each_package_of_a_chain_waits_for_the_step_before(house: House):
    text = "We develop an mRNA vaccine: plasmid template, mRNA drug substance under GMP, LNP formulation, LNP encapsulation, filling of vials."
    assert needs_of(house, text) == {
        "plasmid-dna-template": set(),
        "mrna-ds-gmp": {"plasmid-dna-template"},
        "lnp-formulation": {"plasmid-dna-template"},
        "lnp-encapsulation-gmp": {"mrna-ds-gmp", "lnp-formulation"},
        "mrna-fill-finish": {"lnp-encapsulation-gmp"},
    }


def test_a_package_may_wait_for_one_that_stands_behind_it(house: House):
    text = "Monoclonal antibody from CHO: GMP drug substance for Phase I and biologics formulation development, then vial filling."
    needs = needs_of(house, text)
    assert needs["mammalian-ds-clinical"] == {"biologics-formulation"}
    assert needs["aseptic-vial-filling"] == {"mammalian-ds-clinical"}


def test_completeness_says_what_a_bidder_would_miss_and_rises_as_it_is_said(house: House):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    empty = completeness_of(made, [])
    assert "packages" in [point.name for point, _one in empty.missing]
    one = package(house, made)
    poor = completeness_of(made, packages_of(house.owner, made))
    assert {point.name for point, where in poor.missing if where} == {"scale", "batches", "systems", "standards"}
    said = replace(
        facts_of_package(one),
        scale_low=Decimal(2000),
        scale_unit=Unit.objects.get(pk="l-bioreactor"),
        batches=3,
        standards_required=(Standard.objects.get(pk="eu-gmp"),),
    )
    edit_package(actor=house.owner, package=one, changes=vars(said))
    better = completeness_of(made, packages_of(house.owner, made))
    assert {point.name for point, where in better.missing if where} == {"systems"}
    assert 0 <= empty.score < poor.score < better.score < 100


def test_a_project_is_saved_as_it_is_typed_and_an_old_page_is_told(house: House):
    made = project(house)
    browser, path = signed_in(house.owner), f"/projects/{made.pk}/edit/"
    typed = {"codename": "Blue heron", "indication": "Asthma", "version": made.version, "modalities": ["mab"]}
    answer = browser.post(path, typed, headers={"HX-Request": "true"})
    made.refresh_from_db()
    assert made.indication == "Asthma"
    assert f'name="version" value="{made.version}"' in answer.content.decode()
    assert browser.post(path, typed, headers={"HX-Request": "true"}).status_code == 422
    assert browser.post(path, {**typed, "version": made.version, "indication": "Gout"}).status_code == 302
    wrong = browser.post(path, {**typed, "version": "", "starts_on": "2027-02-01", "ends_on": "2027-01-01"})
    assert "It ends before it starts." in wrong.content.decode()


def test_packages_are_kept_on_pages(house: House):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    browser, base = signed_in(house.owner), f"/projects/{made.pk}/packages/"
    form = {
        "service_line": "mammalian-ds-clinical",
        "scale_low": "2000",
        "scale_unit": "l-bioreactor",
        "countries_allowed": ["DE"],
    }
    assert browser.post(f"{base}new/", form).status_code == 302
    one = made.packages.get()
    assert browser.get(f"{base}{one.pk}/").status_code == 200
    wrong = browser.post(f"{base}{one.pk}/", {**form, "scale_unit": "", "version": 1})
    assert (wrong.status_code, "A scale needs a figure and a unit." in wrong.content.decode()) == (422, True)
    assert browser.post(f"{base}{one.pk}/", {**form, "batches": "3", "version": 1}).status_code == 302
    assert browser.post(f"{base}{one.pk}/", {**form, "batches": "4", "version": 1}).status_code == 422
    assert "3 batches" in browser.get(f"/projects/{made.pk}/").content.decode()
    assert browser.post(f"{base}{one.pk}/remove/").status_code == 302
    assert not made.packages.exists()


def test_strangers_find_nothing_and_viewers_change_nothing(house: House):
    made, rival = project(house), build_house()
    one = made.packages.first()
    assert one is not None
    base = f"/projects/{made.pk}/"
    page = signed_in(house.viewer).get(base)
    assert (page.status_code, b"/packages/" in page.content) == (200, False)
    assert signed_in(rival.owner).get(base).status_code == 404
    for path in ("edit/", "packages/new/", f"packages/{one.pk}/", f"packages/{one.pk}/remove/"):
        assert signed_in(house.viewer).post(base + path).status_code == 403
        assert signed_in(rival.owner).post(base + path).status_code == 404
    api = Program(rival.owner)
    for path in ("", "work-packages/", f"work-packages/{one.pk}/"):
        assert api.get(f"/api/v1/projects/{made.pk}/{path}").status_code == 404
    assert Program(house.viewer).send("PATCH", f"/api/v1/projects/{made.pk}/", {"title": "x"}).status_code == 403
    assert signed_in(actor(kind=Kind.PROVIDER)).get("/projects/").status_code == 403


def test_programs_keep_projects_and_packages_with_versions(house: House):
    api = Program(house.owner)
    made = api.send(
        "POST", "/api/v1/projects/", {"codename": "Blue", "modalities": ["mab"], "budget_high": "5.00", "currency": "EUR"}
    )
    assert made.status_code == 201, made.content
    assert made.json()["budget"] == {"low": None, "high": "5", "unit": "EUR"}
    path, tag = made["Location"], made["ETag"]
    assert api.send("PATCH", path, {"title": "Secret"}, **{"If-Match": tag}).json()["title"] == "Secret"
    assert api.send("PATCH", path, {"title": "Late"}, **{"If-Match": tag}).status_code == 412
    assert api.send("PATCH", path, {"intake": str(uuid4())}).status_code == 400
    body = {
        "service_line": "mammalian-ds-clinical",
        "scale_low": "2000",
        "scale_unit": "l-bioreactor",
        "expression_systems": ["cho"],
    }
    one = api.send("POST", f"{path}work-packages/", body)
    assert one.json()["scale"] == {"low": "2000", "high": None, "unit": "l-bioreactor", "of_one": False}
    other = api.send("POST", f"{path}work-packages/", {"service_line": "dp-manufacture", "depends_on": [one.json()["id"]]})
    assert other.json()["depends_on"] == [one.json()["id"]]
    there = f"{path}work-packages/{one.json()['id']}/"
    assert api.send("PATCH", there, {"depends_on": [other.json()["id"]]}).status_code == 400
    assert api.send("PATCH", there, {"batches": 2}).json()["batches"] == 2
    assert api.get(path).json()["completeness"]["score"] > 0
    known = api.get(path)["ETag"]
    assert api.client.get(path, headers={"If-None-Match": known}).status_code == 304
    assert api.send("DELETE", there).status_code == 204
    assert api.client.get(path, headers={"If-None-Match": known}).status_code == 200
    assert api.send("POST", "/api/v1/projects/", {"codename": "T", "template": "plasmid"}).json()["work_packages"] == 4


@pytest.mark.parametrize(
    "path", ["/projects/", "/api/v1/projects/", "/api/v1/projects/{pk}/work-packages/", "/projects/{pk}/"]
)
def test_a_list_takes_the_same_number_of_queries_for_one_and_three(house: House, path: str):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue"))
    package(house, made)
    browser, path = signed_in(house.owner), path.format(pk=made.pk)

    def queries() -> int:
        browser.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    first = queries()
    for codename in ("Green", "Red"):
        create_project(actor=house.owner, facts=ProjectFacts(codename=codename))
        package(house, made, standards_required=(Standard.objects.get(pk="eu-gmp"),), depends_on=(made.packages.first(),))
    assert queries() == first


def test_each_confidential_field_has_a_tier(house: House):
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Blue", disclosure={"budget": "after-award"}))
    assert made.tiers == {"title": "after-cda", "asset": "after-cda", "indication": "after-cda", "budget": "after-award"}
    for wrong in ({"codename": "teaser"}, {"title": "never"}):
        with pytest.raises(Invalid) as error:
            edit_project(actor=house.owner, project=made, changes=vars(ProjectFacts(codename="Blue", disclosure=wrong)))
        assert list(error.value.errors) == ["disclosure"]
    api = Program(house.owner)
    answer = api.send("PATCH", f"/api/v1/projects/{made.pk}/", {"disclosure": {"title": "teaser"}})
    assert answer.json()["disclosure"]["title"] == "teaser"
    page = signed_in(house.owner).get(f"/projects/{made.pk}/edit/").content.decode()
    assert "Who sees the budget" in page
