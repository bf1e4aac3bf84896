"""Who may do what: every action by every role, and every step from every status."""

from datetime import timedelta
from typing import Any

import pytest

from core.clock import database_now
from core.errors import DomainError, Forbidden, WrongState
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.roles import GRANTS, Permission
from projects.sourcing.actions import (
    asking,
    award,
    cda,
    evaluation,
    invitation,
    joining,
    opening,
    quote,
    quote_course,
    rfq,
    rfq_course,
)
from projects.sourcing.enums import RfqStatus
from projects.sourcing.models import Rfq
from tests.sourcing.deal import Deal, as_facts, member, open_deal, rfq_facts, sent

pytestmark = pytest.mark.django_db

OWNER, MANAGER, APPROVER, SIGNATORY, EVALUATOR, VIEWER = Role
EDITORS = {OWNER, MANAGER}
APPROVERS = {OWNER, APPROVER}

SPONSOR_ACTIONS: dict[str, tuple[set[Role], Any]] = {
    "create": (EDITORS, lambda a, d, q: rfq.create_rfq(actor=a, facts=rfq_facts())),
    "edit": (EDITORS, lambda a, d, q: rfq.edit_rfq(actor=a, rfq=d.rfq, changes=vars(as_facts(d.rfq)))),
    "request_approval": (EDITORS, lambda a, d, q: rfq.request_approval(actor=a, rfq=d.rfq)),
    "approve": (APPROVERS, lambda a, d, q: rfq.approve_rfq(actor=a, rfq=d.rfq)),
    "return": (APPROVERS, lambda a, d, q: rfq.return_rfq(actor=a, rfq=d.rfq, reason="x")),
    "publish": (EDITORS, lambda a, d, q: rfq.publish_rfq(actor=a, rfq=d.rfq)),
    "amend": (EDITORS, lambda a, d, q: rfq_course.amend_rfq(actor=a, rfq=d.rfq, changes=vars(as_facts(d.rfq)), reason="x")),
    "extend": (
        EDITORS,
        lambda a, d, q: rfq_course.extend_rfq(actor=a, rfq=d.rfq, deadline=d.rfq.deadline + timedelta(1), reason="x"),
    ),
    "pause": (EDITORS, lambda a, d, q: rfq_course.pause_rfq(actor=a, rfq=d.rfq, reason="x")),
    "resume": (EDITORS, lambda a, d, q: rfq_course.resume_rfq(actor=a, rfq=d.rfq)),
    "cancel": (EDITORS, lambda a, d, q: rfq_course.cancel_rfq(actor=a, rfq=d.rfq, reason="budget", text="x")),
    "new_round": (
        EDITORS,
        lambda a, d, q: rfq_course.start_round(actor=a, rfq=d.rfq, invitations=[], deadline=d.rfq.deadline, reason="x"),
    ),
    "offer_cda": ({OWNER, SIGNATORY}, lambda a, d, q: cda.offer_cda(actor=a, rfq=d.rfq, name="x")),
    "invite": (EDITORS, lambda a, d, q: invitation.invite_provider(actor=a, rfq=d.rfq, provider=d.bidder.provider)),
    "lock_out": (EDITORS, lambda a, d, q: invitation.lock_out(actor=a, invitation=d.bidder.invitation, reason="x")),
    "admit": (EDITORS, lambda a, d, q: quote_course.admit_late_quote(actor=a, quote=q, reason="x")),
    "declare": (set(Role) - {VIEWER}, lambda a, d, q: evaluation.declare_conflict(actor=a, rfq=d.rfq, has_conflict=False)),
    "judge": (EDITORS | {EVALUATOR}, lambda a, d, q: opening.judge_quote(actor=a, quote=q, passed=True, reason="x")),
    "score": (EDITORS | {EVALUATOR}, lambda a, d, q: evaluation.score_quote(actor=a, quote=q, scores={})),
    "finish_technical": (EDITORS, lambda a, d, q: opening.finish_technical(actor=a, rfq=d.rfq)),
    "open_envelopes": (set(Role) - {VIEWER}, lambda a, d, q: opening.open_envelopes(actor=a, rfq=d.rfq)),
    "recommend": (
        EDITORS,
        lambda a, d, q: award.recommend_award(actor=a, rfq=d.rfq, lines={}, outcomes={}, reason="x"),
    ),
    "award": (APPROVERS, lambda a, d, q: award.approve_award(actor=a, rfq=d.rfq)),
    "return_award": (APPROVERS, lambda a, d, q: award.return_award(actor=a, rfq=d.rfq, reason="x")),
    "ask_of_quote": (EDITORS, lambda a, d, q: asking.ask_of_quote(actor=a, quote=q, kind="renewal")),
    "withdraw_ask": (EDITORS, lambda a, d, q: asking.withdraw_ask(actor=a, quote=q)),
    "close": (EDITORS, lambda a, d, q: award.close_without_award(actor=a, rfq=d.rfq, reason="x", outcomes={})),
}

