"""Inviting providers, and what they answer."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, WrongState
from core.models import lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.asked import end_asks
from projects.sourcing.actions.locked import answered, governed_rfq, own_rfq
from projects.sourcing.enums import DeclineReason, InvitationStatus, QuoteStatus, RfqStatus
from projects.sourcing.models import Invitation, Question, Quote, Rfq
from projects.sourcing.rules import rfq as rules
from providers.models import Provider

TAKEN_BACK = [QuoteStatus.DRAFT, QuoteStatus.WITHDRAWN]


@transaction.atomic
def invite_provider(*, actor: Actor, rfq: Rfq, provider: Provider) -> Invitation:
    """Ask a provider to quote. It hears of it when the request is published, or at once when it is open."""
    actor.require(Permission.RFQ_EDIT)
    rfq = own_rfq(actor, rfq)
    rules.ensure_takes_invitations(rfq, database_now())
    provider = _held(provider)
    rules.ensure_invitable(provider)
    rules.ensure_not_own_provider(rfq, provider.organization_id)
    rules.ensure_room_for_another(rfq)
    invitation = Invitation(rfq=rfq, provider=provider, round=rfq.round)
    save_sound(invitation)
    is_open = rfq.status == RfqStatus.OPEN
    emit("rfq_invitation.created", actor=actor, subject=invitation, data={"is_open": is_open})
    return invitation


@transaction.atomic
def invite_providers(*, actor: Actor, rfq: Rfq, providers: Iterable[Provider]) -> list[Invitation]:
    """Ask several at once, all or none. Those who are invited already stay as they are."""
    actor.require(Permission.RFQ_EDIT)
    known = set(Invitation.objects.sent_by(actor).filter(rfq=rfq).values_list("provider_id", flat=True))
    return [invite_provider(actor=actor, rfq=rfq, provider=one) for one in providers if one.pk not in known]


@transaction.atomic
def uninvite_provider(*, actor: Actor, invitation: Invitation) -> None:
    """Take a provider off a draft. Once a request is published, a provider is locked out with a reason instead."""
    actor.require(Permission.RFQ_EDIT)
    own_rfq(actor, invitation.rfq)
    invitation = lock(Invitation.objects.sent_by(actor).select_related("rfq", "provider"), invitation.pk)
    rules.ensure_draft(invitation.rfq)
    emit("rfq_invitation.removed", actor=actor, subject=invitation)
    invitation.delete()


@transaction.atomic
def view_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """The provider has seen it. Safe to repeat."""
    actor.require(Permission.QUOTE_VIEW)
    invitation, _now = answered(actor, invitation)
    if workflows.INVITATION.allows(invitation, "view"):
        workflows.INVITATION.apply(invitation, "view")
        _tell(actor, invitation, "rfq_invitation.viewed")
    return invitation


@transaction.atomic
def accept_invitation(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Intend to quote; also after declining, until the deadline, unless a quote of this round was withdrawn."""
    actor.require(Permission.QUOTE_EDIT)
    invitation, now = answered(actor, invitation)
    rules.ensure_open(invitation.rfq, now)
    if invitation.status == InvitationStatus.INTENDS:
        return invitation
    rules.ensure_not_withdrawn(invitation)
    invitation.decline_reason = invitation.decline_text = ""
    _move(invitation, "intend")
    _tell(actor, invitation, "rfq_invitation.accepted")
    return invitation


@transaction.atomic
def decline_invitation(*, actor: Actor, invitation: Invitation, reason: str, text: str = "") -> Invitation:
    """Say no with a reason. The sponsor is told at once, and no rank suffers."""
    actor.require(Permission.QUOTE_EDIT)
    invitation, now = answered(actor, invitation)
    rules.ensure_open(invitation.rfq, now)
    if reason not in DeclineReason.values:
        raise Invalid(errors={"reason": [_("Choose a reason.")]})
    if reason == DeclineReason.OTHER:
        text = rules.ensure_reason(text, "text")
    if invitation.quotes.exclude(status__in=TAKEN_BACK).filter(round=invitation.round).exists():
        raise WrongState(_("You have sent a quote. Withdraw it first."))
    workflows.INVITATION.step_from(invitation, "decline")
    invitation.decline_reason, invitation.decline_text = reason, text.strip()
    _move(invitation, "decline")
    _tell(actor, invitation, "rfq_invitation.declined", {"reason": reason})
    return invitation


