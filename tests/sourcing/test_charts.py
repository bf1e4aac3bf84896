"""How much the order hangs on the weights, and what the drawings of a comparison say."""

import random
from decimal import Decimal

import pytest

from projects.sourcing.actions.evaluation import declare_conflict, score_quote
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.sensitivity import Sensitivity, sensitivities_of
from projects.sourcing.views.charts import cash_of, composition_of, schedule_of
from tests.providers.house import Program, signed_in
from tests.sourcing.deal import Deal, opened_deal

pytestmark = pytest.mark.django_db


def scored(*scores: tuple[int, int]) -> Deal:
    """A quote for each pair of scores: by price (weight 40) and by quality (weight 60)."""
    deal, quotes = opened_deal(tuple(f"{1000 + 100 * n}.00" for n in range(len(scores))))
    declare_conflict(actor=deal.evaluator, rfq=deal.rfq, has_conflict=False)
    for quote, (price, quality) in zip(quotes, scores, strict=True):
        score_quote(actor=deal.evaluator, quote=quote, scores={"price": price, "quality": quality})
    return deal


def sensitivity(deal: Deal) -> list[Sensitivity]:
    return sensitivities_of(comparison_of(deal.manager, deal.rfq))


def test_it_is_said_at_which_weight_another_quote_comes_first():
    # 40 % × 9 + 60 % × 5 = 6.6 against 40 % × 4 + 60 % × 8 = 6.4; equal where 5w = 3(100 - w), that is at 37.5 %.
    price, quality = sensitivity(scored((9, 5), (4, 8)))
    first, second = price.now
    assert (price.below.weight, price.below.provider, price.above) == (Decimal("37.5"), second, None)
    assert (quality.above.weight, quality.above.provider, quality.below) == (Decimal("62.5"), second, None)
    assert (price.with_less, price.with_more) == ([second, first], [first, second])


def test_a_quote_that_is_better_in_everything_stays_first_at_every_weight():
    price, quality = sensitivity(scored((9, 9), (4, 8)))
    assert [(one.below, one.above) for one in (price, quality)] == [(None, None)] * 2


def test_the_weight_that_is_told_is_where_the_order_really_turns():
    lot = random.Random(7)
    deal = scored(*((lot.randint(0, 10), lot.randint(0, 10)) for _one in range(4)))
    for one in sensitivity(deal):
        turns = [weight for weight in range(101) if one.order_at(Decimal(weight))[0] != one.now[0]]
        low, high = ([w for w in turns if w < one.weight], [w for w in turns if w > one.weight])
        assert (max(low, default=None) is None) == (one.below is None)
        assert (min(high, default=None) is None) == (one.above is None)
        assert not low or max(low) <= one.below.weight <= max(low) + 1
        assert not high or min(high) - 1 <= one.above.weight <= min(high)


def test_nothing_is_said_before_two_quotes_are_scored():
    deal, _quotes = opened_deal()
    assert sensitivity(deal) == []


def test_the_drawings_carry_the_figures_of_the_comparison():
    deal = scored((9, 5), (4, 8))
    comparison = comparison_of(deal.manager, deal.rfq)
    price, cash, schedule = composition_of(comparison), cash_of(comparison), schedule_of(comparison)
    # The dearer quote fills the drawing; its two lines cost the same.
    assert [box.width for box in price.rows[1].boxes] == [50, 50]
    assert [str(path.table[-1][2]) for path in cash.paths] == ["2000.00 EUR", "2200.00 EUR"]
    assert [text for _y, text in cash.levels] == ["2,200", "1,100"]
    assert [row.boxes[0].text.endswith(": 40") for row in schedule.rows] == [True, True]
    page = signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()
    assert page.count('<svg class="chart') == 5
    assert "below 37.5 %" in page
    assert " style=" not in page
    told = Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()["sensitivity"]
    assert [one["first_changes_below"] for one in told] == [
        {"weight": "37.5", "provider": deal.bidders[1].provider.name}, None,
    ]  # fmt: skip
