"""The whole path by programs alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.clock import database_now
from organizations.enums import Role
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.models import Outcome, Quote, QuoteVersion, Rfq
from tests.providers.house import Program
from tests.sourcing.deal import (
    Bidder,
    Deal,
    bidder,
    draft_deal,
    joined,
    member,
    open_deal,
    opened_deal,
    pass_deadline,
    sent,
)
from tests.sourcing.test_sealed import everything_stored

pytestmark = pytest.mark.django_db


def do(program: Program, method: str, path: str, body: Any = None, expected: int = 200, **headers: str) -> Any:
    answer = program.send(method, f"/api/v1/{path}", {} if body is None and method == "post" else body, **headers)
    assert answer.status_code == expected, answer.content
    return answer.json() if answer.content else None


def test_a_request_is_written_quoted_opened_and_awarded_by_programs_alone():
    deal = draft_deal(0)
    owner, manager, approver = (Program(who) for who in (deal.owner, deal.manager, deal.approver))
    asked = {
        "codename": "Kite", "teaser": "An antibody.", "brief": "CANARY", "deadline": (database_now() + timedelta(days=20)).isoformat(),
        "decision_on": "2027-02-01", "criteria": [{"code": "price", "label": "Price", "weight": 100}], "min_validity_days": 30,
        "lines": [
            {"title": "Drug substance", "service_line": "mab-gmp", "stage": "phase-1", "batches": 2, "standards": ["eu-gmp"],
             "quantity": {"value": "2000", "unit": "l-bioreactor"}, "starts_on": "2027-03-01", "details": "SECRET"},
        ],
    }  # fmt: skip
    rfq = do(manager, "post", "rfqs/", asked, 201)
    path = f"rfqs/{rfq['id']}/"
    do(owner, "post", f"{path}offer-cda/", {"name": "Olga"})
    bidders = [bidder("alpha"), bidder("beta")]
    for one in bidders:
        do(manager, "post", f"{path}invitations/", {"provider": one.provider.slug}, 201)
    assert do(manager, "post", f"{path}publish/")["status"] == "open"
    quotes = [_quoted(one, path, price) for one, price in zip(bidders, ("100.10", "99.99"), strict=True)]
    before = do(manager, "get", f"quotes/{quotes[0]}/")
    assert (before["status"], before["content"], before["total"]) == ("submitted", None, None)
    pass_deadline(Rfq.objects.get(pk=rfq["id"]))
    assert "open_envelopes" in do(manager, "get", path)["available_actions"]
    assert do(manager, "post", f"{path}open-envelopes/")["status"] == "evaluation"
    compared = do(manager, "get", f"{path}comparison/")
    assert [one["total"] for one in compared["columns"]] == [
        {"amount": "100.10", "currency": "EUR"},
        {"amount": "99.99", "currency": "EUR"},
    ]
    do(manager, "post", f"{path}declare-conflict/", {"has_conflict": False})
    for quote in quotes:
        do(manager, "post", f"quotes/{quote}/score/", {"scores": {"price": 8}})
    words = {quote: {"reason": "price", "feedback": "Thank you."} for quote in quotes}
    line = rfq["lines"][0]["id"]
    do(manager, "post", f"{path}recommend/", {"lines": {line: quotes[1]}, "outcomes": words, "reason": "Cheaper."})
    assert do(approver, "post", f"{path}award/")["status"] == "awarded"
    assert do(Program(bidders[0].viewer), "get", f"quotes/{quotes[0]}/")["outcome"]["result"] == "not-selected"
    assert Outcome.objects.count() == 2


def _quoted(one: Bidder, path: str, price: str) -> str:
    owner, manager = Program(one.owner), Program(one.manager)
    invitation = do(manager, "get", f"{path}invitations/")["results"][0]
    here = f"{path}invitations/{invitation['id']}/"
    teaser = do(manager, "get", path)
    assert ("brief" in teaser, teaser["tier"]) == (False, "teaser")
    do(owner, "post", f"{here}accept-cda/", {"name": "Paul"})
    do(manager, "post", f"{here}accept/")
    seen = do(manager, "get", path)
    assert (seen["brief"], seen["lines"][0]["details"]) == ("CANARY", "SECRET")
    quote = do(manager, "post", "quotes/", {"invitation": invitation["id"]}, 201)["id"]
    content = {
        "currency": "EUR", "weeks": 30, "valid_until": (database_now().date() + timedelta(days=60)).isoformat(),
        "lines": [{"line": seen["lines"][0]["id"], "answer": "priced", "price": price}],
        "milestones": [{"title": "All", "amount": price, "week": 30}],
    }  # fmt: skip
    saved = do(manager, "patch", f"quotes/{quote}/", {"content": content})
    assert (saved["gaps"], saved["total"]["amount"]) == ([], price)
    assert do(manager, "post", f"quotes/{quote}/submit/")["status"] == "submitted"
    return str(quote)


def test_clarifications_and_scores_are_for_programs_too():
    deal, quotes = opened_deal()
    evaluator, provider, rival = Program(deal.evaluator), Program(deal.bidder.manager), Program(deal.bidders[1].manager)
    path = f"quotes/{quotes[0].pk}/"
    due = (database_now() + timedelta(days=1)).isoformat()
    do(evaluator, "post", f"{path}clarify/", {"question": "Which column?", "due_at": due})
    asked = do(provider, "get", path)["clarifications"][0]
    answered = {"clarification": asked["id"], "answer": "Protein A."}
    do(rival, "post", f"{path}answer-clarification/", answered, 404)
    do(provider, "post", f"{path}answer-clarification/", answered)
    assert do(evaluator, "get", path)["clarifications"][0]["answer"] == "Protein A."
    do(evaluator, "post", f"rfqs/{deal.rfq.pk}/declare-conflict/", {"has_conflict": False})
    do(evaluator, "post", f"{path}score/", {"scores": {"price": 7}})
    scores = do(evaluator, "get", f"rfqs/{deal.rfq.pk}/evaluations/")["results"]
    assert [(one["criterion"], one["score"]) for one in scores] == [("price", 7)]
    do(provider, "get", f"rfqs/{deal.rfq.pk}/evaluations/", expected=403)


def test_the_same_key_gives_one_quote_and_the_stored_answer_holds_nothing_of_it():
    deal = open_deal(1)
    one = joined(deal.bidder)
    program = Program(one.manager)
    key = {"Idempotency-Key": "once"}
    invitation = {"invitation": str(one.invitation.pk)}
    first = do(program, "post", "quotes/", invitation, 201, **key)
    assert do(program, "post", "quotes/", invitation, 201, **key) == first
    line = str(deal.rfq.lines.first().pk)
    content = {"currency": "EUR", "lines": [{"line": line, "answer": "priced", "price": "7654.32"}]}
    do(program, "patch", f"quotes/{first['id']}/", {"content": content})
    do(program, "post", f"quotes/{first['id']}/submit/", {}, 400, **{"Idempotency-Key": "try"})
    assert "7654.32" not in everything_stored()


def test_what_is_missing_is_named_before_it_is_sent():
    deal = open_deal(1)
    one = joined(deal.bidder)
    program = Program(one.manager)
    quote = do(program, "post", "quotes/", {"invitation": str(one.invitation.pk)}, 201)
    gaps = do(program, "get", f"quotes/{quote['id']}/")["gaps"]
    assert {gap["field"] for gap in gaps} == {"valid_until", "weeks", "lines"}


def test_a_rival_a_stranger_and_a_sponsor_find_nothing_of_a_sealed_quote():
    deal = open_deal(2)
    quote = sent(deal, deal.bidder)
    rival, stranger = Program(deal.bidders[1].owner), Program(open_deal(1).bidder.owner)
    for program in (rival, stranger):
        do(program, "get", f"quotes/{quote.pk}/", expected=404)
        assert do(program, "get", "quotes/")["count"] == 0
    do(stranger, "get", f"rfqs/{deal.rfq.pk}/", expected=404)
    assert len(do(rival, "get", f"rfqs/{deal.rfq.pk}/invitations/")["results"]) == 1
    assert do(Program(deal.viewer), "get", f"rfqs/{deal.rfq.pk}/comparison/")["columns"] == []
    do(rival, "get", f"rfqs/{deal.rfq.pk}/comparison/", expected=403)


def test_nothing_is_ordered_or_filtered_by_what_is_hidden():
    deal = open_deal(1)
    sent(deal, deal.bidder)
    program = Program(deal.manager)
    do(program, "get", "quotes/?total=1", expected=400)
    do(program, "get", "rfqs/?brief=x", expected=400)


def test_a_stale_version_is_refused():
    deal = draft_deal(1)
    program = Program(deal.manager)
    stale = {"If-Match": f'"{deal.rfq.pk}.{deal.rfq.version - 1}"'}
    do(program, "patch", f"rfqs/{deal.rfq.pk}/", {"codename": "Egret"}, 412, **stale)
    assert do(program, "patch", f"rfqs/{deal.rfq.pk}/", {"codename": "Egret"})["codename"] == "Egret"
    assert len(do(program, "get", f"rfqs/{deal.rfq.pk}/")["lines"]) == 2


def test_what_cannot_be_reckoned_with_or_written_is_refused_beside_its_field():
    deal = draft_deal(1)
    program, path = Program(deal.manager), f"rfqs/{deal.rfq.pk}/"
    end = "9999-12-31"
    lines = do(program, "get", path)["lines"]
    for change, pointer in (
        ({"deadline": f"{end}T23:59:59Z"}, "#/deadline"),
        ({"deadline": "0001-01-01T00:00:00Z", "question_days": 3}, "#/deadline"),
        ({"decision_on": end}, "#/decision_on"),
        ({"lines": [{**lines[0], "ends_on": end}]}, "#/lines"),
    ):
        assert do(program, "patch", path, change, 400)["errors"][0]["pointer"] == pointer
    for half in ({"codename": "\ud800"}, {"lines": [{**lines[0], "service_line": "\udfff"}]}):
        assert do(program, "patch", path, half, 400)["type"] == "/api/v1/problems/parse-error"


def test_an_amendment_is_sent_as_what_changes():
    deal = open_deal(1)
    body = {"reason": "Scope.", "changes": {"brief": "Another"}}
    changed = do(Program(deal.manager), "post", f"rfqs/{deal.rfq.pk}/amend/", body)
    assert (changed["edition"], changed["brief"]) == (2, "Another")


def test_a_viewer_reads_and_does_nothing():
    deal = open_deal(1)
    program = Program(deal.viewer)
    assert do(program, "get", f"rfqs/{deal.rfq.pk}/")["available_actions"] == []
    do(program, "post", f"rfqs/{deal.rfq.pk}/pause/", {"reason": "x"}, 403)


def test_the_comparison_is_a_table_in_which_no_text_is_a_formula():
    deal, quotes = opened_deal()
    quotes[0].invitation.provider.name = "=1+1"
    quotes[0].invitation.provider.save()
    evaluator = member(Role.EVALUATOR, deal.rfq.organization)
    program = Program(evaluator)
    assert program.get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/?as=csv").status_code == 409
    declare_conflict(actor=evaluator, rfq=deal.rfq, has_conflict=False)
    answer = program.get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/?as=csv")
    assert answer.headers["Content-Disposition"].endswith('-comparison.csv"')
    assert "'=1+1" in answer.content.decode("utf-8-sig").splitlines()[0]
    assert program.get(f"/api/v1/rfqs/{deal.rfq.pk}/comparison/?as=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("path", ["rfqs/", "quotes/"])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(path: str):
    deal = open_deal(1)
    sent(deal, deal.bidder)
    program = Program(deal.manager)
    do(program, "get", path)  # its first use is written down
    counts = []
    for rows in (1, 3):
        while Rfq.objects.filter(organization=deal.rfq.organization).count() < rows:
            other: Deal = open_deal(1)
            sent(other, other.bidder)
            taken = Rfq.objects.filter(pk=other.rfq.pk)
            taken.update(organization=deal.rfq.organization, number=f"RFQ-2026-{100 + rows}{Rfq.objects.count()}")
        with CaptureQueriesContext(connection) as captured:
            assert do(program, "get", path)["count"] == rows
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert QuoteVersion.objects.filter(payload__isnull=False).count() == 0
    assert Quote.objects.count() == 3