@transaction.atomic
def lock_out(*, actor: Actor, invitation: Invitation, reason: str) -> Invitation:
    """Take a provider off a request, with a reason that it reads. What it has sent is neither opened nor compared.

    Raises WrongState once the request is decided or cancelled.
    """
    rfq = governed_rfq(actor, invitation.rfq, Permission.RFQ_PUBLISH)
    rules.ensure_not_over(rfq)
    reason = rules.ensure_reason(reason)
    invitation = lock(Invitation.objects.filter(rfq=rfq).select_related("rfq", "provider"), invitation.pk)
    workflows.INVITATION.step_from(invitation, "lock_out")
    invitation.decline_reason = invitation.decline_text = ""
    invitation.lock_reason, invitation.locked_at = reason, database_now()
    _move(invitation, "lock_out")
    end_asks(Quote.objects.filter(invitation=invitation), database_now())
    emit("rfq_invitation.locked_out", actor=actor, subject=invitation, organizations=[rfq.organization_id])
    return invitation


@transaction.atomic
def ask_question(*, actor: Actor, invitation: Invitation, text: str) -> Question:
    """Ask the sponsor in private. Raises WrongState after the cut-off, with its time."""
    actor.require(Permission.QUOTE_EDIT)
    invitation, now = answered(actor, invitation)
    rules.ensure_takes_part(invitation)
    rules.ensure_question_in_time(invitation.rfq, now)
    if not text.strip():
        raise Invalid(errors={"text": [_("Write your question.")]})
    question = Question(rfq=invitation.rfq, invitation=invitation, text=text.strip(), asked_by_id=actor.require_person().pk)
    save_sound(question)
    readers = [invitation.rfq.organization_id]
    emit("rfq_question.asked", actor=actor, subject=question, organizations=readers, data={"rfq": str(invitation.rfq_id)})
    return question


@transaction.atomic
def answer_question(*, actor: Actor, question: Question, published_text: str, answer: str) -> Question:
    """Publish an answer to everybody at one moment, in the sponsor's wording and with no trace of the asker."""
    actor.require(Permission.RFQ_EDIT)
    rfq = own_rfq(actor, question.rfq)
    question = lock(Question.objects.filter(rfq=rfq), question.pk)
    rules.ensure_open(rfq, database_now())
    if question.published_at is not None:
        raise WrongState(_("This question has been answered."))
    errors = {
        name: [_("Write it as everybody will read it.")]
        for name, text in {"published_text": published_text, "answer": answer}.items()
        if not text.strip()
    }
    if errors:
        raise Invalid(errors=errors)
    question.published_text, question.answer = published_text.strip(), answer.strip()
    question.published_at, question.answered_by = database_now(), actor.require_person()
    save_sound(question)
    emit("rfq_question.answered", actor=actor, subject=rfq, data={"question": str(question.pk)})
    return question


def _held(provider: Provider) -> Provider:
    """As it stands until the end of the transaction: who is merged or suspended at this moment waits, or was faster."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM providers_provider WHERE id = %s FOR SHARE", [provider.pk])
    return Provider.objects.select_related("organization", "merged_into").get(pk=provider.pk)


def _move(invitation: Invitation, step: str) -> None:
    """Save the status together with the columns that must agree with it."""
    workflows.INVITATION.move(invitation, step, database_now())
    invitation.save()


def _tell(actor: Actor, invitation: Invitation, kind: str, data: dict[str, str] | None = None) -> None:
    values = {"rfq": str(invitation.rfq_id), **(data or {})}
    emit(kind, actor=actor, subject=invitation, organizations=[invitation.rfq.organization_id], data=values)
