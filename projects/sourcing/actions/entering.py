"""Operators enter a quote that a provider has sent on paper or by mail: only from its document, and visibly so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, NotFound, WrongState
from core.models import lock
from documents.enums import Purpose
from documents.naming import cleaned_name
from documents.rules import ensure_acceptable
from documents.scanner import scan
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.actions.locked import share_rfq
from projects.sourcing.actions.quote import write_version
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import InvitationStatus, QuoteStatus
from projects.sourcing.models import Invitation, Quote, QuoteSource, QuoteVersion
from projects.sourcing.rules import quote as rules
from projects.sourcing.rules import rfq as rfq_rules
from projects.sourcing.sealing import seal_source, unseal_source
from projects.sourcing.selectors.quote import may_read_source


@dataclass(frozen=True)
class SourceFile:
    """The bytes of the document that a quote was entered from."""

    name: str
    content_type: str
    data: bytes


@transaction.atomic
def enter_quote(
    *, actor: Actor, invitation: Invitation, content: QuoteContent, upload: "File[Any]", source: str, reason: str
) -> Quote:
    """Send a quote for a provider, from the document that it has given. ``source`` names it for everybody to read.

    Before the deadline, like anybody's; not where the provider has begun one itself. Quote and document are sealed at once:
    the operator cannot read them again. Raises Invalid with everything that is missing.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    reason = rfq_rules.ensure_reason(reason)
    if not source.strip():
        raise Invalid(errors={"source": [_("Name the document: everybody will read where this quote comes from.")]})
    # Looked through before the request is held: nobody else waits for that.
    kind, data = ensure_acceptable(upload, Purpose.ATTACHMENT), _bytes_of(upload)
    share_rfq(invitation.rfq_id)
    rows = Invitation.objects.visible_to(actor).select_related("rfq__organization", "provider")
    invitation = lock(rows, invitation.pk)
    rfq, now = invitation.rfq, database_now()
    _ensure_enterable(invitation, content, now)
    if invitation.status != InvitationStatus.INTENDS:
        invitation.status, invitation.answered_at = InvitationStatus.INTENDS, now
        invitation.save()
    quote = Quote(invitation=invitation, round=rfq.round)
    quote.save()
    version = QuoteVersion(quote=quote, number=1, edition=rfq.edition, entered_from=source.strip()[:200])
    version.sent_at, version.sent_by = now, actor.require_person()
    write_version(actor, quote, version, content)
    sealed = seal_source(data, rfq_id=rfq.pk, key=rfq.sealed_key, quote_id=quote.pk, number=version.number)
    name = cleaned_name(upload.name or "", kind.endings)
    QuoteSource.objects.create(version=version, name=name, content_type=kind.content_type, sealed=sealed)
    quote.sent, quote.status, quote.submitted_at = version, QuoteStatus.SUBMITTED, now
    quote.save()
    told = {"rfq": str(rfq.pk), "source": version.entered_from, "reason": reason}
    emit("quote.entered", actor=actor, subject=quote, organizations=_parties(quote), data=told)
    return quote


def _ensure_enterable(invitation: Invitation, content: QuoteContent, now: datetime) -> None:
    """In time, of one that takes part and has begun none itself, and complete."""
    rfq = invitation.rfq
    rfq_rules.ensure_open(rfq, now)
    rfq_rules.ensure_takes_part(invitation)
    rfq_rules.ensure_invited_to_round(invitation, rfq)
    if invitation.quotes.filter(round=rfq.round).exists():
        raise WrongState(_("This provider has begun a quote of its own. Only the provider goes on with it."))
    lines = list(rfq.lines.all())
    rules.ensure_storable(content)
    rules.ensure_known_lines(content, lines)
    rules.ensure_sendable(content, rfq=rfq, lines=lines, today=now.date())


@transaction.atomic
def open_source(*, actor: Actor, quote: Quote) -> SourceFile:
    """The document behind an entered quote: for its provider at any time, for the sponsor once prices are opened. Recorded."""
    found = QuoteSource.objects.filter(version__quote=quote).select_related("version").first()
    if found is None or not may_read_source(actor, quote):
        raise NotFound
    rfq = quote.invitation.rfq
    data = unseal_source(found.sealed, rfq_id=rfq.pk, key=rfq.sealed_key, quote_id=quote.pk, number=found.version.number)
    emit("quote.source_opened", actor=actor, subject=quote, organizations=_parties(quote))
    return SourceFile(found.name, found.content_type, data)


def _bytes_of(upload: "File[Any]") -> bytes:
    upload.seek(0)
    scan(upload.chunks())
    upload.seek(0)
    data: bytes = upload.read()
    return data


def _parties(quote: Quote) -> list[Any]:
    found = [quote.invitation.rfq.organization_id, quote.invitation.provider.organization_id]
    return [one for one in found if one is not None]
