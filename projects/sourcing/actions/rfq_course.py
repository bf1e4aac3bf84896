"""What happens to a request that is published: amended, extended, paused, cancelled."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, WrongState
from core.models import ensure_version
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.asked import end_asks
from projects.sourcing.actions.locked import governed_rfq, own_rfq
from projects.sourcing.actions.rfq import apply_cutoff_rule, plan_notice, write_facts, write_lines
from projects.sourcing.enums import CancelReason, InvitationStatus, QuoteStatus
from projects.sourcing.models import Invitation, Quote, Rfq, RfqVersion
from projects.sourcing.rules import rfq as rules
from projects.sourcing.selectors.facts import RfqFacts, facts_of
from projects.sourcing.selectors.rfq import policy_of
from projects.sourcing.selectors.snapshot import differences, is_material, snapshot_of

FIXED = ("is_sealed", "envelopes", "second_person", "needs_cda", "cda_months", "starts_at", "audience")
"""What bidders rely on and no amendment touches."""


@transaction.atomic
def amend_rfq(
    *, actor: Actor, rfq: Rfq, changes: Mapping[str, Any], reason: str, expected_version: int | None = None
) -> Rfq:
    """Ask for something else, visibly: write ``changes``, by the fields of RfqFacts; the rest stays as it is saved by then. A material change takes quotes that were sent back to their authors to confirm.

    Raises Invalid when nothing changed, or when it comes too late for the bidders to follow.
    """
    actor.require(Permission.RFQ_PUBLISH)
    rfq = own_rfq(actor, rfq)
    ensure_version(rfq, expected_version)
    now = database_now()
    rules.ensure_open(rfq, now)
    reason = rules.ensure_reason(reason)
    facts = replace(facts_of(rfq), **changes)
    rules.ensure_amendment_leaves_time(rfq, policy_of(rfq.organization_id), deadline=facts.deadline, now=now)
    _ensure_fixed(rfq, facts)
    before = snapshot_of(rfq)
    write_facts(actor, rfq, facts)
    write_lines(rfq, facts.lines)
    record_amendment(actor, rfq, before, reason=reason, now=now)
    return rfq


def record_amendment(actor: Actor, rfq: Rfq, before: dict[str, Any], *, reason: str, now: datetime) -> None:
    """Write down what differs from before as the next edition, and tell. Raises Invalid when nothing does."""
    after = snapshot_of(rfq)
    found = differences(before, after)
    if not found:
        raise Invalid(_("Nothing was changed."))
    rfq.edition += 1
    RfqVersion.objects.create(
        rfq=rfq, edition=rfq.edition, snapshot=after, diff=found, is_material=is_material(found), reason=reason,
        amended_by_id=actor.user_id,
    )  # fmt: skip
    rfq.save(update_fields=["edition"])
    workflows.RFQ.apply(rfq, "amend")
    unsettled = _unsettle(rfq) if is_material(found) else 0
    fields = sorted({one["field"] for one in found})
    data = {"edition": rfq.edition, "is_material": is_material(found), "fields": fields, "to_confirm": unsettled}
    plan_notice(rfq, now)
    emit("rfq.amended", actor=actor, subject=rfq, data=data)


@transaction.atomic
def extend_rfq(*, actor: Actor, rfq: Rfq, deadline: datetime, reason: str) -> Rfq:
    """Give everybody more time. The cut-off of questions moves by the rule it was set by."""
    actor.require(Permission.RFQ_PUBLISH)
    rfq = own_rfq(actor, rfq)
    now = database_now()
    rules.ensure_open(rfq, now)
    reason = rules.ensure_reason(reason)
    rules.ensure_later(rfq, deadline, now)
    before = rfq.deadline
    rfq.deadline = deadline
    apply_cutoff_rule(rfq)
    rfq.save()
    workflows.RFQ.apply(rfq, "extend")
    data = {"before": before.isoformat(), "after": deadline.isoformat(), "reason": reason}
    plan_notice(rfq, now)
    emit("rfq.extended", actor=actor, subject=rfq, data=data)
    return rfq


@transaction.atomic
def pause_rfq(*, actor: Actor, rfq: Rfq, reason: str, with_sponsor: bool = False) -> Rfq:
    """Stop the clock; what is left of the time is kept. ``with_sponsor``: because nobody acts for the sponsor any more."""
    rfq = governed_rfq(actor, rfq, Permission.RFQ_PUBLISH)
    now = database_now()
    rules.ensure_open(rfq, now)
    reason = rules.ensure_reason(reason)
    rfq.paused_at, rfq.remaining, rfq.paused_with_sponsor = now, rfq.deadline - now, with_sponsor
    _move(rfq, "pause", now)
    data = {"reason": reason, "with_sponsor": with_sponsor}
    emit("rfq.paused", actor=actor, subject=rfq, organizations=[rfq.organization_id], data=data)
    return rfq


@transaction.atomic
def resume_rfq(*, actor: Actor, rfq: Rfq, reason: str = "") -> Rfq:
    """Let the clock run on: the deadline lies as far ahead as it did when it was stopped. An operator says why."""
    rfq = governed_rfq(actor, rfq, Permission.RFQ_PUBLISH)
    workflows.RFQ.step_from(rfq, "resume")
    if rfq.paused_at is None or rfq.remaining is None:
        raise WrongState(_("This request is not paused."))
    rules.ensure_sponsor_active(rfq)
    now = database_now()
    if rfq.question_cutoff and rfq.question_days is None and rfq.question_cutoff > rfq.paused_at:
        rfq.question_cutoff += now - rfq.paused_at
    rfq.deadline = now + rfq.remaining
    apply_cutoff_rule(rfq)
    rfq.paused_at, rfq.remaining, rfq.paused_with_sponsor = None, None, False
    _move(rfq, "resume", now)
    data = {"deadline": rfq.deadline.isoformat(), **({"reason": reason.strip()} if reason.strip() else {})}
    plan_notice(rfq, now)
    emit("rfq.resumed", actor=actor, subject=rfq, organizations=[rfq.organization_id], data=data)
    return rfq


@transaction.atomic
def cancel_rfq(*, actor: Actor, rfq: Rfq, reason: str, text: str) -> Rfq:
    """End it. Everybody is told; quotes that are sealed stay sealed for ever."""
    actor.require(Permission.RFQ_PUBLISH)
    rfq = own_rfq(actor, rfq)
    workflows.RFQ.step_from(rfq, "cancel")
    now = database_now()
    if rfq.is_closed_at(now):
        raise WrongState(_("The deadline has passed. Open the quotes, then award or close without award."))
    if reason not in CancelReason.values:
        raise Invalid(errors={"reason": [_("Choose a reason.")]})
    rfq.closing_words = rules.ensure_reason(text, "text")
    rfq.cancel_reason, rfq.paused_at, rfq.remaining, rfq.paused_with_sponsor = reason, None, None, False
    _move(rfq, "cancel", now)
    end_asks(Quote.objects.filter(invitation__rfq=rfq), now)
    emit("rfq.cancelled", actor=actor, subject=rfq, data={"reason": reason, "text": rfq.closing_words})
    return rfq


@transaction.atomic
def start_round(*, actor: Actor, rfq: Rfq, invitations: Iterable[UUID], deadline: datetime, reason: str) -> Rfq:
    """Hold another round with some of the bidders. What was quoted before stays readable, and stands until it is replaced."""
    actor.require(Permission.RFQ_PUBLISH)
    rfq = own_rfq(actor, rfq)
    workflows.RFQ.step_from(rfq, "new_round")
    reason = rules.ensure_reason(reason)
    rules.ensure_later(rfq, deadline, database_now())
    standing = [InvitationStatus.INTENDS, InvitationStatus.VIEWED, InvitationStatus.INVITED]
    chosen = Invitation.objects.filter(rfq=rfq, pk__in=list(invitations), status__in=standing)
    if not chosen.exists():
        raise Invalid(errors={"invitations": [_("Choose at least one bidder for the new round.")]})
    rfq.round += 1
    rfq.deadline, rfq.question_cutoff = deadline, None
    rfq.opening_requested_at = rfq.opening_requested_by = None
    apply_cutoff_rule(rfq)
    rfq.save()
    chosen.update(round=rfq.round)
    workflows.RFQ.apply(rfq, "new_round")
    data = {"round": rfq.round, "deadline": deadline.isoformat(), "reason": reason}
    plan_notice(rfq, database_now())
    emit("rfq.round_started", actor=actor, subject=rfq, data=data)
    return rfq


def _ensure_fixed(rfq: Rfq, facts: RfqFacts) -> None:
    changed = [name for name in FIXED if getattr(rfq, name) != getattr(facts, name)]
    if rfq.sponsor_named and not facts.sponsor_named:
        changed.append("sponsor_named")
    if changed:
        text = _("Bidders rely on this: it cannot be changed while the request is open.")
        raise Invalid(errors={name: [text] for name in changed})


def _unsettle(rfq: Rfq) -> int:
    """Quotes of this round that were sent wait for their authors to confirm them. Returns how many."""
    sent = Quote.objects.select_for_update().filter(invitation__rfq=rfq, round=rfq.round, status=QuoteStatus.SUBMITTED)
    quotes = list(sent)
    for quote in quotes:
        workflows.QUOTE.apply(quote, "unsettle")
    return len(quotes)


def _move(rfq: Rfq, step: str, now: datetime) -> None:
    """Save the status together with the columns that must agree with it."""
    workflows.RFQ.move(rfq, step, now)
    rfq.save()
