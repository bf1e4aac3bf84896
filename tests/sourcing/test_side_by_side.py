"""Two people act on one request at the same moment: one waits for the other, and what comes of it could have come one by one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import database_now
from core.errors import DomainError
from projects.sourcing.actions.asking import answer_ask, ask_of_quote, decline_ask, withdraw_ask
from projects.sourcing.actions.award import approve_award, close_without_award, recommend_award, return_award
from projects.sourcing.actions.cda import accept_cda
from projects.sourcing.actions.evaluation import ask_clarification, declare_conflict, score_quote
from projects.sourcing.actions.invitation import accept_invitation, decline_invitation, invite_provider, lock_out
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.actions.opening import judge_quote, open_envelopes
from projects.sourcing.actions.quote import renew_quote, revise_quote
from projects.sourcing.actions.quote_course import admit_late_quote, confirm_quote, submit_quote, withdraw_quote
from projects.sourcing.actions.rfq_course import amend_rfq, cancel_rfq, extend_rfq, pause_rfq, resume_rfq, start_round
from projects.sourcing.enums import InvitationStatus, QuoteStatus
from projects.sourcing.models import Ask, Award, Cda, Opening, Outcome, Quote, Rfq
from projects.sourcing.models.quote import OPENED, UNSENT
from projects.sourcing.models.rfq import DECIDED, OVER
from tests.at_once import at_once
from tests.sourcing.deal import (
    Deal,
    bidder,
    drafted,
    open_deal,
    opened_deal,
    outcomes_for,
    pass_deadline,
    recommended,
    score_all,
    sent,
)

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], object]
Acts = tuple[Deal, Act, Act]
LATER = timedelta(days=60)


def closed() -> tuple[Deal, Quote, Quote]:
    deal = open_deal(2)
    first, second = (sent(deal, one) for one in deal.bidders)
    pass_deadline(deal.rfq)
    return deal, first, second


def amends(deal: Deal) -> Act:
    return lambda: amend_rfq(actor=deal.manager, rfq=deal.rfq, changes={"brief": "More"}, reason="The scope has changed.")


def opens(deal: Deal) -> Act:
    return lambda: open_envelopes(actor=deal.manager, rfq=deal.rfq)


def locks_out(deal: Deal) -> Act:
    return lambda: lock_out(actor=deal.manager, invitation=deal.bidder.invitation, reason="A conflict came up.")


def closes(deal: Deal, quotes: list[Quote]) -> Act:
    words = outcomes_for(quotes)
    return lambda: close_without_award(actor=deal.manager, rfq=deal.rfq, reason="No need.", outcomes=words)


def approves(deal: Deal) -> Act:
    return lambda: approve_award(actor=deal.approver, rfq=deal.rfq)


def recommends(deal: Deal, quotes: list[Quote]) -> Act:
    lines = {str(line.pk): str(quotes[0].pk) for line in deal.rfq.lines.all()}
    words = outcomes_for(quotes)
    return lambda: recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=words, reason="Best value.")


def submission_and(what: Callable[[Deal], Act]) -> Callable[[], Acts]:
    def made() -> Acts:
        deal = open_deal(1)
        quote = drafted(deal, deal.bidder)
        return deal, lambda: submit_quote(actor=deal.bidder.manager, quote=quote), what(deal)

    made.__name__ = f"submission_and_{what.__name__}"
    return made


def extends(deal: Deal) -> Act:
    return lambda: extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=deal.rfq.deadline + LATER, reason="Holidays.")


def pauses(deal: Deal) -> Act:
    return lambda: pause_rfq(actor=deal.manager, rfq=deal.rfq, reason="Wait.")


def cancels(deal: Deal) -> Act:
    return lambda: cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason="budget", text="No money.")


def two_openings() -> Acts:
    deal, _first, _second = closed()
    return deal, opens(deal), lambda: open_envelopes(actor=deal.owner, rfq=deal.rfq)


def opening_and_withdrawal() -> Acts:
    deal, first, _second = closed()
    return deal, opens(deal), lambda: withdraw_quote(actor=deal.bidder.manager, quote=first, reason="A mistake.")


def opening_and_lock_out() -> Acts:
    deal, _first, _second = closed()
    return deal, opens(deal), locks_out(deal)


def opening_and_late_quote() -> Acts:
    deal = open_deal(2)
    sent(deal, deal.bidders[1])
    quote = drafted(deal, deal.bidder)
    pass_deadline(deal.rfq)
    return deal, opens(deal), lambda: submit_quote(actor=deal.bidder.manager, quote=quote)


def opening_and_admission() -> Acts:
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    pass_deadline(deal.rfq)
    submit_quote(actor=deal.bidder.manager, quote=quote)
    return deal, opens(deal), lambda: admit_late_quote(actor=deal.manager, quote=quote, reason="Our fault.")


def opening_and_notices() -> Acts:
    deal, _first, _second = closed()
    Rfq.objects.filter(pk=deal.rfq.pk).update(notice_due_at=database_now())
    return deal, opens(deal), tell_of_what_is_due


def revision_and_amendment() -> Acts:
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    return deal, lambda: revise_quote(actor=deal.bidder.manager, quote=quote), amends(deal)


def confirmation_and_withdrawal() -> Acts:
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    amends(deal)()
    one = deal.bidder.manager
    return deal, lambda: confirm_quote(actor=one, quote=quote), lambda: withdraw_quote(actor=one, quote=quote)


def award_and_close() -> Acts:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    return deal, approves(deal), closes(deal, quotes)


def award_and_return() -> Acts:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    return deal, approves(deal), lambda: return_award(actor=deal.owner, rfq=deal.rfq, reason="Ask again.")


def award_and_lock_out() -> Acts:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    return deal, approves(deal), locks_out(deal)


def award_and_renewal() -> Acts:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    until = quotes[0].valid_until + LATER
    return deal, approves(deal), lambda: renew_quote(actor=deal.bidder.manager, quote=quotes[0], valid_until=until)


def award_and_notices() -> Acts:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    Quote.objects.update(notice_due_at=database_now())
    return deal, approves(deal), tell_of_what_is_due


def two_awards() -> Acts:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    return deal, approves(deal), lambda: approve_award(actor=deal.owner, rfq=deal.rfq)


def recommendation_and_answer() -> Acts:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    ask_of_quote(actor=deal.manager, quote=quotes[0], kind="negotiation", text="A lower price.")
    quote = answer_ask(actor=deal.bidder.manager, quote=quotes[0])
    return deal, recommends(deal, quotes), lambda: submit_quote(actor=deal.bidder.manager, quote=quote)


def recommendation_and_round() -> Acts:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    ids, until = [deal.bidder.invitation.pk], database_now() + LATER
    again: Act = lambda: start_round(  # noqa: E731
        actor=deal.owner, rfq=deal.rfq, invitations=ids, deadline=until, reason="Better prices."
    )
    return deal, recommends(deal, quotes), again


def recommendation_and_conflict() -> Acts:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    mine: Act = lambda: declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=True, text="A share.")  # noqa: E731
    return deal, recommends(deal, quotes), mine


def scores_and_judgement() -> Acts:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    marks = {"price": 1, "quality": 1}
    return (
        deal,
        lambda: score_quote(actor=deal.evaluator, quote=quotes[0], scores=marks),
        lambda: judge_quote(actor=deal.manager, quote=quotes[0], passed=False, reason="Not sterile."),
    )


def wish_taken_back_and_declined() -> Acts:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    ask_of_quote(actor=deal.manager, quote=quotes[0], kind="negotiation", text="A lower price.")
    return (
        deal,
        lambda: withdraw_ask(actor=deal.manager, quote=quotes[0]),
        lambda: decline_ask(actor=deal.bidder.manager, quote=quotes[0], reason="No."),
    )


def clarification_and_close() -> Acts:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    due = database_now() + LATER
    asked: Act = lambda: ask_clarification(actor=deal.evaluator, quote=quotes[0], question="How?", due_at=due)  # noqa: E731
    return deal, asked, closes(deal, quotes)


def two_agreements() -> Acts:
    deal = open_deal(1)
    one = deal.bidder
    again: Act = lambda: accept_cda(actor=one.owner, invitation=one.invitation, name="Paul")  # noqa: E731
    return deal, again, again


def yes_and_no() -> Acts:
    deal = open_deal(1)
    one = deal.bidder
    return (
        deal,
        lambda: accept_invitation(actor=one.manager, invitation=one.invitation),
        lambda: decline_invitation(actor=one.owner, invitation=one.invitation, reason="conflict"),
    )


def two_invitations() -> Acts:
    deal, late = open_deal(1), bidder("late")
    asks: Act = lambda: invite_provider(actor=deal.manager, rfq=deal.rfq, provider=late.provider)  # noqa: E731
    return deal, asks, asks


def resumption_and_cancellation() -> Acts:
    deal = open_deal(1)
    pauses(deal)()
    return deal, lambda: resume_rfq(actor=deal.manager, rfq=deal.rfq), cancels(deal)


PAIRS: list[Callable[[], Acts]] = [
    *map(submission_and, (amends, extends, pauses, cancels, locks_out)),
    two_openings, opening_and_withdrawal, opening_and_lock_out, opening_and_late_quote, opening_and_admission,
    opening_and_notices, revision_and_amendment, confirmation_and_withdrawal, award_and_close, award_and_return,
    award_and_lock_out, award_and_renewal, award_and_notices, two_awards, recommendation_and_answer,
    recommendation_and_round, recommendation_and_conflict, scores_and_judgement, wish_taken_back_and_declined,
    clarification_and_close, two_agreements, yes_and_no, two_invitations, resumption_and_cancellation,
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=lambda one: one.__name__)
def test_one_waits_for_the_other_and_nothing_impossible_comes_of_it(pair: Callable[[], Acts]):
    deal, one, other = pair()
    outcomes = at_once(one, other)
    assert [error for error in outcomes if error is not None and not isinstance(error, DomainError)] == []
    assert None in outcomes, "one of the two could be done"
    assert _impossible(deal.again()) == []


def _impossible(rfq: Rfq) -> list[str]:
    """What no order of acts leads to."""
    quotes = list(Quote.objects.filter(invitation__rfq=rfq).select_related("invitation"))
    opened = {str(one.pk) for one in quotes if one.status in OPENED}
    recorded = {row["quote"] for one in Opening.objects.filter(rfq=rfq) for row in one.hashes}
    awarded = [award.quote.invitation.status for award in Award.objects.filter(quote__invitation__rfq=rfq)]
    told = set(Outcome.objects.filter(quote__in=quotes).values_list("quote_id", flat=True))
    owed = {one.pk for one in quotes if one.status not in {*UNSENT, QuoteStatus.WITHDRAWN}}
    answers = {one.edition for one in (quote.sent for quote in quotes if quote.status == QuoteStatus.SUBMITTED) if one}
    parties = list(Cda.objects.values_list("sponsor", "recipient"))
    facts = {
        "a quote is open that no opening recorded, or the other way round": opened != recorded,
        "a quote goes on as confirmed for an edition it does not answer": rfq.status == "open"
        and bool(answers - {rfq.edition}),
        "a line went to somebody who was taken off": InvitationStatus.LOCKED_OUT in awarded,
        "a bidder has no outcome": rfq.status in DECIDED and told != owed,
        "something is still asked": rfq.status in OVER and Ask.objects.filter(status="open").exists(),
        "two agreements of the same two": len(parties) != len(set(parties)),
        "awarded without an award": rfq.status == "awarded" and not awarded,
    }
    return [name for name, holds in facts.items() if holds]
