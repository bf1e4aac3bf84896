"""What a profile leaves open for matching, held against the engine: what is called open is what a match does not know."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organizations.actor import Actor
from organizations.enums import Kind, Role
from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.weights import DEFAULT_WEIGHTS
from projects.matching.enums import Criterion, Matter
from projects.matching.matters import COSTS, by_cost
from projects.matching.selectors.left_open import LeftOpen, left_open
from providers.enums import CertificateStatus, ProviderState, SiteStatus
from providers.models import Certificate, Provider, Slot, Suite
from services.enums import OfferingStatus, PriceModel
from services.models import Offering
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, refresh
from tests.catalogue import seller as new_seller
from tests.factories import actor
from tests.matching.certified import certificate
from tests.matching.needs import TODAY, at_least, must, ranked, wish
from tests.selling import Program, seller, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

API, PAGE = "/api/v1/my/matching/", "/my/matching/"
LINE = "mammalian-ds-clinical"
SAID: dict[str, Any] = {
    "modalities": ["mab"],
    "stages": ["phase-1"],
    "standards": ["eu-gmp"],
    "systems": ["cho"],
    "scale_max": 2000,
    "lead_weeks_min": 8,
    "price_model": PriceModel.FIXED,
    "price_min": Decimal(100_000),
    "currency": "EUR",
    "description_en": "Drug substance of antibodies from CHO cells, with process transfer overnight.",
}
WITHOUT: dict[Matter, tuple[str, ...]] = {
    Matter.MODALITIES: ("modalities",),
    Matter.STANDARDS: ("standards",),
    Matter.STAGES: ("stages",),
    Matter.SYSTEMS: ("systems",),
    Matter.SCALE: ("scale_max",),
    Matter.LEAD_TIME: ("lead_weeks_min",),
    Matter.PRICE: ("price_model", "price_min", "currency"),
    Matter.DESCRIPTION: ("description_en",),
}
ASKED: dict[Matter, Requirement] = {
    Matter.STANDARDS: wish(Subject.STANDARD, "eu-gmp"),
    Matter.STAGES: wish(Subject.STAGE, "phase-1"),
    Matter.SCALE: at_least(2000, "l-bioreactor"),
    Matter.LEAD_TIME: Requirement(Subject.WINDOW, starts_on=date(2027, 6, 1)),
    Matter.PRICE: Requirement(Subject.BUDGET, high=Decimal(500_000), unit="EUR"),
}
"""What a brief asks of which nobody knows whether the provider can do it."""


def house(**values: Any) -> tuple[Actor, Offering]:
    """Somebody whose site has been inspected and certified, with one offering."""
    site = new_seller("Elbe Biologics")
    site.authorities.set(["eu-ema"])
    person = actor(Role.MANAGER, kind=Kind.PROVIDER)
    Provider.objects.filter(pk=site.provider_id).update(state=ProviderState.CLAIMED, organization=person.organization)
    certificate(site, until=timezone.now().date() + timedelta(days=300))
    return person, offering(site, line=LINE, **values)


def looked_at(person: Actor) -> LeftOpen:
    return left_open(person, current_catalogue())


def matters(person: Actor) -> list[Matter]:
    (one,) = looked_at(person).offerings
    return [point.matter for point in one.points]


def without(matter: Matter) -> dict[str, Any]:
    return {name: value for name, value in SAID.items() if name not in WITHOUT[matter]}


def scores(*asked: Requirement) -> dict[Criterion, float]:
    """Of the house, for a brief that wants its service besides."""
    ranking = ranked(
        [must(Subject.SERVICE_LINE, LINE), *asked], current_catalogue(), words=("antibody", "overnight", "transfer")
    )
    place = ranking.ground.slugs.index("elbe-biologics")
    return {criterion: float(found[place]) for criterion, found in ranking.scores.items()}


# Held against the engine ---------------------------------------------------------------------------------------------


def test_an_offering_that_says_everything_leaves_nothing_open():
    person, _made = house(**SAID)
    assert matters(person) == []


@pytest.mark.parametrize("matter", list(WITHOUT))
def test_what_an_offering_does_not_say_is_open_and_nothing_else(matter: Matter):
    person, made = house(**without(matter))
    assert matters(person) == [matter]
    (one,) = looked_at(person).offerings
    assert one.points[0].link.startswith(f"/my/offerings/{made.pk}/edit/#id_")


@pytest.mark.parametrize("matter", list(ASKED))
def test_what_is_called_open_is_not_known_to_a_match_and_known_once_it_is_said(matter: Matter):
    _person, made = house(**without(matter))
    site = made.sites.get()
    unknown = scores(ASKED[matter])
    made.delete()
    offering(site, line=LINE, **SAID)
    known = scores(ASKED[matter])
    for criterion in COSTS[matter].criteria:
        assert np.isnan(unknown[criterion])
        assert not np.isnan(known[criterion])


@pytest.mark.parametrize(
    ("matter", "asked"),
    [
        (Matter.MODALITIES, wish(Subject.MODALITY, "mab")),
        (Matter.SYSTEMS, wish(Subject.SYSTEM, "cho")),
        (Matter.DESCRIPTION, wish(Subject.MODALITY, "mab")),
    ],
)
def test_what_lowers_a_score_without_making_it_unknown_does_so_in_the_engine(matter: Matter, asked: Requirement):
    _person, made = house(**without(matter))
    site = made.sites.get()
    before = scores(asked)
    made.delete()
    offering(site, line=LINE, **SAID)
    after = scores(asked)
    for criterion in COSTS[matter].criteria:
        assert after[criterion] > before[criterion]


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ("modalities", must(Subject.MODALITY, "mab")),
        ("sites", must(Subject.COUNTRY, "DE")),
        ("certificate", Requirement(Subject.STANDARD, Force.MUST, "eu-gmp", in_force=True)),
    ],
)
def test_what_is_said_to_shut_out_makes_a_near_miss_where_it_is_a_must(change: str, asked: Requirement):
    person, made = house(**SAID)

    def misses() -> int:
        ranking = ranked([must(Subject.SERVICE_LINE, LINE), asked], current_catalogue())
        return int(ranking.misses[ranking.ground.slugs.index("elbe-biologics")])

    assert misses() == 0
    if change == "modalities":
        made.modalities.clear()
    elif change == "sites":
        made.sites.update(status=SiteStatus.PLANNED)
    else:
        Certificate.objects.update(status=CertificateStatus.REVOKED)
    refresh(made.provider)
    assert misses() > 0
    first = matters(person)[0]
    assert (first, COSTS[first].shuts_out) == (Matter(change), True)


def test_a_free_window_in_time_fits_whatever_the_lead_time_and_is_asked_of_the_profile():
    person, made = house(**SAID | {"lead_weeks_min": 400})
    window = ASKED[Matter.LEAD_TIME]
    assert [point.matter for point in looked_at(person).profile] == [Matter.FREE_WINDOWS]
    assert scores(window)[Criterion.TIME] == 0
    suite = Suite.objects.create(site=made.sites.get(), name="A")
    suite.service_lines.set([LINE])
    Slot.objects.create(suite=suite, starts_on=date(2027, 6, 1), ends_on=date(2027, 8, 1))
    assert looked_at(person).profile == ()
    assert scores(window)[Criterion.TIME] == 1


def test_inspections_cost_nothing_by_the_usual_weights_and_come_last():
    person, made = house(**without(Matter.PRICE))
    made.sites.get().authorities.clear()
    assert matters(person) == [Matter.PRICE, Matter.INSPECTIONS]
    assert COSTS[Matter.INSPECTIONS].weight == 0
    market = wish(Subject.JURISDICTION, "eu")
    assert np.isnan(scores(market)[Criterion.TRACK])
    made.sites.get().authorities.set(["eu-ema"])
    assert scores(market)[Criterion.TRACK] == 1


def test_that_nobody_else_has_inspected_a_site_is_an_answer():
    person, made = house(**SAID)
    made.sites.get().authorities.clear()
    made.sites.update(authorities_known=True)
    assert matters(person) == []


# What is asked of whom -----------------------------------------------------------------------------------------------


def test_what_nobody_says_of_a_service_is_asked_of_none():
    person, made = house(**SAID)
    offering(made.sites.get(), line="medical-writing", stages=["phase-1"], lead_weeks_min=2)
    (one,) = [each for each in looked_at(person).offerings if each.offering.service_line_id == "medical-writing"]
    assert not {Matter.SCALE, Matter.SYSTEMS, Matter.CERTIFICATE} & {point.matter for point in one.points}


def test_a_certificate_that_has_ended_is_none():
    person, _made = house(**SAID)
    ends = Certificate.objects.get().valid_until
    assert ends
    with time_machine.travel(datetime(ends.year, ends.month, ends.day, tzinfo=UTC) + timedelta(days=1), tick=False):
        assert matters(person) == [Matter.CERTIFICATE]


def test_a_price_on_request_or_by_the_hour_compares_with_no_budget():
    person, made = house(**SAID)
    Offering.objects.filter(pk=made.pk).update(price_model=PriceModel.FTE)
    assert matters(person) == [Matter.PRICE]


def test_only_what_is_published_is_looked_at():
    person, made = house(**without(Matter.SCALE))
    for status in (OfferingStatus.DRAFT, OfferingStatus.PAUSED):
        Offering.objects.create(provider=made.provider, service_line_id=LINE, status=status, published_at=timezone.now())
    assert [one.offering for one in looked_at(person).offerings] == [made]


def test_an_edit_closes_what_was_open_at_once():
    person, made = house(**without(Matter.LEAD_TIME))
    assert matters(person) == [Matter.LEAD_TIME]
    Offering.objects.filter(pk=made.pk).update(lead_weeks_max=20)
    assert matters(person) == []


# Order ---------------------------------------------------------------------------------------------------------------


def test_what_can_shut_out_comes_first_and_then_what_weighs_most():
    ordered = by_cost(Matter)
    assert ordered[:3] == [Matter.MODALITIES, Matter.SITES, Matter.CERTIFICATE]
    weights = [COSTS[one].weight for one in ordered[3:]]
    assert weights == sorted(weights, reverse=True)
    assert COSTS[Matter.STANDARDS].weight == DEFAULT_WEIGHTS[Criterion.STANDARDS] + DEFAULT_WEIGHTS[Criterion.QUALITY]


def test_every_matter_has_a_cost_and_the_offering_that_costs_most_comes_first():
    assert set(COSTS) == set(Matter)
    person, made = house(**SAID)
    poor = offering(made.sites.get(), line="aseptic-vial-filling")
    first, second = looked_at(person).offerings
    assert (first.offering, second.offering) == (poor, made)
    assert looked_at(person).counted[0] == (Matter.MODALITIES, 1)


# The page and the program --------------------------------------------------------------------------------------------


def test_the_page_says_what_it_costs_and_leads_to_the_field():
    browser = signed_in(seller(Role.MANAGER))
    page = browser.get(PAGE).content.decode()
    total = Offering.objects.published().filter(provider__slug="wacker-biotech").count()
    assert str(COSTS[Matter.LEAD_TIME].text) in page
    assert f"{total} of {total}" in page
    own = Offering.objects.published().filter(provider__slug="wacker-biotech").first()
    assert own is not None
    assert f'href="/my/offerings/{own.pk}/edit/#id_lead_weeks_min"' in page
    assert 'id="id_lead_weeks_min"' in browser.get(f"/my/offerings/{own.pk}/edit/").content.decode()


def test_the_next_page_of_offerings_asks_no_brief_again():
    own = Offering.objects.published().filter(provider__slug="wacker-biotech").first()
    assert own is not None
    page = signed_in(seller(Role.MANAGER)).get(PAGE, {"offering": own.pk}).content.decode()
    assert 'href="?page=2"' in page


@pytest.mark.parametrize(
    "name", ["modalities", "sites", "description_en", "standards", "scale_max", "stages", "systems", "price_model"]
)
def test_each_field_that_the_page_leads_to_is_on_the_form(name: str):
    browser = signed_in(seller(Role.MANAGER))
    own = Offering.objects.published().filter(provider__slug="wacker-biotech").first()
    assert own is not None
    assert f'id="id_{name}"' in browser.get(f"/my/offerings/{own.pk}/edit/").content.decode()


def test_inspections_lead_to_the_form_of_the_site():
    person, made = house(**SAID)
    site = made.sites.get()
    site.authorities.clear()
    ((point,),) = [one.points for one in looked_at(person).offerings]
    assert point.link == f"/my/sites/{site.pk}/edit/#id_authorities"
    assert 'id="id_authorities"' in signed_in(person).get(f"/my/sites/{site.pk}/edit/").content.decode()


def test_a_program_reads_the_same():
    person, made = house(**without(Matter.SCALE))
    (one,) = Program(person).get(API).json()["offerings"]
    assert (one["offering"]["id"], one["offering"]["service_line"]["code"]) == (str(made.pk), LINE)
    assert one["open"] == [
        {
            "matter": "scale",
            "cost": str(COSTS[Matter.SCALE].text),
            "shuts_out": False,
            "criteria": ["scale"],
            "weight": 1.5,
            "url": f"/my/offerings/{made.pk}/edit/#id_scale_max",
        }
    ]


def test_where_nothing_is_open_the_page_says_so():
    person, made = house(**SAID)
    suite = Suite.objects.create(site=made.sites.get(), name="A")
    Slot.objects.create(suite=suite, starts_on=TODAY, ends_on=timezone.now().date() + timedelta(days=90))
    assert "Nothing is left open." in signed_in(person).get(PAGE).content.decode()


def test_more_offerings_take_no_more_queries():
    person, made = house(**without(Matter.SCALE))
    current_catalogue()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            looked_at(person)
        return len(queries)

    asked()
    before = asked()
    for line in ("aseptic-vial-filling", "plasmid-gmp"):
        offering(made.sites.get(), line=line)
    asked()
    assert asked() == before
