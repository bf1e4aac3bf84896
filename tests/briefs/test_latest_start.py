"""By when the work has to begin, and that one vessel has to hold a scale: a project keeps both, and says them wherever it is read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Invalid
from projects.briefs.actions.package import PackageFacts, add_package, edit_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.forms.saying import SayingForm
from projects.briefs.models import Project, WorkPackage
from projects.briefs.reading_json import read_back, requirement_json
from projects.briefs.requirements import Requirement, Subject
from projects.briefs.selectors.completeness import completeness_of
from projects.briefs.selectors.project import packages_of, requirements_of
from tests.briefs.house import House, Program, brief, build_house, project, signed_in
from vocabulary.models import ServiceLine, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

JANUARY, MARCH, JUNE = date(2027, 1, 1), date(2027, 3, 31), date(2027, 6, 30)


@pytest.fixture
def house() -> House:
    return build_house()


def made(house: House, **values: Any) -> Project:
    return create_project(actor=house.owner, facts=ProjectFacts(codename="Heron", **values))


def package(house: House, row: Project, line: str = "mammalian-ds-clinical", **values: Any) -> WorkPackage:
    facts = PackageFacts(service_line=ServiceLine.objects.get(pk=line), **values)
    return add_package(actor=house.owner, project=row, facts=facts)


def windows(row: Project, one: WorkPackage) -> list[tuple[date | None, date | None, date | None]]:
    found = [each for each in requirements_of(row, one) if each.subject is Subject.WINDOW]
    return [(each.starts_on, each.latest_start, each.ends_on) for each in found]


@pytest.mark.parametrize("days", [{"starts_on": MARCH}, {"ends_on": JANUARY}])
def test_a_latest_start_outside_of_its_window_is_refused_with_a_sentence(house: House, days: dict[str, date]):
    given = {"latest_start": MARCH, **days} if "ends_on" in days else {"latest_start": JANUARY, **days}
    for write in (lambda: made(house, **given), lambda: package(house, made(house), **given)):
        with pytest.raises(Invalid) as refused:
            write()
        assert "The latest start is neither before the start nor after the end." in str(refused.value.errors)


def test_a_package_begins_by_its_own_day_else_by_the_projects_unless_others_come_first(house: House):
    row = made(house, latest_start=MARCH, ends_on=JUNE)
    first = package(house, row)
    second = package(house, row, "dp-manufacture", depends_on=(first,))
    third = package(house, row, "qc-testing", latest_start=JUNE)
    assert windows(row, first) == [(None, MARCH, JUNE)]
    assert windows(row, second) == [(None, None, JUNE)]
    assert windows(row, third) == [(None, JUNE, None)]


def test_it_is_written_and_read_by_programs_alone_and_in_its_group(house: House):
    program = Program(house.owner)
    body = {"codename": "Ibis", "window": {"starts_on": str(JANUARY), "latest_start": str(MARCH)}}
    row = program.send("POST", "/api/v1/projects/", body).json()
    assert row["window"] == {"starts_on": str(JANUARY), "latest_start": str(MARCH), "ends_on": None}
    path = f"/api/v1/projects/{row['id']}/work-packages/"
    body = {"service_line": "mammalian-ds-clinical", "latest_start": str(JUNE)}
    one = program.send("POST", path, body).json()
    assert one["window"] == {"starts_on": None, "latest_start": str(JUNE), "ends_on": None}
    wrong = program.send("PATCH", f"{path}{one['id']}/", {"window": {"starts_on": "2027-07-01"}})
    assert wrong.status_code == 400
    gone = program.send("PATCH", f"{path}{one['id']}/", {"window": None}).json()
    assert gone["window"] == {"starts_on": None, "latest_start": None, "ends_on": None}


def test_it_is_typed_and_shown_on_pages(house: House):
    row = made(house)
    one = package(house, row)
    browser = signed_in(house.owner)
    browser.post(f"/projects/{row.pk}/edit/", {"codename": "Heron", "latest_start": str(MARCH), "version": row.version})
    typed = {"service_line": "mammalian-ds-clinical", "latest_start": str(JUNE), "version": one.version}
    browser.post(f"/projects/{row.pk}/packages/{one.pk}/", typed)
    page = browser.get(row.get_absolute_url()).content.decode()
    assert "<dd>to begin by 31 Mar 2027</dd>" in page
    assert '<span class="muted">to begin by 30 Jun 2027</span>' in page


def test_a_latest_start_is_a_time_that_bidders_can_plan_by(house: House):
    row = made(house, latest_start=MARCH)
    assert "timeline" not in {point.name for point, _where in completeness_of(row, []).missing}


def test_what_a_person_says_of_a_draft_keeps_it_and_what_does_not_ask_for_it_is_stored_as_before():
    form = SayingForm({"force": "must", "latest_start": "2027-03-31"}, subject=Subject.WINDOW)
    assert form.is_valid()
    said = form.said()
    assert said == Requirement(Subject.WINDOW, latest_start=MARCH)
    (kept,) = read_back({"requirements": [requirement_json(said)]}).kept
    assert kept == said
    assert "latest_start" not in requirement_json(Requirement(Subject.WINDOW, starts_on=JANUARY))


def litres(**values: Any) -> dict[str, Any]:
    return {"scale_low": Decimal(20_000), "scale_unit": Unit.objects.get(pk="l-bioreactor"), **values}


def test_that_one_vessel_holds_the_scale_is_asked_of_providers_and_shown(house: House):
    row = made(house)
    one = package(house, row, **litres(scale_of_one=True))
    (scale,) = [each for each in requirements_of(row, one) if each.subject is Subject.SCALE]
    assert scale.of_one
    page = signed_in(house.owner).get(row.get_absolute_url()).content.decode()
    assert "at least 20,000 L in one unit" in page
    edit_package(actor=house.owner, package=one, changes={"scale_of_one": False})
    assert "in one unit" not in signed_in(house.owner).get(row.get_absolute_url()).content.decode()


def test_one_vessel_without_a_scale_is_refused(house: House):
    with pytest.raises(Invalid) as refused:
        package(house, made(house), scale_of_one=True)
    assert "Say the scale that one reactor or vessel has to hold." in str(refused.value.errors)


def test_programs_read_and_write_that_one_vessel_holds_it_and_null_takes_both_away(house: House):
    program, row = Program(house.owner), made(house)
    one = package(house, row, **litres())
    path = f"/api/v1/projects/{row.pk}/work-packages/{one.pk}/"
    assert program.get(path).json()["scale"]["of_one"] is False
    assert program.send("PATCH", path, {"scale": {"of_one": True}}).json()["scale"]["of_one"] is True
    assert program.send("PATCH", path, {"scale": None}).json()["scale"] is None
    assert not packages_of(house.owner, row).get(pk=one.pk).scale_of_one


@pytest.mark.parametrize(
    "text",
    [
        "Commercial mAb drug substance in CHO, 12 x 20,000 L. Start no later than June 2027, finish by December 2028.",
        "单抗商业化原液，CHO，12×20000L。最迟2027年6月开工，2028年底前完成。",
    ],
)
def test_a_brief_hands_both_on_to_its_project_and_its_package(house: House, text: str):
    row = project(house, intake=brief(house, text))
    (one,) = row.packages.all()
    assert (row.starts_on, row.latest_start, row.ends_on) == (None, JUNE, date(2028, 12, 31))
    assert (one.scale_low, one.scale_unit_id, one.scale_of_one, one.batches) == (20_000, "l-bioreactor", True, 12)
    assert row.notes == ""