PROVIDER_ACTIONS: dict[str, tuple[set[Role], Any]] = {
    "view": (set(Role), lambda a, d, q: invitation.view_invitation(actor=a, invitation=d.bidder.invitation)),
    "accept": (EDITORS, lambda a, d, q: invitation.accept_invitation(actor=a, invitation=d.bidder.invitation)),
    "decline": (
        EDITORS,
        lambda a, d, q: invitation.decline_invitation(actor=a, invitation=d.bidder.invitation, reason="conflict"),
    ),
    "ask": (EDITORS, lambda a, d, q: invitation.ask_question(actor=a, invitation=d.bidder.invitation, text="x")),
    "accept_cda": (
        {OWNER, SIGNATORY},
        lambda a, d, q: cda.accept_cda(actor=a, invitation=d.bidder.invitation, name="x"),
    ),
    "join": (EDITORS, lambda a, d, q: joining.join_rfq(actor=a, rfq=d.rfq)),
    "answer_ask": (EDITORS, lambda a, d, q: asking.answer_ask(actor=a, quote=q)),
    "decline_ask": (EDITORS, lambda a, d, q: asking.decline_ask(actor=a, quote=q, reason="x")),
    "start": (EDITORS, lambda a, d, q: quote.start_quote(actor=a, invitation=d.bidder.invitation)),
    "revise": (EDITORS, lambda a, d, q: quote.revise_quote(actor=a, quote=q)),
    "submit": (EDITORS, lambda a, d, q: quote_course.submit_quote(actor=a, quote=q)),
    "approve_quote": (APPROVERS, lambda a, d, q: quote_course.approve_quote(actor=a, quote=q)),
    "return_quote": (APPROVERS, lambda a, d, q: quote_course.return_quote(actor=a, quote=q, reason="x")),
    "withdraw": (EDITORS, lambda a, d, q: quote_course.withdraw_quote(actor=a, quote=q)),
    "confirm": (EDITORS, lambda a, d, q: quote_course.confirm_quote(actor=a, quote=q)),
    "renew": (
        EDITORS,
        lambda a, d, q: quote.renew_quote(actor=a, quote=q, valid_until=database_now().date() + timedelta(900)),
    ),
}


def is_forbidden(act: Any, who: Actor, deal: Deal, sent_quote: Any) -> bool:
    """Whether the role is refused; what the state refuses is another matter."""
    try:
        act(who, deal, sent_quote)
    except Forbidden as error:
        return "roles" in str(error)
    except DomainError:
        return False
    return False


@pytest.mark.parametrize("name", SPONSOR_ACTIONS)
def test_each_of_the_sponsors_actions_is_for_its_roles_alone(name: str):
    allowed, act = SPONSOR_ACTIONS[name]
    deal = open_deal(1)
    sent_quote = sent(deal, deal.bidder)
    people = {role: member(role, deal.rfq.organization) for role in Role}
    assert {role for role, who in people.items() if not is_forbidden(act, who, deal, sent_quote)} == allowed


