"""What stands against a project is true of the catalogue as it is, and says what to do next."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import User
from core import clock
from events.models import Event
from projects.briefs.actions.package import PackageFacts, add_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.flags import Flag
from projects.briefs.models import Dismissal, ExchangeRate, Project, WorkPackage
from projects.briefs.selectors.feasibility import feasibility_of
from projects.briefs.selectors.project import my_projects, packages_of
from providers.enums import SlotStatus
from providers.models import Slot, Suite
from services.selectors.catalogue import current_catalogue
from tests.briefs.house import TODAY, House, Program, brief, build_house, project, signed_in
from tests.catalogue import offering, seller
from vocabulary.models import Country, Jurisdiction, Modality, ServiceLine, Standard, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINE = "mammalian-ds-clinical"


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture(autouse=True)
def _two_who_make_antibodies(terms: None) -> None:
    vienna, shanghai = seller("Vienna Cells", "Vienna", "AT"), seller("Shanghai Cells", "Shanghai", "CN")
    offering(vienna, line=LINE, modalities=["mab"], standards=["eu-gmp"], scale_max=Decimal(2000), lead_weeks_min=16)
    offering(shanghai, line=LINE, modalities=["mab"], standards=["nmpa-gmp"], scale_max=Decimal(10_000), lead_weeks_min=8)
    offering(vienna, line="oral-solid-manufacture", standards=["eu-gmp"])


def made(house: House, facts: dict[str, Any] | None = None, *packages: dict[str, Any]) -> Project:
    """A project with packages of these facts; the service is that of antibodies unless they say another."""
    row = create_project(
        actor=house.owner,
        facts=ProjectFacts(**{"codename": "Heron", "modalities": (Modality.objects.get(pk="mab"),), **(facts or {})}),
    )
    for values in packages or ({},):
        line = ServiceLine.objects.get(pk=values.pop("line", LINE))
        add_package(actor=house.owner, project=row, facts=PackageFacts(service_line=line, **values))
    return row


def flags(house: House, row: Project) -> list[Flag]:
    found = my_projects(house.owner).get(pk=row.pk)
    return feasibility_of(found, list(packages_of(house.owner, found)), current_catalogue(), TODAY)


def said(house: House, row: Project) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in flags(house, row)]


def scale(low: int, unit: str = "l-bioreactor") -> dict[str, Any]:
    return {"scale_low": Decimal(low), "scale_unit": Unit.objects.get(pk=unit)}


def countries(*codes: str) -> tuple[Country, ...]:
    return tuple(Country.objects.filter(pk__in=codes))


def standards(*codes: str) -> tuple[Standard, ...]:
    return tuple(Standard.objects.filter(pk__in=codes))


def test_what_somebody_can_do_raises_no_flag(house: House):
    window = {"starts_on": TODAY, "ends_on": TODAY + timedelta(weeks=30)}
    assert said(house, made(house, window, {**scale(2000), "standards_required": standards("eu-gmp")})) == []


def test_a_scale_nobody_has_is_told_with_the_largest_of_those_who_could(house: House):
    first = made(house, {}, scale(20_000))
    text = "The largest known scale for {} is {} L; you ask for {} L."
    label = ServiceLine.objects.get(pk=LINE).label
    assert said(house, first) == [("scale", text.format(label, "10,000", "20,000"))]
    second = made(house, {"codename": "Grebe"}, {**scale(5000), "standards_required": standards("eu-gmp")})
    assert said(house, second) == [("scale", text.format(label, "2,000", "5,000"))]
    third = made(house, {"codename": "Crane"}, {**scale(5000), "countries_excluded": countries("CN")})
    assert said(house, third) == [("scale", text.format(label, "2,000", "5,000"))]


@pytest.mark.parametrize(
    ("starts", "ends", "kinds"), [(0, 7, ["lead-time"]), (0, 9, []), (40, 44, ["lead-time"]), (40, 60, [])]
)
def test_a_window_shorter_than_any_lead_time_is_told(house: House, starts: int, ends: int, kinds: list[str]):
    window = {"starts_on": TODAY + timedelta(weeks=starts), "ends_on": TODAY + timedelta(weeks=ends)}
    found = flags(house, made(house, window))
    assert [one.kind.value for one in found] == kinds
    if kinds:
        assert found[0].text.endswith(f"is 8 weeks; the window has {ends - starts}.")
        assert ("Order by" in found[0].advice) == (starts == 40)


def test_a_free_window_of_a_suite_outweighs_the_usual_lead_time(house: House):
    row = made(house, {"starts_on": TODAY, "ends_on": TODAY + timedelta(weeks=7)})
    suite = Suite.objects.create(site=seller("Free Cells"), name="A")
    suite.service_lines.set([LINE])
    slot = Slot.objects.create(
        suite=suite, starts_on=TODAY + timedelta(days=7), ends_on=TODAY + timedelta(days=30), status=SlotStatus.OPEN
    )
    assert said(house, row) == []
    suite.modalities.set(["small-molecule"])
    assert [kind for kind, _text in said(house, row)] == ["lead-time"]
    suite.modalities.set(["mab"])
    assert said(house, row) == []
    Slot.objects.filter(pk=slot.pk).update(status=SlotStatus.CONFIRMED)
    assert [kind for kind, _text in said(house, row)] == ["lead-time"]


def test_a_market_nobody_serves_is_told_for_those_who_could_do_it(house: House):
    markets = tuple(Jurisdiction.objects.filter(pk__in=["eu", "cn", "br"]))
    row = made(house, {"jurisdictions": markets}, {"countries_excluded": countries("CN")})
    ((kind, text),) = said(house, row)
    named = {one.pk: one.label for one in markets}
    assert kind == "jurisdiction"
    assert (named["br"] in text, named["cn"] in text, named["eu"] in text) == (True, True, False)


def test_whoever_has_a_site_in_a_member_state_can_serve_the_union(house: House):
    offering(seller("Dublin Filings", "Dublin", "IE"), line="trial-applications")
    offering(seller("Boston Filings", "Boston", "US"), line="trial-applications", standards=["fda-cgmp-210-211"])
    markets = tuple(Jurisdiction.objects.filter(pk="eu"))
    row = made(house, {"modalities": (), "jurisdictions": markets}, {"line": "trial-applications"})
    assert said(house, row) == []


def test_litres_of_tablets_and_tablets_of_antibody_are_told(house: House):
    row = made(
        house,
        {"modalities": ()},
        {"line": "oral-solid-manufacture", **scale(2000)},
        scale(500, "tablets-batch"),
        scale(500, "l-fermenter"),
        scale(500, "kg-ds-batch"),
    )
    found = flags(house, row)
    assert [(one.kind.value, one.package and one.package.position) for one in found] == [
        ("unit", 1),
        ("unit", 2),
        ("unit", 3),
    ]
    assert "Bioreactor working volume" in found[2].advice


def test_the_units_named_are_those_of_the_service_and_not_of_a_whole_site(house: House):
    site = seller("Tablet Works", "Graz", "AT")
    offering(site, line="oral-solid-manufacture", scale_max=Decimal(10**7), scale_unit_id="vials-year")
    litres = {"line": "oral-solid-manufacture", **scale(2000)}
    (flag,) = flags(house, made(house, {"modalities": ()}, litres))
    usual = ", ".join(sorted(Unit.objects.get(pk=one).label for one in ("tablets-batch", "tablets-year")))
    assert flag.advice == f"It is counted in: {usual}."
    offering(site, line="oral-solid-manufacture", scale_max=Decimal(10**7), scale_unit_id="tablets-year")
    (flag,) = flags(house, Project.objects.get())
    assert flag.advice == f"Providers state it in: {Unit.objects.get(pk='tablets-year').label}."


def test_a_service_or_a_place_that_nobody_has_is_told_and_nothing_else_of_it(house: House):
    row = made(
        house, {}, {"line": "aav-gmp-manufacture", **scale(50)}, {"countries_allowed": countries("FR"), **scale(50_000)}
    )
    assert [kind for kind, _text in said(house, row)] == ["service", "place"]


def test_contradictions_are_told_of_packages_their_order_and_the_project(house: House):
    both = countries("DE")
    row = made(
        house,
        {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31), "budget_high": Decimal(10), "currency": "EUR"},
        {"starts_on": date(2027, 6, 1), "countries_allowed": countries("DE", "AT", "CN"), "countries_excluded": both},
        {"ends_on": date(2027, 5, 1), "budget_low": Decimal(20), "currency": "EUR"},
        {"starts_on": date(2028, 1, 1)},
        {"line": "non-gmp-tox-material", "standards_required": standards("eu-gmp")},
    )
    first, second = row.packages.all()[:2]
    second.depends_on.add(first)
    found = [one for one in flags(house, row) if one.kind == "contradiction"]
    assert [one.package and one.package.position for one in found] == [1, 2, 2, 3, 4]
    assert all(one.text and one.advice for one in found)


def test_to_want_a_country_and_rather_avoid_it_is_a_contradiction(house: House):
    allowed, some = countries("DE", "AT", "CN"), countries("CN")
    row = made(
        house,
        {},
        {"countries_allowed": allowed, "countries_avoided": some},
        {"countries_preferred": some, "countries_avoided": some},
        {"countries_allowed": some, "countries_avoided": some},
    )
    assert [(one.package and one.package.position, one.text) for one in contradictions(house, row)] == [
        (2, "China: preferred and rather avoided at once."),
        (3, "All countries that are allowed would rather be avoided, so it tells no provider from another."),
    ]


TWO_MINDS = (
    "We need antibody drug substance from CHO under EU GMP, in Austria. It is early work, so not GMP. "
    "The budget is EUR 200,000 for this. All in all we may spend a budget of EUR 900,000."
)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_a_brief_says_against_itself_is_told_in_whichever_language_it_was_brought(house: House, language: str):
    with translation.override(language):
        row = project(house, intake=brief(house, TWO_MINDS))
    told = [(one.text.split(" and ")[0], one.package) for one in contradictions(house, row)]
    assert told == [
        ("The brief asks for GMP", None),
        ("The brief names more than one budget, the last as “EUR 900,000”.", None),
    ]


def test_a_contradiction_that_is_meant_so_stays_away_until_a_side_of_it_changes(house: House):
    row = made(house, {}, {"countries_allowed": countries("DE", "AT", "CN"), "countries_excluded": countries("DE")}, {})
    browser, home = signed_in(house.owner), f"/projects/{row.pk}/"
    (flag,) = contradictions(house, row)
    assert "It is meant so" in browser.get(home).content.decode()
    for _ in range(2):
        answer = browser.post(f"{home}contradictions/dismiss/", {"key": flag.key})
        assert (answer.status_code, answer["Location"]) == (302, f"{home}#feasible")
    page = browser.get(home).content.decode()
    assert "1 contradiction that is meant so" in page
    assert "It is meant so" not in page
    assert "It is meant so" not in signed_in(house.viewer).get(home).content.decode()
    with translation.override("zh-hans"):
        assert [one.is_dismissed for one in contradictions(house, row)] == [True]
    package = row.packages.all()[0]
    package.countries_preferred.set(countries("AT"))
    assert [one.is_dismissed for one in contradictions(house, row)] == [True]
    package.countries_excluded.set(countries("DE", "CN"))
    assert [one.is_dismissed for one in contradictions(house, row)] == [False]
    package.countries_excluded.set(countries("DE"))
    assert [one.is_dismissed for one in contradictions(house, row)] == [True]
    browser.post(f"{home}contradictions/restore/", {"key": flag.key})
    browser.post(f"{home}contradictions/restore/", {"key": flag.key})
    assert [one.is_dismissed for one in contradictions(house, row)] == [False]
    kinds = Event.objects.filter(subject_id=str(row.pk), kind__contains="contradiction").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "project.contradiction_dismissed",
        "project.contradiction_restored",
    ]


def test_a_program_dismisses_a_contradiction_and_takes_it_back(house: House):
    row = made(house, {}, {"countries_allowed": countries("DE", "AT"), "countries_excluded": countries("DE")})
    program, address = Program(house.owner), f"/api/v1/projects/{row.pk}/"

    def sent(step: str, key: str, by: Program = program) -> Any:
        return by.client.post(f"{address}{step}-contradiction/", {"key": key}, content_type="application/json")

    key = program.get(address).json()["feasibility"][0]["key"]
    assert sent("dismiss", key).json()["feasibility"][0]["dismissed"] is True
    assert sent("restore", key).json()["feasibility"][0]["dismissed"] is False
    assert sent("dismiss", "a" * 64).status_code == 409
    assert sent("dismiss", key, Program(house.viewer)).status_code == 403
    assert sent("dismiss", key, Program(build_house().owner)).status_code == 404
    assert Dismissal.objects.visible_to(house.owner).count() == 0


def test_gmp_and_no_gmp_in_the_brief_stay_in_sight(house: House):
    text = "We need antibody drug substance from CHO under EU GMP, in Austria. It is early work, so not GMP."
    row = project(house, intake=brief(house, text))
    found = [one for one in flags(house, row) if one.kind == "contradiction"]
    assert len(found) == 1
    assert "not GMP" in found[0].text
    WorkPackage.standards_required.through.objects.all().delete()
    assert [one for one in flags(house, row) if one.kind == "contradiction"] == []


def test_page_and_program_say_the_same_with_no_query_for_each_package_more(house: House):
    row = made(house, {"ends_on": TODAY + timedelta(days=1)}, scale(20_000))
    browser, program = signed_in(house.viewer), Program(house.viewer)
    page = browser.get(f"/projects/{row.pk}/").content.decode()
    answer = program.get(f"/api/v1/projects/{row.pk}/").json()
    assert {one["kind"] for one in answer["feasibility"]} == {"scale", "lead-time"}
    for one in answer["feasibility"]:
        assert one["text"] in page
        assert one["advice"] in page
    assert program.get("/api/v1/projects/").json()["results"][0]["feasibility"] is None

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/projects/{row.pk}/")
        return len(asked)

    before = queries()
    line = ServiceLine.objects.get(pk=LINE)
    for figure in (3000, 4000):
        add_package(actor=house.owner, project=row, facts=PackageFacts(service_line=line, **scale(figure)))
    assert queries() == before


def contradictions(house: House, row: Project) -> list[Flag]:
    return [one for one in flags(house, row) if one.kind == "contradiction"]


def test_somebody_else_sees_nothing_of_it(house: House):
    row = made(house)
    assert signed_in(build_house().owner).get(f"/projects/{row.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("starts", "ends", "text"),
    [
        (-2000, -1900, "which is past"),
        (-30, -1, "which is past"),
        (30, 32, "shorter than a week"),
        (100, 103, "shorter than a week"),
    ],
)
def test_a_time_that_is_over_or_too_short_for_any_such_work_is_told(house: House, starts: int, ends: int, text: str):
    window = {"starts_on": TODAY + timedelta(days=starts), "ends_on": TODAY + timedelta(days=ends)}
    (found,) = flags(house, made(house, {}, window))
    assert (found.kind.value, text in found.text) == ("lead-time", True)


@time_machine.travel(datetime(2026, 11, 24, 20, tzinfo=UTC))
def test_a_time_is_over_for_page_and_program_alike_whatever_zone_the_reader_lives_in(house: House):
    row = made(house, {}, {"starts_on": TODAY - timedelta(days=30), "ends_on": date(2026, 11, 24)})
    User.objects.update(time_zone="Asia/Shanghai")
    program = Program(house.owner).get(f"/api/v1/projects/{row.pk}/").json()["feasibility"]
    (told,) = [one["text"] for one in program if one["kind"] == "lead-time"]
    assert "which is past" not in told
    assert told in signed_in(house.owner).get(f"/projects/{row.pk}/").content.decode()


def test_a_budget_in_another_currency_is_compared_where_there_is_a_rate(house: House):
    whole = {"budget_high": Decimal(4_000_000), "currency": "EUR"}
    row = made(house, whole, {"budget_high": Decimal(900_000_000), "currency": "USD"})
    assert said(house, row) == []
    ExchangeRate.objects.create(base="EUR", counter="USD", rate=Decimal("1.1"), on=clock.today(), source="ECB")
    assert said(house, row) == [("contradiction", "Its budget is above that of the whole project.")]
    small = made(house, {**whole, "codename": "Grebe"}, {"budget_high": Decimal(4_200_000), "currency": "USD"})
    assert said(house, small) == []
