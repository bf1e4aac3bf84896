"""Judging what was opened: declarations, scores, clarifications."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, WrongState
from core.models import lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.locked import asked_quote, own_quote, own_rfq
from projects.sourcing.models import Clarification, Declaration, Evaluation, Quote, Rfq
from projects.sourcing.models.quote import STANDING
from projects.sourcing.rules import award as rules


@transaction.atomic
def declare_conflict(*, actor: Actor, rfq: Rfq, has_conflict: bool, text: str = "") -> Declaration:
    """Say whether one has an interest in a bidder; once, and for good."""
    actor.require(Permission.RFQ_WITNESS)
    rfq = own_rfq(actor, rfq)
    if has_conflict and not text.strip():
        raise Invalid(errors={"text": [_("Say which.")]})
    standing = Declaration.objects.filter(rfq=rfq, person_id=actor.user_id).first()
    if standing is not None and (standing.has_conflict or not has_conflict):
        return standing
    declaration = standing or Declaration(rfq=rfq, person=actor.require_person())
    declaration.has_conflict, declaration.text = has_conflict, text.strip()
    save_sound(declaration)
    emit("rfq.conflict_declared", actor=actor, subject=rfq, data={"has_conflict": has_conflict})
    return declaration


@transaction.atomic
def score_quote(
    *, actor: Actor, quote: Quote, scores: Mapping[str, int], comment: str = "", version: int | None = None
) -> Quote:
    """Give one's scores, 0 to 10 by criterion, for the version that is open; they replace one's earlier ones.

    Not with a conflict of interest. ``version`` is the number of the version that was read: WrongState where another is open by now.
    """
    actor.require(Permission.RFQ_EVALUATE)
    quote, rfq = asked_quote(actor, quote)
    rules.ensure_judged_now(rfq)
    rules.ensure_impartial(actor, rfq)
    rules.ensure_scores_known(rfq, scores)
    if quote.status not in STANDING:
        raise WrongState(_("This quote is not compared."))
    rules.ensure_version_read(quote, version)
    for criterion, score in scores.items():
        Evaluation.objects.update_or_create(
            quote=quote,
            person=actor.require_person(),
            criterion=criterion,
            defaults={"score": score, "comment": comment.strip(), "version": quote.sent},
        )
    emit("quote.scored", actor=actor, subject=quote, data={"criteria": sorted(scores)})
    return quote


@transaction.atomic
def ask_clarification(*, actor: Actor, quote: Quote, question: str, due_at: datetime) -> Clarification:
    """Ask one bidder, with a time by which to answer. Price and scope stay as they are."""
    actor.require(Permission.RFQ_EVALUATE)
    quote, rfq = asked_quote(actor, quote)
    if quote.status not in STANDING:
        raise WrongState(_("This quote is not compared."))
    if not question.strip():
        raise Invalid(errors={"question": [_("Write your question.")]})
    if due_at <= database_now():
        raise Invalid(errors={"due_at": [_("Choose a moment to come.")]})
    workflows.RFQ.apply(rfq, "clarify")
    row = Clarification(quote=quote, question=question.strip(), asked_by=actor.require_person(), due_at=due_at)
    save_sound(row)
    emit("quote.clarification_asked", actor=actor, subject=quote, data={"clarification": str(row.pk)})
    return row


@transaction.atomic
def answer_clarification(*, actor: Actor, clarification: Clarification, answer: str) -> Clarification:
    """Answer in time, in words."""
    actor.require(Permission.QUOTE_SUBMIT)
    quote, now = own_quote(actor, clarification.quote)
    clarification = lock(Clarification.objects.filter(quote=quote), clarification.pk)
    if clarification.answered_at is not None:
        raise WrongState(_("You have answered this."))
    rules.ensure_undecided(quote.invitation.rfq)
    if clarification.due_at <= now:
        raise WrongState(_("The time to answer this has passed."))
    if not answer.strip():
        raise Invalid(errors={"answer": [_("Write your answer.")]})
    clarification.answer, clarification.answered_at = answer.strip(), now
    clarification.answered_by = actor.require_person()
    save_sound(clarification)
    readers = [quote.invitation.rfq.organization_id]
    emit("quote.clarification_answered", actor=actor, subject=quote, organizations=readers)
    return clarification
