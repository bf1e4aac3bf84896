"""What an amendment changed is read in words on both sides, and by programs in codes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from projects.sourcing.actions.rfq_course import amend_rfq
from projects.sourcing.models import RfqVersion
from projects.sourcing.selectors.facts import facts_of
from projects.sourcing.views.editions import editions_shown
from tests.providers.house import Program, signed_in, term
from tests.sourcing.deal import Deal, joined, open_deal, opened_deal
from vocabulary.models import Standard

pytestmark = pytest.mark.django_db


def amended(deal: Deal) -> None:
    """In the first line and in much else, in Shanghai."""
    facts = facts_of(deal.rfq)
    first, *others = facts.lines
    line = replace(
        first, batches=3, quantity_value=Decimal("5000"), starts_on=date(2027, 4, 2), latest_start=date(2027, 4, 30), details="",
        standards=(*first.standards, Standard.objects.get(pk="glp")), certificates_in_force=True,
    )  # fmt: skip
    criteria = ({"code": "price", "label": "Price", "weight": 100},)
    facts = replace(
        facts, lines=(line, *others), criteria=criteria, deadline=facts.deadline + timedelta(days=1), budget_known=True
    )
    deal.rfq = amend_rfq(actor=deal.manager, rfq=deal.rfq, changes=vars(facts), reason="One batch more.")


def test_every_kind_of_change_is_told_in_the_words_of_the_form():
    deal = open_deal(1, time_zone="Asia/Shanghai")
    before = deal.rfq.deadline_text
    amended(deal)
    (edition,) = editions_shown(deal.rfq, RfqVersion.objects.filter(rfq=deal.rfq, edition=2))
    found = {one.what: (one.before, one.after) for one in edition.changes}
    assert [one.partition(" ")[2][6:] for one in found.pop("Questions until")] == ["Asia/Shanghai"] * 2
    glp, gmp, unit = (str(one) for one in (term(Standard, "glp").label, term(Standard, "eu-gmp").label, "L"))
    assert found == {
        "Deadline": (before, deal.rfq.deadline_text),
        "Criteria": ("Price 40 %, Quality 60 %", "Price 100 %"),
        "A budget is approved": ("No", "Yes"),
        "Drug substance: Quantity": (f"2,000 {unit}", f"5,000 {unit}"),
        "Drug substance: Batches": ("2", "3"),
        "Drug substance: Standards": (gmp, ", ".join(sorted([gmp, glp]))),
        "Drug substance: A certificate in force for each standard": ("No", "Yes"),
        "Drug substance: Not before": ("1 Mar 2027", "2 Apr 2027"),
        "Drug substance: Begun by": ("", "30 Apr 2027"),
        "Drug substance: Confidential details": ("CANARY-DETAILS", ""),
    }


def test_both_sides_read_them_and_who_has_not_accepted_the_agreement_does_not():
    deal = open_deal(2)
    joined(deal.bidders[0])
    amended(deal)
    pages = [signed_in(deal.viewer).get(f"/rfqs/{deal.rfq.pk}/")]
    pages += [signed_in(one.viewer).get(f"/invitations-to-quote/{one.invitation.pk}/") for one in deal.bidders]
    texts = [page.content.decode() for page in pages]
    assert ["Drug substance: Batches" in text for text in texts] == [True, True, False]
    assert "line.batches" not in "".join(texts)


def test_programs_read_amendments_in_codes_and_the_sponsor_its_openings():
    deal = open_deal(2)
    joined(deal.bidders[0])
    amended(deal)
    path = f"/api/v1/rfqs/{deal.rfq.pk}/"
    said = [Program(who).get(path).json() for who in (deal.viewer, deal.bidders[0].viewer, deal.bidders[1].viewer)]
    assert [[one["edition"] for one in row["editions"]] for row in said] == [[2], [2], []]
    (edition,) = said[1]["editions"]
    assert (edition["reason"], edition["is_material"]) == ("One batch more.", True)
    assert {"field": "line.batches", "line": "Drug substance", "before": 2, "after": 3} in edition["changes"]


def test_the_record_of_an_opening_is_its_sponsors():
    deal, quotes = opened_deal()
    path = f"/api/v1/rfqs/{deal.rfq.pk}/"
    (opening,) = Program(deal.viewer).get(path).json()["openings"]
    assert (opening["opened_by"], opening["envelope"]) == (str(deal.manager.user), "commercial")
    assert {one["quote"]: one["sha256"] for one in opening["hashes"]} == {
        str(quote.pk): quote.sent.sha256 for quote in quotes if quote.sent
    }
    assert Program(deal.bidder.viewer).get(path).json()["openings"] == []
