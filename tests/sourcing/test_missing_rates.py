"""A missing exchange rate is said before it keeps envelopes shut: to operators, to who publishes, to who quotes."""

from decimal import Decimal

import pytest
from django.urls import reverse_lazy

from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.selectors.rates import missing_rates
from services.models import Offering
from tests.providers.house import signed_in
from tests.sourcing.deal import Deal, draft_deal, drafted, known_rate, open_deal, pass_deadline, sent
from tests.sourcing.test_entering import administration

pytestmark = pytest.mark.django_db
IMPORT = reverse_lazy("admin:sourcing_exchangerate_import_rates")


def in_dollars(deal: Deal) -> None:
    """The provider approves its quotes above an amount in US dollars."""
    limit = Decimal("100000")
    set_policy(actor=deal.bidder.owner, approves_rfqs=False, quote_limit=limit, quote_limit_currency="USD", quiet_days=7)


def priced_in_dollars(deal: Deal) -> None:
    """A provider publishes a price in US dollars."""
    Offering.objects.create(
        provider=deal.bidder.provider, service_line_id="mab-gmp", status="published", published_at="2026-11-01T00:00Z",
        currency="USD", price_min=1000, price_model="fixed",
    )  # fmt: skip


def test_a_pair_in_use_without_a_rate_is_named_until_there_is_one():
    in_dollars(open_deal(1))
    assert missing_rates() == [("EUR", "USD")]
    known_rate("USD", "EUR", "0.9")
    assert missing_rates() == []


def test_what_a_sealed_quote_says_is_not_asked():
    deal = open_deal(1)
    sent(deal, deal.bidder, currency="JPY")
    assert missing_rates() == []


def test_a_currency_that_was_quoted_in_is_in_use_once_it_was_opened():
    deal = open_deal(1)
    known_rate("JPY", "GBP", "0.005")
    known_rate("GBP", "EUR", "1.2")
    sent(deal, deal.bidder, currency="JPY")
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    open_deal(1, currency="CHF")
    assert missing_rates() == [("CHF", "JPY")]


def test_operators_read_which_rates_are_missing_and_where_to_enter_them():
    in_dollars(open_deal(1))
    operator = administration()
    page = operator.get("/dashboard/").content.decode()
    assert "EUR → USD" in page
    assert str(IMPORT) in page
    form = operator.get(IMPORT).content.decode()
    assert "EUR → USD" in form
    assert "EUR,USD,," in form
    assert "Missing exchange rates" in operator.get("/admin/").content.decode()


def test_where_no_rate_is_missing_operators_read_of_none():
    open_deal(1)
    assert "No exchange rate of the last two weeks" not in administration().get("/dashboard/").content.decode()


@pytest.mark.parametrize("page", ["/rfqs/{}/", "/rfqs/{}/steps/publish/"])
def test_who_publishes_is_warned_and_may_all_the_same(page: str):
    deal = draft_deal(1)
    priced_in_dollars(deal)
    read = signed_in(deal.manager).get(page.format(deal.rfq.pk)).content.decode()
    assert "to EUR from: USD" in read
    known_rate("USD", "EUR", "0.9")
    assert "to EUR from: USD" not in signed_in(deal.manager).get(page.format(deal.rfq.pk)).content.decode()


def test_a_sponsor_is_not_told_of_currencies_that_only_others_limits_and_opened_quotes_know():
    deal = draft_deal(1)
    in_dollars(deal)
    assert "USD" not in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/").content.decode()


@pytest.mark.parametrize("page", ["/quotes/{}/", "/quotes/{}/edit/", "/quotes/{}/steps/submit/"])
def test_who_quotes_in_a_currency_without_a_rate_is_warned_and_may_all_the_same(page: str):
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder, currency="USD")
    read = signed_in(deal.bidder.manager).get(page.format(quote.pk)).content.decode()
    assert "from USD to EUR" in read
    known_rate("USD", "EUR", "0.9")
    assert "from USD to EUR" not in signed_in(deal.bidder.manager).get(page.format(quote.pk)).content.decode()


def test_a_deal_in_one_currency_warns_nobody():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    assert "exchange rate" not in signed_in(deal.bidder.manager).get(f"/quotes/{quote.pk}/steps/submit/").content.decode()
