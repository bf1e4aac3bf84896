"""A run says that it is outdated where it would come out otherwise today, and not where nothing of it is compared with anything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from projects.briefs.actions.package import PackageFacts, add_package, edit_package, facts_of_package, move_package
from projects.briefs.actions.project import ProjectFacts, create_project, edit_project, facts_of_project
from projects.briefs.models import ExchangeRate, Project
from projects.matching.actions.match_run import start_match
from projects.matching.models import MatchRun
from projects.matching.selectors.outdated import Outdated, outdated
from providers.models import Site
from tests.briefs.house import House, Program, build_house, signed_in
from tests.catalogue import offering, seller
from vocabulary.models import Country, ServiceLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINE, OTHER_LINE = "mammalian-ds-clinical", "aseptic-vial-filling"
Run = Callable[[], MatchRun]


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    """Two packages and a budget in dollars; "able" does the first for a price in euros, "other" the second."""
    offering(seller("able"), line=LINE, price_model="fixed", price_min=Decimal(900_000), currency="EUR")
    offering(seller("other"), line=OTHER_LINE)
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))
    package(house, made, LINE, budget_high=Decimal(1_000_000), currency="USD")
    package(house, made, OTHER_LINE)
    rate("1.1", days=3)
    return made


def package(house: House, project: Project, line: str, **values: Any) -> None:
    facts = PackageFacts(service_line=ServiceLine.objects.get(pk=line), **values)
    add_package(actor=house.owner, project=project, facts=facts)


def rate(dollars: str, *, days: int = 0) -> None:
    """So much for a euro, as it was that many days ago."""
    on = timezone.now().date() - timedelta(days=days)
    ExchangeRate.objects.create(base="EUR", counter="USD", rate=Decimal(dollars), on=on, source="ECB")


@pytest.fixture
def match(house: House, heron: Project, deliver_events: Callable[[], None]) -> Run:
    def finished() -> MatchRun:
        run = start_match(actor=house.owner, project=heron)
        deliver_events()
        run.refresh_from_db()
        assert now(run, house) == Outdated(False, False, False, False)
        return run

    return finished


def now(run: MatchRun, house: House) -> Outdated:
    """Asked anew, as another request would."""
    return outdated(MatchRun.objects.get(pk=run.pk), house.owner)


def test_a_rate_by_which_a_price_is_above_the_budget_outdates_a_run(house: House, match: Run):
    run = match()
    rate("4.7")
    assert now(run, house) == Outdated(by_project=False, by_catalogue=False, by_capacity=False, by_rates=True)
    assert not now(match(), house)


def test_a_rate_by_which_it_still_keeps_to_the_budget_does_not(house: House, match: Run):
    run = match()
    rate("1.02")
    assert not now(run, house)


def test_a_rate_does_not_outdate_a_run_whose_budget_is_in_the_currency_of_the_prices(
    house: House, heron: Project, match: Run
):
    first = heron.packages.get(service_line=LINE)
    edit_package(actor=house.owner, package=first, changes=vars(replace(facts_of_package(first), currency="EUR")))
    run = match()
    rate("4.7")
    assert not now(run, house)


def test_a_reader_is_told_that_rates_have_changed_on_both_pages_and_in_the_api(house: House, heron: Project, match: Run):
    run = match()
    rate("4.7")
    browser: Client = signed_in(house.owner)
    for page in ("matches", "chain-plans"):
        assert "Exchange rates have changed" in browser.get(f"/projects/{heron.pk}/{page}/").content.decode(), page
    assert Program(house.owner).get(f"/api/v1/match-runs/{run.pk}/").json()["outdated"] == ["rates"]


def test_what_is_asked_of_the_rates_does_not_grow_with_the_number_of_matches(
    house: House, match: Run, django_assert_max_num_queries: Any
):
    run = match()
    rate("1.05")
    with django_assert_max_num_queries(40) as first:
        now(run, house)
    for number in range(5):
        offering(seller(f"more {number}"), line=LINE, price_model="fixed", price_min=Decimal(900_000), currency="EUR")
    run = match()
    rate("1.06", days=1)
    with django_assert_max_num_queries(len(first.captured_queries)):
        now(run, house)


def test_inspections_of_somebody_eligible_that_are_declared_no_more_outdate_a_run(house: House, heron: Project, match: Run):
    for name in ("able", "other"):
        Site.objects.get(provider__slug=name).authorities.set(["us-fda"])
    edit_project(actor=house.owner, project=heron, changes=vars(replace(facts_of_project(heron), jurisdictions=("us",))))
    run = match()
    Site.objects.get(provider__slug="able").authorities.clear()
    assert now(run, house) == Outdated(by_project=False, by_catalogue=True, by_capacity=False, by_rates=False)


def test_inspections_of_who_is_not_eligible_do_not(house: House, heron: Project, match: Run):
    offering(seller("unable"), line="release-testing")
    edit_project(actor=house.owner, project=heron, changes=vars(replace(facts_of_project(heron), jurisdictions=("us",))))
    run = match()
    Site.objects.get(provider__slug="unable").authorities.set(["us-fda"])
    assert not now(run, house)


def test_inspections_matter_to_no_run_that_asks_for_no_market(house: House, match: Run):
    run = match()
    Site.objects.get(provider__slug="able").authorities.set(["us-fda"])
    assert not now(run, house)


def test_a_package_that_was_moved_outdates_nothing(house: House, heron: Project, match: Run):
    run = match()
    move_package(actor=house.owner, package=heron.packages.get(position=2), to=1)
    assert not now(run, house)


def test_an_agreement_that_is_needed_or_not_outdates_nothing(house: House, heron: Project, match: Run):
    run = match()
    changed = replace(facts_of_project(heron), needs_cda=not heron.needs_cda)
    edit_project(actor=house.owner, project=heron, changes=vars(changed))
    assert not now(run, house)


def test_an_end_without_a_beginning_outdates_nothing_and_with_one_does(house: House, heron: Project, match: Run):
    run = match()
    edit_project(
        actor=house.owner, project=heron, changes=vars(replace(facts_of_project(heron), ends_on=date(2027, 12, 31)))
    )
    assert not now(run, house)
    heron.refresh_from_db()
    begun = replace(facts_of_project(heron), starts_on=date(2027, 10, 1))
    edit_project(actor=house.owner, project=heron, changes=vars(begun))
    assert now(run, house).by_project


def test_a_country_that_would_rather_be_avoided_outdates_a_run(house: House, heron: Project, match: Run):
    run = match()
    first = heron.packages.get(service_line=LINE)
    there = tuple(Country.objects.filter(pk="CN"))
    edit_package(actor=house.owner, package=first, changes={"countries_avoided": there})
    assert now(run, house) == Outdated(by_project=True, by_catalogue=False, by_capacity=False, by_rates=False)
    assert not now(match(), house)
