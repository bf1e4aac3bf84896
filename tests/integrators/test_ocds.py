"""Open Contracting releases, held to the rules of the published schema: required fields, formats, codelists."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from projects.sourcing.actions.award import close_without_award
from projects.sourcing.actions.rfq_course import cancel_rfq
from tests.providers.house import Program
from tests.selling import signed_in
from tests.sourcing.deal import awarded_deal, draft_deal, open_deal, opened_deal, outcomes_for

pytestmark = pytest.mark.django_db

REQUIRED_OF_A_RELEASE = {"ocid", "id", "date", "tag", "initiationType"}
TAGS = {
    "planning", "planningUpdate", "tender", "tenderAmendment", "tenderUpdate", "tenderCancellation", "award", "awardUpdate",
    "awardCancellation", "contract", "contractUpdate", "contractAmendment", "implementation", "implementationUpdate",
    "contractTermination", "compiled",
}  # fmt: skip
TENDER_STATUSES = {"planning", "planned", "active", "cancelled", "unsuccessful", "complete", "withdrawn"}
AWARD_STATUSES = {"pending", "active", "cancelled", "unsuccessful"}
METHODS = {"open", "selective", "limited", "direct"}
ROLES = {
    "buyer", "procuringEntity", "supplier", "tenderer", "funder", "enquirer", "payer", "payee", "reviewBody",
    "interestedParty",
}  # fmt: skip


def package(who: Any, rfq: Any, status: int = 200) -> dict[str, Any]:
    answer = Program(who).get(f"/api/v1/rfqs/{rfq.pk}/ocds/")
    assert answer.status_code == status, answer.content
    body: dict[str, Any] = answer.json()
    return body


def sound(found: dict[str, Any]) -> dict[str, Any]:
    """The release, when the package holds to the schema."""
    assert {"uri", "publisher", "publishedDate", "releases", "version"} <= set(found)
    assert found["version"] == "1.1"
    (release,) = found["releases"]
    assert set(release) >= REQUIRED_OF_A_RELEASE
    assert set(release["tag"]) <= TAGS
    assert release["initiationType"] == "tender"
    assert datetime.fromisoformat(release["date"]).tzinfo is not None
    parties = {one["id"]: one for one in release["parties"]}
    assert all(set(one["roles"]) <= ROLES for one in parties.values())
    assert release["buyer"]["id"] in parties
    tender = release["tender"]
    assert (tender["status"] in TENDER_STATUSES, tender["procurementMethod"] in METHODS) == (True, True)
    items = [one["id"] for one in tender["items"]]
    assert len(items) == len(set(items))
    for award in release.get("awards", []):
        assert award["status"] in AWARD_STATUSES
        assert isinstance(award["value"]["amount"], (int, float))
        assert all(one["id"] in parties for one in award["suppliers"])
        assert {one["id"] for one in award["items"]} <= set(items)
    return release


def test_an_open_request_is_a_tender_that_says_no_more_than_its_teaser():
    deal = open_deal()
    found = package(deal.viewer, deal.rfq)
    release = sound(found)
    assert (release["tag"], release["tender"]["status"]) == (["tender"], "active")
    assert release["tender"]["description"] == "An antibody for phase 1."
    assert "CANARY" not in str(found)
    assert "bidder" not in str(found)


def test_an_award_names_the_winner_alone_with_what_its_lines_cost():
    deal, quotes = awarded_deal()
    release = sound(package(deal.viewer, deal.rfq))
    assert (release["tag"], release["tender"]["status"]) == (["tender", "award"], "complete")
    (award,) = release["awards"]
    assert award["value"] == {"amount": 2000.0, "currency": "EUR"}
    assert [one["name"] for one in award["suppliers"]] == [quotes[0].invitation.provider.name]
    assert quotes[1].invitation.provider.name not in str(release)


def test_a_cancelled_request_says_so():
    deal = open_deal()
    cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason="budget", text="No money.")
    release = sound(package(deal.viewer, deal.rfq))
    assert (release["tag"], release["tender"]["status"]) == (["tenderCancellation"], "cancelled")


def test_a_request_closed_without_an_award_is_unsuccessful_and_names_no_bidder():
    deal, quotes = opened_deal()
    close_without_award(
        actor=deal.manager, rfq=deal.rfq, reason="CANARY-WORDS to the bidders.", outcomes=outcomes_for(quotes)
    )
    deal.again()
    found = package(deal.viewer, deal.rfq)
    release = sound(found)
    assert (release["tag"], release["tender"]["status"]) == (["tender"], "unsuccessful")
    assert release["date"] == deal.rfq.decided_at.isoformat(timespec="seconds")
    assert "awards" not in release
    assert [one["roles"] for one in release["parties"]] == [["buyer", "procuringEntity"]]
    names = [one.invitation.provider.name for one in quotes]
    assert [text for text in ("CANARY", "2000", "2400", *names) if text in str(found)] == []


def test_a_draft_has_none_and_a_bidder_gets_none():
    drafted, deal = draft_deal(), open_deal()
    package(drafted.viewer, drafted.rfq, 409)
    package(drafted.viewer, deal.rfq, 404)
    package(deal.bidder.manager, deal.rfq, 403)


def test_the_page_hands_out_the_same_file():
    deal = open_deal()
    answer = signed_in(deal.viewer).get(f"/rfqs/{deal.rfq.pk}/ocds.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{deal.rfq.number}-ocds.json"'
    assert sound(answer.json())["ocid"] == f"ocds-unregistered-{deal.rfq.pk}"
    assert Client().get(f"/rfqs/{deal.rfq.pk}/ocds.json").status_code == 302
