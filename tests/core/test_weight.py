"""The heaviest pages there are, compressed. ``make shots`` weighs every page, the matrix each page of its small world."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import Client

from providers.models import Provider
from services.models import Offering
from tests.briefs.house import BRIEF
from tests.markup import ELSEWHERE, MOST_BYTES, weight_of
from tests.providers.house import vocabulary
from tests.sourcing.deal import drafted, line_facts, open_deal, opened_deal

pytestmark = pytest.mark.django_db


def broadest_profile() -> str:
    return f"/providers/{Provider.objects.annotate(n=Count('offerings')).latest('n').slug}/"


def four_side_by_side() -> str:
    picked = Offering.objects.order_by("-pk").values_list("pk", flat=True)[:4]
    return "/offerings/compare/?" + urlencode([("offering", pk) for pk in picked])


def whole(path: str) -> Callable[[], str]:
    return lambda: path


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "address",
    [
        whole("/"), whole("/offerings/"), whole("/offerings/?q=antibody"), whole("/providers/"), whole("/coverage/"),
        whole("/vocabulary/service-lines/"), whole("/vocabulary/modalities/"), broadest_profile, four_side_by_side,
    ],
)  # fmt: skip
def test_what_everybody_reads_is_light_and_of_this_site(client: Client, address: Callable[[], str]):
    page = client.get(address()).content
    assert weight_of(page) < MOST_BYTES
    assert ELSEWHERE.search(page) is None


@pytest.mark.usefixtures("shipped")
def test_a_match_with_its_reasons_is_light(client: Client):
    assert weight_of(client.post("/match/", {"text": BRIEF}).content) < MOST_BYTES


def test_twelve_quotes_of_sixty_lines_side_by_side_are_light(client: Client):
    deal, quotes = opened_deal(("1000.00",) * 12, lines=sixty())
    client.force_login(deal.manager.require_person(), backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get(f"/rfqs/{deal.rfq.pk}/comparison/").content
    assert page.count(b"1,000.00") >= len(quotes) * 60
    assert weight_of(page) < MOST_BYTES


def test_the_editor_of_a_quote_of_sixty_lines_is_light(client: Client):
    deal = open_deal(1, lines=sixty())
    quote = drafted(deal, deal.bidder)
    client.force_login(deal.bidder.manager.require_person(), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert weight_of(client.get(f"/quotes/{quote.pk}/edit/").content) < MOST_BYTES


def sixty() -> tuple[object, ...]:
    vocabulary()
    return tuple(line_facts(f"Line {number}") for number in range(60))
