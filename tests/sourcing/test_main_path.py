"""From a draft to an outcome for every bidder."""

import pytest

from events.models import Event
from projects.sourcing.models import Award, Opening, Outcome, Quote, QuoteVersion
from projects.sourcing.selectors.comparison import comparison_of
from tests.providers.house import signed_in
from tests.sourcing.deal import awarded_deal, open_deal, opened_deal, outcomes_for, sent

pytestmark = pytest.mark.django_db


def test_a_request_goes_from_draft_to_an_award_and_an_outcome_for_every_bidder():
    deal, quotes = awarded_deal()
    assert deal.rfq.status == "awarded"
    assert [quote.status for quote in quotes] == ["awarded", "not-selected"]
    assert Award.objects.count() == 2
    assert {one.quote_id: one.result for one in Outcome.objects.all()} == {
        quotes[0].pk: "awarded",
        quotes[1].pk: "not-selected",
    }
    assert {one.feedback for one in Outcome.objects.all()} == {words["feedback"] for words in outcomes_for(quotes).values()}
    kinds = list(Event.objects.filter(kind__startswith="rfq.").order_by("pk").values_list("kind", flat=True))
    assert kinds[0] == "rfq.created"
    assert kinds[-1] == "rfq.awarded"


def test_the_opening_records_who_when_and_a_hash_of_each_quote():
    deal, quotes = opened_deal()
    opening = Opening.objects.get()
    assert (opening.opened_by, opening.envelope, opening.round) == (deal.manager.user, "commercial", 1)
    assert {one["quote"]: one["sha256"] for one in opening.hashes} == {
        str(quote.pk): QuoteVersion.objects.get(quote=quote).sha256 for quote in quotes
    }
    assert all(QuoteVersion.objects.get(quote=quote).opened_content.sha256 == quote.sent.sha256 for quote in quotes)
    page = signed_in(deal.viewer).get(f"/rfqs/{deal.rfq.pk}/").content.decode()
    for quote in quotes:
        assert f"{quote.invitation.provider}<br><code>{quote.sent.sha256}</code>" in page


def test_the_comparison_shows_each_total_as_quoted():
    deal, _quotes = opened_deal()
    comparison = comparison_of(deal.manager, deal.rfq)
    assert [str(column.total) for column in comparison.columns] == ["2000.00 EUR", "2400.00 EUR"]
    assert [cell.state for _line, cells in comparison.rows for cell in cells] == ["priced"] * 4


def test_numbers_count_up_for_each_sponsor():
    first = open_deal(1)
    assert first.rfq.number.endswith("-0001")
    assert sent(first, first.bidder).status == "submitted"
    assert Quote.objects.count() == 1
