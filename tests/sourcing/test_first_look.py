"""What a provider sees first: how serious a request is, and what of it; and how its sponsor looks at that beforehand."""

from datetime import timedelta

import pytest

from core.clock import database_now
from projects.sourcing.actions.rfq_course import cancel_rfq
from tests.providers.house import Program, signed_in
from tests.sourcing.deal import Deal, awarded_deal, draft_deal, joined, open_deal
from tests.sourcing.test_open_request import open_to_all

pytestmark = pytest.mark.django_db

CONFIDENTIAL = ("CANARY-TITLE", "CANARY-BRIEF", "CANARY-DETAILS", "CANARY-LINE-QUESTION", "Sponsor of Secrets")


def test_how_serious_it_is_is_told_in_counts_by_page_and_by_program_before_the_agreement():
    deal = open_deal(3, budget_known=True)
    joined(deal.bidders[0])
    one = deal.bidders[1]
    assert one.invitation is not None
    said = Program(one.owner).get(f"/api/v1/rfqs/{deal.rfq.pk}/").json()
    counts = {"invited": 3, "intending": 1, "budget_known": True, "decision_on": "2027-02-01", "finished": 0, "awarded": 0}
    assert (said["tier"], said["seriousness"]) == ("teaser", counts)
    page = signed_in(one.owner).get(f"/invitations-to-quote/{one.invitation.pk}/").content.decode()
    assert "first request here" in page
    assert "approved" in page


def test_a_sponsors_record_counts_what_has_ended_and_what_was_awarded():
    deal, _quotes = awarded_deal()
    other = Deal(deal.owner, deal.manager, deal.approver, deal.evaluator, deal.viewer, deal.rfq)
    two = draft_of_the_same(other)
    cancel_rfq(actor=deal.manager, rfq=two.rfq, reason="budget", text="x")
    said = Program(deal.bidder.owner).get(f"/api/v1/rfqs/{deal.rfq.pk}/").json()["seriousness"]
    assert (said["finished"], said["awarded"]) == (2, 1)
    page = signed_in(deal.bidder.owner).get(f"/invitations-to-quote/{deal.bidder.invitation.pk}/").content.decode()
    assert "1 of 2 finished requests were awarded" in page


def draft_of_the_same(deal: Deal) -> Deal:
    """Another request of the same sponsor."""
    another = draft_deal(0)
    another.rfq.organization = deal.rfq.organization
    another.rfq.number = "RFQ-2026-0099"
    another.rfq.save()
    another.manager = deal.manager
    return another


def test_whoever_may_join_a_request_reads_how_serious_it_is_and_nobody_else():
    deal, fit, other = open_to_all()
    path = f"/api/v1/open-requests/{deal.rfq.pk}/"
    assert Program(fit.owner).get(path).json()["seriousness"]["invited"] == 0
    assert "seriousness" not in Program(other.owner).get(path).json()


def test_a_preview_is_what_a_provider_sees_before_and_under_the_agreement():
    deal = draft_deal(1, sponsor_named=False, deadline=database_now() + timedelta(days=40))
    sponsor = signed_in(deal.viewer)
    before, under = (
        sponsor.get(f"/rfqs/{deal.rfq.pk}/preview/", {"tier": tier}).content.decode() for tier in ("teaser", "cda")
    )
    teaser = [text for text in CONFIDENTIAL if text in within(before)]
    assert (teaser, "An antibody for phase 1." in before) == ([], True)
    assert [text for text in CONFIDENTIAL if text not in within(under)] == []
    assert "CANARY-HANDOVER" not in before + under


def within(page: str) -> str:
    """What stands below the head of the page: there the sponsor reads its own name and the name of its request."""
    return page.partition('id="what"')[2].partition("<footer")[0]
