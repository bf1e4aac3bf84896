"""Files of a quote: encrypted before they touch the disk, and under the same seal as its amounts."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import Invalid, NotFound, StaleVersion
from documents.actions import Unstorable
from documents.enums import Purpose
from documents.naming import cleaned_name
from documents.rules import ensure_acceptable
from documents.scanner import scan
from documents.stamping import ensure_copyable
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing.actions.quote import writable_draft, write_version
from projects.sourcing.content import Attachment
from projects.sourcing.enums import Envelope
from projects.sourcing.models import Quote, QuoteFile, QuoteVersion
from projects.sourcing.models.paper import sealed_storage
from projects.sourcing.rules import paper as rules
from projects.sourcing.rules import quote as quote_rules
from projects.sourcing.sealing import seal_file
from projects.sourcing.selectors.paper import attachment_for, plain_bytes, stray_quote_files
from projects.sourcing.selectors.quote import decrypted, draft_of, is_mine

SWEPT_AFTER = timedelta(hours=1)
"""Bytes without a row are left alone so long: their row may be about to be committed."""


@transaction.atomic
def attach_file(
    *,
    actor: Actor,
    quote: Quote,
    upload: "File[Any]",
    envelope: str = Envelope.COMMERCIAL,
    expected_version: int | None = None,
) -> Quote:
    """Seal a file into the draft. No event: until the quote is opened nobody but its provider can know that there is one.

    Raises Invalid for a file that is not taken; Unstorable when the disk is full.
    """
    actor.require(Permission.QUOTE_EDIT)
    row, added = _sealed(_written(actor, quote, envelope), upload, envelope)
    quote, draft = writable_draft(actor, quote, expected_version)
    if draft.pk != row.version_id:
        raise StaleVersion
    content = decrypted(draft, quote)
    rules.ensure_attachable(content, quote.invitation.rfq, envelope)
    row.save()
    write_version(actor, quote, draft, replace(content, attachments=(*content.attachments, added)))
    quote.save()
    return quote


@transaction.atomic
def detach_file(*, actor: Actor, quote: Quote, pk: UUID, expected_version: int | None = None) -> Quote:
    """Take a file off the draft. A version that was sent with it keeps it."""
    quote, draft = writable_draft(actor, quote, expected_version)
    content = decrypted(draft, quote)
    gone = attachment_for(actor, quote, pk)
    kept = tuple(one for one in content.attachments if one.id != gone.id)
    write_version(actor, quote, draft, replace(content, attachments=kept))
    row = QuoteFile.objects.filter(version=draft, pk=pk).first()
    if row is not None:
        name = row.file.name or ""
        row.delete()
        transaction.on_commit(lambda: sealed_storage().delete(name))
    quote.save()
    return quote


@transaction.atomic
def open_quote_file(*, actor: Actor, quote: Quote, pk: UUID) -> tuple[Attachment, bytes]:
    """The file for somebody who may read the quote: its provider at any time, the sponsor once it is opened, recorded.

    Raises NotFound for everybody else, as if there were none.
    """
    own = is_mine(actor, quote)
    actor.require(Permission.QUOTE_VIEW if own else Permission.RFQ_VIEW)
    attachment = attachment_for(actor, quote, pk)
    if not own:
        emit("quote.file_opened", actor=actor, subject=quote, data={"file": attachment.id})
    return attachment, plain_bytes(quote, attachment)


def sweep_quote_files() -> int:
    """Remove bytes that no row knows: of drafts that were dropped, and what a crash left behind. Returns how many went."""
    storage = sealed_storage()
    names = stray_quote_files(timezone.now() - SWEPT_AFTER)
    for name in names:
        storage.delete(name)
    return len(names)


def _written(actor: Actor, quote: Quote, envelope: str) -> QuoteVersion:
    """What the actor's provider is writing, with room for another file, as it stands now: nothing is locked."""
    seen = Quote.objects.mine(actor).select_related("invitation__rfq").filter(pk=quote.pk).first()
    if seen is None:
        raise NotFound
    draft = quote_rules.writable(seen, draft_of(seen))
    rules.ensure_attachable(decrypted(draft, seen), seen.invitation.rfq, envelope)
    draft.quote = seen
    return draft


def _sealed(draft: QuoteVersion, upload: "File[Any]", envelope: str) -> tuple[QuoteFile, Attachment]:
    """Looked through, sealed and on the disk, before anything is locked: nobody else waits for it. Without its row yet; the
    sweep takes the bytes whose row never comes."""
    name, content_type, plain = _taken(upload)
    row, rfq = QuoteFile(version=draft), draft.quote.invitation.rfq
    number, key = draft.number, rfq.sealed_key
    sealed = seal_file(plain, rfq_id=rfq.pk, key=key, quote_id=draft.quote_id, number=number, file_id=row.pk)
    try:
        row.file.save("sealed", ContentFile(sealed), save=False)
    except OSError as error:
        text = _(
            "“%(name)s” could not be stored: there is no room for it at the moment. Nothing was kept; try again later."
        )
        raise Unstorable(text % {"name": name}) from error
    digest = hashlib.sha256(plain).hexdigest()
    return row, Attachment(str(row.pk), name, content_type, len(plain), digest, envelope)


def _taken(upload: "File[Any]") -> tuple[str, str, bytes]:
    """Name, type by content, bytes; of a kind that is taken, and looked through where there is a scanner."""
    try:
        kind = ensure_acceptable(upload, Purpose.ATTACHMENT)
        name = cleaned_name(upload.name or "", kind.endings)
        upload.seek(0)
        scan(upload.chunks())
        upload.seek(0)
        plain: bytes = upload.read()
        ensure_copyable(plain, kind.content_type, name)
    except Invalid as error:
        raise Invalid(errors={"file": [str(error)]}) from error
    return name, kind.content_type, plain
