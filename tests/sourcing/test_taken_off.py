"""Who was taken off a request after the opening, or is suspended, is neither compared nor recommended nor awarded."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from core.errors import WrongState
from projects.sourcing.actions.award import approve_award, close_without_award, recommend_award, return_award
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.invitation import lock_out
from projects.sourcing.actions.opening import finish_technical, judge_quote
from projects.sourcing.models import Award, Outcome, Quote, QuoteVersion
from projects.sourcing.selectors.comparison import comparison_of
from providers.enums import ProviderState
from providers.models import Provider
from tests.selling import Program, signed_in
from tests.sourcing.deal import Deal, opened_deal, outcomes_for, recommended, score_all

pytestmark = pytest.mark.django_db
REASON = "A conflict came up."


def taken_off(deal: Deal, which: int = 0) -> None:
    lock_out(actor=deal.manager, invitation=deal.bidders[which].invitation, reason=REASON)


def lines_to(deal: Deal, quote: Quote) -> dict[str, str]:
    return {str(line.pk): str(quote.pk) for line in deal.rfq.lines.all()}


def test_a_bidder_who_was_taken_off_is_left_aside_and_it_is_said():
    deal, quotes = opened_deal()
    taken_off(deal)
    found = comparison_of(deal.manager, deal.again())
    assert [column.quote for column in found.columns] == [quotes[1]]
    assert found.left_aside == (str(deal.bidder.provider),)
    page = signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()
    assert f"Taken off this request, and not compared: {deal.bidder.provider}" in page
    answer = Program(deal.manager).get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/").json()
    assert (answer["left_aside"], len(answer["columns"])) == ([str(deal.bidder.provider)], 1)


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_every_file_of_the_comparison_names_who_was_taken_off(form: str):
    deal, _quotes = opened_deal()
    taken_off(deal)
    body = signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/comparison/?as={form}").content
    if form == "csv":
        text = body.decode("utf-8-sig")
    elif form == "xlsx":
        sheet = load_workbook(io.BytesIO(body)).worksheets[0]
        text = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())
    assert "Taken off this request, and not compared:" in text
    assert str(deal.bidder.provider) in text.split("not compared:")[1]


def test_of_nobody_taken_off_nothing_is_said():
    deal, _quotes = opened_deal()
    assert comparison_of(deal.manager, deal.rfq).left_aside == ()
    assert "not compared" not in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()


def test_a_bidder_who_was_taken_off_cannot_be_recommended():
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    taken_off(deal)
    asked: dict[str, Any] = {"actor": deal.manager, "rfq": deal.rfq, "reason": "Best value."}
    with pytest.raises(WrongState, match=f"Taken off this request, and not to be awarded: {deal.bidder.provider}"):
        recommend_award(**asked, lines=lines_to(deal, quotes[0]), outcomes=outcomes_for(quotes))
    recommend_award(**asked, lines=lines_to(deal, quotes[1]), outcomes=outcomes_for(quotes[1:]))
    assert deal.again().status == "award-pending"


def test_a_recommended_bidder_who_is_taken_off_is_not_awarded_and_the_award_can_be_returned():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    taken_off(deal)
    with pytest.raises(WrongState, match="Taken off this request"):
        approve_award(actor=deal.approver, rfq=deal.rfq)
    assert not Award.objects.exists()
    return_award(actor=deal.approver, rfq=deal.rfq, reason="The winner was taken off.")
    assert deal.again().status == "evaluation"


@pytest.mark.parametrize("end", ["award", "close"])
def test_a_bidder_who_was_taken_off_hears_that_it_was_not_considered_and_why(end: str):
    deal, quotes = opened_deal()
    recommended(deal, quotes, quotes[1])
    taken_off(deal)
    if end == "award":
        approve_award(actor=deal.approver, rfq=deal.rfq)
    else:
        close_without_award(actor=deal.manager, rfq=deal.rfq, reason="No need.", outcomes=outcomes_for(quotes[1:]))
    outcome = Outcome.objects.get(quote=quotes[0])
    assert (outcome.result, outcome.feedback) == ("not-considered", f"You were taken off this request: {REASON}")
    assert Quote.objects.get(pk=quotes[0].pk).status == "not-selected"
    assert Outcome.objects.get(quote=quotes[1]).result == {"award": "awarded", "close": "closed"}[end]


def test_the_prices_of_a_bidder_who_was_taken_off_after_the_technical_opening_stay_sealed():
    deal, quotes = opened_deal(envelopes=2)
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    for quote in quotes:
        judge_quote(actor=deal.manager, quote=quote, passed=True, reason="All there.")
    taken_off(deal)
    opening = finish_technical(actor=deal.manager, rfq=deal.rfq)
    assert opening is not None
    assert [one["quote"] for one in opening.hashes] == [str(quotes[1].pk)]
    totals = {one.quote_id: str(one.opened_content.total) for one in QuoteVersion.objects.all()}
    assert totals == {quotes[0].pk: "None", quotes[1].pk: "2400.00 EUR"}


def test_a_provider_that_operators_have_suspended_is_neither_recommended_nor_awarded():
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    page, why = f"/rfqs/{deal.rfq.pk}/comparison/", f"have suspended {deal.bidder.provider}: it cannot be awarded now"
    assert why not in signed_in(deal.manager).get(page).content.decode()
    Provider.objects.filter(pk=deal.bidder.provider.pk).update(state=ProviderState.SUSPENDED)
    assert why in signed_in(deal.manager).get(page).content.decode()
    assert [why in one for one in Program(deal.manager).get(f"/api/v1{page}").json()["barred"]] == [True]
    assert "Suspended" in signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/").content.decode()
    with pytest.raises(WrongState, match="have suspended"):
        approve_award(actor=deal.approver, rfq=deal.rfq)
    return_award(actor=deal.approver, rfq=deal.rfq, reason="It is suspended.")
    chosen = {"lines": lines_to(deal, quotes[0]), "outcomes": outcomes_for(quotes)}
    with pytest.raises(WrongState, match="have suspended"):
        recommend_award(actor=deal.manager, rfq=deal.rfq, reason="Best value.", **chosen)
    assert not Award.objects.exists()
