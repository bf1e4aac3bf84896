"""Opening, judging, comparing and awarding: nobody alone, nothing silently, and no gap counted as 0."""

import random
from datetime import timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import database_now
from core.errors import Forbidden, Invalid, WrongState
from organizations.actor import Actor
from projects.briefs.models import ExchangeRate
from projects.briefs.selectors.rate import rate_between
from projects.sourcing.actions.award import approve_award, close_without_award, recommend_award, return_award
from projects.sourcing.actions.evaluation import (
    answer_clarification,
    ask_clarification,
    declare_conflict,
    score_quote,
)
from projects.sourcing.actions.opening import finish_technical, judge_quote, open_envelopes
from projects.sourcing.actions.quote import save_quote, start_quote
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.actions.rate import Imported, import_rates
from projects.sourcing.actions.rfq_course import start_round
from projects.sourcing.content import LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.enums import Answer, PriceModel
from projects.sourcing.models import Award, Opening, Outcome, Quote, QuoteVersion
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.steps import steps_of_rfq
from tests.sourcing.deal import (
    Deal,
    content_of,
    joined,
    known_rate,
    open_deal,
    opened_deal,
    outcomes_for,
    pass_deadline,
    recommended,
    score_all,
    sent,
)

pytestmark = pytest.mark.django_db


def closed_deal(bidders: int = 2, contents: Any = None, **values: Any) -> tuple[Deal, list[Quote]]:
    """Quotes with the content that ``contents(rfq, number)`` makes, sent, and the deadline past."""
    deal = open_deal(bidders, **values)
    quotes = []
    for number, one in enumerate(deal.bidders):
        quote = start_quote(actor=one.manager, invitation=joined(one).invitation)
        content = contents(deal.rfq, number) if contents else content_of(deal.rfq)
        save_quote(actor=one.manager, quote=quote, content=content)
        quotes.append(submit_quote(actor=one.manager, quote=quote))
    pass_deadline(deal.rfq)
    return deal, quotes


def lines_to(deal: Deal, *quotes: Quote) -> dict[str, str]:
    return {str(line.pk): str(quote.pk) for line, quote in zip(deal.rfq.lines.all(), quotes, strict=False)}


# Opening -------------------------------------------------------------------------------------------------------------


def test_two_people_open_where_the_request_asks_for_it():
    deal, _quotes = closed_deal(second_person=True)
    assert open_envelopes(actor=deal.manager, rfq=deal.rfq) is None
    assert not QuoteVersion.objects.filter(payload__isnull=False).exists()
    with pytest.raises(Forbidden, match="second person"):
        open_envelopes(actor=deal.manager, rfq=deal.rfq)
    opening = open_envelopes(actor=deal.evaluator, rfq=deal.rfq)
    assert (opening.opened_by, opening.second_person) == (deal.manager.user, deal.evaluator.user)


def test_the_first_of_two_is_a_manager():
    deal, _quotes = closed_deal(second_person=True)
    with pytest.raises(Forbidden):
        open_envelopes(actor=deal.evaluator, rfq=deal.rfq)


def test_without_an_exchange_rate_nothing_is_opened_and_it_is_said_which_is_missing():
    def in_yen(rfq: Any, number: int) -> QuoteContent:
        return content_of(rfq, "1000", currency="JPY") if number else content_of(rfq)

    deal, _quotes = closed_deal(contents=in_yen)
    with pytest.raises(WrongState, match="no exchange rate from JPY to EUR"):
        open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert not QuoteVersion.objects.filter(payload__isnull=False).exists()
    known_rate("JPY", "EUR", "0.0062")
    opening = open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert opening.rates["JPY"]["source"] == "Central bank"
    ExchangeRate.objects.all().update(rate=Decimal("0.9"))
    totals = [str(one.converted) for one in comparison_of(deal.manager, deal.again()).columns]
    assert totals == ["2000.00 EUR", "12.40 EUR"]


def test_a_rate_works_both_ways_and_not_for_ever():
    known_rate("EUR", "USD", "1.25")
    today = database_now().date()
    assert rate_between("USD", "EUR", today).rate == Decimal("0.8")
    with pytest.raises(WrongState):
        rate_between("USD", "EUR", today + timedelta(days=15))
    with pytest.raises(WrongState):
        rate_between("EUR", "USD", today - timedelta(days=1))


def test_rates_come_in_from_a_table_all_or_none():
    good = "base,counter,rate,on,source\nUSD,EUR,0.91,2026-11-24,ECB\n"
    assert import_rates(actor=Actor.system(), content=good.encode()) == Imported(1, 0)
    assert import_rates(actor=Actor.system(), content=good.encode()) == Imported(1, 0)
    assert ExchangeRate.objects.count() == 1
    with pytest.raises(Invalid, match="Row 3, column rate"):
        import_rates(actor=Actor.system(), content=f"{good}GBP,EUR,nothing,2026-11-24,ECB\n".encode())
    assert ExchangeRate.objects.count() == 1


