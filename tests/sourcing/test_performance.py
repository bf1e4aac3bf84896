"""A provider's own record, and what it may know of the others'."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.clock import database_now
from organizations.enums import Kind
from projects.sourcing.actions.invitation import decline_invitation, lock_out, view_invitation
from projects.sourcing.actions.quote_course import withdraw_quote
from projects.sourcing.actions.rfq_course import cancel_rfq
from projects.sourcing.enums import Reply
from projects.sourcing.models import Invitation, Quote, QuoteVersion, Rfq
from projects.sourcing.selectors.performance import Performance, performance_of
from projects.sourcing.selectors.reply import no_response, with_reply
from tests.factories import actor
from tests.providers.house import Program, signed_in
from tests.rewritten import rewritten
from tests.sourcing.deal import Bidder, Deal, awarded_deal, draft_deal, open_deal, opened_deal, pass_deadline, sent

pytestmark = pytest.mark.django_db


def told(one: Bidder, months: int = 12) -> Performance:
    return performance_of(one.manager, months=months, now=timezone.now())


def aged(deal: Deal, *, asked: float, answered: float, quoted: float) -> None:
    """The request was published so many days ago; its bidders answered, and quoted, so many days ago."""
    now = database_now()
    Rfq.objects.filter(pk=deal.rfq.pk).update(opened_at=now - timedelta(days=asked))
    rows = Invitation.objects.filter(rfq=deal.rfq)
    rows.update(created_at=now - timedelta(days=asked + 1))
    rows.exclude(answered_at=None).update(answered_at=now - timedelta(days=answered))
    with rewritten(QuoteVersion):
        QuoteVersion.objects.filter(quote__invitation__rfq=deal.rfq).update(sent_at=now - timedelta(days=quoted))


def test_what_was_asked_and_how_it_ended_is_told_to_the_provider():
    deal, _quotes = awarded_deal()
    aged(deal, asked=10, answered=8, quoted=3)
    winner, loser = (told(one) for one in deal.bidders)
    assert (winner.invited, winner.sent, winner.on_time, winner.won, winner.lost) == (1, 1, 1, 1, 0)
    assert (loser.won, loser.lost, [(one.reason, one.count) for one in loser.losses]) == (0, 1, [("price", 1)])
    assert (winner.waits.answer, winner.waits.quote) == (2.0, 7.0)
    assert winner.replies[Reply.QUOTED] == 1


def test_every_reply_is_counted_once_and_silence_is_what_no_response_says():
    deal = open_deal(5)
    quoting, declining, silent, locked, withdrawing = deal.bidders
    sent(deal, quoting)
    decline_invitation(actor=declining.manager, invitation=declining.invitation, reason="timeline")
    view_invitation(actor=silent.manager, invitation=silent.invitation)
    lock_out(actor=deal.manager, invitation=locked.invitation, reason="A conflict.")
    withdraw_quote(actor=withdrawing.manager, quote=sent(deal, withdrawing), reason="No capacity.")
    rows = Invitation.objects.filter(rfq=deal.rfq).select_related("rfq")

    def replies() -> list[str]:
        known = {one.pk: one for one in with_reply(rows)}
        for one in known.values():
            assert (one.reply == Reply.NO_ANSWER) == no_response(one)
        return [known[one.invitation.pk].reply for one in deal.bidders if one.invitation]

    assert replies() == ["quoted", "declined", "waiting", "locked-out", "waiting"]
    pass_deadline(deal.rfq)
    assert replies() == ["quoted", "declined", "no-answer", "locked-out", "no-answer"]
    assert [pair for one in (declining,) for pair in told(one).declined] == [("timeline", 1)]
    cancelled = open_deal(1)
    cancel_rfq(actor=cancelled.manager, rfq=cancelled.rfq, reason="budget", text="No budget.")
    assert told(cancelled.bidder).replies[Reply.CANCELLED] == 1


def test_a_draft_and_what_came_before_the_period_are_not_counted():
    assert told(draft_deal(1).bidder).invited == 0
    deal = open_deal(1)
    aged(deal, asked=200, answered=0, quoted=0)
    assert [told(deal.bidder, months).invited for months in (3, 12)] == [0, 1]
    assert [len(told(deal.bidder, months).months) for months in (3, 12)] == [3, 12]


def test_a_late_quote_that_was_admitted_is_not_on_time():
    deal, _quotes = opened_deal()
    Quote.objects.filter(invitation=deal.bidder.invitation).update(admit_reason="A fire alarm.")
    assert [told(one).on_time for one in deal.bidders] == [0, 1]


def test_a_bidder_of_two_rounds_is_judged_once():
    deal, quotes = awarded_deal()
    with rewritten(Quote):
        Quote.objects.filter(pk=quotes[0].pk).update(round=2)
    Quote.objects.create(invitation=quotes[0].invitation, sent=quotes[0].sent, status="late", submitted_at=timezone.now())
    record = told(deal.bidder)
    assert (record.sent, record.on_time, record.won) == (1, 1, 1)


@pytest.mark.parametrize(("others", "expected"), [(2, None), (3, 2.0)])
def test_the_others_median_is_told_from_three_of_them_on(others: int, expected: float | None):
    deal, _quotes = opened_deal(("1000.00",) * (others + 1))
    aged(deal, asked=10, answered=8, quoted=3)
    record = told(deal.bidder)
    assert (record.waits.answer, record.others.answer) == (2.0, expected)
    page = signed_in(deal.bidder.manager).get("/my/performance/").content.decode()
    assert ("Other providers" in page) == (expected is not None)


def test_less_than_a_day_is_said_in_words():
    deal, _quotes = opened_deal()
    page = signed_in(deal.bidder.manager).get("/my/performance/").content.decode()
    assert ("under a day" in page, ">0.0<" in page) == (True, False)


def test_the_page_draws_and_tabulates_the_same_and_asks_the_same_number_of_queries_for_more():
    deal, _quotes = awarded_deal()
    browser = signed_in(deal.bidders[1].viewer)

    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            page = browser.get("/my/performance/?months=3")
        assert page.status_code == 200
        return len(queries), page.content.decode()

    asked()
    count, page = asked()
    assert page.count('<svg class="chart') == 2
    assert "Quoted: 1" in page
    assert " style=" not in page
    for _number in range(2):
        more = open_deal(1)
        Invitation.objects.create(rfq=more.rfq, provider=deal.bidders[1].provider)
    assert asked()[0] == count
    assert browser.get("/my/performance/?months=5").status_code == 422


def test_without_invitations_or_without_a_profile_the_page_says_what_to_do():
    asked_nothing, without = draft_deal(1).bidder.manager, actor(kind=Kind.PROVIDER)
    assert "Nobody has asked you" in signed_in(asked_nothing).get("/my/performance/").content.decode()
    assert "has no profile yet" in signed_in(without).get("/my/performance/").content.decode()


def test_a_sponsor_has_no_such_page_and_a_program_reads_its_own_figures():
    deal, _quotes = awarded_deal()
    assert signed_in(deal.manager).get("/my/performance/").status_code == 403
    loser = Program(deal.bidders[1].viewer)
    answer: dict[str, Any] = loser.get("/api/v1/my/performance/?months=3").json()
    assert (answer["invited"], answer["replies"]["quoted"], answer["quotes_on_time"]) == (1, 1, 1)
    assert answer["endings"] == [{"result": "not-selected", "reason": "price", "count": 1}]
    assert answer["median_days_of_others"] == {"answer": None, "quote": None}
    assert [month["invited"] for month in answer["months"]] == [0, 0, 1]
    assert loser.get("/api/v1/my/performance/?months=5").status_code == 400
    assert loser.get("/api/v1/my/performance/?weeks=5").status_code == 400
    assert Program(deal.manager).get("/api/v1/my/performance/").status_code == 403
