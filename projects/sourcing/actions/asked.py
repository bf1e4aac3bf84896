"""The parts of a wish about a quote that other actions share."""

from datetime import datetime

from django.db.models import QuerySet

from events.actions import emit
from organizations.actor import Actor
from projects.sourcing import workflows
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import AskKind, AskStatus
from projects.sourcing.models import Ask, Quote, QuoteVersion


def end_ask(ask: Ask, status: AskStatus, now: datetime, *, version: int | None = None, reason: str = "") -> None:
    """It is over: answered with a version, declined with a reason, or taken back."""
    ask.status, ask.ended_at, ask.version, ask.reason = status, now, version, reason
    ask.save()


def end_renewal(quote: Quote, version: int, now: datetime) -> None:
    """The provider has renewed: where the sponsor had asked for it, that is answered."""
    for ask in quote.asks.filter(status=AskStatus.OPEN, kind=AskKind.RENEWAL):
        end_ask(ask, AskStatus.ANSWERED, now, version=version)


def end_asks(quotes: "QuerySet[Quote]", now: datetime) -> None:
    """Nothing is asked of these quotes any more; what was written as an answer and not sent goes."""
    for ask in Ask.objects.filter(quote__in=quotes, status=AskStatus.OPEN).select_for_update(of=("self",)).order_by("pk"):
        end_ask(ask, AskStatus.ENDED, now)
        QuoteVersion.objects.filter(quote_id=ask.quote_id, sent_at=None).delete()


def send_answer(actor: Actor, quote: Quote, draft: QuoteVersion, content: QuoteContent, now: datetime) -> Quote:
    """The new version of an opened quote is open at once: the envelopes are. The one before stays readable."""
    ask = quote.asks.get(status=AskStatus.OPEN)
    draft.sent_at, draft.sent_by, draft.payload = now, actor.require_person(), content.as_json()
    draft.edition = quote.invitation.rfq.edition
    draft.save()
    quote.sent = draft
    quote.hold_until(content.valid_until, now)
    quote.save()
    workflows.QUOTE.apply(quote, "answer")
    end_ask(ask, AskStatus.ANSWERED, now, version=draft.number)
    rfq = quote.invitation.rfq
    data = {"rfq": str(rfq.pk), "ask": str(ask.pk), "version": draft.number, "sha256": draft.sha256}
    emit("quote.answered", actor=actor, subject=quote, organizations=[rfq.organization_id], data=data)
    return quote
