"""What would treat one bidder otherwise than another, or rest a decision on what does not count."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.clock import database_now
from core.errors import WrongState
from projects.briefs.models import ExchangeRate
from projects.briefs.selectors.rate import rate_between, rates_to
from projects.sourcing.actions.asking import answer_ask, ask_of_quote
from projects.sourcing.actions.award import approve_award, close_without_award, recommend_award
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.invitation import ask_question, lock_out
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.models import Ask, Opening, Quote, QuoteVersion
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.waiting import waiting_for
from tests.providers.house import signed_in
from tests.sourcing.deal import content_of, open_deal, opened_deal, outcomes_for, pass_deadline, score_all, sent

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 30)


def rate(base: str, counter: str, value: str, on: date = DAY, source: str = "ECB") -> None:
    ExchangeRate.objects.create(base=base, counter=counter, rate=Decimal(value), on=on, source=source)


def test_scores_of_who_declares_an_interest_afterwards_count_no_more():
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    assert comparison_of(deal.manager, deal.rfq).columns[0].score is not None
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=True, text="My sister works there.")
    column = comparison_of(deal.manager, deal.rfq).columns[0]
    assert (column.score, column.scores) == (None, ())
    lines = {str(line.pk): str(quotes[0].pk) for line in deal.rfq.lines.all()}
    with pytest.raises(WrongState, match="Scores are missing"):
        recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best value.")


def test_notices_of_validity_go_by_the_day_that_was_negotiated():
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    ask_of_quote(actor=deal.manager, quote=quotes[0], kind="negotiation", text="Hold it for a shorter time.")
    quote = answer_ask(actor=deal.bidder.manager, quote=quotes[0])
    earlier = database_now().date() + timedelta(days=80)
    save_quote(actor=deal.bidder.manager, quote=quote, content=replace(content_of(deal.rfq), valid_until=earlier))
    submit_quote(actor=deal.bidder.manager, quote=quote)
    quote = Quote.objects.get(pk=quote.pk)
    assert quote.valid_until == earlier
    assert quote.notice_due_at is not None
    assert quote.notice_due_at.date() <= earlier + timedelta(days=1)


@pytest.mark.parametrize("end", ["award", "close", "take off"])
def test_what_nobody_answered_is_asked_no_more_once_it_is_decided_or_its_bidder_taken_off(end: str):
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    ask_of_quote(actor=deal.manager, quote=quotes[0], kind="negotiation", text="A lower price.")
    answer_ask(actor=deal.bidder.manager, quote=quotes[0])
    lines = {str(line.pk): str(quotes[1].pk) for line in deal.rfq.lines.all()}
    if end == "take off":
        lock_out(actor=deal.manager, invitation=deal.bidder.invitation, reason="A conflict came up.")
    elif end == "close":
        close_without_award(actor=deal.manager, rfq=deal.rfq, reason="No need.", outcomes=outcomes_for(quotes))
    else:
        recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best value.")
        approve_award(actor=deal.approver, rfq=deal.rfq)
    ask = Ask.objects.get()
    assert (ask.status, ask.ended_at is not None) == ("ended", True)
    assert not QuoteVersion.objects.filter(sent_at=None).exists()
    page = signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/quotes/{quotes[0].pk}/").content.decode()
    assert "Ended, unanswered" in page


def test_who_asked_in_vain_reads_that_the_question_was_not_answered():
    deal = open_deal(1)
    ask_question(actor=deal.bidder.manager, invitation=deal.bidder.invitation, text="Which cell line?")
    page = f"/invitations-to-quote/{deal.bidder.invitation.pk}/"
    assert "waits for an answer" in signed_in(deal.bidder.manager).get(page).content.decode()
    assert "Answer a question of a bidder" in [one.text for one in waiting_for(deal.manager)]
    pass_deadline(deal.rfq)
    assert "Not answered before the deadline." in signed_in(deal.bidder.manager).get(page).content.decode()
    assert "Answer a question of a bidder" not in [one.text for one in waiting_for(deal.manager)]


def test_a_rate_is_crossed_over_a_currency_that_both_have():
    rate("USD", "EUR", "0.90", on=DAY - timedelta(days=3))
    rate("EUR", "CNY", "8.0")
    crossed = rate_between("USD", "CNY", DAY)
    assert (crossed.rate, crossed.on, crossed.source) == (Decimal("7.2"), DAY - timedelta(days=3), "ECB (EUR)")
    assert round(rate_between("CNY", "USD", DAY).rate * crossed.rate, 9) == 1
    assert set(rates_to("CNY", DAY)) == {"USD", "EUR", "CNY"}


def test_a_rate_of_the_pair_itself_is_taken_before_any_other_way():
    rate("USD", "EUR", "0.90")
    rate("EUR", "CNY", "8.0")
    rate("USD", "CNY", "7.1", on=DAY - timedelta(days=10), source="PBOC")
    assert rate_between("USD", "CNY", DAY).rate == Decimal("7.1")


def test_no_rate_is_made_of_two_that_do_not_meet_or_are_too_old():
    rate("USD", "EUR", "0.90", on=DAY - timedelta(days=15))
    rate("EUR", "CNY", "8.0")
    rate("USD", "JPY", "150")
    with pytest.raises(WrongState, match="no exchange rate from USD to CNY"):
        rate_between("USD", "CNY", DAY)


def test_an_envelope_in_a_currency_without_a_rate_of_its_own_is_opened_across_another():
    today = database_now().date()
    rate("USD", "GBP", "0.80", on=today)
    rate("GBP", "EUR", "1.20", on=today)
    deal = open_deal(1)
    sent(deal, deal.bidder, currency="USD")
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert Opening.objects.get().rates["USD"]["rate"] == "0.96"
