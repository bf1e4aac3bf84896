"""The operator's figures over all sponsors: what they count, and what they keep back."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.clock import database_now
from core.errors import Forbidden
from organizations.actor import Actor
from projects.briefs.models import Project
from projects.sourcing.actions.invitation import decline_invitation
from projects.sourcing.enums import DeclineReason, Reply
from projects.sourcing.models import Invitation, QuoteVersion, Rfq
from projects.sourcing.selectors.funnel import Funnel, funnel_of, quarters_to_choose
from projects.sourcing.selectors.quarter import Quarter, quarter_of
from tests.providers.house import operator, signed_in, term, vocabulary
from tests.rewritten import rewritten
from tests.sourcing.deal import Deal, line_facts, open_deal, pass_deadline, sent
from vocabulary.models import Modality, Stage

pytestmark = pytest.mark.django_db


def last_quarter() -> Quarter:
    return quarter_of(timezone.now()).previous


def in_last_quarter(deal: Deal, *, modality: str = "mab", quoted_after: float | None = None) -> Deal:
    """Its request belongs to a project and was published in the quarter before this one; its first quote came so much later."""
    moment = last_quarter().start + timedelta(days=10)
    project = Project.objects.create(
        organization=deal.rfq.organization, created_by=deal.manager.require_person(), number=1, codename="Heron"
    )
    project.modalities.add(term(Modality, modality))
    Project.objects.filter(pk=project.pk).update(created_at=moment)
    Rfq.objects.filter(pk=deal.rfq.pk).update(opened_at=moment, project=project)
    if quoted_after is not None:
        rows = QuoteVersion.objects.filter(quote__invitation__rfq=deal.rfq)
        with rewritten(QuoteVersion):
            rows.update(sent_at=moment + timedelta(days=quoted_after))
    return deal


def asked_in_vain(count: int, **values: Any) -> list[Deal]:
    """So many sponsors, each with a request whose deadline has passed without a quote: a line at phase 1, one at phase 2."""
    vocabulary()
    deals = []
    for _number in range(count):
        deal = open_deal(1, lines=(line_facts(), line_facts("Later", stage=term(Stage, "phase-2"))), **values)
        decline_invitation(actor=deal.bidder.manager, invitation=deal.bidder.invitation, reason="no-capacity")
        pass_deadline(deal.rfq)
        deals.append(in_last_quarter(deal))
    return deals


def told(quarter: Quarter | None = None, by: Actor | None = None) -> Funnel:
    return funnel_of(by or operator(), quarter or last_quarter(), timezone.now())


def cells(funnel: Funnel) -> dict[tuple[str, str], tuple[int, int | None, int | None]]:
    return {
        (one.stage.pk, one.modality.pk): (one.lines, one.unanswered, one.providers)
        for one in funnel.demand.cells
        if one.stage and one.modality
    }


def test_what_three_sponsors_asked_for_in_vain_is_told_and_what_two_did_is_not():
    asked_in_vain(2)
    two = told()
    assert (cells(two), two.declined[DeclineReason.NO_CAPACITY]) == ({}, None)
    assert (two.requests.published, two.invited.replies[Reply.DECLINED]) == (2, 2)
    asked_in_vain(1)
    three = told()
    assert cells(three) == {("phase-1", "mab"): (3, 3, 0), ("phase-2", "mab"): (3, 3, 0)}
    assert all(one.is_unmet for one in three.demand.cells)
    assert (three.declined[DeclineReason.NO_CAPACITY], three.declined[DeclineReason.TIMELINE]) == (3, None)
    assert (three.projects.begun, three.projects.asked, three.projects.matched) == (3, 3, 0)


def test_a_quote_of_one_sponsors_request_keeps_back_who_asked_in_vain():
    asked_in_vain(3)
    deal = open_deal(1)
    sent(deal, deal.bidder)
    pass_deadline(deal.rfq)
    in_last_quarter(deal, quoted_after=6)
    assert cells(told())["phase-1", "mab"] == (5, None, 0)
    assert (told().requests.quoted, told().first_quotes[-1].days) == (1, [6.0, 6.0, 6.0])


def test_the_running_quarter_tells_neither_reasons_nor_demand():
    for deal in asked_in_vain(3):
        Rfq.objects.filter(pk=deal.rfq.pk).update(opened_at=database_now())
    running = told(quarter_of(timezone.now()))
    assert (running.is_running, running.requests.published) == (True, 3)
    assert (running.demand.quarter, cells(running), set(running.declined.values())) == (last_quarter(), {}, {None})


def test_days_to_the_first_quote_are_quartiles_by_quarter():
    for day in (2, 4, 8, 10):
        deal = open_deal(1)
        sent(deal, deal.bidder)
        in_last_quarter(deal, quoted_after=day)
    funnel = told()
    assert [(str(one.quarter) == str(last_quarter()), one.requests, one.days) for one in funnel.first_quotes][-1] == (
        True, 4, [3.5, 6.0, 8.5],
    )  # fmt: skip
    assert [one.days for one in funnel.first_quotes[:-1]] == [None] * 3


def test_a_draft_counts_nowhere_and_only_operators_are_told():
    deal = open_deal(1)
    Rfq.objects.filter(pk=deal.rfq.pk).update(status="draft", opened_at=None)
    assert told(quarter_of(timezone.now())).requests.published == 0
    with pytest.raises(Forbidden):
        told(by=deal.owner)


@pytest.fixture
def spring() -> Iterator[None]:
    with time_machine.travel(datetime(2027, 2, 3, tzinfo=UTC), tick=False):
        yield


def test_quarters_are_whole_and_never_overlap(spring: None):
    chosen = [Quarter(2027, 1), Quarter(2026, 4), Quarter(2026, 3)]
    in_last_quarter(open_deal(1))
    Project.objects.update(created_at=datetime(2026, 9, 30, 23, 59, tzinfo=UTC))
    assert quarters_to_choose(timezone.now()) == chosen
    assert [(one.code, one.start.month, one.end) for one in chosen] == [
        ("2027-Q1", 1, datetime(2027, 4, 1, tzinfo=UTC)),
        ("2026-Q4", 10, datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-Q3", 7, datetime(2026, 10, 1, tzinfo=UTC)),
    ]


def test_the_page_and_the_file_tell_the_same_in_the_same_number_of_queries_for_more():
    asked_in_vain(3)
    browser, quarter = signed_in(operator()), last_quarter()

    def asked() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(f"/market/?quarter={quarter.code}")
        assert page.status_code == 200
        return len(queries), page.content.decode()

    asked()
    count, page = asked()
    assert "fewer than 3 sponsors" in page
    assert page.count('<svg class="chart') == 2
    assert " style=" not in page
    more = open_deal(1)
    Invitation.objects.filter(rfq=more.rfq).update(viewed_at=database_now())
    in_last_quarter(more, modality="mrna")
    assert asked()[0] == count
    answer = browser.get(f"/market/figures.csv?quarter={quarter.code}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [str(quarter), "Requests published", "", "", "4"] in rows
    assert [row[4] for row in rows if row[1].startswith("Declined: ")].count("") == len(DeclineReason) - 1
    assert [row[3:] for row in rows if row[1:3] == ["Without a quote", "Phase 2"]] == [["Mab", "3"]]


def test_others_are_refused_an_unknown_quarter_too_and_an_empty_market_says_so():
    deal = open_deal(1)
    assert [signed_in(who).get("/market/").status_code for who in (deal.owner, deal.bidder.owner)] == [403, 403]
    browser = signed_in(operator())
    assert [browser.get(f"/market/{path}?quarter=1999-Q1").status_code for path in ("", "figures.csv")] == [422, 422]
    Rfq.objects.all().delete()
    assert "Nothing was asked for in this quarter" in browser.get("/market/").content.decode()
    assert 'href="/market/"' in browser.get("/dashboard/").content.decode()
