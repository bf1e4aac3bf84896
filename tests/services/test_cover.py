"""Covered by certificate: only that site, only that work, only while the clock says so."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from providers.actions.certificate import edit_certificate
from providers.actions.certificate_review import revoke_certificate
from providers.models import Certificate
from services.actions.catalogue import refresh_provider
from services.models import CatalogueEntry, Offering
from services.selectors.links import links_of
from tests.providers.house import House, build_house, facts, operator, submitted, verified
from vocabulary.models import ServiceLine, Standard

pytestmark = pytest.mark.django_db
WORD = "Covered by certificate"


@pytest.fixture
def house() -> House:
    return build_house()


def offering(house: House, line: str = "mab-gmp", *standards: str, **values: Any) -> Offering:
    """A published one at the first site."""
    made = Offering.objects.create(
        provider=house.provider, service_line_id=line, status="published", published_at=timezone.now(), **values
    )
    made.sites.set([house.site])
    made.standards.set(standards)
    made.stages.set(["phase-1"])
    made.modalities.set(["mab"])
    return made


def operations(*codes: str) -> tuple[ServiceLine, ...]:
    return tuple(ServiceLine.objects.filter(pk__in=codes))


def covering(made: Offering) -> list[str]:
    return [one.number for one in links_of([made])[made.pk].certificates]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [(["mab-gmp"], ["DE-1"]), (["drug-substance"], ["DE-1"]), (["manufacture"], ["DE-1"]), (["mrna-gmp"], [])],
)
def test_a_certificate_covers_its_operation_and_all_below_it_and_no_sibling(
    house: House, scope: list[str], expected: list[str]
):
    verified(house, operations=operations(*scope))
    assert covering(offering(house)) == expected


def test_a_certificate_of_another_site_covers_nothing_here(house: House):
    verified(house, site=house.other_site)
    made = offering(house)
    assert covering(made) == []
    made.sites.add(house.other_site)
    assert covering(made) == ["DE-1"]


@pytest.mark.parametrize(
    ("standards", "expected"), [([], ["DE-1"]), (["eu-gmp"], ["DE-1"]), (["glp"], []), (["glp", "eu-gmp"], ["DE-1"])]
)
def test_an_offering_that_names_standards_is_covered_under_one_of_them(
    house: House, standards: list[str], expected: list[str]
):
    verified(house)
    assert covering(offering(house, "mab-gmp", *standards)) == expected


def test_what_is_not_verified_covers_nothing(house: House):
    made = offering(house)
    submitted(house)
    assert covering(made) == []
    certificate = verified(house, number="B")
    assert covering(made) == ["B"]
    revoke_certificate(actor=operator(), certificate=certificate, reason="Withdrawn.")
    assert covering(made) == []


def test_the_last_to_end_counts(house: House):
    today = timezone.now().date()
    verified(house, number="SHORT", valid_until=today + timedelta(days=10))
    last = verified(house, number="LONG", standard=Standard.objects.get(pk="glp"), valid_until=today + timedelta(days=20))
    made = offering(house)
    assert covering(made) == ["LONG", "SHORT"]
    assert links_of([made])[made.pk].covered_until == last.ends_at


def faces(made: Offering) -> list[bool]:
    """Whether the badge stands on the offering's page, its card, and its two rows in the API."""
    client = Client()
    page = client.get(f"/offerings/{made.pk}/").content.decode()
    card = client.get("/offerings/").content.decode()
    row = client.get(f"/api/v1/offerings/{made.pk}/").json()
    (listed,) = client.get("/api/v1/offerings/").json()["results"]
    assert (row["certificate"] is not None) == row["covered_by_certificate"]
    return [WORD in page, WORD in card, row["covered_by_certificate"], listed["covered_by_certificate"]]


def test_expiry_takes_the_badge_off_everywhere_at_once_without_any_task(house: House):
    certificate, made = verified(house), offering(house)
    refresh_provider(house.provider.pk)
    with time_machine.travel(certificate.ends_at - timedelta(seconds=1), tick=False):
        assert faces(made) == [True] * 4
    with time_machine.travel(certificate.ends_at, tick=False):
        assert faces(made) == [False] * 4
        assert "DE-1" not in Client().get(f"/offerings/{made.pk}/").content.decode()
    with time_machine.travel(certificate.ends_at + timedelta(seconds=1), tick=False):
        assert faces(made) == [False] * 4


def test_page_card_and_row_say_which_certificate_which_site_and_until_when(house: House):
    certificate, made = verified(house), offering(house)
    refresh_provider(house.provider.pk)
    page = Client().get(f"/offerings/{made.pk}/").content.decode()
    assert "Eu gmp, DE-1" in page
    assert "Halle" in page
    card = Client().get("/offerings/").content.decode()
    assert "Eu gmp, Halle, until" in card
    row = Client().get(f"/api/v1/offerings/{made.pk}/").json()
    assert row["certificate"] == {
        "standard": "eu-gmp", "number": "DE-1", "city": "Halle", "country": "DE",
        "valid_until": certificate.valid_until.isoformat(),
    }  # fmt: skip


def test_the_catalogue_follows_what_happens_to_certificates(house: House, deliver_events: Callable[[], None]):
    made = offering(house)
    refresh_provider(house.provider.pk)
    entry = CatalogueEntry.objects.filter(offering=made)
    certificate = verified(house)
    deliver_events()
    assert entry.get().covered_until == certificate.ends_at
    edit_certificate(actor=house.owner, certificate=certificate, changes=vars(facts(house, number="B")))
    deliver_events()
    assert entry.get().covered_until is None
    assert faces(made) == [False] * 4


def test_many_offerings_take_as_many_queries_as_one(house: House):
    verified(house)
    made = [offering(house)]
    with CaptureQueriesContext(connection) as one:
        links_of(made)
    for number in range(3):
        verified(house, number=f"N-{number}", site=house.other_site)
        made.append(offering(house, "mrna-gmp"))
        made[-1].sites.add(house.other_site)
    with CaptureQueriesContext(connection) as many:
        links_of(made)
    assert len(many) == len(one)
    assert Certificate.objects.count() == 4
