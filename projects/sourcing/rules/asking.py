"""What must hold before a sponsor asks something of an opened quote, and before its provider answers."""

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import AskKind, AskStatus, QuoteKind, RfqStatus
from projects.sourcing.models import Ask, Quote, Rfq


def ensure_kind(kind: str) -> None:
    """One of the things that can be asked."""
    if kind not in AskKind.values:
        raise Invalid(errors={"kind": [_("Choose what to ask for.")]})


def ensure_negotiated_now(rfq: Rfq) -> None:
    """While the opened quotes are compared, and before an award is recommended."""
    if rfq.status != RfqStatus.EVALUATION:
        raise WrongState(_("Quotes are negotiated between their opening and the recommendation of an award."))


def ensure_newest(quote: Quote) -> None:
    """What a bidder quoted in an earlier round is history."""
    later = Quote.objects.filter(invitation_id=quote.invitation_id, round__gt=quote.round, opened_at__isnull=False)
    if later.exists():
        raise WrongState(_("This quote is of an earlier round; a later one stands in its place."))


def ensure_makes_sense(quote: Quote, kind: str, text: str) -> None:
    """A binding quote is asked of an estimate; other terms are named."""
    content = quote.sent.opened_content if quote.sent else None
    if kind == AskKind.BINDING and (content is None or content.kind != QuoteKind.ESTIMATE):
        raise WrongState(_("This quote is binding already."))
    if kind == AskKind.NEGOTIATION and not text.strip():
        raise Invalid(errors={"text": [_("Say what you ask for; the provider will read it.")]})


def ensure_asked(quote: Quote) -> Ask:
    """What waits for an answer."""
    found = open_ask(quote)
    if found is None:
        raise WrongState(_("Nothing is asked of this quote now."))
    return found


def open_ask(quote: Quote) -> Ask | None:
    """What the sponsor waits for."""
    return quote.asks.filter(status=AskStatus.OPEN).first()


def ensure_answers(quote: Quote, content: QuoteContent) -> None:
    """In the currency whose rate the opening has frozen; bindingly where that was asked, and never less bindingly."""
    ask = ensure_asked(quote)
    ensure_negotiated_now(quote.invitation.rfq)
    ensure_newest(quote)
    before = quote.sent.opened_content if quote.sent else None
    if before is not None and content.currency != before.currency:
        text = _("Exchange rates were frozen at the opening: answer in %(currency)s.")
        raise Invalid(errors={"currency": [text % {"currency": before.currency}]})
    was_binding = before is not None and before.kind == QuoteKind.BINDING
    if content.kind != QuoteKind.BINDING and (was_binding or ask.kind == AskKind.BINDING):
        raise Invalid(errors={"kind": [_("The sponsor asks for a binding quote.")]})
