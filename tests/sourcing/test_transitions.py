"""The tables of the three lives, row by row: from where, by whom, to where; everybody else is refused and nothing moves."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction

from core.clock import database_now
from core.errors import DomainError, Forbidden, NotFound, WrongState
from organizations.actor import Actor
from organizations.enums import Kind, Role
from organizations.models import Organization
from projects.sourcing.actions import award, evaluation, invitation, opening, quote, quote_course, rfq, rfq_course
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.enums import InvitationStatus, QuoteStatus
from projects.sourcing.models import Invitation, Quote, QuoteVersion
from projects.sourcing.models.quote import OPENED
from tests.factories import OrganizationFactory
from tests.providers.house import Program
from tests.sourcing.deal import (
    Deal,
    as_facts,
    content_of,
    draft_deal,
    drafted,
    joined,
    member,
    open_deal,
    opened_deal,
    outcomes_for,
    pass_deadline,
    recommended,
    score_all,
    sent,
)

pytestmark = pytest.mark.django_db

OWNER, MANAGER, APPROVER, SIGNATORY, EVALUATOR, VIEWER = Role
EDITORS, APPROVERS, JUDGES = {OWNER, MANAGER}, {OWNER, APPROVER}, {OWNER, MANAGER, EVALUATOR}
OPENERS = {OWNER, MANAGER}


@dataclass
class Place:
    """Where a row of a table begins: a request, its first bidder's invitation and quote."""

    deal: Deal
    quotes: list[Quote]

    @property
    def invitation(self) -> Invitation:
        return Invitation.objects.select_related("rfq", "provider").get(pk=self.deal.bidder.invitation.pk)

    @property
    def quote(self) -> Quote:
        return self.quotes[0]

    def row(self, noun: str) -> Any:
        return {"rfq": self.deal.again, "invitation": lambda: self.invitation, "quote": self._quote}[noun]()

    def _quote(self) -> Quote:
        return Quote.objects.get(pk=self.quote.pk)


Start = Callable[[], Place]
Act = Callable[[Actor, Place], Any]


@dataclass(frozen=True)
class Row:
    """A row of a table. ``who`` are the roles of ``side`` that may; ``operators`` whether operators may as well."""

    noun: str
    name: str
    start: Start
    source: str
    target: str
    who: set[Role]
    act: Act
    side: str = "sponsor"
    operators: bool = False


def draft() -> Place:
    return Place(draft_deal(1), [])


def in_approval() -> Place:
    deal = draft_deal(1)
    set_policy(actor=deal.owner, approves_rfqs=True, quote_limit=None, quote_limit_currency="", quiet_days=7)
    rfq.request_approval(actor=deal.manager, rfq=deal.rfq)
    return Place(deal, [])


def scheduled() -> Place:
    deal = draft_deal(1, starts_at=database_now() + timedelta(days=1))
    return Place(deal, [rfq.publish_rfq(actor=deal.manager, rfq=deal.rfq)][:0])


def opened(bidders: int = 1, **values: Any) -> Place:
    return Place(open_deal(bidders, **values), [])


def quoted(**values: Any) -> Place:
    deal = open_deal(1, **values)
    return Place(deal, [sent(deal, deal.bidder)])


def paused() -> Place:
    place = quoted()
    rfq_course.pause_rfq(actor=place.deal.manager, rfq=place.deal.rfq, reason="x")
    return place


def closed(**values: Any) -> Place:
    place = quoted(**values)
    pass_deadline(place.deal.rfq)
    return place


def technical() -> Place:
    place = closed(envelopes=2)
    opening.open_envelopes(actor=place.deal.manager, rfq=place.deal.rfq)
    return place


def judged() -> Place:
    place = technical()
    evaluation.declare_conflict(actor=place.deal.manager, rfq=place.deal.rfq, has_conflict=False)
    opening.judge_quote(actor=place.deal.manager, quote=place.quote, passed=True, reason="x")
    return place


def evaluated() -> Place:
    return Place(*opened_deal(("1000.00",)))


def scored() -> Place:
    place = evaluated()
    score_all(place.deal, place.quotes)
    return place


def pending() -> Place:
    place = evaluated()
    recommended(place.deal, place.quotes)
    return place


def viewed() -> Place:
    place = opened()
    invitation.view_invitation(actor=place.deal.bidder.viewer, invitation=place.invitation)
    return place


def intending() -> Place:
    place = opened()
    joined(place.deal.bidder)
    return place


def declined() -> Place:
    place = opened()
    invitation.decline_invitation(actor=place.deal.bidder.manager, invitation=place.invitation, reason="conflict")
    return place