def test_the_prices_of_two_envelopes_are_opened_by_two_people_as_well():
    deal, quotes = closed_deal(second_person=True, envelopes=2)
    open_envelopes(actor=deal.owner, rfq=deal.rfq)
    open_envelopes(actor=deal.evaluator, rfq=deal.rfq)
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    for quote in quotes:
        judge_quote(actor=deal.manager, quote=quote, passed=True, reason="All there.")
    with pytest.raises(Forbidden):
        finish_technical(actor=deal.evaluator, rfq=deal.rfq)  # the first is a manager here too
    assert finish_technical(actor=deal.manager, rfq=deal.rfq) is None
    assert {str(one.opened_content.total) for one in QuoteVersion.objects.all()} == {"None"}
    with pytest.raises(Forbidden, match="second person"):
        finish_technical(actor=deal.manager, rfq=deal.rfq)
    asked = [("finish_technical" in steps_of_rfq(who, deal.again())) for who in (deal.manager, deal.evaluator, deal.viewer)]
    assert asked == [False, True, False]
    finish_technical(actor=deal.evaluator, rfq=deal.rfq)
    acted = list(Opening.objects.order_by("opened_at").values_list("envelope", "opened_by", "second_person"))
    assert acted == [
        ("technical", deal.owner.user_id, deal.evaluator.user_id),
        ("commercial", deal.manager.user_id, deal.evaluator.user_id),
    ]
    assert {str(one.opened_content.total) for one in QuoteVersion.objects.all()} == {"2000.00 EUR"}


# Two envelopes -------------------------------------------------------------------------------------------------------


def test_with_two_envelopes_prices_of_those_who_fail_are_never_opened():
    deal, quotes = closed_deal(envelopes=2)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert deal.again().status == "technical-evaluation"
    assert {str(one.opened_content.total) for one in QuoteVersion.objects.all()} == {"None"}
    assert [column.total for column in comparison_of(deal.manager, deal.rfq).columns] == [None, None]
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    judge_quote(actor=deal.manager, quote=quotes[0], passed=True, reason="All there.")
    with pytest.raises(WrongState, match="Decide first on: bidder-1"):
        finish_technical(actor=deal.manager, rfq=deal.rfq)
    judge_quote(actor=deal.manager, quote=quotes[1], passed=False, reason="No validated method.")
    finish_technical(actor=deal.manager, rfq=deal.rfq)
    shown = [QuoteVersion.objects.get(quote=quote).opened_content for quote in quotes]
    assert [str(one.total) for one in shown] == ["2000.00 EUR", "None"]
    assert [one.lines[0].price for one in shown] == [Decimal("1000.00"), None]
    assert list(Opening.objects.values_list("envelope", flat=True)) == ["technical", "commercial"]
    failed = comparison_of(deal.manager, deal.again()).columns[1]
    assert (failed.converted, failed.levelled) == (None, None)


# Judging -------------------------------------------------------------------------------------------------------------


def test_who_has_a_conflict_or_has_not_declared_does_not_score():
    deal, quotes = opened_deal()
    with pytest.raises(WrongState, match="Declare first"):
        score_quote(actor=deal.evaluator, quote=quotes[0], scores={"price": 5})
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=True, text="My sister works there.")
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=False)
    with pytest.raises(Forbidden, match="conflict of interest"):
        score_quote(actor=deal.evaluator, quote=quotes[0], scores={"price": 5})


@pytest.mark.parametrize("scores", [{"beauty": 5}, {"price": 11}, {"price": -1}, {"price": "5"}])
def test_scores_are_of_the_criteria_and_from_0_to_10(scores: dict[str, Any]):
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=False)
    with pytest.raises(Invalid):
        score_quote(actor=deal.evaluator, quote=quotes[0], scores=scores)


def test_the_score_is_the_weighted_mean_of_all_evaluators():
    deal, quotes = opened_deal()
    for who, price in ((deal.evaluator, 6), (deal.manager, 8)):
        declare_conflict(actor=who, rfq=deal.rfq, has_conflict=False)
        score_quote(actor=who, quote=quotes[0], scores={"price": price, "quality": 10})
    scores = [column.score for column in comparison_of(deal.manager, deal.rfq).columns]
    assert scores == [Decimal("8.80"), None]


