"""From a draft to a project nothing is lost without a word, and no wish becomes a must."""

from datetime import date
from decimal import Decimal

import pytest

from projects.briefs.actions.intake import judge_requirements
from projects.briefs.models import Project, WorkPackage
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Force, Subject
from projects.briefs.selectors.completeness import completeness_of
from projects.briefs.selectors.project import packages_of, requirements_of
from projects.matching.asking import asked_by
from projects.sourcing.selectors.facts import facts_of_project
from tests.briefs.house import House, Program, brief, build_house, project, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

TWO_SCALES = (
    "GMP drug substance of a monoclonal antibody in CHO cells: 2 x 500 L engineering batches plus one 2,000 L GMP batch."
    " Fill-finish of 20,000 vials."
)
VECTOR = "We need 10 g of GMP plasmid and a lentiviral vector at 200 L in HEK293 cells, for autologous CAR-T manufacture in Germany."
CONJUGATE = (
    "ADC: linker-payload synthesis, conjugation process development and GMP conjugation of 200 g ADC under EU GMP."
    " Lyophilisation is nice to have. Highly potent fill-finish in 5,000 vials."
)


@pytest.fixture
def house() -> House:
    return build_house()


def packages(row: Project) -> dict[str, WorkPackage]:
    return {one.service_line_id: one for one in row.packages.all()}


def scales(row: Project) -> dict[str, tuple[Decimal | None, str | None]]:
    return {line: (one.scale_low, one.scale_unit_id) for line, one in packages(row).items()}


def test_of_several_scales_the_largest_is_the_packages_and_the_others_stand_in_its_questions(house: House):
    substance = packages(project(house, intake=brief(house, TWO_SCALES)))["mammalian-ds-clinical"]
    assert (substance.scale_low, substance.scale_unit_id) == (Decimal(2000), "l-bioreactor")
    assert substance.questions == "From the brief: 2 x 500 L engineering batches"
    assert substance.batches == 1


def test_a_batch_for_toxicology_and_those_for_people_keep_their_own_amounts_and_ask_nothing_of_each_other(house: House):
    found = packages(project(house, intake=brief(house, "单抗CHO，毒理批200L一批、GMP临床批2000L两批。")))
    tox, clinical = found["non-gmp-tox-material"], found["mammalian-ds-clinical"]
    assert (tox.scale_low, tox.batches, tox.questions) == (Decimal(200), 1, "")
    assert (clinical.scale_low, clinical.batches, clinical.questions) == (Decimal(2000), 2, "")


@pytest.mark.parametrize(
    "text",
    [
        "单抗CHO原液，2027年一季度启动，2028年一季度交付。",
        "单抗CHO原液。2027年一季度启动。2028年一季度交付。",
        "mAb drug substance in CHO. Start in Q1 2027, delivery in Q1 2028.",
        "mAb drug substance in CHO. Start in Q1 2027. Delivery by the end of March 2028.",
    ],
)
def test_a_project_ends_when_its_delivery_is_due_though_the_start_is_said_apart(house: House, text: str):
    row = project(house, intake=brief(house, text))
    assert (row.starts_on, row.ends_on, row.notes) == (date(2027, 1, 1), date(2028, 3, 31), "")


def test_a_scale_goes_to_the_package_whose_work_is_measured_so(house: House):
    found = scales(project(house, intake=brief(house, VECTOR)))
    assert found["plasmid-gmp"] == (Decimal(10), "g-pdna-batch")
    assert found["lentivirus-gmp-manufacture"] == (Decimal(200), "l-bioreactor")
    assert found["autologous-gmp-manufacture"] == (None, None)


def test_a_scale_is_that_of_the_product_and_not_of_what_leads_to_it(house: House):
    found = scales(project(house, intake=brief(house, CONJUGATE)))
    assert found["adc-ds-gmp"] == (Decimal(200), "g-ds-batch")
    assert found["linker-payload-synthesis"] == found["conjugation-process-development"] == (None, None)
    assert found["dp-manufacture"] == (Decimal(5000), "vials-batch")