def written() -> Place:
    deal = open_deal(1)
    return Place(deal, [drafted(deal, deal.bidder)])


def waiting() -> Place:
    place = written()
    one = place.deal.bidder
    set_policy(actor=one.owner, approves_rfqs=False, quote_limit=1, quote_limit_currency="EUR", quiet_days=7)
    quote_course.submit_quote(actor=one.manager, quote=place.quote)
    return place


def unsettled() -> Place:
    place = quoted()
    rfq_course.amend_rfq(
        actor=place.deal.manager, rfq=place.deal.rfq, changes=vars(as_facts(place.deal.rfq, brief="New")), reason="x"
    )
    return place


def overdue() -> Place:
    place = written()
    pass_deadline(place.deal.rfq)
    return place


def late() -> Place:
    place = overdue()
    quote_course.submit_quote(actor=place.deal.bidder.manager, quote=place.quote)
    return place


def shortlisted() -> Place:
    place = scored()
    opening.judge_quote(actor=place.deal.manager, quote=place.quote, passed=True, reason="x")
    return place


def _impartial(who: Actor, place: Place) -> None:
    with suppress(Forbidden, NotFound):
        evaluation.declare_conflict(actor=who, rfq=place.deal.rfq, has_conflict=False)


def _recommend(who: Actor, place: Place) -> Any:
    _impartial(who, place)
    lines = {str(line.pk): str(place.quote.pk) for line in place.deal.rfq.lines.all()}
    return award.recommend_award(
        actor=who, rfq=place.deal.rfq, lines=lines, outcomes=outcomes_for(place.quotes), reason="x"
    )


def _judge(passed: bool) -> Act:
    def act(who: Actor, place: Place) -> Any:
        _impartial(who, place)
        return opening.judge_quote(actor=who, quote=place.quote, passed=passed, reason="x")

    return act


def _close(who: Actor, place: Place) -> Any:
    return award.close_without_award(actor=who, rfq=place.deal.rfq, reason="x", outcomes=outcomes_for(place.quotes))


def _extend(who: Actor, place: Place) -> Any:
    later = place.deal.rfq.deadline + timedelta(days=1)
    return rfq_course.extend_rfq(actor=who, rfq=place.deal.rfq, deadline=later, reason="x")


def _cancel(who: Actor, place: Place) -> Any:
    return rfq_course.cancel_rfq(actor=who, rfq=place.deal.rfq, reason="budget", text="x")


def _round(who: Actor, place: Place) -> Any:
    later = database_now() + timedelta(days=9)
    return rfq_course.start_round(
        actor=who, rfq=place.deal.rfq, invitations=[place.invitation.pk], deadline=later, reason="x"
    )


def _clarify(who: Actor, place: Place) -> Any:
    due = database_now() + timedelta(days=1)
    return evaluation.ask_clarification(actor=who, quote=place.quote, question="x", due_at=due)


def _renew(who: Actor, place: Place) -> Any:
    return quote.renew_quote(actor=who, quote=place.quote, valid_until=database_now().date() + timedelta(days=900))


def _decline(who: Actor, place: Place) -> Any:
    return invitation.decline_invitation(actor=who, invitation=place.invitation, reason="conflict")


def _amend(who: Actor, place: Place) -> Any:
    facts = as_facts(place.deal.rfq, brief="Another")
    return rfq_course.amend_rfq(actor=who, rfq=place.deal.rfq, changes=vars(facts), reason="x")


def of_rfq(step: Callable[..., Any], **more: Any) -> Act:
    return lambda who, place: step(actor=who, rfq=place.deal.rfq, **more)


def of_invitation(step: Callable[..., Any], **more: Any) -> Act:
    return lambda who, place: step(actor=who, invitation=place.invitation, **more)


def of_quote(step: Callable[..., Any], **more: Any) -> Act:
    return lambda who, place: step(actor=who, quote=place.quote, **more)


