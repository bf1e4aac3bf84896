"""The recorded act that breaks the seals, and the judgement of the technical envelope."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Forbidden, WrongState
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.selectors.rate import rate_between
from projects.sourcing import workflows
from projects.sourcing.actions.locked import asked_quote, own_rfq
from projects.sourcing.actions.missed import note_missed
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import Envelope, InvitationStatus, QuoteStatus
from projects.sourcing.models import Opening, Quote, QuoteVersion, Rfq
from projects.sourcing.models.quote import QuoteQuerySet
from projects.sourcing.rules import award as rules
from projects.sourcing.rules import rfq as rfq_rules
from projects.sourcing.selectors.quote import decrypted


@transaction.atomic
def open_envelopes(*, actor: Actor, rfq: Rfq) -> Opening | None:
    """Open every quote of this round at once: who, with whom, when, a hash of each, exchange rates frozen.

    Where the request asks for a second person, the first asks (and None comes back) and another opens. With two envelopes
    only the technical one is opened here. Raises WrongState before the deadline, or when an exchange rate is missing.
    """
    actor.require(Permission.RFQ_WITNESS)
    rfq = own_rfq(actor, rfq)
    now = database_now()
    is_technical = rfq.envelopes == 2
    step = "open_technical_envelopes" if is_technical else "open_envelopes"
    workflows.RFQ.step_from(rfq, step)
    rfq_rules.ensure_closed(rfq, now)
    if _is_to_be_asked_first(actor, rfq, now):
        return None
    quotes = list(_quotes_to_open(rfq))
    envelope = Envelope.TECHNICAL if is_technical else Envelope.COMMERCIAL
    opening = _record_opening(actor, rfq, envelope, quotes, now)
    for quote in quotes:
        _open(quote, now, with_prices=not is_technical)
    if is_technical:
        # The prices are an opening of their own: two people open them as well, asked anew.
        rfq.opening_requested_at = rfq.opening_requested_by = None
        rfq.save()
    workflows.RFQ.apply(rfq, step)
    data = {"quotes": len(quotes), "envelope": envelope.value, "opening": str(opening.pk)}
    emit("rfq.opened_envelopes", actor=actor, subject=rfq, data=data)
    return opening


@transaction.atomic
def judge_quote(*, actor: Actor, quote: Quote, passed: bool, reason: str) -> Quote:
    """Shortlist an opened quote or find it not qualified, with a reason."""
    actor.require(Permission.RFQ_EVALUATE)
    quote, rfq = asked_quote(actor, quote)
    rules.ensure_judged_now(rfq)
    rules.ensure_impartial(actor, rfq)
    quote.judgement = rfq_rules.ensure_reason(reason)
    workflows.QUOTE.move(quote, "shortlist" if passed else "reject")
    quote.save()
    kind = "quote.shortlisted" if passed else "quote.not_qualified"
    emit(kind, actor=actor, subject=quote, data={"rfq": str(rfq.pk)})
    return quote


@transaction.atomic
def finish_technical(*, actor: Actor, rfq: Rfq) -> Opening | None:
    """Open the prices of those who passed. The prices of the others are never opened.

    Where the request asks for a second person, the first asks (and None comes back) and another opens.
    """
    actor.require(Permission.RFQ_WITNESS)
    rfq = own_rfq(actor, rfq)
    actor.require(Permission.RFQ_WITNESS if rfq.second_person else Permission.RFQ_PUBLISH)
    workflows.RFQ.step_from(rfq, "finish_technical")
    quotes = list(_round(rfq).filter(opened_at__isnull=False))
    rules.ensure_all_judged(quotes)
    now = database_now()
    if _is_to_be_asked_first(actor, rfq, now):
        return None
    passed = [quote for quote in quotes if quote.status == QuoteStatus.SHORTLISTED]
    opening = _record_opening(actor, rfq, Envelope.COMMERCIAL, passed, now)
    for quote in passed:
        _show(quote, decrypted(_sent(quote), quote))
    workflows.RFQ.apply(rfq, "finish_technical")
    data = {"quotes": len(passed), "envelope": Envelope.COMMERCIAL.value, "opening": str(opening.pk)}
    emit("rfq.opened_envelopes", actor=actor, subject=rfq, data=data)
    return opening


def _is_to_be_asked_first(actor: Actor, rfq: Rfq, now: datetime) -> bool:
    """Whether this is the first of two people, who asks. One who opens alone, or first, is a manager; the second a witness."""
    if not rfq.second_person:
        actor.require(Permission.RFQ_PUBLISH)
        return False
    if rfq.opening_requested_by_id in {None, actor.user_id}:
        _request_opening(actor, rfq, now)
        return True
    return False


def _request_opening(actor: Actor, rfq: Rfq, now: datetime) -> None:
    if rfq.opening_requested_by_id == actor.user_id:
        raise Forbidden(_("You have asked to open the quotes. A second person has to open them with you."))
    actor.require(Permission.RFQ_PUBLISH)
    rfq.opening_requested_at, rfq.opening_requested_by = now, actor.require_person()
    rfq.save()
    emit("rfq.opening_requested", actor=actor, subject=rfq)


def _round(rfq: Rfq) -> QuoteQuerySet:
    rows = Quote.objects.select_for_update(of=("self",)).filter(invitation__rfq=rfq, round=rfq.round)
    return rows.select_related("invitation__rfq", "invitation__provider", "sent").order_by("pk")


def _quotes_to_open(rfq: Rfq) -> QuoteQuerySet:
    """Sent in time or admitted, confirmed after amendments, of bidders who were not locked out."""
    return _round(rfq).filter(status=QuoteStatus.SUBMITTED).exclude(invitation__status=InvitationStatus.LOCKED_OUT)


def _record_opening(actor: Actor, rfq: Rfq, envelope: Envelope, quotes: Iterable[Quote], now: datetime) -> Opening:
    contents = {quote: decrypted(_sent(quote), quote) for quote in quotes}
    is_commercial = envelope == Envelope.COMMERCIAL
    currencies = sorted({content.currency for content in contents.values()}) if is_commercial else []
    rates = {currency: rate_between(currency, rfq.currency, now.date()).as_json() for currency in currencies}
    first = rfq.opening_requested_by if rfq.second_person else None
    person = actor.require_person()
    return Opening.objects.create(
        rfq=rfq,
        round=rfq.round,
        envelope=envelope,
        opened_by=first or person,
        second_person=person if first and first != person else None,
        opened_at=now,
        currency=rfq.currency,
        hashes=[_fingerprint(quote, content) for quote, content in contents.items()],
        rates=rates,
    )


def _fingerprint(quote: Quote, content: QuoteContent) -> dict[str, Any]:
    """What is opened is what was sent. Raises WrongState where it is not: then nothing is opened at all."""
    version = _sent(quote)
    if content.sha256 != version.sha256:
        raise WrongState(_("A quote is not what was sent. Nothing was opened; tell the operator."))
    return {
        "quote": str(quote.pk),
        "provider": str(quote.invitation.provider_id),
        "version": version.number,
        "sha256": version.sha256,
    }


def _open(quote: Quote, now: datetime, *, with_prices: bool) -> None:
    content = decrypted(_sent(quote), quote)
    _show(quote, content if with_prices else content.without_prices())
    workflows.QUOTE.move(quote, "open", now)
    quote.valid_until = content.valid_until
    quote.notice_due_at = quote.next_notice_after(now)
    note_missed(quote)
    quote.save()
    quote.versions.filter(sent_at=None).delete()


def _show(quote: Quote, content: QuoteContent) -> None:
    version = _sent(quote)
    version.payload = content.as_json()
    version.save(update_fields=["payload"])


def _sent(quote: Quote) -> QuoteVersion:
    if quote.sent is None:
        raise WrongState
    quote.sent.quote = quote
    return quote.sent
