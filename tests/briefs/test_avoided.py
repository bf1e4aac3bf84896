"""Countries that a brief would rather avoid arrive in its project, are said by people and programs, and are asked of matching."""

import pytest

from core.errors import Invalid
from projects.briefs.actions.intake import judge_requirements, say_requirement, switch_places
from projects.briefs.models import Intake, Project
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Requirement, Subject
from projects.briefs.selectors.project import requirements_of
from tests.briefs.house import House, Program, brief, build_house, project, signed_in
from vocabulary.models import Country

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

TEXT = (
    "We need GMP drug substance manufacturing of a monoclonal antibody at 2,000 L in CHO cells, in Europe, ideally not in"
    " Switzerland. We would rather avoid the US."
)
ONLY_COUNTRIES = {"force": ["Only countries can be rather avoided. Exclude it, or leave it out."]}


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    return project(house, intake=brief(house, TEXT))


def index_of(intake: Intake, subject: Subject, force: Force) -> int:
    items = read_back(intake.reading).items
    return next(one.index for one in items if (one.requirement.subject, one.requirement.force) == (subject, force))


def avoided_in(row: Project) -> set[str]:
    return {one.pk for package in row.packages.all() for one in package.countries_avoided.all()}


def test_what_a_brief_would_rather_avoid_arrives_in_its_packages_and_is_asked_of_matching(heron: Project):
    (package,) = heron.packages.all()
    assert avoided_in(heron) == {"CH", "US"}
    assert {"CH", "DE"} <= {one.pk for one in package.countries_allowed.all()}
    asked = {(one.code, one.force) for one in requirements_of(heron, package) if one.subject is Subject.COUNTRY}
    assert {("CH", Force.AVOIDED), ("US", Force.AVOIDED), ("CH", Force.MUST)} <= asked
    assert "held by no field" not in heron.notes


def test_the_pages_of_a_project_say_it_and_change_it(house: House, heron: Project):
    browser, (package,) = signed_in(house.owner), heron.packages.all()
    page = browser.get(f"/projects/{heron.pk}/").content.decode()
    assert "rather not:" in page
    path = f"/projects/{heron.pk}/packages/{package.pk}/"
    form = browser.get(path).content.decode()
    assert "Rather not in these countries" in form
    assert "Who can do it nowhere else comes lower, and is not shut out." in form


def test_a_program_reads_and_writes_it(house: House, heron: Project):
    program, path = Program(house.owner), f"/api/v1/projects/{heron.pk}/work-packages/"
    (row,) = program.get(path).json()["results"]
    assert row["countries_avoided"] == ["CH", "US"]
    answer = program.send("PATCH", f"{path}{row['id']}/", {"countries_avoided": ["CN"]})
    assert (answer.status_code, answer.json()["countries_avoided"]) == (200, ["CN"])
    assert avoided_in(heron) == {"CN"}


def test_how_much_hangs_on_a_country_is_turned_on_the_draft(house: House):
    intake = brief(house)
    excluded = index_of(intake, Subject.COUNTRY, Force.EXCLUDED)
    browser, path = signed_in(house.owner), f"/intake/{intake.pk}/"
    assert browser.post(f"{path}judge/", {"indexes": str(excluded), "step": "avoided"}).status_code == 302
    intake.refresh_from_db()
    assert read_back(intake.reading).items[excluded].requirement.force is Force.AVOIDED
    assert avoided_in(project(house, intake=intake)) == {"CN"}


def test_only_a_country_can_be_rather_avoided(house: House):
    intake = brief(house)
    modality = index_of(intake, Subject.MODALITY, Force.MUST)
    with pytest.raises(Invalid) as error:
        judge_requirements(actor=house.owner, intake=intake, indexes=[modality], force=Force.AVOIDED)
    assert error.value.errors == ONLY_COUNTRIES
    with pytest.raises(Invalid) as error:
        say_requirement(actor=house.owner, intake=intake, said=Requirement(Subject.MODALITY, Force.AVOIDED, code="mab"))
    assert error.value.errors == ONLY_COUNTRIES
    program = Program(house.owner)
    body = {"indexes": [modality], "force": "avoided"}
    assert program.send("POST", f"/api/v1/intake/{intake.pk}/judge/", body).status_code == 400
    page = signed_in(house.owner).get(f"/intake/{intake.pk}/").content.decode()
    countries = len(
        {one.requirement.words for one in read_back(intake.reading).items if one.requirement.subject is Subject.COUNTRY}
    )
    assert page.count('value="avoided"') == countries


def test_a_country_that_is_avoided_is_no_market_that_is(house: House):
    intake = brief(house, TEXT)
    avoided = [one.index for one in read_back(intake.reading).items if one.requirement.code == "US"]
    with pytest.raises(Invalid) as error:
        switch_places(actor=house.owner, intake=intake, indexes=avoided)
    assert error.value.errors == ONLY_COUNTRIES


def test_a_country_is_said_to_be_avoided_beside_the_words(house: House):
    intake, browser = brief(house), signed_in(house.owner)
    path = f"/intake/{intake.pk}/"
    form = browser.get(f"{path}say/?subject=modality").content.decode()
    assert 'value="avoided"' not in form
    sent = {"code": Country.objects.get(pk="US").pk, "force": "avoided"}
    assert browser.post(f"{path}say/?subject=country", sent).status_code == 302
    intake.refresh_from_db()
    assert avoided_in(project(house, intake=intake)) == {"US"}