ROWS = [
    Row("rfq", "request approval", draft, "draft", "in-approval", EDITORS, of_rfq(rfq.request_approval)),
    Row("rfq", "approve", in_approval, "in-approval", "open", APPROVERS, of_rfq(rfq.approve_rfq)),
    Row("rfq", "return", in_approval, "in-approval", "draft", APPROVERS, of_rfq(rfq.return_rfq, reason="x")),
    Row("rfq", "publish", draft, "draft", "open", EDITORS, of_rfq(rfq.publish_rfq)),
    Row("rfq", "amend", opened, "open", "open", EDITORS, _amend),
    Row("rfq", "extend", opened, "open", "open", EDITORS, _extend),
    Row("rfq", "pause", opened, "open", "paused", EDITORS, of_rfq(rfq_course.pause_rfq, reason="x"), operators=True),
    Row("rfq", "resume", paused, "paused", "open", EDITORS, of_rfq(rfq_course.resume_rfq), operators=True),
    Row("rfq", "cancel a draft", draft, "draft", "cancelled", EDITORS, _cancel),
    Row("rfq", "cancel a scheduled one", scheduled, "scheduled", "cancelled", EDITORS, _cancel),
    Row("rfq", "cancel an open one", opened, "open", "cancelled", EDITORS, _cancel),
    Row("rfq", "cancel a paused one", paused, "paused", "cancelled", EDITORS, _cancel),
    Row("rfq", "open the envelopes", closed, "open", "evaluation", OPENERS, of_rfq(opening.open_envelopes)),
    Row(
        "rfq", "open the technical envelopes", lambda: closed(envelopes=2), "open", "technical-evaluation", OPENERS,
        of_rfq(opening.open_envelopes),
    ),
    Row("rfq", "finish", judged, "technical-evaluation", "evaluation", EDITORS, of_rfq(opening.finish_technical)),
    Row("rfq", "clarify", evaluated, "evaluation", "evaluation", JUDGES, _clarify),
    Row("rfq", "new round", evaluated, "evaluation", "open", EDITORS, _round),
    Row("rfq", "recommend", scored, "evaluation", "award-pending", EDITORS, _recommend),
    Row("rfq", "award", pending, "award-pending", "awarded", APPROVERS, of_rfq(award.approve_award)),
    Row("rfq", "return the award", pending, "award-pending", "evaluation", APPROVERS, of_rfq(award.return_award, reason="x")),
    Row("rfq", "close", evaluated, "evaluation", "closed-without-award", EDITORS, _close),
    Row("rfq", "close a pending one", pending, "award-pending", "closed-without-award", EDITORS, _close),
    Row(
        "invitation", "view", opened, "invited", "viewed", set(Role), of_invitation(invitation.view_invitation), "provider"
    ),
    Row(
        "invitation", "intend at once", opened, "invited", "intends", EDITORS, of_invitation(invitation.accept_invitation),
        "provider",
    ),
    Row(
        "invitation", "intend", viewed, "viewed", "intends", EDITORS, of_invitation(invitation.accept_invitation), "provider"
    ),
    Row(
        "invitation", "intend again", declined, "declined", "intends", EDITORS, of_invitation(invitation.accept_invitation),
        "provider",
    ),
    Row("invitation", "decline at once", opened, "invited", "declined", EDITORS, _decline, "provider"),
    Row("invitation", "decline", viewed, "viewed", "declined", EDITORS, _decline, "provider"),
    Row("invitation", "decline after all", intending, "intends", "declined", EDITORS, _decline, "provider"),
    *[
        Row(
            "invitation", f"lock out {source}", start, source, "locked-out", EDITORS,
            of_invitation(invitation.lock_out, reason="x"), operators=True,
        )
        for start, source in ((opened, "invited"), (viewed, "viewed"), (intending, "intends"), (declined, "declined"))
    ],
    Row("quote", "submit", written, "draft", "submitted", EDITORS, of_quote(quote_course.submit_quote), "provider"),
    Row("quote", "approve", waiting, "awaiting-approval", "submitted", APPROVERS, of_quote(quote_course.approve_quote),
        "provider"),
    Row("quote", "return", waiting, "awaiting-approval", "draft", APPROVERS,
        of_quote(quote_course.return_quote, reason="x"), "provider"),
    Row("quote", "revise", quoted, "submitted", "submitted", EDITORS, of_quote(quote.revise_quote), "provider"),
    Row("quote", "withdraw", quoted, "submitted", "withdrawn", EDITORS, of_quote(quote_course.withdraw_quote), "provider"),
    Row("quote", "withdraw one that is closed", closed, "submitted", "withdrawn", EDITORS,
        of_quote(quote_course.withdraw_quote, reason="x"), "provider"),
    Row("quote", "confirm", unsettled, "needs-reconfirmation", "submitted", EDITORS,
        of_quote(quote_course.confirm_quote), "provider"),
    Row("quote", "revise an unsettled one", unsettled, "needs-reconfirmation", "needs-reconfirmation", EDITORS,
        of_quote(quote.revise_quote), "provider"),
    Row("quote", "submit after the deadline", overdue, "draft", "late", EDITORS, of_quote(quote_course.submit_quote),
        "provider"),
    Row("quote", "withdraw a late one", late, "late", "withdrawn", EDITORS,
        of_quote(quote_course.withdraw_quote, reason="x"), "provider"),
    Row("quote", "admit", late, "late", "submitted", EDITORS, of_quote(quote_course.admit_late_quote, reason="x")),
    Row("quote", "open", closed, "submitted", "opened", OPENERS, of_rfq(opening.open_envelopes)),
    Row("quote", "shortlist", evaluated, "opened", "shortlisted", JUDGES, _judge(True)),
    Row("quote", "reject", technical, "opened", "not-qualified", JUDGES, _judge(False)),
    Row("quote", "renew", evaluated, "opened", "opened", EDITORS, _renew, "provider"),
    Row("quote", "renew a shortlisted one", shortlisted, "shortlisted", "shortlisted", EDITORS, _renew, "provider"),
    Row("quote", "award", pending, "opened", "awarded", APPROVERS, of_rfq(award.approve_award)),
    Row("quote", "close", evaluated, "opened", "not-selected", EDITORS, _close),
]  # fmt: skip


