"""Quotes as their readers may see them: the only place that decrypts one for a page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import NotFound
from core.money import Money
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.content import LineAnswer, QuoteContent
from projects.sourcing.enums import Envelope, QuoteStatus
from projects.sourcing.models import Opening, Quote, QuoteVersion, RfqLine
from projects.sourcing.rules import asking
from projects.sourcing.sealing import unseal
from projects.sourcing.selectors.judging import is_to_declare

SHOWN = ("invitation__rfq__organization", "invitation__provider", "sent")


@dataclass(frozen=True)
class AnsweredLine:
    """A requested line as a quote answers it; ``replies`` are questions with their answers."""

    line: RfqLine
    answer: LineAnswer | None = None
    amount: Money | None = None
    replies: tuple[tuple[str, str], ...] = ()


def own_quotes(actor: Actor) -> QuerySet[Quote]:
    """The provider's own, newest first."""
    return Quote.objects.mine(actor).with_unsent().select_related(*SHOWN).order_by("-created_at", "pk")


def readable_quotes(actor: Actor) -> QuerySet[Quote]:
    """One's own, and those one asked for, as far as the actor's roles and scopes go."""
    own = Quote.objects.mine(actor) if actor.can(Permission.QUOTE_VIEW) else Quote.objects.none()
    asked = Quote.objects.asked_by(actor) if actor.can(Permission.RFQ_VIEW) else Quote.objects.none()
    keys = [rows.order_by().values("pk") for rows in (own, asked)]
    return Quote.objects.filter(Q(pk__in=keys[0]) | Q(pk__in=keys[1])).select_related(*SHOWN)


def draft_of(quote: Quote) -> QuoteVersion | None:
    """The version that was not sent yet."""
    return quote.versions.filter(sent_at=None).first()


def is_missed(quote: Quote, draft: QuoteVersion | None, now: datetime) -> bool:
    """A new version that was not sent in time, while nobody asks for another: the one that was sent counts."""
    if draft is None or quote.sent_id is None or asking.open_ask(quote) is not None:
        return False
    rfq = quote.invitation.rfq
    return quote.is_opened or quote.round < rfq.round or rfq.deadline <= now


def dropped_version(quote: Quote, draft: QuoteVersion | None) -> int | None:
    """The number of a version that was not sent in time and is gone since the opening, until another is written in answer."""
    if draft is not None or quote.missed_version is None or quote.sent is None:
        return None
    return quote.missed_version if quote.missed_version > quote.sent.number else None


def rows_of(content: QuoteContent | None, lines: list[RfqLine]) -> list[AnsweredLine]:
    """The requested lines with what a quote says to each; nothing of one that its reader does not see."""
    if content is None:
        return [AnsweredLine(line) for line in lines]
    answers = content.answers
    return [
        AnsweredLine(line, one, content.amount_of(str(line.pk)), tuple(replies_shown(line, one)))
        for line in lines
        for one in [answers.get(str(line.pk))]
    ]


def replies_shown(line: RfqLine, answer: LineAnswer | None) -> list[tuple[str, str]]:
    """Each question of a line with its answer, empty without one; then what was answered and is not asked any more."""
    if answer is None:
        return []
    asked = [one.text for one in line.asked]
    former = [(one.question, one.text) for one in answer.replies if one.question not in asked]
    return [*((text, answer.reply_to(text)) for text in asked), *former]


def is_mine(actor: Actor, quote: Quote) -> bool:
    """The actor acts for the provider whose quote it is."""
    return actor.organization_id is not None and quote.invitation.provider.organization_id == actor.organization_id


def content_for(actor: Actor, quote: Quote, version: QuoteVersion | None = None) -> QuoteContent | None:
    """What the reader may see of it, or None.

    Its provider sees all of it at any time; the sponsor what was opened, and in a request that is not sealed what was sent; an
    evaluator after declaring whether they have an interest in a bidder. Nobody else sees anything, operators included.
    """
    rfq = quote.invitation.rfq
    if is_mine(actor, quote):
        chosen = version or draft_of(quote) or quote.sent
        return decrypted(chosen, quote) if chosen else None
    if actor.organization_id is None or actor.organization_id != rfq.organization_id:
        return None
    chosen = version or quote.sent
    if chosen is None or chosen.sent_at is None:
        return None
    if is_to_declare(actor, rfq):
        return None
    if quote.is_opened:
        return chosen.opened_content
    return decrypted(chosen, quote) if not rfq.is_sealed and quote.status == QuoteStatus.SUBMITTED else None


def may_read_source(actor: Actor, quote: Quote) -> bool:
    """Whether the document behind an entered quote is the reader's: it says the prices, so to the sponsor once they are open."""
    if is_mine(actor, quote):
        return True
    rfq = quote.invitation.rfq
    if actor.organization_id is None or actor.organization_id != rfq.organization_id or is_to_declare(actor, rfq):
        return False
    priced = Opening.objects.filter(rfq=rfq, round=quote.round, envelope=Envelope.COMMERCIAL).exists()
    return quote.is_opened and quote.status != QuoteStatus.NOT_QUALIFIED and priced


def versions_for(actor: Actor, quote: Quote) -> list[QuoteVersion]:
    """Those that were sent, the newest first: to the sponsor only what it may read."""
    rows = list(quote.versions.filter(sent_at__isnull=False).select_related("sent_by").order_by("-number"))
    return rows if is_mine(actor, quote) else [one for one in rows if one.payload is not None]


def version_wanted(versions: list[QuoteVersion], number: str) -> QuoteVersion | None:
    """The one of that number, or None for the one in force."""
    return next((one for one in versions if str(one.number) == number), None)


def own_content(actor: Actor, quote: Quote, version: QuoteVersion | None = None) -> QuoteContent:
    """The version asked for, the draft, or else what was sent, for the provider's own pages. Raises NotFound for anybody else."""
    if not is_mine(actor, quote):
        raise NotFound
    content = content_for(actor, quote, version)
    if content is None:
        raise NotFound(_("This quote has no content yet."))
    return content


def decrypted(version: QuoteVersion, quote: Quote) -> QuoteContent:
    """Decrypt for the quote's own provider, or in the recorded act of an opening."""
    rfq = quote.invitation.rfq
    return unseal(version.sealed, rfq_id=rfq.pk, key=rfq.sealed_key, quote_id=quote.pk, number=version.number)
