"""What a sponsor asks of an opened quote: a binding one, other terms, renewal; and how its provider answers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from core.clock import database_now
from core.errors import Forbidden, Invalid, WrongState
from notifications.models import Notification
from projects.sourcing.actions.asking import answer_ask, ask_of_quote, decline_ask, withdraw_ask
from projects.sourcing.actions.award import recommend_award
from projects.sourcing.actions.evaluation import declare_conflict, score_quote
from projects.sourcing.actions.quote import renew_quote, save_quote
from projects.sourcing.actions.quote_course import approve_quote, submit_quote
from projects.sourcing.models import Ask, Policy, Quote, QuoteVersion
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.quote import content_for, versions_for
from tests.providers.house import Program, signed_in
from tests.sourcing.deal import Deal, content_of, opened_deal, outcomes_for, score_all

pytestmark = pytest.mark.django_db


def negotiated() -> tuple[Deal, Quote]:
    """Two opened quotes; the manager has declared, and asks the first for other terms."""
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    ask_of_quote(actor=deal.manager, quote=quotes[0], kind="negotiation", text="Ten percent less.")
    return deal, Quote.objects.get(pk=quotes[0].pk)


def answered(deal: Deal, quote: Quote, price: str = "900.00") -> Quote:
    """Written anew at that price, and sent."""
    person = deal.bidder.manager
    quote = answer_ask(actor=person, quote=quote)
    quote = save_quote(actor=person, quote=quote, content=content_of(deal.rfq, price))
    return submit_quote(actor=person, quote=quote)


def test_a_provider_answers_with_a_new_version_and_the_one_before_stays_readable(deliver_events: Callable[[], None]):
    deal, quote = negotiated()
    before = quote.sent
    started = answer_ask(actor=deal.bidder.manager, quote=quote)
    assert started.sent == before
    assert content_for(deal.manager, started).total == content_of(deal.rfq, "1000.00").total
    quote = answered(deal, quote)
    assert (quote.status, quote.sent.number, quote.versions.count()) == ("opened", 2, 2)
    column = comparison_of(deal.manager, deal.again()).columns[0]
    assert (str(column.total), column.negotiated) == ("1800.00 EUR", 1)
    assert [str(content_for(deal.manager, quote, one).total) for one in versions_for(deal.manager, quote)] == [
        "1800.00 EUR", "2000.00 EUR",
    ]  # fmt: skip
    ask = Ask.objects.get()
    assert (ask.status, ask.version) == ("answered", 2)
    assert submit_quote(actor=deal.bidder.manager, quote=quote).versions.count() == 2
    deliver_events()
    kinds = Notification.objects.filter(kind__in=["quote.negotiation_requested", "quote.answered"])
    assert set(kinds.values_list("kind", "person__email")) == {
        ("quote.negotiation_requested", deal.bidder.owner.user.email),
        ("quote.negotiation_requested", deal.bidder.manager.user.email),
        ("quote.answered", deal.owner.user.email),
        ("quote.answered", deal.manager.user.email),
    }


def test_an_estimate_becomes_binding_on_request_and_only_then_is_awarded():
    deal, quotes = opened_deal()
    estimate = quotes[0].sent
    estimate.payload = {**estimate.payload, "kind": "estimate"}
    estimate.save()
    score_all(deal, quotes)
    lines = {str(line.pk): str(quotes[0].pk) for line in deal.rfq.lines.all()}

    def recommend() -> object:
        return recommend_award(
            actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best value."
        )

    with pytest.raises(Invalid) as refused, transaction.atomic():
        recommend()
    assert "Request a binding quote" in str(refused.value.errors["lines"][0])
    ask_of_quote(actor=deal.manager, quote=quotes[0], kind="binding")
    person = deal.bidder.manager
    quote = answer_ask(actor=person, quote=quotes[0])
    assert content_for(person, quote).kind == "binding"
    save_quote(actor=person, quote=quote, content=content_of(deal.rfq, kind="estimate"))
    with pytest.raises(Invalid) as refused, transaction.atomic():
        submit_quote(actor=person, quote=quote)
    assert "binding quote" in str(refused.value.errors["kind"][0])
    save_quote(actor=person, quote=quote, content=content_of(deal.rfq))
    submit_quote(actor=person, quote=quote)
    score_quote(actor=deal.evaluator, quote=quote, scores={"price": 7, "quality": 8})
    recommend()
    assert deal.again().status == "award-pending"


def test_a_binding_quote_is_not_asked_to_become_binding_nor_two_things_at_once():
    deal, quote = negotiated()
    with pytest.raises(Invalid), transaction.atomic():
        ask_of_quote(actor=deal.manager, quote=quote, kind="renewal")
    withdraw_ask(actor=deal.manager, quote=quote)
    with pytest.raises(WrongState, match="binding already"):
        ask_of_quote(actor=deal.manager, quote=quote, kind="binding")
    with pytest.raises(Invalid):
        ask_of_quote(actor=deal.manager, quote=quote, kind="negotiation", text=" ")
    with pytest.raises(Forbidden):
        ask_of_quote(actor=deal.viewer, quote=quote, kind="renewal")
    assert ask_of_quote(actor=deal.manager, quote=quote, kind="renewal").status == "open"


def test_nothing_is_written_into_an_opened_quote_that_nobody_has_asked_for():
    deal, quote = negotiated()
    quote = answer_ask(actor=deal.bidder.manager, quote=quote)
    withdraw_ask(actor=deal.manager, quote=quote)
    assert not QuoteVersion.objects.filter(quote=quote, sent_at=None).exists()
    with pytest.raises(WrongState):
        save_quote(actor=deal.bidder.manager, quote=quote, content=content_of(deal.rfq, "1.00"))
    with pytest.raises(WrongState, match="Nothing is asked"):
        answer_ask(actor=deal.bidder.manager, quote=quote)


def test_an_answer_keeps_the_currency_whose_rate_was_frozen():
    deal, quote = negotiated()
    quote = answer_ask(actor=deal.bidder.manager, quote=quote)
    save_quote(actor=deal.bidder.manager, quote=quote, content=content_of(deal.rfq, "900", currency="JPY"))
    with pytest.raises(Invalid) as refused:
        submit_quote(actor=deal.bidder.manager, quote=quote)
    assert "answer in EUR" in str(refused.value.errors["currency"][0])


def test_a_declined_wish_leaves_the_quote_and_tells_the_sponsor_why():
    deal, quote = negotiated()
    decline_ask(actor=deal.bidder.manager, quote=quote, reason="That is our best price.")
    ask = Ask.objects.get()
    assert (ask.status, ask.reason) == ("declined", "That is our best price.")
    page = signed_in(deal.manager).get(f"/rfqs/{deal.rfq.pk}/quotes/{quote.pk}/").content.decode()
    assert "That is our best price." in page


def test_an_answer_above_the_limit_is_approved_by_somebody_else():
    deal, quote = negotiated()
    Policy.objects.create(
        organization=deal.bidder.provider.organization, quote_limit=Decimal(1), quote_limit_currency="EUR"
    )
    quote = answered(deal, quote)
    assert quote.sent.number == 1
    quote = approve_quote(actor=deal.bidder.owner, quote=quote)
    assert (quote.sent.number, quote.sent.approved_by) == (2, deal.bidder.owner.user)


def test_renewal_that_was_asked_for_is_answered_by_renewing():
    deal, quote = negotiated()
    withdraw_ask(actor=deal.manager, quote=quote)
    ask_of_quote(actor=deal.manager, quote=quote, kind="renewal")
    later = database_now().date() + timedelta(days=200)
    quote = renew_quote(actor=deal.bidder.manager, quote=quote, valid_until=later)
    assert list(Ask.objects.values_list("kind", "status", "version")) == [
        ("negotiation", "withdrawn", None), ("renewal", "answered", 2),
    ]  # fmt: skip
    assert comparison_of(deal.manager, deal.rfq).columns[0].negotiated == 0
    ask_of_quote(actor=deal.manager, quote=quote, kind="negotiation", text="Less.")
    quote = answer_ask(actor=deal.bidder.manager, quote=quote)
    with pytest.raises(WrongState, match="say there until when"):
        renew_quote(actor=deal.bidder.manager, quote=quote, valid_until=later + timedelta(days=1))


def test_both_sides_do_it_on_their_pages():
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    quote, sponsor, provider = quotes[0], signed_in(deal.manager), signed_in(deal.bidder.manager)
    here, there = f"/rfqs/{deal.rfq.pk}/quotes/{quote.pk}/", f"/quotes/{quote.pk}/"
    assert sponsor.post(f"{here}ask/negotiation/", {}).status_code == 422
    assert sponsor.post(f"{here}ask/negotiation/", {"text": "Less, please."}).status_code == 302
    assert "Less, please." in provider.get(there).content.decode()
    assert provider.post(f"{there}steps/answer/").status_code == 302
    quote.refresh_from_db()
    content = replace(content_of(deal.rfq, "800.00"), summary="Second offer")
    save_quote(actor=deal.bidder.manager, quote=quote, content=content)
    assert provider.get(f"{there}edit/").status_code == 200
    assert provider.post(f"{there}steps/submit/", {"expected_edition": "1"}).status_code == 302
    pages = [sponsor.get(here).content.decode(), sponsor.get(f"{here}?version=1").content.decode()]
    assert ["Second offer" in page for page in pages] == [True, False]
    assert "negotiated, version 2" in sponsor.get(f"/rfqs/{deal.rfq.pk}/comparison/").content.decode()
    assert signed_in(deal.bidders[1].manager).get(there).status_code == 404


def test_both_sides_do_it_by_program():
    deal, quotes = opened_deal()
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    sponsor, provider = Program(deal.manager), Program(deal.bidder.owner)
    here = f"/api/v1/quotes/{quotes[0].pk}/"
    asked = sponsor.send("POST", f"{here}ask/", {"kind": "negotiation", "text": "Less."})
    assert (asked.status_code, asked.json()["status"]) == (201, "open")
    assert "withdraw_ask" in sponsor.get(here).json()["available_actions"]
    assert "answer" in provider.get(here).json()["available_actions"]
    assert provider.send("POST", f"{here}answer-ask/", {}).status_code == 200
    assert provider.send("POST", f"{here}submit/", {}).status_code == 200
    assert [one["number"] for one in sponsor.get(f"{here}versions/").json()] == [2, 1]
    assert sponsor.get(here).json()["asks"][0]["version"] == 2
    assert sponsor.send("POST", f"{here}ask/", {"kind": "renewal"}).status_code == 201
    assert provider.send("POST", f"{here}decline-ask/", {"reason": "No."}).json()["status"] == "declined"