@pytest.mark.parametrize("name", PROVIDER_ACTIONS)
def test_each_of_the_providers_actions_is_for_its_roles_alone(name: str):
    allowed, act = PROVIDER_ACTIONS[name]
    deal = open_deal(1)
    sent_quote = sent(deal, deal.bidder)
    people = {role: member(role, deal.bidder.provider.organization) for role in Role}
    assert {role for role, who in people.items() if not is_forbidden(act, who, deal, sent_quote)} == allowed


@pytest.mark.parametrize("kind", [Kind.SPONSOR, Kind.PROVIDER, Kind.OPERATOR])
def test_no_owner_of_another_organisation_gets_anywhere(kind: Kind):
    deal = open_deal(1)
    sent_quote = sent(deal, deal.bidder)
    stranger = open_deal(1).owner if kind == Kind.SPONSOR else open_deal(1).bidder.owner
    if kind == Kind.OPERATOR:
        from tests.factories import actor

        stranger = actor(kind=kind)
    done = []
    by_operators = {"pause", "resume", "lock_out"}
    for name, (_roles, act) in {**SPONSOR_ACTIONS, **PROVIDER_ACTIONS}.items():
        if name == "create" or (kind == Kind.OPERATOR and name in by_operators):
            continue
        try:
            act(stranger, deal, sent_quote)
            done.append(name)
        except DomainError:
            pass
    assert done == []


def test_every_permission_of_sourcing_is_of_one_side_and_within_reach_of_a_token():
    for permission in Permission:
        if permission.value.split(".")[0] in {"rfq", "quote", "cda"}:
            assert len(GRANTS[permission].kinds) == 1
            assert GRANTS[permission].scope is not None


# Every status --------------------------------------------------------------------------------------------------------

ALLOWED: dict[str, set[str]] = {
    "edit": {"draft"},
    "request_approval": {"draft"},
    "approve": {"in-approval"},
    "return": {"in-approval"},
    "publish": {"draft"},
    "amend": {"open"},
    "extend": {"open"},
    "pause": {"open"},
    "resume": {"paused"},
    "cancel": {"draft", "scheduled", "open", "paused"},
    "new_round": {"evaluation"},
    "open_envelopes": set(),
    "finish_technical": {"technical-evaluation"},
    "recommend": {"evaluation"},
    "award": {"award-pending"},
    "return_award": {"award-pending"},
    "close": {"evaluation", "award-pending"},
}


def put(rfq_row: Rfq, status: str) -> None:
    """The request in that status, with the columns that must agree."""
    now = database_now()
    decided = now if status in {"awarded", "closed-without-award"} else None
    paused = status == "paused"
    Rfq.objects.filter(pk=rfq_row.pk).update(
        status=status,
        starts_at=now + timedelta(days=1) if status == "scheduled" else None,
        decided_at=decided,
        paused_at=now if paused else None,
        remaining=timedelta(days=3) if paused else None,
        cancelled_at=now if status == "cancelled" else None,
        cancel_reason="budget" if status == "cancelled" else "",
    )


@pytest.mark.parametrize("name", ALLOWED)
def test_each_step_is_refused_from_every_status_but_its_own(name: str):
    act = SPONSOR_ACTIONS[name][1]
    deal = open_deal(1)
    who = member(APPROVER, deal.rfq.organization) if name in {"approve", "return", "award", "return_award"} else deal.owner
    refused = set()
    for status in RfqStatus.values:
        put(deal.rfq, status)
        try:
            with pytest.raises(WrongState):
                _in_a_savepoint(act, who, deal)
            refused.add(status)
        except (pytest.fail.Exception, DomainError):
            pass
    # Where nothing is recommended or changed, the right status still has its own refusals.
    assert refused >= set(RfqStatus.values) - ALLOWED[name]


def _in_a_savepoint(act: Any, who: Actor, deal: Deal) -> None:
    from django.db import transaction

    with transaction.atomic():
        act(who, deal, None)
        transaction.set_rollback(True)