def somebody(kind: Kind) -> Actor:
    """The owner of an organisation that has nothing to do with it."""
    return member(OWNER, OrganizationFactory.create(kinds=[kind]))


def outcome_of(row: Row, who: Actor, place: Place) -> str:
    """The status it ends in, or the kind of refusal. Undone either way."""
    with transaction.atomic():
        try:
            row.act(who, place)
            found = str(place.row(row.noun).status)
        except DomainError as error:
            found = type(error).__name__
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.noun}: {row.name}")
def test_a_step_is_for_its_roles_alone_and_ends_where_the_table_says(row: Row):
    place = row.start()
    assert place.row(row.noun).status == row.source
    sponsor, provider = place.deal.rfq.organization, place.deal.bidder.provider.organization
    ours, theirs = (sponsor, provider) if row.side == "sponsor" else (provider, sponsor)
    assert {role: outcome_of(row, member(role, ours), place) for role in Role} == {
        role: row.target if role in row.who else "Forbidden" for role in Role
    }
    outsiders = [member(OWNER, theirs), somebody(Kind.SPONSOR), somebody(Kind.PROVIDER)]
    assert {outcome_of(row, one, place) for one in outsiders} <= {"Forbidden", "NotFound"}
    by_operator = outcome_of(row, somebody(Kind.OPERATOR), place)
    assert by_operator == row.target if row.operators else by_operator in {"Forbidden", "NotFound"}


# Everywhere else it is refused ---------------------------------------------------------------------------------------

OF_INVITATIONS: dict[str, tuple[set[str], Act]] = {
    "accept": ({"invited", "viewed", "declined", "intends"}, of_invitation(invitation.accept_invitation)),
    "decline": ({"invited", "viewed", "intends"}, _decline),
    "lock out": (
        {"invited", "viewed", "intends", "declined"},
        lambda who, place: invitation.lock_out(actor=place.deal.manager, invitation=place.invitation, reason="x"),
    ),
    "ask": ({"invited", "viewed", "intends"}, of_invitation(invitation.ask_question, text="x")),
    "start a quote": ({"intends"}, of_invitation(quote.start_quote)),
}

OF_QUOTES: dict[str, tuple[set[str], Act]] = {
    "submit": ({"draft"}, of_quote(quote_course.submit_quote)),
    "approve": (
        set(),
        lambda who, place: quote_course.approve_quote(actor=place.deal.bidder.owner, quote=place.quote),
    ),
    "return": (
        set(),
        lambda who, place: quote_course.return_quote(actor=place.deal.bidder.owner, quote=place.quote, reason="x"),
    ),
    "revise": ({"submitted", "needs-reconfirmation"}, of_quote(quote.revise_quote)),
    "withdraw": ({"submitted", "needs-reconfirmation", "late"}, of_quote(quote_course.withdraw_quote)),
    "confirm": ({"needs-reconfirmation"}, of_quote(quote_course.confirm_quote)),
    "admit": (
        {"late"},
        lambda who, place: quote_course.admit_late_quote(actor=place.deal.manager, quote=place.quote, reason="x"),
    ),
    "renew": (set(), _renew),
}


def all_but_refused(rows: models.QuerySet[Any], values: dict[str, dict[str, Any]], place: Place, act: Act) -> set[str]:
    """The statuses in which the act goes through."""
    done = set()
    for status, columns in values.items():
        with transaction.atomic():
            rows.update(status=status, **columns)
            try:
                act(place.deal.bidder.manager, place)
                done.add(status)
            except (WrongState, NotFound):
                pass
            transaction.set_rollback(True)
    return done


