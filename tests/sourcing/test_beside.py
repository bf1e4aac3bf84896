"""What stands where somebody needs it: the line beside its answer, the budget beside the totals, the right page behind an address."""

from datetime import date
from typing import Any

import pytest

from projects.briefs.actions.project import ProjectFacts, create_project
from projects.sourcing.models import Rfq, RfqLine
from projects.sourcing.selectors.comparison import comparison_of
from tests.providers.house import signed_in
from tests.sourcing.deal import bidder, drafted, joined, open_deal, opened_deal
from vocabulary.models import Country

pytestmark = pytest.mark.django_db


def facts_on(page: Any) -> str:
    return " ".join(page.content.decode().partition('<dl class="facts">')[2].partition("</dl>")[0].split())


def test_who_writes_a_quote_reads_beside_each_line_how_much_where_and_when():
    deal = open_deal(1)
    one = joined(deal.bidder)
    quote = drafted(deal, one)
    line = RfqLine.objects.filter(rfq=deal.rfq).earliest("position")
    RfqLine.objects.filter(pk=line.pk).update(batches=3, starts_on=date(2027, 4, 1), ends_on=date(2027, 9, 30))
    line.countries_excluded.add(Country.objects.get(pk="DE"))
    facts = facts_on(signed_in(one.manager).get(f"/quotes/{quote.pk}/edit/"))
    for words in ("3 batches", "1 Apr 2027", "30 Sep 2027", "Germany"):
        assert words in facts


def test_a_bidder_who_opens_the_sponsors_address_is_led_to_its_invitation():
    deal = open_deal(1)
    one = deal.bidder
    answer = signed_in(one.manager).get(f"/rfqs/{deal.rfq.pk}/")
    assert answer["Location"] == f"/invitations-to-quote/{one.invitation.pk}/"


def test_a_provider_who_is_not_invited_learns_nothing_from_the_sponsors_address():
    deal = open_deal(1)
    stranger = signed_in(bidder("stranger").manager)
    nowhere = "/rfqs/00000000-0000-4000-8000-000000000000/"
    assert stranger.get(f"/rfqs/{deal.rfq.pk}/").status_code == stranger.get(nowhere).status_code == 403


def test_a_sponsor_who_opens_a_bidders_address_is_led_to_its_own_page():
    deal = open_deal(1)
    answer = signed_in(deal.manager).get(f"/invitations-to-quote/{deal.bidder.invitation.pk}/")
    assert answer["Location"] == f"/rfqs/{deal.rfq.pk}/"
    other = open_deal(1)
    assert signed_in(deal.manager).get(f"/invitations-to-quote/{other.bidder.invitation.pk}/").status_code in {403, 404}


def test_the_comparison_stands_beside_the_budget_of_the_project():
    deal, _quotes = opened_deal(("1000.00", "1200.00"))
    cheaper, _dearer = sorted(
        one.converted.amount for one in comparison_of(deal.manager, deal.rfq).columns if one.converted
    )
    facts = ProjectFacts(codename="Ibis", budget_high=cheaper, currency=deal.rfq.currency)
    browser, address = signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/comparison/"
    assert "Budget of the project:" not in browser.get(address).content.decode()
    Rfq.objects.filter(pk=deal.rfq.pk).update(project=create_project(actor=deal.manager, facts=facts))
    page = browser.get(address).content.decode()
    assert ("Budget of the project:" in page, page.count("above the budget")) == (True, 1)