def test_a_clarification_is_answered_in_time_and_changes_no_price():
    deal, quotes = opened_deal()
    due = database_now() + timedelta(days=2)
    asked = ask_clarification(actor=deal.evaluator, quote=quotes[0], question="Which column?", due_at=due)
    before = QuoteVersion.objects.get(quote=quotes[0]).sha256
    answer_clarification(actor=deal.bidder.manager, clarification=asked, answer="Protein A.")
    with pytest.raises(WrongState):
        answer_clarification(actor=deal.bidder.manager, clarification=asked, answer="Another.")
    assert QuoteVersion.objects.get(quote=quotes[0]).sha256 == before


# Recommending and awarding -------------------------------------------------------------------------------------------


def test_an_award_is_split_by_line():
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    lines = lines_to(deal, *quotes)
    recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Each its best.")
    approve_award(actor=deal.approver, rfq=deal.rfq)
    assert {str(one.line_id): str(one.quote_id) for one in Award.objects.all()} == lines
    assert {one.result for one in Outcome.objects.all()} == {"awarded"}


def test_scores_and_words_for_every_bidder_come_before_a_recommendation():
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    lines = lines_to(deal, quotes[0], quotes[0])
    with pytest.raises(WrongState, match="Scores are missing for: bidder-0, bidder-1"):
        recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best.")
    score_all(deal, quotes)
    with pytest.raises(Invalid) as error:
        recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes[:1]), reason="Best.")
    assert "bidder-1" in str(error.value.errors["outcomes"])


def test_nobody_approves_their_own_recommendation():
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    declare_conflict(actor=deal.owner, rfq=deal.rfq, has_conflict=False)
    lines, outcomes = lines_to(deal, quotes[0]), outcomes_for(quotes)
    recommend_award(actor=deal.owner, rfq=deal.rfq, lines=lines, outcomes=outcomes, reason="Best.")
    with pytest.raises(Forbidden, match="Somebody else"):
        approve_award(actor=deal.owner, rfq=deal.rfq)
    with pytest.raises(Forbidden):
        approve_award(actor=deal.manager, rfq=deal.rfq)
    assert return_award(actor=deal.approver, rfq=deal.rfq, reason="Look again.").status == "evaluation"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "estimate"}, "gave an estimate. Request a binding quote"),
        ({"lines": "excluded"}, "does not offer"),
    ],
)
def test_what_is_not_offered_or_not_binding_is_not_awarded(change: dict[str, Any], problem: str):
    def contents(rfq: Any, number: int) -> QuoteContent:
        values = dict(change)
        if "lines" in values:
            first, second = rfq.lines.all()
            values["lines"] = (
                LineAnswer(str(first.pk), "excluded"),
                LineAnswer(str(second.pk), "priced", price=Decimal(9)),
            )
            values["milestones"] = (MilestoneOffer("All", Decimal(9), 4),)
        return content_of(rfq, **values)

    deal, quotes = closed_deal(contents=contents)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    quotes = [Quote.objects.get(pk=one.pk) for one in quotes]
    score_all(deal, quotes)
    with pytest.raises(Invalid) as error:
        recommend_award(
            actor=deal.manager, rfq=deal.rfq, lines=lines_to(deal, quotes[0]), outcomes=outcomes_for(quotes), reason="x"
        )
    assert problem in str(error.value.errors)


def test_an_expired_quote_is_not_awarded_and_renewal_is_offered():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    Quote.objects.filter(pk=quotes[0].pk).update(valid_until=database_now().date() - timedelta(days=1))
    with pytest.raises(WrongState, match="Ask for renewal"):
        approve_award(actor=deal.approver, rfq=deal.rfq)
    assert (Award.objects.count(), Outcome.objects.count()) == (0, 0)


def test_every_bidder_hears_also_those_who_were_late_or_not_confirmed():
    deal = open_deal(3)
    quotes = [sent(deal, one) for one in deal.bidders]
    pass_deadline(deal.rfq)
    Quote.objects.filter(pk=quotes[1].pk).update(status="late")
    Quote.objects.filter(pk=quotes[2].pk).update(status="needs-reconfirmation")
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    close_without_award(actor=deal.manager, rfq=deal.rfq, reason="No budget.", outcomes=outcomes_for(quotes[:1]))
    told = {one.quote_id: (one.result, one.reason) for one in Outcome.objects.all()}
    assert told == {
        quotes[0].pk: ("closed", "price"),
        quotes[1].pk: ("not-considered", "late"),
        quotes[2].pk: ("not-considered", "not-confirmed"),
    }


def test_an_outcome_is_its_bidders_and_the_sponsors():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    assert [one.quote_id for one in Outcome.objects.visible_to(deal.bidders[1].viewer)] == [quotes[1].pk]
    assert Outcome.objects.visible_to(deal.viewer).count() == 2


