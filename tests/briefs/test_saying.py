"""What was read wrongly is corrected on the draft, and what the text does not say is added, by people and programs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from projects.briefs.actions.intake import judge_requirements, say_requirement, switch_places
from projects.briefs.models import Intake
from projects.briefs.reading_json import Item, read_back
from projects.briefs.requirements import Force, Requirement, Subject
from tests.briefs.house import House, Program, brief, build_house, project, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def intake(house: House) -> Intake:
    return brief(house)


def items(intake: Intake, subject: Subject) -> list[Item]:
    return [one for one in read_back(intake.reading).items if one.requirement.subject is subject]


def litres(figure: int) -> Requirement:
    return Requirement(Subject.SCALE, low=Decimal(figure), high=Decimal(figure), unit="l-bioreactor")


def scale_of(intake: Intake) -> Item:
    return next(one for one in items(intake, Subject.SCALE) if one.requirement.unit == "l-bioreactor")


def test_a_corrected_value_stands_beside_the_read_one_which_can_be_taken_back(house: House, intake: Intake):
    read = scale_of(intake)
    intake = say_requirement(actor=house.owner, intake=intake, said=litres(5000), instead_of=[read.index])
    *_others, said = read_back(intake.reading).items
    assert (said.is_said, said.is_confirmed, said.requirement) == (True, True, litres(5000))
    assert read_back(intake.reading).items[read.index].is_removed
    assert project(house, intake=intake).packages.get(service_line="mammalian-ds-clinical").scale_low == 5000
    assert Event.objects.filter(kind="intake.judged").count() == 1


def test_taken_back_the_words_count_again(house: House, intake: Intake):
    read = scale_of(intake)
    intake = say_requirement(actor=house.owner, intake=intake, said=litres(5000), instead_of=[read.index])
    intake = judge_requirements(actor=house.owner, intake=intake, indexes=[read.index], is_removed=False)
    intake = judge_requirements(
        actor=house.owner, intake=intake, indexes=[len(read_back(intake.reading).items) - 1], is_removed=True
    )
    assert project(house, intake=intake).packages.get(service_line="mammalian-ds-clinical").scale_low == 2000


def test_what_the_text_does_not_say_is_added_and_arrives_in_the_project(house: House, intake: Intake):
    for said in (
        Requirement(Subject.SERVICE_LINE, Force.WISH, "stability-studies"),
        Requirement(Subject.JURISDICTION, code="jp"),
        Requirement(Subject.DURATION, low=Decimal(30)),
    ):
        intake = say_requirement(actor=house.owner, intake=intake, said=said)
    made = project(house, intake=intake)
    assert made.packages.get(service_line="stability-studies").is_wish
    assert {"jp", "us"} <= {one.pk for one in made.jurisdictions.all()}
    assert "Duration: at least 30 weeks" in made.notes


def test_a_site_is_taken_for_a_market_and_a_market_for_a_site(house: House, intake: Intake):
    places = [one for one in items(intake, Subject.COUNTRY) if one.requirement.force is Force.MUST]
    assert {one.requirement.code for one in places} == {"DE", "AT"}
    intake = switch_places(actor=house.owner, intake=intake, indexes=[one.index for one in places])
    markets = {one.requirement.code for one in items(intake, Subject.JURISDICTION) if one.is_said}
    assert markets == {"de", "at"}
    market = next(one for one in items(intake, Subject.JURISDICTION) if one.requirement.code == "us")
    intake = switch_places(actor=house.owner, intake=intake, indexes=[market.index])
    made = project(house, intake=intake)
    assert {one.pk for one in made.jurisdictions.all()} >= {"de", "at"}
    assert "us" not in {one.pk for one in made.jurisdictions.all()}
    substance = made.packages.get(service_line="mammalian-ds-clinical")
    assert [one.pk for one in substance.countries_allowed.all()] == ["US"]


def test_what_is_no_place_cannot_be_switched(house: House, intake: Intake):
    with pytest.raises(Invalid):
        switch_places(actor=house.owner, intake=intake, indexes=[scale_of(intake).index])


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Requirement(Subject.MODALITY, code="no-such"), "code"),
        (Requirement(Subject.SERVICE_LINE, code="discovery"), "service_line"),
        (Requirement(Subject.SCALE, unit="l-bioreactor"), "low"),
        (Requirement(Subject.SCALE, low=Decimal(-1), unit="l-bioreactor"), "low"),
        (Requirement(Subject.SCALE, low=Decimal(5), high=Decimal(2), unit="l-bioreactor"), "high"),
        (Requirement(Subject.SCALE, low=Decimal(5), unit="EUR"), "unit"),
        (Requirement(Subject.BUDGET, low=Decimal(5), unit="l-bioreactor"), "unit"),
        (Requirement(Subject.WINDOW), "starts_on"),
        (Requirement(Subject.WINDOW, starts_on=date(2027, 2, 1), ends_on=date(2027, 1, 1)), "ends_on"),
        (Requirement(Subject.WINDOW, starts_on=date(1, 1, 1)), "starts_on"),
        (Requirement(Subject.WINDOW, starts_on=date(2027, 2, 1), latest_start=date(2027, 1, 1)), "latest_start"),
        (Requirement(Subject.WINDOW, latest_start=date(2027, 2, 1), ends_on=date(2027, 1, 1)), "latest_start"),
        (Requirement(Subject.CONFIDENTIALITY, code="no-such"), "code"),
    ],
)
def test_what_a_project_could_not_hold_is_refused_beside_its_field(
    house: House, intake: Intake, said: Requirement, field: str
):
    with pytest.raises(Invalid) as error:
        say_requirement(actor=house.owner, intake=intake, said=said)
    assert list(error.value.errors) == [field]
    assert not any(one.is_said for one in read_back(Intake.objects.get().reading).items)


def test_others_viewers_old_versions_and_used_briefs_are_refused(house: House, intake: Intake):
    say: dict[str, Any] = {"intake": intake, "said": litres(5000)}
    with pytest.raises(NotFound):
        say_requirement(actor=build_house().owner, **say)
    with pytest.raises(NotFound):
        say_requirement(actor=house.owner, **say, instead_of=[999])
    with pytest.raises(Forbidden):
        say_requirement(actor=house.viewer, **say)
    with pytest.raises(Forbidden):
        switch_places(actor=house.viewer, intake=intake, indexes=[0])
    with pytest.raises(StaleVersion):
        say_requirement(actor=house.owner, **say, expected_version=9)
    project(house, intake=intake)
    with pytest.raises(WrongState):
        say_requirement(actor=house.owner, **say)


def test_a_value_is_corrected_and_a_requirement_added_on_pages(house: House, intake: Intake):
    browser, path, read = signed_in(house.owner), f"/intake/{intake.pk}/", scale_of(intake)
    page = browser.get(path).content.decode()
    assert f'href="{path}say/?instead={read.index}"' in page
    opened = browser.get(f"{path}say/?instead={read.index}").content.decode()
    assert 'name="low" value="2000"' in opened
    assert "Read from “2,000 L”" in opened
    typed = {"low": "5000", "high": "", "unit": "l-bioreactor", "force": "wish"}
    assert browser.post(f"{path}say/?instead={read.index}", typed | {"low": "-5"}).status_code == 422
    after = browser.post(f"{path}say/?instead={read.index}", typed, follow=True).content.decode()
    assert "at least 5,000 L" in after
    assert after.count("said by you") >= 1
    assert browser.post(f"{path}say/?instead={read.index}", typed | {"high": "2000"}).status_code == 302
    assert browser.post(f"{path}say/?subject=jurisdiction", {"code": "jp", "force": "must"}).status_code == 302
    assert browser.post(f"{path}say/?subject=budget", {"low": "5", "unit": "EUR", "force": "must"}).status_code == 302
    assert browser.post(f"{path}say/?subject=window", {"ends_on": "2027-05-01", "force": "must"}).status_code == 302
    assert browser.post(f"{path}say/?subject=batches", {"low": "4", "force": "must"}).status_code == 302
    intake.refresh_from_db()
    said = [one.requirement for one in read_back(intake.reading).items if one.is_said]
    assert said == [
        Requirement(Subject.SCALE, Force.WISH, low=Decimal(5000), unit="l-bioreactor"),
        Requirement(Subject.SCALE, Force.WISH, low=Decimal(5000), high=Decimal(5000), unit="l-bioreactor"),
        Requirement(Subject.JURISDICTION, code="jp"),
        Requirement(Subject.BUDGET, low=Decimal(5), unit="EUR"),
        Requirement(Subject.WINDOW, ends_on=date(2027, 5, 1)),
        Requirement(Subject.BATCHES, low=Decimal(4), high=Decimal(4)),
    ]


def test_every_subject_has_its_form_and_what_is_none_has_no_page(house: House, intake: Intake):
    browser, path = signed_in(house.owner), f"/intake/{intake.pk}/say/"
    for subject in Subject:
        assert browser.get(f"{path}?subject={subject.value}").status_code == 200, subject
    for wrong in ("", "?subject=x", "?instead=999"):
        assert browser.get(path + wrong).status_code == 404
    assert signed_in(house.viewer).get(f"{path}?subject=scale").status_code == 403
    assert signed_in(build_house().owner).get(f"{path}?subject=scale").status_code == 404


def test_a_place_is_switched_on_the_page_with_a_script_and_without(house: House, intake: Intake):
    browser, path = signed_in(house.owner), f"/intake/{intake.pk}/"
    market = next(one for one in items(intake, Subject.JURISDICTION) if one.requirement.code == "us")
    assert "It is a site" in browser.get(path).content.decode()
    region = browser.post(f"{path}switch/", {"indexes": str(market.index)}, headers={"HX-Request": "true"})
    assert region.content.decode().lstrip().startswith('<div id="draft"')
    intake.refresh_from_db()
    said = next(one for one in items(intake, Subject.COUNTRY) if one.is_said)
    assert said.requirement.code == "US"
    assert browser.post(f"{path}switch/", {"indexes": str(said.index)})["Location"] == path
    assert browser.post(f"{path}switch/", {"indexes": "x"}).status_code == 404


def test_a_program_corrects_adds_and_switches(house: House, intake: Intake):
    program, path, read = Program(house.owner), f"/api/v1/intake/{intake.pk}/", scale_of(intake)
    body = {"subject": "scale", "low": "5000", "unit": "l-bioreactor", "instead_of": [read.index]}
    answer = program.send("POST", f"{path}say/", body)
    assert answer.status_code == 200, answer.content
    rows = answer.json()["requirements"]
    assert (rows[-1]["said"], rows[-1]["low"], rows[-1]["words"]) == (True, "5000", "")
    assert (rows[read.index]["removed"], rows[read.index]["said"]) == (True, False)
    market = next(one for one in items(intake, Subject.JURISDICTION) if one.requirement.code == "us")
    switched = program.send("POST", f"{path}switch-places/", {"indexes": [market.index]}).json()["requirements"][-1]
    assert (switched["subject"], switched["code"], switched["said"]) == ("country", "US", True)
    assert program.send("POST", f"{path}say/", {"subject": "scale", "unit": "l-bioreactor"}).status_code == 400
    assert program.send("POST", f"{path}say/", {"subject": "confidentiality"}).status_code == 400
    assert program.send("POST", f"{path}say/", {"subject": "confidentiality", "code": "no-cda"}).status_code == 200
    assert Program(house.viewer).send("POST", f"{path}say/", body).status_code == 403
    assert Program(build_house().owner).send("POST", f"{path}say/", body).status_code == 404


@pytest.mark.parametrize(
    ("code", "force", "needs_cda"),
    [("no-cda", Force.MUST, False), ("cda-required", Force.EXCLUDED, False), ("cda-required", Force.WISH, True)],
)
def test_what_was_read_of_confidentiality_is_corrected_like_the_rest_and_holds_in_the_project(
    house: House, code: str, force: Force, needs_cda: bool
):
    intake = brief(house, "GMP drug substance of a monoclonal antibody at 2,000 L in CHO cells; a CDA is required.")
    (read,) = items(intake, Subject.CONFIDENTIALITY)
    browser, path = signed_in(house.owner), f"/intake/{intake.pk}/"
    assert f"say/?instead={read.index}" in browser.get(path).content.decode()
    assert browser.post(f"{path}say/?instead={read.index}", {"code": code, "force": force.value})["Location"] == path
    assert project(house, intake=Intake.objects.get()).needs_cda is needs_cda


def test_a_program_reads_each_requirement_as_the_page_says_it_in_its_own_language(house: House, intake: Intake):
    program = Program(house.owner)
    for language, label in (("en", "3 batches"), ("zh-hans", "3批")):
        rows = program.send("GET", f"/api/v1/intake/{intake.pk}/", **{"Accept-Language": language}).json()["requirements"]
        (batches,) = [row["label"] for row in rows if row["subject"] == "batches"]
        assert batches.replace(" ", "") == label.replace(" ", "")
