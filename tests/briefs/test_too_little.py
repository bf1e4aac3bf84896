"""Too little time or money, a host or a stage that nobody has: a project is told so before anybody is asked."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from core import clock
from projects.briefs.flags import Flag
from projects.briefs.models import ExchangeRate, Project, WorkPackage
from projects.briefs.selectors.feasibility import feasibility_of
from projects.briefs.selectors.project import my_projects, packages_of
from providers.models import Slot, Suite
from services.selectors.catalogue import current_catalogue
from tests.briefs.house import TODAY, House, brief, build_house, project
from tests.briefs.test_feasibility import LINE, made
from tests.catalogue import offering, seller
from vocabulary.models import ExpressionSystem, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture(autouse=True)
def _cells(terms: None) -> None:
    offering(
        seller("Vienna Cells", "Vienna", "AT"), line=LINE, modalities=["mab"], lead_weeks_min=16, systems=["cho"], stages=["phase-1", "phase-2"]
    )  # fmt: skip


def flags(house: House, row: Project, kind: str = "") -> list[Flag]:
    found = my_projects(house.owner).get(pk=row.pk)
    every = feasibility_of(found, list(packages_of(house.owner, found)), current_catalogue(), TODAY)
    return [one for one in every if kind in {"", one.kind.value}]


@pytest.mark.parametrize(("weeks", "count"), [(15, 1), (16, 0)])
def test_a_start_sooner_than_any_lead_time_is_told(house: House, weeks: int, count: int):
    row = made(house, {"latest_start": TODAY + timedelta(weeks=weeks)})
    found = flags(house, row)
    assert [one.kind.value for one in found] == ["lead-time"] * count
    if found:
        assert found[0].text.endswith("is 16 weeks; it has to begin within 15.")
        assert found[0].advice == "Let it begin on 16 Mar 2027 or later, or ask providers for a free window."


def test_a_free_window_that_begins_in_time_outweighs_the_lead_time(house: House):
    row = made(house, {"latest_start": TODAY + timedelta(weeks=8)})
    suite = Suite.objects.create(site=seller("Free Cells"), name="A")
    suite.service_lines.set([LINE])
    slot = Slot.objects.create(suite=suite, starts_on=TODAY + timedelta(weeks=7), ends_on=TODAY + timedelta(weeks=20))
    assert flags(house, row) == []
    Slot.objects.filter(pk=slot.pk).update(starts_on=TODAY + timedelta(weeks=9))
    assert [one.kind.value for one in flags(house, row)] == ["lead-time"]


def test_a_latest_start_that_is_past_is_told(house: House):
    (flag,) = flags(house, made(house, {}, {"latest_start": TODAY - timedelta(days=1)}))
    assert "which is past" in flag.text


def test_what_comes_after_another_package_is_not_held_to_the_projects_latest_start(house: House):
    row = made(house, {"latest_start": TODAY + timedelta(weeks=2)}, {"line": "cell-line"}, {})
    first, second = row.packages.all()
    assert [one.package for one in flags(house, row, "lead-time")] == [second]
    second.depends_on.set([first])
    assert flags(house, row, "lead-time") == []


def chained(house: House, weeks: int, **values: Any) -> Project:
    """A cell line, then its drug substance, then vials, each after the other."""
    ends = {"ends_on": TODAY + timedelta(weeks=weeks), **values}
    row = made(house, ends, {"line": "cell-line"}, {}, {"line": "dp-manufacture"})
    packages = list(row.packages.all())
    for before, after in pairwise(packages):
        after.depends_on.set([before])
    return row


def test_steps_that_follow_each_other_in_less_time_than_they_take_are_told_of_the_project(house: House):
    (flag,) = flags(house, chained(house, 20), "lead-time")
    assert flag.package is None
    assert "follow each other and take 26 weeks at the least; the project has 20." in flag.text
    assert flag.advice == "Let the project end on 25 May 2027 or later, or take out what is done already."


def test_steps_that_have_the_time_or_do_not_wait_for_each_other_raise_no_flag(house: House):
    row = chained(house, 26)
    assert flags(house, row, "lead-time") == []
    Project.objects.filter(pk=row.pk).update(ends_on=TODAY + timedelta(weeks=20))
    WorkPackage.depends_on.through.objects.all().delete()
    assert flags(house, row, "lead-time") == []


@pytest.mark.parametrize(("budget", "count"), [(1000, 1), (59_999, 1), (60_000, 0), (900_000_000, 0)])
def test_a_budget_below_what_any_batch_costs_is_told_of_the_project(house: House, budget: int, count: int):
    row = made(house, {"budget_high": Decimal(budget), "currency": "EUR"}, {}, {"line": "dp-manufacture"})
    found = flags(house, row, "budget")
    assert [one.package for one in found] == [None] * count
    assert all("at least EUR 60,000" in one.text for one in found)


def test_a_package_of_ten_euros_is_told_and_research_may_cost_as_little(house: House):
    little = {"budget_high": Decimal(10), "currency": "EUR"}
    row = made(house, {}, little, {"line": "plasmid-research-hq", **little})
    (flag,) = flags(house, row, "budget")
    assert flag.package == row.packages.get(service_line=LINE)


def test_a_budget_in_another_currency_is_told_where_there_is_a_rate(house: House):
    row = made(house, {"budget_high": Decimal(1_000_000), "currency": "JPY"})
    assert flags(house, row, "budget") == []
    ExchangeRate.objects.create(base="EUR", counter="JPY", rate=Decimal(160), on=clock.today(), source="ECB")
    found = my_projects(house.owner).get(pk=row.pk)
    every = feasibility_of(found, list(packages_of(house.owner, found)), current_catalogue(), clock.today())
    assert [one.kind.value for one in every] == ["budget"]


@pytest.mark.parametrize(("hosts", "count"), [(["cho"], 0), (["e-coli"], 1), (["cho", "e-coli"], 1), ([], 0)])
def test_a_host_that_nobody_lists_for_the_service_is_told(house: House, hosts: list[str], count: int):
    row = made(house, {}, {"systems": tuple(ExpressionSystem.objects.filter(pk__in=hosts))})
    found = flags(house, row)
    assert [one.kind.value for one in found] == ["system"] * count
    lacking = ExpressionSystem.objects.get(pk="e-coli").label
    assert all(one.text.endswith(f" lists {lacking} for it.") for one in found)


@pytest.mark.parametrize(("stage", "count"), [("phase-2", 0), ("phase-3", 0), ("target-discovery", 1)])
def test_a_stage_far_from_all_for_which_it_is_done_is_told(house: House, stage: str, count: int):
    row = made(house, {}, {"stage": Stage.objects.get(pk=stage)})
    assert [one.kind.value for one in flags(house, row)] == ["stage"] * count


def test_a_package_that_begins_before_the_project_or_what_it_waits_for_contradicts_it(house: House):
    row = made(house, {"starts_on": date(2027, 9, 1)}, {"starts_on": date(2027, 10, 1)}, {"latest_start": date(2027, 8, 1)})
    first, second = row.packages.all()
    second.depends_on.set([first])
    texts = [one.text for one in flags(house, row, "contradiction")]
    assert texts[0] == "It has to begin by 1 Aug 2027; the project starts on 1 Sep 2027."
    assert texts[1].startswith("It has to begin by 1 Aug 2027, but needs ")
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Aseptic filling at 2,000 L; packaging of 10 kg.", "2,000 L"),
        ("Monoclonal antibody drug substance from CHO at 10^14 L.", "10^14 L"),
        ("Monoclonal antibody drug substance from CHO, 500 kg per year.", "500 kg per year"),
    ],
)
def test_an_amount_of_the_brief_that_no_package_has_stays_in_sight(house: House, text: str, words: str):
    (flag,) = flags(house, project(house, intake=brief(house, text)), "contradiction")
    assert flag.text.startswith(f"The brief says “{words}”, which no work package has: ")
    assert flag.package == WorkPackage.objects.filter(project__intake__isnull=False).first()


def test_dates_of_the_brief_that_do_not_go_together_stay_in_sight(house: House):
    text = "We need monoclonal antibody drug substance from CHO. Start 2028, end 2027."
    (flag,) = flags(house, project(house, intake=brief(house, text)), "contradiction")
    assert "2027" in flag.text
    assert "which does not go with its other dates" in flag.text