@pytest.mark.parametrize("name", OF_INVITATIONS)
def test_a_step_of_an_invitation_is_refused_from_every_other_status(name: str):
    allowed, act = OF_INVITATIONS[name]
    place = intending()
    now = database_now()
    blank = {"decline_reason": "", "locked_at": None, "lock_reason": "", "answered_at": now}
    values = {status: dict(blank) for status in InvitationStatus.values}
    values["declined"]["decline_reason"] = "conflict"
    values["locked-out"] |= {"locked_at": now, "lock_reason": "x"}
    rows = Invitation.objects.filter(pk=place.invitation.pk)
    assert all_but_refused(rows, values, place, act) == allowed


@pytest.mark.parametrize("name", OF_QUOTES)
def test_a_step_of_a_quote_is_refused_from_every_other_status(name: str):
    allowed, act = OF_QUOTES[name]
    place = written() if name == "submit" else quoted()
    draft_version = QuoteVersion.objects.get(quote=place.quote)
    now = database_now()
    values: dict[str, dict[str, Any]] = {}
    for status in QuoteStatus.values:
        values[status] = {
            "sent": draft_version,
            "submitted_at": now,
            "opened_at": now if status in OPENED else None,
            "withdrawn_at": now if status == "withdrawn" else None,
            "judgement": "x",
        }
    if name == "submit":  # nothing but a draft has a version that was not sent
        values = {"draft": {}}
    assert all_but_refused(Quote.objects.filter(pk=place.quote.pk), values, place, act) == allowed


def test_a_sent_quote_is_not_written_over_and_a_second_sending_changes_nothing():
    place = quoted()
    before = QuoteVersion.objects.values_list("pk", "sealed", "sent_at").get()
    with pytest.raises(WrongState, match="Revise it"):
        quote.save_quote(
            actor=place.deal.bidder.manager, quote=place.quote, content=content_of(place.deal.rfq, price="1.00")
        )
    quote_course.submit_quote(actor=place.deal.bidder.manager, quote=place.quote)
    assert QuoteVersion.objects.values_list("pk", "sealed", "sent_at").get() == before


# The same by programs ------------------------------------------------------------------------------------------------

BY_API: list[tuple[str, Start, str, str, dict[str, Any], Role, Role]] = [
    ("sponsor", draft, "rfqs/{rfq}/publish/", "open", {}, MANAGER, APPROVER),
    ("sponsor", opened, "rfqs/{rfq}/pause/", "paused", {"reason": "x"}, OWNER, VIEWER),
    ("sponsor", in_approval, "rfqs/{rfq}/approve/", "open", {}, APPROVER, MANAGER),
    ("sponsor", closed, "rfqs/{rfq}/open-envelopes/", "evaluation", {}, MANAGER, EVALUATOR),
    ("sponsor", pending, "rfqs/{rfq}/award/", "awarded", {}, APPROVER, MANAGER),
    ("provider", opened, "rfqs/{rfq}/invitations/{invitation}/accept/", "intends", {}, MANAGER, VIEWER),
    ("provider", written, "quotes/{quote}/submit/", "submitted", {}, OWNER, APPROVER),
    ("provider", waiting, "quotes/{quote}/approve/", "submitted", {}, APPROVER, MANAGER),
    ("provider", quoted, "quotes/{quote}/withdraw/", "withdrawn", {}, MANAGER, SIGNATORY),
]


@pytest.mark.parametrize(
    ("side", "start", "path", "target", "body", "who", "not_who"),
    BY_API,
    ids=lambda one: getattr(one, "__name__", str(one)[:40]),
)
def test_programs_meet_the_same_table(
    side: str, start: Start, path: str, target: str, body: dict[str, Any], who: Role, not_who: Role
):
    place = start()
    keys = {
        "rfq": place.deal.rfq.pk,
        "invitation": place.invitation.pk,
        "quote": place.quotes[0].pk if place.quotes else "",
    }
    address = "/api/v1/" + path.format(**keys)
    ours: Organization = place.deal.rfq.organization if side == "sponsor" else place.deal.bidder.provider.organization
    stranger = somebody(Kind.SPONSOR) if side == "sponsor" else somebody(Kind.PROVIDER)
    assert Program(member(not_who, ours)).send("post", address, body).status_code == 403
    assert Program(stranger).send("post", address, body).status_code == 404
    answer = Program(member(who, ours)).send("post", address, body)
    assert (answer.status_code, answer.json()["status"]) == (200, target)
