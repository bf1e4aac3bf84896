"""Writing a quote: encrypted from the first keystroke, and read by nobody but its own provider."""

from dataclasses import replace
from datetime import date
from secrets import token_hex

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import WrongState
from core.models import ensure_version
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.asked import end_renewal
from projects.sourcing.actions.locked import answered, own_quote
from projects.sourcing.content import LineAnswer, MilestoneOffer, QuoteContent
from projects.sourcing.enums import InvitationStatus, QuoteKind, QuoteStatus, Tier
from projects.sourcing.models import Invitation, Quote, QuoteVersion, Rfq
from projects.sourcing.models.quote import UNSENT
from projects.sourcing.rules import quote as rules
from projects.sourcing.rules import rfq as rfq_rules
from projects.sourcing.sealing import seal
from projects.sourcing.selectors.disclosure import tier_of
from projects.sourcing.selectors.quote import decrypted, draft_of


@transaction.atomic
def start_quote(*, actor: Actor, invitation: Invitation) -> Quote:
    """Begin a quote, or go on with the one of this round. A later round begins with what was quoted before."""
    actor.require(Permission.QUOTE_EDIT)
    invitation, now = answered(actor, invitation)
    standing = Quote.objects.filter(invitation=invitation, round=invitation.rfq.round).first()
    if standing is not None:
        return standing
    _ensure_may_quote(actor, invitation)
    if not rfq_rules.is_taking_quotes(invitation.rfq, now):
        rules.ensure_not_opened(invitation.rfq)
    quote = Quote(invitation=invitation, round=invitation.rfq.round)
    quote.save()
    write_version(actor, quote, QuoteVersion(quote=quote, number=1), _beginning(invitation))
    emit("quote.created", actor=actor, subject=quote, data={"rfq": str(invitation.rfq_id)})
    return quote


@transaction.atomic
def save_quote(*, actor: Actor, quote: Quote, content: QuoteContent, expected_version: int | None = None) -> Quote:
    """Keep what was written so far, whatever is missing. No event: it is saved while somebody types."""
    quote, draft = writable_draft(actor, quote, expected_version)
    rules.ensure_storable(content)
    lines, standing = list(quote.invitation.rfq.lines.all()), decrypted(draft, quote)
    rules.ensure_known_lines(content, lines)
    rules.ensure_known_questions(content, standing, lines)
    # Files are attached and taken off one by one: whoever writes the rest neither adds nor loses one.
    write_version(actor, quote, draft, replace(content, attachments=standing.attachments))
    quote.save()
    return quote


def writable_draft(actor: Actor, quote: Quote, expected_version: int | None = None) -> tuple[Quote, QuoteVersion]:
    """The provider's own quote, locked, with the version that it is writing."""
    actor.require(Permission.QUOTE_EDIT)
    quote, _now = own_quote(actor, quote)
    ensure_version(quote, expected_version)
    _ensure_may_quote(actor, quote.invitation, is_opened=quote.is_opened)
    return quote, rules.writable(quote, draft_of(quote))


@transaction.atomic
def revise_quote(*, actor: Actor, quote: Quote) -> Quote:
    """Begin a new version before the deadline; the one that was sent stays in force until this one is sent."""
    actor.require(Permission.QUOTE_EDIT)
    quote, now = own_quote(actor, quote)
    rfq_rules.ensure_open(quote.invitation.rfq, now)
    if draft_of(quote) is None or quote.status in UNSENT:
        workflows.QUOTE.apply(quote, "revise")
        if quote.sent is not None:
            content = replace(decrypted(quote.sent, quote), salt=token_hex(16))
            write_version(actor, quote, QuoteVersion(quote=quote, number=quote.sent.number + 1), content)
        emit("quote.revision_started", actor=actor, subject=quote)
    return quote


@transaction.atomic
def renew_quote(*, actor: Actor, quote: Quote, valid_until: date) -> Quote:
    """Let an opened quote hold longer: a new version in which nothing else changes, open as the one before."""
    actor.require(Permission.QUOTE_SUBMIT)
    quote, now = own_quote(actor, quote)
    rules.ensure_renewable(quote, valid_until, now.date())
    if draft_of(quote) is not None:
        raise WrongState(_("You are writing a new version of this quote: say there until when it holds."))
    if quote.sent is None or quote.sent.payload is None:
        raise WrongState(_("Only an opened quote is renewed."))
    content = replace(decrypted(quote.sent, quote), valid_until=valid_until, salt=token_hex(16))
    payload = {**quote.sent.payload, "valid_until": valid_until.isoformat(), "salt": content.salt}
    version = QuoteVersion(quote=quote, number=quote.sent.number + 1, edition=quote.sent.edition, payload=payload)
    version.sent_at, version.sent_by = now, actor.require_person()
    write_version(actor, quote, version, content)
    quote.sent, quote.valid_until = version, valid_until
    quote.notice_due_at = quote.next_notice_after(now)
    quote.save()
    workflows.QUOTE.apply(quote, "renew")
    end_renewal(quote, version.number, now)
    readers = [quote.invitation.rfq.organization_id]
    emit("quote.renewed", actor=actor, subject=quote, organizations=readers)
    return quote


def write_version(actor: Actor, quote: Quote, version: QuoteVersion, content: QuoteContent) -> None:
    """Seal the content into the version; nothing of it stands anywhere else."""
    rfq = quote.invitation.rfq
    version.sealed = seal(content, rfq_id=rfq.pk, key=rfq.sealed_key, quote_id=quote.pk, number=version.number)
    version.sha256 = content.sha256
    version.written_by = actor.require_person()
    save_sound(version)


def _beginning(invitation: Invitation) -> QuoteContent:
    """Of the round before, or the requested lines with nothing said yet."""
    earlier = Quote.objects.filter(invitation=invitation, sent__isnull=False).order_by("-round").first()
    if earlier is not None and earlier.sent is not None and earlier.status != QuoteStatus.WITHDRAWN:
        return replace(decrypted(earlier.sent, earlier), salt=token_hex(16))
    rfq: Rfq = invitation.rfq
    lines = tuple(LineAnswer(line=str(line.pk)) for line in rfq.lines.all())
    return QuoteContent(
        kind=QuoteKind.BINDING.value, currency=rfq.currency, lines=lines, milestones=(MilestoneOffer(title=""),)
    )


def _ensure_may_quote(actor: Actor, invitation: Invitation, *, is_opened: bool = False) -> None:
    """Taking part in this round, under the agreement that the sponsor asks for. An opened quote answers in its own round."""
    rfq_rules.ensure_takes_part(invitation)
    if not is_opened:
        rfq_rules.ensure_invited_to_round(invitation, invitation.rfq)
    if invitation.status != InvitationStatus.INTENDS:
        raise WrongState(_("Say first that you intend to quote."))
    if tier_of(actor, invitation.rfq) == Tier.TEASER:
        raise WrongState(_("Accept the confidentiality agreement first: the details to quote on stand under it."))
