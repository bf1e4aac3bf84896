"""Quotes: complete before they are sent, exact to the minor unit, sent once, and what happens to them after that."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core.clock import database_now
from core.errors import Forbidden, Invalid, NotFound, WrongState
from events.models import Event
from projects.sourcing.actions.invitation import lock_out
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.actions.quote import renew_quote, revise_quote, save_quote, start_quote
from projects.sourcing.actions.quote_course import (
    admit_late_quote,
    approve_quote,
    confirm_quote,
    return_quote,
    submit_quote,
    withdraw_quote,
)
from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.content import LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.models import Quote, QuoteVersion, Rfq
from projects.sourcing.selectors.quote import content_for, own_content
from tests.sourcing.deal import (
    Bidder,
    Deal,
    as_facts,
    content_of,
    drafted,
    joined,
    open_deal,
    opened_deal,
    pass_deadline,
    sent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    return open_deal(2)


def limited(one: Bidder, limit: str, currency: str = "EUR") -> None:
    set_policy(
        actor=one.owner, approves_rfqs=False, quote_limit=Decimal(limit), quote_limit_currency=currency, quiet_days=7
    )


# Before it is written ------------------------------------------------------------------------------------------------


def test_only_who_intends_and_is_under_the_agreement_begins_a_quote(deal: Deal):
    one = deal.bidder
    with pytest.raises(WrongState, match="intend"):
        start_quote(actor=one.manager, invitation=one.invitation)
    joined(one)
    assert start_quote(actor=one.manager, invitation=one.invitation).status == "draft"


def test_a_quote_is_begun_once(deal: Deal):
    one = joined(deal.bidder)
    first = start_quote(actor=one.manager, invitation=one.invitation)
    assert start_quote(actor=one.manager, invitation=one.invitation) == first
    assert Quote.objects.count() == 1


def test_a_rival_and_the_sponsor_do_not_even_see_a_draft(deal: Deal):
    quote = drafted(deal, deal.bidder)
    for stranger in (deal.bidders[1].manager, deal.manager):
        assert not Quote.objects.visible_to(stranger).exists()
        with pytest.raises(NotFound):
            own_content(stranger, quote)


# What is missing -----------------------------------------------------------------------------------------------------


def priced(content: QuoteContent, **values: Any) -> tuple[LineAnswer, ...]:
    return (replace(content.lines[0], **values), *content.lines[1:])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda c: replace(c, kind="perhaps"), "kind"),
        (lambda c: replace(c, currency=""), "currency"),
        (lambda c: replace(c, valid_until=None), "valid_until"),
        (lambda c: replace(c, valid_until=date.max), "valid_until"),
        (lambda c: replace(c, valid_until=database_now().date() + timedelta(days=29)), "valid_until"),
        (lambda c: replace(c, weeks=None), "weeks"),
        (lambda c: replace(c, lines=c.lines[:1]), "lines"),
        (lambda c: replace(c, lines=priced(c, answer="")), "lines"),
        (lambda c: replace(c, lines=priced(c, price=None)), "lines"),
        (lambda c: replace(c, lines=priced(c, price=Decimal("-1"))), "lines"),
        (lambda c: replace(c, lines=priced(c, price=Decimal("0.001"))), "lines"),
        (lambda c: replace(c, lines=priced(c, price_model="per-batch")), "lines"),
        (lambda c: replace(c, lines=priced(c, price_model="by-the-moon")), "lines"),
        (lambda c: replace(c, milestones=()), "milestones"),
        (lambda c: replace(c, milestones=(MilestoneOffer("All", Decimal("1999.99"), 40),)), "milestones"),
        (lambda c: replace(c, milestones=(MilestoneOffer("", Decimal("2000"), 40),)), "milestones"),
        (lambda c: replace(c, milestones=(MilestoneOffer("All", Decimal("2000"), 0),)), "up_front_reason"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_sent(deal: Deal, change: Any, field: str):
    one = joined(deal.bidder)
    quote = start_quote(actor=one.manager, invitation=one.invitation)
    save_quote(actor=one.manager, quote=quote, content=change(content_of(deal.rfq)))
    with pytest.raises(Invalid) as error:
        submit_quote(actor=one.manager, quote=quote)
    assert list(error.value.errors) == [field]
    assert Quote.objects.get().status == "draft"


def test_half_a_quote_is_kept_as_it_was_typed(deal: Deal):
    one = joined(deal.bidder)
    quote = start_quote(actor=one.manager, invitation=one.invitation)
    half = QuoteContent(currency="EUR", lines=(LineAnswer(str(deal.rfq.lines.first().pk), "priced"),))
    save_quote(actor=one.manager, quote=quote, content=half)
    assert own_content(one.viewer, quote) == half


def test_a_line_that_was_not_asked_is_not_answered(deal: Deal):
    one = joined(deal.bidder)
    quote = start_quote(actor=one.manager, invitation=one.invitation)
    with pytest.raises(Invalid):
        save_quote(actor=one.manager, quote=quote, content=content_of(open_deal(1).rfq))


# Money ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("currency", "price", "total"),
    [("JPY", "333", "999"), ("EUR", "33.33", "99.99"), ("KWD", "33.333", "99.999")],
)
def test_totals_are_exact_to_the_minor_unit(currency: str, price: str, total: str):
    lines = tuple(LineAnswer(str(n), "priced", "fixed", Decimal(price)) for n in range(3))
    content = QuoteContent(currency=currency, lines=lines)
    assert str(content.total) == f"{total} {currency}"


@pytest.mark.parametrize(
    ("answer", "model", "price", "quantity", "amount"),
    [
        ("priced", "fixed", "100", None, "100.00 EUR"),
        ("priced", "per-batch", "100.05", "3", "300.15 EUR"),
        ("priced", "per-unit", "0.333", "100", "33.30 EUR"),
        ("priced", "fte", "1000.5", "1.5", "1500.75 EUR"),
        ("priced", "pass-through", "250", None, "250.00 EUR"),
        ("optional", "fixed", "7", None, "7.00 EUR"),
        ("excluded", "fixed", "7", None, "None"),
        ("assumed", "fixed", "7", None, "None"),
        ("priced", "per-batch", "7", None, "None"),
    ],
)
def test_each_price_model_says_what_a_line_costs(answer: str, model: str, price: str, quantity: str | None, amount: str):
    line = LineAnswer("a", answer, model, Decimal(price), Decimal(quantity) if quantity else None)
    assert str(line.amount("EUR")) == amount


def test_an_excluded_or_optional_line_is_not_in_the_total():
    lines = (
        LineAnswer("a", "priced", "fixed", Decimal(5)),
        LineAnswer("b", "excluded", "fixed", Decimal(5)),
        LineAnswer("c", "optional", "fixed", Decimal(2)),
    )
    content = QuoteContent(currency="EUR", lines=lines)
    assert (str(content.total), str(content.total_of_options)) == ("5.00 EUR", "2.00 EUR")


def test_content_survives_being_written_and_read(deal: Deal):
    content = content_of(deal.rfq)
    assert QuoteContent.from_json(content.as_json()) == content
    assert QuoteContent.from_json(content.as_json()).sha256 == content.sha256
    assert replace(content, salt="another").sha256 != content.sha256


# Sending -------------------------------------------------------------------------------------------------------------


def test_a_quote_is_sent_once_however_often_it_is_asked(deal: Deal):
    quote = drafted(deal, deal.bidder)
    for _ in range(3):
        assert submit_quote(actor=deal.bidder.manager, quote=quote).status == "submitted"
    assert QuoteVersion.objects.count() == 1
    assert Event.objects.filter(kind="quote.submitted").count() == 1


def test_the_sponsor_learns_that_there_is_a_quote_and_nothing_it_says(deal: Deal):
    quote = sent(deal, deal.bidder)
    assert Quote.objects.visible_to(deal.viewer).get() == quote
    assert content_for(deal.manager, quote) is None
    assert content_for(deal.bidders[1].manager, quote) is None
    assert content_for(deal.bidder.viewer, quote).total.amount == 2000


def test_a_request_that_is_not_sealed_shows_what_was_sent():
    deal = open_deal(1, is_sealed=False)
    quote = sent(deal, deal.bidder)
    assert content_for(deal.manager, quote).total.amount == 2000
    assert QuoteVersion.objects.get().payload is None


def test_two_envelopes_are_sealed_so_that_the_scope_is_judged_without_a_price():
    with pytest.raises(Invalid) as error:
        open_deal(1, is_sealed=False, envelopes=2)
    words = "With two envelopes the quotes are sealed: no price is read before the scope is judged."
    assert error.value.errors == {"": [words]}
    deal = open_deal(1, envelopes=2)
    quote = sent(deal, deal.bidder)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rfq.objects.update(is_sealed=False)
    assert content_for(deal.manager, quote) is None


def test_above_the_limit_somebody_else_approves(deal: Deal):
    limited(deal.bidder, "1999.99")
    quote = submit_quote(actor=deal.bidder.manager, quote=drafted(deal, deal.bidder))
    assert quote.status == "awaiting-approval"
    with pytest.raises(WrongState, match="waits for approval"):
        save_quote(actor=deal.bidder.manager, quote=quote, content=content_of(deal.rfq))
    with pytest.raises(Forbidden):
        approve_quote(actor=deal.bidder.manager, quote=quote)
    assert approve_quote(actor=deal.bidder.owner, quote=quote).status == "submitted"
    assert QuoteVersion.objects.get().approved_by == deal.bidder.owner.user


def test_nobody_approves_their_own_quote(deal: Deal):
    one = joined(deal.bidder)
    limited(one, "1")
    quote = start_quote(actor=one.owner, invitation=one.invitation)
    save_quote(actor=one.owner, quote=quote, content=content_of(deal.rfq))
    submit_quote(actor=one.owner, quote=quote)
    with pytest.raises(Forbidden, match="Somebody else"):
        approve_quote(actor=one.owner, quote=quote)


@pytest.mark.parametrize(
    ("limit", "currency", "status"), [("2000", "EUR", "submitted"), ("9999999", "USD", "awaiting-approval")]
)
def test_at_the_limit_nobody_needs_to_and_in_another_currency_always(deal: Deal, limit: str, currency: str, status: str):
    limited(deal.bidder, limit, currency)
    assert submit_quote(actor=deal.bidder.manager, quote=drafted(deal, deal.bidder)).status == status


def test_a_returned_quote_is_a_draft_again(deal: Deal):
    limited(deal.bidder, "1")
    quote = submit_quote(actor=deal.bidder.manager, quote=drafted(deal, deal.bidder))
    quote = return_quote(actor=deal.bidder.owner, quote=quote, reason="Too cheap.")
    assert quote.status == "draft"
    assert QuoteVersion.objects.get().return_reason == "Too cheap."


# Revising, withdrawing, confirming -----------------------------------------------------------------------------------


def test_a_revision_leaves_the_earlier_version_in_force_until_it_is_sent(deal: Deal):
    quote = sent(deal, deal.bidder)
    quote = revise_quote(actor=deal.bidder.manager, quote=quote)
    save_quote(actor=deal.bidder.manager, quote=quote, content=content_of(deal.rfq, "900.00"))
    quote.refresh_from_db()
    assert (quote.status, quote.sent.number) == ("submitted", 1)
    quote = submit_quote(actor=deal.bidder.manager, quote=quote)
    assert (quote.status, quote.sent.number) == ("submitted", 2)
    assert QuoteVersion.objects.filter(sent_at__isnull=False).count() == 2


def test_after_the_deadline_a_revision_is_refused_and_what_was_sent_counts(deal: Deal):
    quote = sent(deal, deal.bidder)
    revise_quote(actor=deal.bidder.manager, quote=quote)
    save_quote(actor=deal.bidder.manager, quote=quote, content=content_of(deal.rfq, "900.00"))
    pass_deadline(deal.rfq)
    with pytest.raises(WrongState, match="The deadline was"):
        submit_quote(actor=deal.bidder.manager, quote=quote)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    quote.refresh_from_db()
    assert quote.sent.opened_content.total.amount == 2000
    assert not quote.versions.filter(sent_at=None).exists()


def test_a_quote_is_withdrawn_freely_before_and_with_a_reason_after_the_deadline(deal: Deal):
    first, second = (sent(deal, one) for one in deal.bidders)
    assert withdraw_quote(actor=deal.bidder.manager, quote=first).status == "withdrawn"
    pass_deadline(deal.rfq)
    with pytest.raises(Invalid):
        withdraw_quote(actor=deal.bidders[1].manager, quote=second)
    assert withdraw_quote(actor=deal.bidders[1].manager, quote=second, reason="A mistake.").status == "withdrawn"


def test_what_was_opened_is_not_withdrawn_or_revised():
    deal, quotes = opened_deal()
    with pytest.raises(WrongState, match="opened"):
        withdraw_quote(actor=deal.bidder.manager, quote=quotes[0], reason="Changed our mind.")
    with pytest.raises(WrongState):
        revise_quote(actor=deal.bidder.manager, quote=quotes[0])


def test_what_was_not_confirmed_is_not_opened(deal: Deal):
    quotes = [sent(deal, one) for one in deal.bidders]
    amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(as_facts(deal.rfq, brief="New")), reason="Scope.")
    confirm_quote(actor=deal.bidder.manager, quote=quotes[0])
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert [Quote.objects.get(pk=one.pk).status for one in quotes] == ["opened", "needs-reconfirmation"]


# Late ----------------------------------------------------------------------------------------------------------------


def test_a_late_quote_is_kept_unopened_until_the_sponsor_admits_it_with_a_reason(deal: Deal):
    quotes = [drafted(deal, one) for one in deal.bidders]
    pass_deadline(deal.rfq)
    late = [submit_quote(actor=one.manager, quote=quote) for one, quote in zip(deal.bidders, quotes, strict=True)]
    assert [one.status for one in late] == ["late", "late"]
    with pytest.raises(Invalid):
        admit_late_quote(actor=deal.manager, quote=late[0], reason="")
    admitted = admit_late_quote(actor=deal.manager, quote=late[0], reason="Our server was down.")
    assert (admitted.status, admitted.admit_reason) == ("submitted", "Our server was down.")
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert [Quote.objects.get(pk=one.pk).status for one in late] == ["opened", "late"]
    with pytest.raises(WrongState):
        admit_late_quote(actor=deal.manager, quote=late[1], reason="Now?")


def test_after_the_opening_nothing_is_sent(deal: Deal):
    quote = drafted(deal, deal.bidder)
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    with pytest.raises(WrongState, match="takes no quotes"):
        submit_quote(actor=deal.bidder.manager, quote=quote)


def test_a_locked_out_bidder_is_not_opened(deal: Deal):
    quote = sent(deal, deal.bidder)
    lock_out(actor=deal.manager, invitation=deal.bidder.invitation, reason="Conflict.")
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    assert Quote.objects.get(pk=quote.pk).status == "submitted"
    assert QuoteVersion.objects.get().payload is None


# Renewal -------------------------------------------------------------------------------------------------------------


def test_an_expired_quote_is_renewed_by_its_provider_and_nothing_else_changes():
    deal, quotes = opened_deal()
    Quote.objects.filter(pk=quotes[0].pk).update(valid_until=database_now().date() - timedelta(days=1))
    assert Quote.objects.get(pk=quotes[0].pk).standing == "expired"
    later = database_now().date() + timedelta(days=120)
    quote = renew_quote(actor=deal.bidder.manager, quote=quotes[0], valid_until=later)
    assert (quote.standing, quote.valid_until, quote.sent.number) == ("opened", later, 2)
    before, after = (one.opened_content for one in quote.versions.order_by("number"))
    assert replace(after, valid_until=before.valid_until, salt=before.salt) == before


def test_a_sealed_quote_is_not_renewed(deal: Deal):
    quote = sent(deal, deal.bidder)
    with pytest.raises(WrongState):
        renew_quote(actor=deal.bidder.manager, quote=quote, valid_until=database_now().date() + timedelta(days=200))