def test_a_new_round_is_held_with_some_and_what_was_quoted_stays():
    deal, quotes = opened_deal()
    one, other = deal.bidders
    deadline = database_now() + timedelta(days=10)
    rfq = start_round(actor=deal.manager, rfq=deal.rfq, invitations=[one.invitation.pk], deadline=deadline, reason="Final.")
    assert (rfq.status, rfq.round) == ("open", 2)
    with pytest.raises(WrongState, match="other bidders"):
        start_quote(actor=other.manager, invitation=other.invitation)
    second = start_quote(actor=one.manager, invitation=one.invitation)
    save_quote(actor=one.manager, quote=second, content=content_of(rfq, "800.00"))
    submit_quote(actor=one.manager, quote=second)
    pass_deadline(rfq)
    open_envelopes(actor=deal.manager, rfq=rfq)
    totals = [str(column.total) for column in comparison_of(deal.manager, deal.again()).columns]
    assert totals == ["1600.00 EUR", "2400.00 EUR"]
    assert Quote.objects.get(pk=quotes[0].pk).sent.opened_content.total.amount == 2000


# Comparing -----------------------------------------------------------------------------------------------------------


def test_a_gap_is_filled_with_the_median_of_the_others_and_never_with_0():
    def contents(rfq: Any, number: int) -> QuoteContent:
        first, second = rfq.lines.all()
        price = Decimal([100, 200, 300][number])
        answers = [LineAnswer(str(first.pk), "priced", price=price)]
        answers.append(LineAnswer(str(second.pk), "excluded" if number == 0 else "priced", price=price))
        total = price if number == 0 else 2 * price
        return content_of(rfq, lines=tuple(answers), milestones=(MilestoneOffer("All", total, 9),))

    deal, _quotes = closed_deal(3, contents)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    comparison = comparison_of(deal.manager, deal.again())
    assert [str(one.total) for one in comparison.columns] == ["100.00 EUR", "400.00 EUR", "600.00 EUR"]
    assert [str(one.levelled) for one in comparison.columns] == ["350.00 EUR", "400.00 EUR", "600.00 EUR"]
    assert [one.filled for one in comparison.columns] == [1, 0, 0]
    cell = comparison.rows[1][1][0]
    assert (cell.state, cell.amount, str(cell.levelled), cell.is_filled) == ("excluded", None, "250.00 EUR", True)


def test_a_line_that_nobody_prices_leaves_no_levelled_total():
    def contents(rfq: Any, number: int) -> QuoteContent:
        first, second = rfq.lines.all()
        answers = (LineAnswer(str(first.pk), "priced", price=Decimal(5)), LineAnswer(str(second.pk), "assumed"))
        return content_of(rfq, lines=answers, milestones=(MilestoneOffer("All", Decimal(5), 9),))

    deal, _quotes = closed_deal(2, contents)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert [one.levelled for one in comparison_of(deal.manager, deal.again()).columns] == [None, None]


def test_the_comparison_takes_as_many_queries_for_three_quotes_as_for_one():
    counts = []
    for bidders in (1, 3):
        deal, _quotes = opened_deal(("1000.00",) * bidders)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            comparison_of(deal.manager, deal.rfq)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_ten_thousand_random_quotes_add_up_as_an_independent_sum_does():
    dice = random.Random(20261124)
    digits = {"EUR": 2, "JPY": 0, "KWD": 3}
    for _ in range(10_000):
        currency = dice.choice(list(digits))
        unit = 10 ** digits[currency]
        lines, expected = [], 0
        for number in range(dice.randint(1, 8)):
            answer, model = dice.choice(Answer.values), dice.choice(PriceModel.values)
            price, quantity = dice.randint(0, 10**9), dice.randint(1, 500)
            lines.append(LineAnswer(str(number), answer, model, Decimal(price).scaleb(-3), Decimal(quantity).scaleb(-1)))
            if answer == "priced":
                exact = price * unit * (quantity if model in {"per-batch", "per-unit", "fte"} else 10)
                whole, rest = divmod(exact, 10_000)
                expected += whole + (rest > 5_000 or (rest == 5_000 and whole % 2))
        total = QuoteContent(currency=currency, lines=tuple(lines)).total
        is_priced = any(one.answer == "priced" for one in lines)
        assert (int(total.amount * unit) if total else None) == (expected if is_priced else None)


def test_rounding_is_half_to_even():
    line = LineAnswer("a", "priced", "per-unit", Decimal("0.005"), Decimal(1))
    assert line.amount("EUR").amount == Decimal("0.005").quantize(Decimal("0.01"), ROUND_HALF_EVEN)