@pytest.mark.parametrize(
    ("text", "batches"),
    [
        ("AAV GMP, three batches at 200 L. GMP plasmid.", (None, 3)),
        ("GMP plasmid, 3 batches. AAV GMP at 200 L.", (3, None)),
        ("质粒GMP生产3批，AAV GMP生产200L两批", (3, 2)),
    ],
)
def test_batches_of_a_vector_are_none_of_its_plasmids(house: House, text: str, batches: tuple[int | None, int | None]):
    found = packages(project(house, intake=brief(house, text)))
    assert (found["plasmid-gmp"].batches, found["aav-gmp-manufacture"].batches) == batches


def test_what_is_made_for_the_market_is_at_the_stage_of_the_market(house: House):
    text = "Small molecule API, GMP batch of 50 kg for phase I, then commercial supply of 1.5 t per year."
    row = project(house, intake=brief(house, text))
    assert packages(row)["api-commercial-manufacture"].stage_id == "commercial-manufacture"
    assert row.stage_id == "phase-1"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Phase II mAb, CHO. Toxicology batch at 200 L, clinical drug substance at 2,000 L.", "phase-2"),
        ("单抗，CHO，II期项目。毒理批200L一批，GMP临床批2000L两批。", "phase-2"),
        ("Phase I mAb, CHO. Toxicology batch at 200 L, clinical drug substance at 2,000 L.", "preclinical-ind-enabling"),
    ],
)
def test_a_toxicology_batch_does_not_take_a_project_back_that_is_past_its_first_trial(house: House, text: str, stage: str):
    assert project(house, intake=brief(house, text)).stage_id == stage


def test_a_host_goes_to_the_package_that_grows_something(house: House):
    found = packages(project(house, intake=brief(house, VECTOR)))
    hosts = {line: [one.pk for one in row.systems.all()] for line, row in found.items()}
    assert hosts == {"plasmid-gmp": [], "lentivirus-gmp-manufacture": ["hek293"], "autologous-gmp-manufacture": []}


def test_a_wished_service_stays_a_wish_in_the_project_in_matching_and_in_a_request(house: House):
    row = project(house)
    filling, substance = packages(row)["dp-manufacture"], packages(row)["mammalian-ds-clinical"]
    assert (filling.is_wish, substance.is_wish) == (True, False)
    asked = {one.code: one.force for one in requirements_of(row) if one.subject is Subject.SERVICE_LINE}
    assert (asked["dp-manufacture"], asked["mammalian-ds-clinical"]) == (Force.WISH, Force.MUST)
    weights = {
        one["service_line"]: next(r["confidence"] for r in one["requirements"] if r["subject"] == "service-line")
        for one in asked_by(row, house.owner)["packages"]
    }
    assert weights["dp-manufacture"] < weights["mammalian-ds-clinical"] == 1
    request = facts_of_project(row, deadline=row.created_at, packages=packages_of(house.owner, row))
    told = {line.service_line.pk: "it is a wish" in line.details for line in request.lines if line.service_line}
    assert (told["dp-manufacture"], told["mammalian-ds-clinical"]) == (True, False)


def test_a_wish_beside_a_must_for_the_same_service_is_told_to_bidders(house: House):
    filling = packages(project(house, intake=brief(house, CONJUGATE)))["dp-manufacture"]
    assert not filling.is_wish
    assert "Lyophilisation (Wish)" in filling.questions


def test_a_wish_is_shown_and_undone_on_pages_and_by_programs(house: House):
    row = project(house)
    filling, browser = packages(row)["dp-manufacture"], signed_in(house.owner)
    assert browser.get(f"/projects/{row.pk}/").content.decode().count(">Wish</span>") == 1
    path = f"/projects/{row.pk}/packages/{filling.pk}/"
    assert 'name="is_wish"' in browser.get(path).content.decode()
    assert browser.post(path, {"service_line": "dp-manufacture", "version": filling.version}).status_code == 302
    filling.refresh_from_db()
    assert not filling.is_wish
    answer = Program(house.owner).send("PATCH", f"/api/v1/projects/{row.pk}/work-packages/{filling.pk}/", {"is_wish": True})
    assert answer.json()["is_wish"] is True


def test_a_guessed_market_that_nobody_took_away_arrives(house: House):
    intake = brief(
        house, "We need GMP drug substance of a monoclonal antibody from CHO cells at 2,000 L. The site is in Austria."
    )
    (guess,) = [one for one in read_back(intake.reading).items if one.requirement.subject is Subject.JURISDICTION]
    assert (guess.requirement.code, guess.requirement.confidence < 0.5) == ("eu", True)
    assert [one.pk for one in project(house, intake=intake).jurisdictions.all()] == ["eu"]
    other = brief(house, intake.text)
    other = judge_requirements(actor=house.owner, intake=other, indexes=[guess.index], is_removed=True)
    assert not project(house, "Grebe", other).jurisdictions.exists()


