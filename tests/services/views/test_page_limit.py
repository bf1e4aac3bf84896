"""Pages of the catalogue are limited by the minute: far above what a person opens, far below what takes it whole."""

from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from services import urls
from services.middleware import PAGES
from services.models import Offering
from tests.briefs.house import signed_in
from tests.factories import actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

FRAGMENT = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def _three_a_minute(settings: Any) -> Any:
    cache.clear()
    settings.THROTTLE_SCALE, settings.PAGES_PER_MINUTE = 1, 3
    yield
    cache.clear()


def use_up(browser: Client) -> None:
    for number in range(3):
        assert browser.get(f"/offerings/?q={number}").status_code == 200


def test_a_visitor_who_opens_too_many_is_told_when_to_come_back(client: Client):
    use_up(client)
    refused = client.get("/offerings/?q=more")
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    page = refused.content.decode()
    assert "Wait a minute, or sign in" in page
    assert reverse("account_login") in page


@pytest.mark.parametrize(
    "address", ["/offerings/suggest/?q=mrna", "/providers/", "/providers/wacker-biotech/", "/coverage/"]
)
def test_all_of_them_count_together(client: Client, address: str):
    use_up(client)
    assert client.get(address).status_code == 429


def test_what_is_kept_counts_as_well(client: Client):
    for _again in range(3):
        assert client.get("/offerings/").status_code == 200
    assert client.get("/offerings/").status_code == 429


def test_a_region_is_refused_with_a_sentence_over_the_page(client: Client):
    use_up(client)
    refused = client.get("/offerings/?q=more", headers=FRAGMENT)
    assert (refused.status_code, refused.content) == (429, b"")
    assert refused["HX-Reswap"] == "none"
    assert "within a minute" in refused["HX-Trigger"]
    assert int(refused["Retry-After"]) >= 1


def test_in_an_office_behind_one_address_each_who_is_signed_in_has_a_limit_of_their_own(client: Client):
    use_up(client)
    first, second = signed_in(actor()), signed_in(actor())
    use_up(first)
    refused = first.get("/offerings/?q=more")
    assert refused.status_code == 429
    assert "sign in" not in refused.content.decode().split("<main")[1]
    use_up(second)


def test_a_person_is_the_same_in_two_browsers():
    who = actor()
    use_up(signed_in(who))
    assert signed_in(who).get("/offerings/").status_code == 429


def test_other_pages_and_programs_are_not_refused_for_it(client: Client):
    use_up(client)
    for address in ("/", reverse("account_login"), "/api/v1/offerings/", "/healthz"):
        assert client.get(address).status_code == 200, address


def test_the_first_few_of_a_minute_are_not_counted_in_the_cache(client: Client, settings: Any):
    settings.PAGES_PER_MINUTE = 20
    with time_machine.travel("2027-03-01T12:00:05Z", tick=False):
        for _asked in range(22):
            assert client.get("/coverage/").status_code == 200
        assert client.get("/coverage/").status_code == 429
    with time_machine.travel("2027-03-01T12:03:05Z", tick=False):
        assert client.get("/coverage/").status_code == 200


def test_no_limit_where_the_installation_wants_none(client: Client, settings: Any):
    settings.PAGES_PER_MINUTE = 0
    for number in range(6):
        assert client.get(f"/offerings/?q={number}").status_code == 200


def test_every_page_of_the_catalogue_that_visitors_see_has_the_limit(client: Client, settings: Any):
    """A new one fails here: name it in ``services/middleware.py``, unless it costs as little as the first page."""
    settings.PAGES_PER_MINUTE = 1000
    known = {"slug": "wacker-biotech", "pk": Offering.objects.earliest("pk").pk}
    seen = set()
    for one in urls.urlpatterns:
        names = one.pattern.converters
        if (
            set(names) <= set(known)
            and client.get(reverse(one.name, kwargs={name: known[name] for name in names})).status_code == 200
        ):
            seen.add(one.name)
    assert seen - {"home"} == PAGES
