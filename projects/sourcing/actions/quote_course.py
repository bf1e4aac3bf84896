"""What happens to a quote: sent, approved, withdrawn, confirmed. The deadline is the database's, after the lock."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import WrongState
from core.models import ensure_version
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.asked import send_answer
from projects.sourcing.actions.locked import asked_quote, own_quote
from projects.sourcing.enums import QuoteStatus
from projects.sourcing.models import Quote, QuoteVersion
from projects.sourcing.models.quote import STANDING, UNSENT
from projects.sourcing.rules import asking
from projects.sourcing.rules import quote as rules
from projects.sourcing.rules import rfq as rfq_rules
from projects.sourcing.selectors.quote import decrypted, draft_of
from projects.sourcing.selectors.rfq import policy_of


@transaction.atomic
def submit_quote(
    *, actor: Actor, quote: Quote, expected_version: int | None = None, expected_edition: int | None = None
) -> Quote:
    """Send it, or ask for approval where the provider wants that. Once, however often it is asked.

    After the deadline it is late: kept unopened, for the sponsor to admit. A revision after the deadline is refused, and the
    version that was sent stays in force. Raises Invalid with everything that is missing; StaleVersion where the request was
    amended since ``expected_edition`` was read.
    """
    actor.require(Permission.QUOTE_SUBMIT)
    quote, now = own_quote(actor, quote)
    draft = draft_of(quote)
    if draft is None and quote.status in {QuoteStatus.SUBMITTED, QuoteStatus.LATE, *STANDING}:
        return quote
    ensure_version(quote, expected_version)
    rules.ensure_edition_read(quote.invitation.rfq, expected_edition)
    draft = rules.writable(quote, draft)
    _ensure_sendable(quote, draft, now)
    organization_id = quote.invitation.provider.organization_id
    content = decrypted(draft, quote)
    if organization_id and rules.needs_approval(content, policy_of(organization_id)):
        return _request_approval(actor, quote, draft)
    return _send(actor, quote, draft, now)


@transaction.atomic
def approve_quote(
    *, actor: Actor, quote: Quote, expected_version: int | None = None, expected_edition: int | None = None
) -> Quote:
    """Send what somebody else has written, as it was read."""
    actor.require(Permission.QUOTE_APPROVE)
    quote, now = own_quote(actor, quote)
    rfq_rules.ensure_as_read(quote, expected_version)
    rules.ensure_edition_read(quote.invitation.rfq, expected_edition)
    draft = _waiting(quote)
    rules.ensure_others_quote(actor, draft)
    _ensure_sendable(quote, draft, now)
    draft.approved_by = actor.require_person()
    return _send(actor, quote, draft, now)


@transaction.atomic
def return_quote(*, actor: Actor, quote: Quote, reason: str, expected_version: int | None = None) -> Quote:
    """Give it back to its author."""
    actor.require(Permission.QUOTE_APPROVE)
    quote, _now = own_quote(actor, quote)
    rfq_rules.ensure_as_read(quote, expected_version)
    draft = _waiting(quote)
    draft.return_reason = rfq_rules.ensure_reason(reason)
    draft.requested_by = None
    draft.save()
    if quote.status == QuoteStatus.AWAITING_APPROVAL:
        workflows.QUOTE.apply(quote, "return")
    emit("quote.returned", actor=actor, subject=quote)
    return quote


@transaction.atomic
def withdraw_quote(*, actor: Actor, quote: Quote, reason: str = "") -> Quote:
    """Take it back: freely before the deadline, with a reason after it, never once it is opened."""
    actor.require(Permission.QUOTE_SUBMIT)
    quote, now = own_quote(actor, quote)
    rules.ensure_still_unopened(quote)
    workflows.QUOTE.step_from(quote, "withdraw")
    rules.ensure_withdrawal_has_reason(quote.invitation.rfq, reason, now)
    quote.versions.filter(sent_at=None).delete()
    quote.status, quote.withdrawn_at, quote.withdraw_reason = QuoteStatus.WITHDRAWN, now, reason.strip()
    quote.save()
    _tell(actor, quote, "quote.withdrawn")
    return quote


@transaction.atomic
def confirm_quote(*, actor: Actor, quote: Quote, expected_edition: int | None = None) -> Quote:
    """It stands after the amendment as before. Where lines came in that it does not answer, it has to be revised."""
    actor.require(Permission.QUOTE_SUBMIT)
    quote, now = own_quote(actor, quote)
    rfq = quote.invitation.rfq
    rfq_rules.ensure_open(rfq, now)
    rules.ensure_edition_read(rfq, expected_edition)
    workflows.QUOTE.step_from(quote, "confirm")
    if quote.sent is None:
        raise WrongState
    content = decrypted(quote.sent, quote)
    rules.ensure_known_lines(content, rfq.lines.all())
    rules.ensure_sendable(content, rfq=rfq, lines=rfq.lines.all(), today=now.date())
    quote.sent.edition = rfq.edition
    quote.sent.save(update_fields=["edition"])
    workflows.QUOTE.apply(quote, "confirm")
    _tell(actor, quote, "quote.confirmed")
    return quote


@transaction.atomic
def admit_late_quote(*, actor: Actor, quote: Quote, reason: str) -> Quote:
    """Let a late one in before the opening, with a reason that all bidders see."""
    actor.require(Permission.RFQ_PUBLISH)
    quote, rfq = asked_quote(actor, quote)
    rules.ensure_not_opened(rfq)
    workflows.QUOTE.step_from(quote, "admit")
    quote.admit_reason = rfq_rules.ensure_reason(reason)
    quote.save()
    workflows.QUOTE.apply(quote, "admit")
    emit("quote.admitted", actor=actor, subject=quote, data={"rfq": str(rfq.pk)})
    return quote


def _ensure_sendable(quote: Quote, draft: QuoteVersion, now: datetime) -> None:
    """Taking part, in time or late, and complete."""
    invitation = quote.invitation
    rfq = invitation.rfq
    rfq_rules.ensure_takes_part(invitation)
    content = decrypted(draft, quote)
    if quote.status in STANDING:
        asking.ensure_answers(quote, content)
    else:
        rfq_rules.ensure_invited_to_round(invitation, rfq)
        _ensure_takes_quotes(quote, now)
    lines = list(rfq.lines.all())
    rules.ensure_known_lines(content, lines)
    rules.ensure_sendable(content, rfq=rfq, lines=lines, today=now.date())


def _ensure_takes_quotes(quote: Quote, now: datetime) -> None:
    rfq = quote.invitation.rfq
    if not rfq_rules.is_taking_quotes(rfq, now):
        rules.ensure_not_opened(rfq)
        if quote.status not in UNSENT:
            rfq_rules.ensure_open(rfq, now)


def _request_approval(actor: Actor, quote: Quote, draft: QuoteVersion) -> Quote:
    draft.requested_by = actor.require_person()
    draft.return_reason = ""
    draft.save()
    if quote.status == QuoteStatus.DRAFT:
        workflows.QUOTE.apply(quote, "request_approval")
    emit("quote.approval_requested", actor=actor, subject=quote)
    return quote


def _send(actor: Actor, quote: Quote, draft: QuoteVersion, now: datetime) -> Quote:
    rfq = quote.invitation.rfq
    if quote.status in STANDING:
        return send_answer(actor, quote, draft, decrypted(draft, quote), now)
    is_late = not rfq_rules.is_taking_quotes(rfq, now)
    draft.sent_at, draft.sent_by, draft.edition = now, actor.require_person(), rfq.edition
    draft.save()
    quote.sent = draft
    workflows.QUOTE.move(quote, "submit_late" if is_late else "submit", now)
    quote.save()
    _tell(actor, quote, "quote.submitted_late" if is_late else "quote.submitted")
    return quote


def _waiting(quote: Quote) -> QuoteVersion:
    draft = draft_of(quote)
    if draft is None or draft.requested_by_id is None:
        raise WrongState(_("This quote does not wait for approval."))
    return draft


def _tell(actor: Actor, quote: Quote, kind: str) -> None:
    """To the sponsor as well: that there is one, never what it says."""
    rfq = quote.invitation.rfq
    emit(kind, actor=actor, subject=quote, organizations=[rfq.organization_id], data={"rfq": str(rfq.pk)})