def test_what_no_field_holds_stands_in_the_notes_which_only_its_own_people_see(house: House):
    text = "GMP drug substance of an antibody from CHO at 2,000 L. The work takes 14 weeks. No toxicology. Not for Japan."
    browser = signed_in(house.owner)
    page = browser.post(f"/intake/{brief(house, text).pk}/", {"codename": "Heron"}, follow=True).content.decode()
    row = Project.objects.get()
    for one in read_back(row.intake.reading).kept:  # type: ignore[union-attr]
        if one.force is Force.EXCLUDED or one.subject is Subject.DURATION:
            assert f"“{one.words}”" in row.notes
    assert "14 weeks" in row.notes
    assert "held by no field" in page
    assert "What no field holds stands in the notes" in page
    assert Program(house.owner).get(f"/api/v1/projects/{row.pk}/").json()["notes"] == row.notes
    asked = asked_by(row, house.owner)
    assert "held by no field" not in str(asked)


def test_what_is_not_clear_goes_with_the_project_into_its_notes(house: House):
    text = (
        "GMP drug substance of an antibody from CHO at 2,000 L. Filled in 10 mL vials. Exclusivity of sequences is a must."
    )
    notes = project(house, intake=brief(house, text)).notes.splitlines()
    place = notes.index("In the brief, and not clear:")
    assert any("“Exclusivity of sequences is a must”: Not taken into account." in line for line in notes[place:])
    assert any("10 mL" in line for line in notes[place:])
    assert len([line for line in notes[place:] if "Not taken into account." in line]) == 1


def test_a_page_says_one_reason_once(house: House):
    text = (
        "GMP drug substance of an antibody from CHO at 2,000 L. Filled in 10 mL vials. Exclusivity of sequences is a must."
    )
    page = signed_in(house.owner).get(f"/intake/{brief(house, text).pk}/").content.decode()
    assert page.count("Not taken into account.") == 1
    assert "Exclusivity of sequences is a must”" in page


def test_a_host_is_asked_for_only_where_something_grows(house: House):
    row = project(house, intake=brief(house, CONJUGATE))
    missing = completeness_of(row, packages_of(house.owner, row)).missing
    assert [one.service_line_id for point, one in missing if one and point.name == "systems"] == []
    row = project(house, "Grebe", brief(house, VECTOR.replace(" in HEK293 cells", "")))
    missing = completeness_of(row, packages_of(house.owner, row)).missing
    assert {one.service_line_id for point, one in missing if one and point.name == "systems"} == {
        "plasmid-gmp",
        "lentivirus-gmp-manufacture",
    }


@pytest.mark.parametrize(
    "text",
    [
        "AAV8: process development, GMP manufacture at 200 L, vector analytics and fill-finish. GMP plasmids as well.",
        "mRNA vaccine: GMP drug substance, mRNA analytics, LNP encapsulation and fill-finish.",
        "Monoclonal antibody: vial filling, cell line development, release testing and GMP drug substance at 2,000 L.",
    ],
)
def test_no_package_stands_before_one_that_it_waits_for(house: House, text: str):
    row = project(house, intake=brief(house, text))
    packages = list(packages_of(house.owner, row))
    late = [one.pk for one in packages for other in one.depends_on.all() if other.position > one.position]
    assert (len(packages) > 2, late) == (True, [])


@pytest.mark.parametrize(
    ("text", "line", "names"),
    [
        ("Pharmacovigilance for a Phase II trial of a mAb.", "pharmacovigilance", {"scale", "standards"}),
        ("AAV GMP manufacture at 200 L, vector analytics.", "vector-analytics", {"batches", "systems"}),
    ],
)
def test_a_package_is_asked_only_for_what_its_work_is_priced_by(house: House, text: str, line: str, names: set[str]):
    row = project(house, intake=brief(house, text))
    found = completeness_of(row, packages_of(house.owner, row)).missing
    asked = {point.name for point, one in found if one and one.service_line_id == line}
    assert (bool(asked), asked & names) == (True, set())
