"""What a sponsor asks of an opened quote, and how its provider takes it."""

from dataclasses import replace
from secrets import token_hex

from django.db import transaction

from core.clock import database_now
from core.models import lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.asked import end_ask
from projects.sourcing.actions.locked import asked_quote, own_quote
from projects.sourcing.actions.quote import write_version
from projects.sourcing.enums import AskKind, AskStatus, QuoteKind
from projects.sourcing.models import Ask, Quote, QuoteVersion
from projects.sourcing.rules import asking as rules
from projects.sourcing.rules import award as award_rules
from projects.sourcing.rules import rfq as rfq_rules
from projects.sourcing.selectors.quote import decrypted, draft_of


@transaction.atomic
def ask_of_quote(*, actor: Actor, quote: Quote, kind: str, text: str = "") -> Ask:
    """Ask for a binding quote, for other terms (``text`` says which), or for a longer validity. The provider is told."""
    actor.require(Permission.RFQ_PUBLISH)
    quote, rfq = asked_quote(actor, quote)
    rules.ensure_kind(kind)
    workflows.QUOTE.step_from(quote, "negotiate")
    rules.ensure_negotiated_now(rfq)
    award_rules.ensure_impartial(actor, rfq)
    rules.ensure_newest(quote)
    rules.ensure_makes_sense(quote, kind, text)
    ask = Ask(quote=quote, kind=kind, text=text.strip(), asked_by=actor.require_person())
    save_sound(ask)
    workflows.QUOTE.apply(quote, "negotiate")
    emit(f"quote.{kind}_requested", actor=actor, subject=quote, data={"rfq": str(rfq.pk), "ask": str(ask.pk)})
    return ask


@transaction.atomic
def withdraw_ask(*, actor: Actor, quote: Quote) -> Quote:
    """Take back what waits for an answer; what the provider has written for it goes."""
    actor.require(Permission.RFQ_PUBLISH)
    quote, _rfq = asked_quote(actor, quote)
    end_ask(_open_ask(quote), AskStatus.WITHDRAWN, database_now())
    quote.versions.filter(sent_at=None).delete()
    emit("quote.ask_withdrawn", actor=actor, subject=quote)
    return quote


@transaction.atomic
def answer_ask(*, actor: Actor, quote: Quote) -> Quote:
    """Begin a new version of an opened quote. The one that was opened stands until this one is sent. Safe to repeat."""
    actor.require(Permission.QUOTE_EDIT)
    quote, _now = own_quote(actor, quote)
    ask = _open_ask(quote)
    rules.ensure_negotiated_now(quote.invitation.rfq)
    rules.ensure_newest(quote)
    rfq_rules.ensure_takes_part(quote.invitation)
    workflows.QUOTE.step_from(quote, "answer")
    if draft_of(quote) is None and quote.sent is not None:
        content = replace(decrypted(quote.sent, quote), salt=token_hex(16))
        if ask.kind == AskKind.BINDING:
            content = replace(content, kind=QuoteKind.BINDING.value)
        write_version(actor, quote, QuoteVersion(quote=quote, number=quote.sent.number + 1), content)
        emit("quote.revision_started", actor=actor, subject=quote)
    return quote


@transaction.atomic
def decline_ask(*, actor: Actor, quote: Quote, reason: str) -> Quote:
    """The quote stays as it is; the sponsor reads why."""
    actor.require(Permission.QUOTE_SUBMIT)
    quote, now = own_quote(actor, quote)
    end_ask(_open_ask(quote), AskStatus.DECLINED, now, reason=rfq_rules.ensure_reason(reason))
    quote.versions.filter(sent_at=None).delete()
    readers = [quote.invitation.rfq.organization_id]
    emit("quote.ask_declined", actor=actor, subject=quote, organizations=readers)
    return quote


def _open_ask(quote: Quote) -> Ask:
    """Locked with its quote."""
    return lock(Ask.objects.filter(quote=quote), rules.ensure_asked(quote).pk)
