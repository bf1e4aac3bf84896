"""Lives of a request that nobody has thought of: whatever is tried in whatever order, these things hold.

A short search runs with the suite, always the same one. ``HYPOTHESIS_EXAMPLES=500`` searches longer, and differently each time.
"""

import os
from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from core.clock import database_now
from core.errors import DomainError
from projects.sourcing.actions import award, cda, evaluation, invitation, opening, quote, quote_course, rfq, rfq_course
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.content import LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.models import Award, Outcome, Quote, QuoteVersion, Rfq
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.models.rfq import DECIDED
from projects.sourcing.selectors.comparison import comparison_of
from projects.sourcing.selectors.quote import content_for, decrypted
from tests.sourcing.deal import Bidder, Deal, as_facts, draft_deal, outcomes_for, pass_deadline

MORE = int(os.environ.get("HYPOTHESIS_EXAMPLES", "0"))
BIDDERS = st.integers(0, 2)
CENTS = st.integers(1, 10**9)


class Life(RuleBasedStateMachine):
    """Three bidders, two lines. ``deal`` is made once, each life is undone."""

    deal: ClassVar[Deal]

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.tick = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(start=st.sampled_from(["draft", "quoted", "opened"]))
    def begin(self, start: str) -> None:
        """Some lives begin late, or a short search would never see an award."""
        if start == "draft":
            return
        self.publish()
        for who in (0, 1):
            self.write(who=who, price=100_000 + who, other=5_000, answer=("priced", "excluded")[who], slip=0)
            self.submit(who=who)
        if start == "opened":
            self.deadline()
            self.open_envelopes()

    # What people try ----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.rfq.status == "draft")
    @rule()
    def publish(self) -> None:
        self.attempt(rfq.publish_rfq, actor=self.deal.manager, rfq=self.rfq)

    @rule(who=BIDDERS, price=CENTS, other=CENTS, answer=st.sampled_from(["priced", "optional", "excluded", "assumed", ""]),
          slip=st.sampled_from([0, 0, 0, 1]))  # fmt: skip
    def write(self, who: int, price: int, other: int, answer: str, slip: int) -> None:
        """Say yes, agree, and write: complete, or a cent off, or with a line unanswered."""
        one, invited = self.bidder(who)
        self.attempt(cda.accept_cda, actor=one.owner, invitation=invited, name="Paul")
        self.attempt(invitation.accept_invitation, actor=one.manager, invitation=invited)
        begun = self.attempt(quote.start_quote, actor=one.manager, invitation=invited)
        if begun is not None:
            content = self.content(Decimal(price) / 100, Decimal(other) / 100, answer, Decimal(slip) / 100)
            self.attempt(quote.save_quote, actor=one.manager, quote=begun, content=content)

    @rule(who=BIDDERS)
    def submit(self, who: int) -> None:
        """In time it is submitted, after the deadline it is late, and nothing else."""
        mine = self.quote_of(who)
        if mine is None:
            return
        before, is_open = mine.status, self.is_open
        found = self.attempt(quote_course.submit_quote, actor=self.deal.bidders[who].manager, quote=mine)
        if found is not None and before in UNSENT:
            assert found.status == ("submitted" if is_open else "late")

    @rule(who=BIDDERS, step=st.sampled_from([quote.revise_quote, quote_course.confirm_quote]))
    def revise_or_confirm(self, who: int, step: Any) -> None:
        is_open, mine = self.is_open, self.quote_of(who)
        if mine is not None and self.attempt(step, actor=self.deal.bidders[who].manager, quote=mine) is not None:
            assert is_open

    @rule(who=BIDDERS)
    def withdraw(self, who: int) -> None:
        if (mine := self.quote_of(who)) is not None:
            self.attempt(quote_course.withdraw_quote, actor=self.deal.bidders[who].manager, quote=mine, reason="x")

    @rule(who=BIDDERS)
    def decline(self, who: int) -> None:
        one, invited = self.bidder(who)
        self.attempt(invitation.decline_invitation, actor=one.manager, invitation=invited, reason="timeline")

    @rule(who=BIDDERS)
    def lock_out(self, who: int) -> None:
        self.attempt(invitation.lock_out, actor=self.deal.manager, invitation=self.bidder(who)[1], reason="x")

    @precondition(lambda self: self.rfq.status in {"open", "paused"})
    @rule(step=st.sampled_from(["amend", "extend", "pause", "resume"]))
    def change(self, step: str) -> None:
        self.tick += 1
        deal, row = self.deal, self.rfq
        if step == "amend":
            facts = as_facts(row, brief=f"Brief {self.tick}", deadline=row.deadline + timedelta(days=1))
            self.attempt(rfq_course.amend_rfq, actor=deal.manager, rfq=row, changes=vars(facts), reason="x")
        elif step == "extend":
            later = row.deadline + timedelta(days=1)
            self.attempt(rfq_course.extend_rfq, actor=deal.manager, rfq=row, deadline=later, reason="x")
        elif step == "pause":
            self.attempt(rfq_course.pause_rfq, actor=deal.manager, rfq=row, reason="x")
        else:
            self.attempt(rfq_course.resume_rfq, actor=deal.manager, rfq=row)

    @precondition(lambda self: self.is_open and self.sent_quotes().exists())
    @rule()
    def deadline(self) -> None:
        pass_deadline(self.rfq)

    @rule(who=BIDDERS)
    def admit(self, who: int) -> None:
        if (mine := self.quote_of(who)) is not None:
            self.attempt(quote_course.admit_late_quote, actor=self.deal.manager, quote=mine, reason="x")

    @precondition(lambda self: self.rfq.status == "open")
    @rule()
    def open_envelopes(self) -> None:
        is_open = self.is_open
        if self.attempt(opening.open_envelopes, actor=self.deal.manager, rfq=self.rfq) is not None:
            assert not is_open

    @precondition(lambda self: self.rfq.status == "evaluation")
    @rule(who=BIDDERS)
    def recommend(self, who: int) -> None:
        deal, row = self.deal, self.rfq
        for person in (deal.manager, deal.evaluator):
            self.attempt(evaluation.declare_conflict, actor=person, rfq=row, has_conflict=False)
        opened = list(Quote.objects.filter(invitation__rfq=row, opened_at__isnull=False))
        for one in opened:
            self.attempt(evaluation.score_quote, actor=deal.evaluator, quote=one, scores={"price": 5, "quality": 6})
        lines = {str(line.pk): str(opened[who % len(opened)].pk) for line in row.lines.all()[: who + 1]} if opened else {}
        words = outcomes_for(opened)
        self.attempt(award.recommend_award, actor=deal.manager, rfq=row, lines=lines, outcomes=words, reason="x")

    @precondition(lambda self: self.rfq.status in {"award-pending", "awarded"})
    @rule(step=st.sampled_from([award.approve_award, award.approve_award, award.return_award]))
    def decide(self, step: Any) -> None:
        more = {"reason": "x"} if step is award.return_award else {}
        self.attempt(step, actor=self.deal.approver, rfq=self.rfq, **more)
        assert self.attempt(award.approve_award, actor=self.deal.manager, rfq=self.rfq) is None

    @precondition(lambda self: self.rfq.status in {"evaluation", "award-pending"} and self.tick % 3 == 0)
    @rule()
    def close(self) -> None:
        opened = list(Quote.objects.filter(invitation__rfq=self.rfq, opened_at__isnull=False))
        words = outcomes_for(opened)
        self.attempt(award.close_without_award, actor=self.deal.manager, rfq=self.rfq, reason="x", outcomes=words)

    @precondition(lambda self: self.rfq.status == "evaluation" and self.tick % 2 == 0)
    @rule(who=BIDDERS)
    def new_round(self, who: int) -> None:
        self.tick += 1
        chosen, later = [self.bidder(who)[1].pk], database_now() + timedelta(days=9)
        self.attempt(
            rfq_course.start_round, actor=self.deal.manager, rfq=self.rfq, invitations=chosen, deadline=later, reason="x"
        )

    @precondition(lambda self: self.tick > 3)
    @rule()
    def cancel(self) -> None:
        is_closed = self.rfq.is_closed_at(database_now())
        done = self.attempt(rfq_course.cancel_rfq, actor=self.deal.manager, rfq=self.rfq, reason="budget", text="x")
        assert done is None or not is_closed

    @rule()
    def sweep(self) -> None:
        Rfq.objects.filter(pk=self.rfq.pk).exclude(notice_due_at=None).update(notice_due_at=database_now())
        tell_of_what_is_due()
        assert tell_of_what_is_due() == 0

    # What always holds --------------------------------------------------------------------------------------------

    @invariant()
    def nobody_reads_what_is_sealed(self) -> None:
        sealed = Quote.objects.filter(invitation__rfq=self.rfq, opened_at=None).select_related(
            "invitation__rfq", "invitation__provider", "sent"
        )
        assert [content_for(self.deal.owner, one) for one in sealed if not one.is_opened] == [None] * len(sealed)
        assert not QuoteVersion.objects.filter(quote__in=sealed).exclude(payload=None).exists()
        assert not any(one.valid_until or one.notice_due_at for one in sealed)

    @invariant()
    def what_was_sent_adds_up(self) -> None:
        versions = QuoteVersion.objects.filter(quote__invitation__rfq=self.rfq).exclude(sent_at=None)
        for version in versions.select_related("quote__invitation__rfq"):
            content = decrypted(version, version.quote)
            assert content.total is not None
            assert content.total == content.total_of_milestones

    @invariant()
    def an_excluded_line_is_no_0(self) -> None:
        for _line, cells in comparison_of(self.deal.owner, self.rfq).rows:
            for cell in cells:
                if cell.state in {"excluded", "assumed", "not-answered"}:
                    assert (cell.amount, cell.converted) == (None, None)
                    assert (cell.levelled is None) != cell.is_filled

    @invariant()
    def a_line_is_awarded_once_and_only_in_the_end(self) -> None:
        lines = list(Award.objects.filter(line__rfq=self.rfq).values_list("line_id", flat=True))
        assert len(set(lines)) == len(lines)
        assert bool(lines) == (self.rfq.status == "awarded")

    @invariant()
    def in_the_end_every_quote_that_was_sent_has_its_outcome(self) -> None:
        sent = set(self.sent_quotes().values_list("pk", flat=True))
        told = set(Outcome.objects.filter(quote__invitation__rfq=self.rfq).values_list("quote_id", flat=True))
        assert told == (sent if self.rfq.status in DECIDED else set())

    # Helpers ------------------------------------------------------------------------------------------------------

    def attempt(self, step: Any, **values: Any) -> Any:
        """What came of it; None where it was refused."""
        try:
            return step(**values)
        except DomainError:
            return None

    @property
    def rfq(self) -> Rfq:
        return Rfq.objects.select_related("organization").get(pk=self.deal.rfq.pk)

    @property
    def is_open(self) -> bool:
        row = self.rfq
        return row.status == "open" and row.deadline > database_now()

    def sent_quotes(self) -> Any:
        return Quote.objects.filter(invitation__rfq=self.deal.rfq).exclude(status__in=[*UNSENT, "withdrawn"])

    def bidder(self, who: int) -> tuple[Bidder, Any]:
        one = self.deal.bidders[who]
        assert one.invitation is not None
        return one, one.invitation

    def quote_of(self, who: int) -> Quote | None:
        rows = Quote.objects.filter(invitation=self.bidder(who)[1]).order_by("-round")
        return rows.select_related("invitation__rfq", "invitation__provider", "sent").first()

    def content(self, price: Decimal, other: Decimal, answer: str, slip: Decimal) -> QuoteContent:
        first, second = self.deal.rfq.lines.all()
        lines = (LineAnswer(str(first.pk), "priced", "fixed", price), LineAnswer(str(second.pk), answer, "fixed", other))
        total = price + (other if answer == "priced" else 0) + slip
        valid = database_now().date() + timedelta(days=200)
        milestones = (MilestoneOffer("All", total, 9),)
        return QuoteContent(currency="EUR", valid_until=valid, weeks=9, lines=lines, milestones=milestones)


@pytest.mark.django_db
def test_whatever_is_tried_the_promises_hold():
    Life.deal = draft_deal(3)
    how = {"max_examples": MORE} if MORE else {"max_examples": 5, "stateful_step_count": 14, "derandomize": True}
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    run_state_machine_as_test(Life, settings=settings(database=None, deadline=None, suppress_health_check=quiet, **how))
