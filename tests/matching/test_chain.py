"""Plans for a whole chain: found by a search that misses nothing in small chains, true of the catalogue, kept with a run."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations, product

import pytest
from django.test import Client
from django.utils.translation import override

from projects.briefs.actions.package import PackageFacts, add_package, edit_package, facts_of_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from projects.briefs.requirements import Subject
from projects.matching.actions.match_run import start_match
from projects.matching.engine.chains.chain import (
    EASY,
    NONE,
    STEEP,
    Way,
    best_route,
    fewest,
    handovers_of,
    partners_of,
    span_of,
    worth,
)
from projects.matching.engine.chains.chain_routes import measured, routes_of
from projects.matching.enums import PlanKind
from projects.matching.models import ChainPlan, MatchRun
from projects.matching.preview import preview_of
from projects.matching.selectors.chain_plan import plans_of, told_by_package
from projects.matching.selectors.outdated import outdated
from projects.matching.together import together_of
from providers.models import Site
from services.models import Offering
from services.selectors.catalogue import current_catalogue
from tests.briefs.house import House, Program, build_house, signed_in
from tests.catalogue import offering, refresh, seller
from tests.factories import actor
from tests.matching.needs import at_least, must
from vocabulary.models import Country, ServiceLine, Standard

CELLS, SUBSTANCE, FILLING = "cho-cell-line-development", "mammalian-ds-clinical", "aseptic-vial-filling"

# The search ------------------------------------------------------------------------------------------------------------


def any_ways(lot: random.Random, packages: int) -> list[list[Way]]:
    places = [("DE", "Halle"), ("DE", "Jena"), ("AT", "Vienna"), None]
    return [
        [
            Way(lot.randrange(4), number, lot.choice(places), lot.random(), lot.choice([None, 4.0, 9.0]), lot.choice([None, 5.0, 7.0]))
            for number in range(lot.randint(0, 4))
        ]
        for _package in range(packages)
    ]  # fmt: skip


def any_needs(lot: random.Random, packages: int) -> list[tuple[int, ...]]:
    return [tuple(first for first in range(then) if lot.random() < 0.5) for then in range(packages)]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("toll", [EASY, NONE, STEEP])
def test_the_beam_finds_the_best_of_all_routes_of_a_small_chain(seed: int, toll: object):
    lot = random.Random(seed)
    ways, needs = any_ways(lot, 5), any_needs(lot, 5)
    found = worth(best_route(ways, needs, toll), needs, toll)
    every = product(*(one or [None] for one in ways))
    assert found == pytest.approx(max(worth(route, needs, toll) for route in every))


@pytest.mark.parametrize("seed", range(40))
def test_the_fewest_are_a_smallest_set_and_no_route_is_beaten(seed: int):
    lot = random.Random(seed)
    ways, needs = any_ways(lot, 5), any_needs(lot, 5)
    every = [route for route in product(*(one or [None] for one in ways)) if any(route)]
    planned = routes_of(ways, needs)
    if not every:
        assert (fewest(ways), planned) == ([], [])
        return
    least = min(len(partners_of(route)) for route in every)
    assert {len(one) for one in fewest(ways)} == {least}
    assert min(len(partners_of(one.route)) for one in planned) == least
    figures = [measured(one.route, needs) for one in planned]
    assert len(set(figures)) == len(figures)
    for one, other in permutations(figures, 2):
        assert not all(mine <= theirs for mine, theirs in zip(one, other, strict=True))
    assert [one.kinds for one in routes_of(ways, needs)] == [one.kinds for one in planned]


def test_weeks_run_along_what_is_needed_first():
    needs = [(), (0,), (0,), (1, 2)]
    assert span_of(needs, [4.0, 10.0, None, 2.0]) == [(0, 4), (4, 14), (4, 4), (14, 16)]
    assert span_of([(1,), (0,)], [3.0, 3.0])[0] == (0, 3)


def test_a_hand_over_is_between_sites_along_a_dependency():
    here, there = Way(1, 1, ("DE", "Halle"), 1.0), Way(1, 2, ("AT", "Vienna"), 1.0)
    other, nowhere = Way(2, 3, ("DE", "Halle"), 1.0), Way(2, 4, None, 1.0)
    found = [
        [(one.is_other_house, one.crosses_border) for one in handovers_of((here, then), [(), (0,)])]
        for then in (here, there, other, nowhere, None)
    ]
    assert found == [[], [(False, True)], [(True, False)], [(True, None)], []]
    assert handovers_of((here, other), [(), ()]) == []


# With a run ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def house(terms: None) -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    """Cell line, then substance, then filling; one house does all of it slowly, others parts of it better."""
    all_of_it, quick, far = seller("All of it", "Halle"), seller("Quick Cells"), seller("Far Fill", "Shanghai", "CN")
    for line, weeks in ((CELLS, 20), (SUBSTANCE, 30), (FILLING, 10)):
        offering(all_of_it, line=line, lead_weeks_min=weeks, lead_weeks_max=weeks + 2)
    offering(
        quick,
        line=CELLS,
        lead_weeks_min=8,
        standards=["eu-gmp"],
        price_model="fixed",
        price_min=Decimal(100),
        price_max=Decimal(150),
        currency="EUR",
    )
    offering(far, line=FILLING, standards=["eu-gmp"], price_model="per-batch", price_min=Decimal(7), currency="USD")
    row = create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))
    standard = (Standard.objects.get(pk="eu-gmp"),)
    before: tuple[object, ...] = ()
    for line in (CELLS, SUBSTANCE, FILLING):
        facts = PackageFacts(
            service_line=ServiceLine.objects.get(pk=line), batches=3, standards_preferred=standard, depends_on=before
        )
        before = (add_package(actor=house.owner, project=row, facts=facts),)
    return row


@pytest.fixture
def run(house: House, heron: Project, deliver_events: Callable[[], None]) -> MatchRun:
    made = start_match(actor=house.owner, project=heron)
    deliver_events()
    return MatchRun.objects.get(pk=made.pk)


def plan(run: MatchRun, kind: PlanKind) -> ChainPlan:
    return next(one for one in ChainPlan.objects.filter(run=run) if kind.value in one.kinds)


@pytest.mark.django_db
def test_one_house_for_all_of_it_has_no_hand_over_and_the_sum_of_its_lead_times(run: MatchRun):
    one = plan(run, PlanKind.ONE_STOP)
    assert (one.providers, one.handovers, one.borders, one.uncovered) == (1, 0, 0, 0)
    assert (one.weeks_low, one.weeks_high, one.unknown_leads) == (60, 66, 0)
    assert (one.costs, one.unpriced) == ([], 3)
    assert [step["starts"] for step in one.steps] == [[0, 0], [20, 22], [50, 54]]
    assert {step["provider"]["slug"] for step in one.steps} == {"all-of-it"}


@pytest.mark.django_db
def test_the_best_of_each_names_its_hand_overs_known_prices_and_what_is_not_known(run: MatchRun):
    one = plan(run, PlanKind.BEST_OF_EACH)
    assert [step["provider"]["slug"] for step in one.steps] == ["quick-cells", "all-of-it", "far-fill"]
    assert (one.providers, one.handovers, one.borders) == (3, 2, 1)
    assert (one.weeks_low, one.weeks_high, one.unknown_leads) == (38, 40, 1)
    assert one.costs == [
        {"currency": "EUR", "low": "100.000", "high": "150.000"},
        {"currency": "USD", "low": "21.000", "high": "21.000"},
    ]
    assert one.unpriced == 1
    sites = [step["site"] for step in one.steps]
    assert sites[2] == {"city": "Shanghai", "country": "CN"}
    told = told_by_package(one)
    assert all(sentence for step in one.steps for sentence in told[step["package"]])
    with override("zh-hans"):
        assert set(told_by_package(one)) == set(told)


@pytest.mark.django_db
def test_a_site_that_is_excluded_is_in_no_plan(house: House, heron: Project, deliver_events: Callable[[], None]):
    package = heron.packages.get(service_line=FILLING)
    fill = Offering.objects.get(provider__slug="far-fill")
    fill.sites.add(Site.objects.create(provider=fill.provider, city="Graz", country_id="AT"))
    refresh(fill.provider)
    facts = replace(facts_of_package(package), countries_excluded=tuple(Country.objects.filter(pk__in=["CN"])))
    edit_package(actor=house.owner, package=package, changes=vars(facts))
    run = start_match(actor=house.owner, project=heron)
    deliver_events()
    sites = {one.steps[2]["site"]["city"] for one in plans_of(house.owner, run)}
    assert sites == {"Halle", "Graz"}


@pytest.mark.django_db
def test_a_package_that_nobody_takes_is_told_with_who_comes_nearest(
    house: House, heron: Project, deliver_events: Callable[[], None]
):
    package = heron.packages.get(service_line=FILLING)
    facts = replace(
        facts_of_package(package), standards_required=(Standard.objects.get(pk="tga-gmp"),), certificates_in_force=True
    )
    edit_package(actor=house.owner, package=package, changes=vars(facts))
    run = start_match(actor=house.owner, project=heron)
    deliver_events()
    for one in plans_of(house.owner, run):
        step = one.steps[2]
        assert (one.uncovered, step["provider"], step["price"]) == (1, None, None)
        assert step["near"]["slug"] in {"all-of-it", "far-fill"}
        assert told_by_package(one)[str(package.pk)] == [
            f"No certificate in force for {Standard.objects.get(pk='tga-gmp').label} is shown."
        ]


@pytest.mark.django_db
def test_a_changed_dependency_makes_plans_outdated(house: House, heron: Project, run: MatchRun):
    package = heron.packages.get(service_line=FILLING)
    edit_package(actor=house.owner, package=package, changes=vars(replace(facts_of_package(package), depends_on=())))
    assert outdated(run, house.owner).by_project


@pytest.mark.django_db
def test_a_project_without_packages_has_no_plans(house: House, deliver_events: Callable[[], None]):
    offering(seller("Somebody"), line=CELLS)
    row = create_project(actor=house.owner, facts=ProjectFacts(codename="Empty"))
    start_match(actor=house.owner, project=row)
    deliver_events()
    assert not ChainPlan.objects.exists()
    assert "No plan" in signed_in(house.viewer).get(f"/projects/{row.pk}/chain-plans/").content.decode()


@pytest.mark.django_db
def test_the_page_waits_for_the_run_and_shows_the_plans(house: House, heron: Project, deliver_events: Callable[[], None]):
    browser, address = signed_in(house.owner), f"/projects/{heron.pk}/chain-plans/"
    assert "Not planned yet" in browser.get(address).content.decode()
    started = browser.post(address)
    assert started.status_code == 302
    assert 'hx-trigger="every 1s"' in browser.get(started["Location"]).content.decode()
    deliver_events()
    page = browser.get(started["Location"]).content.decode()
    for text in (
        "One stop",
        "Best of each",
        "60–66 weeks",
        "at least 38 weeks",
        "tech transfer to another provider",
        "over a border",
    ):
        assert text in page
    assert signed_in(actor()).get(address).status_code == 404
    assert signed_in(house.viewer).post(address).status_code == 403
    assert Client().get(address).status_code == 302


@pytest.mark.django_db
def test_a_program_plans_and_reads(house: House, heron: Project, deliver_events: Callable[[], None]):
    program, path = Program(house.owner), f"/api/v1/projects/{heron.pk}/chain-plans/"
    started = program.send("POST", path, {})
    assert (started.status_code, started["Location"]) == (202, f"/api/v1/match-runs/{started.json()['id']}/")
    assert program.get(path).json()["results"] == []
    deliver_events()
    found = program.get(path).json()
    first = found["results"][0]
    assert first["best_in"][0] == "one-stop"
    assert (first["weeks_low"], first["handovers"], first["transfers"]) == (60, 0, [])
    assert [step["lead"] for step in first["steps"]] == [[20, 22], [30, 32], [10, 12]]
    assert all(step["reasons"] for step in first["steps"])
    moves = found["results"][-1]["transfers"]
    assert {(one["other_provider"], one["crosses_border"]) for one in moves} <= {(True, False), (True, True)}
    assert Program(actor()).get(path).status_code == 404
    assert Offering.objects.filter(pk=first["steps"][0]["offering"], provider__slug="all-of-it").exists()


@pytest.mark.django_db
def test_a_part_of_a_pasted_text_that_nobody_takes_is_named_with_who_comes_nearest_and_the_others_are_planned(terms: None):
    offering(seller("Small Vats"), line="mammalian-ds-clinical", modalities=["mab"], scale_max=Decimal(200))
    offering(seller("Quick Fill", "Graz", "AT"), line="aseptic-vial-filling", modalities=["mab"])
    lines = [must(Subject.SERVICE_LINE, one) for one in ("mammalian-ds-clinical", "aseptic-vial-filling")]
    asked = [*lines, must(Subject.MODALITY, "mab"), at_least(2000, "l-bioreactor")]
    found = together_of(preview_of("", current_catalogue(), requirements=asked))
    assert found is not None
    nobody, somebody = found.parts
    assert (nobody.count, nobody.first, nobody.near, found.is_covered) == (0, (), ("small-vats", "Small Vats"), False)
    assert nobody.missing == ("At most 200 L is known; at least 2,000 L is needed.",)
    assert (somebody.count, somebody.near, somebody.missing) == (1, None, ())
    (plan,) = found.plans
    assert (plan.uncovered, plan.providers, plan.handovers) == (1, 1, 0)
    substance, filling = plan.steps
    assert (substance["provider"], substance["near"]["slug"]) == (None, "small-vats")
    assert (filling["provider"]["slug"], filling["site"]) == ("quick-fill", {"city": "Graz", "country": "AT"})
    assert told_by_package(plan)["mammalian-ds-clinical"] == list(nobody.missing)
