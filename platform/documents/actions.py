"""Taking files in, and handing them out."""

import hashlib
import weakref
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.files.base import File
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError, Invalid, NotFound
from documents import rules
from documents.enums import Purpose
from documents.models import Document, Opening, private_storage
from documents.naming import cleaned_name
from documents.scanner import scan
from documents.selectors import document_of, stray_files
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission

SWEPT_AFTER = timedelta(hours=1)
"""Bytes without a row are left alone so long: their row may be about to be committed."""


class Unstorable(DomainError):
    """The disk is full or gone. Nothing was kept."""


class _Fingerprinted(File):  # type: ignore[type-arg]  # not subscriptable at run time
    """Counts and digests the bytes as they pass on their way to the disk."""

    def __init__(self, file: "File[Any]") -> None:
        super().__init__(file, name=file.name)
        self.digest = hashlib.sha256()
        self.written = 0

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        for chunk in super().chunks(chunk_size):
            self.digest.update(chunk)
            self.written += len(chunk)
            yield chunk


class _Kept:
    """Called after the commit. Django has no hook for a rollback, but then drops what was to be called: that is the sign
    to remove the bytes. After a connection that broke, nobody knows how it ended, and the sweep decides by the rows."""

    def __init__(self, name: str) -> None:
        self._removal = weakref.finalize(self, _remove_undone, name)
        self._removal.atexit = False

    def __call__(self) -> None:
        self._removal.detach()


def _remove_undone(name: str) -> None:
    if connection.connection is not None and not connection.connection.closed:
        private_storage().delete(name)


@transaction.atomic
def store_document(*, actor: Actor, upload: "File[Any]", purpose: Purpose) -> Document:
    """Keep a file for the organisation the actor acts for: part of an action that has asked whether they may, and has locked
    nothing yet: a scanner and a disk take their time, and nobody else waits for them.

    Its bytes are on the disk before its row is committed, and leave the disk if it never is. Raises Invalid for a file that
    is not taken, saying what is; Unstorable when the disk is full.
    """
    membership = actor.require_membership()
    kind = rules.ensure_acceptable(upload, purpose)
    upload.seek(0)
    verdict = scan(upload.chunks())
    document = Document(
        organization=membership.organization,
        name=cleaned_name(upload.name or "", kind.endings),
        purpose=purpose,
        content_type=kind.content_type,
        scan=verdict,
        uploaded_by=membership.user,
    )
    upload.seek(0)
    passing = _Fingerprinted(upload)
    try:
        document.file.save(document.name, passing, save=False)
    except OSError as error:
        text = _(
            "“%(name)s” could not be stored: there is no room for it at the moment. Nothing was kept; try again later."
        )
        raise Unstorable(text % {"name": document.name}) from error
    transaction.on_commit(_Kept(document.file.name or ""))
    document.size, document.sha256 = passing.written, passing.digest.hexdigest()
    document.save()
    emit("document.stored", actor=actor, subject=document, data={"purpose": purpose.value, "sha256": document.sha256})
    return document


@transaction.atomic
def open_document(*, actor: Actor, document: Document, reason: str = "") -> Document:
    """Record that the actor opens the file. An operator says why, unless it is their own organisation's."""
    actor.require(Permission.DOCUMENT_VIEW)
    document = document_of(actor, document.pk)
    reason = reason.strip()
    if document.organization_id != actor.organization_id and not reason:
        raise Invalid(errors={"reason": [_("Say why you open this file; its owners will read it.")]})
    record_opening(actor=actor, document=document, reason=reason)
    data = {"reason": reason} if reason else {}
    emit("document.opened", actor=actor, subject=document, organizations=[document.organization_id], data=data)
    return document


def record_opening(*, actor: Actor, document: Document, reason: str = "") -> None:
    """Somebody gets the bytes: part of an action that has asked whether they may, and that tells of it.

    Raises NotFound when the bytes are gone.
    """
    if not private_storage().exists(document.file.name or ""):
        raise NotFound(_("The bytes of this file are missing. Tell the operator: they can be restored from a backup."))
    Opening.objects.create(
        document=document, person_id=actor.require_person().pk, organization_id=actor.organization_id, reason=reason
    )


def sweep_files() -> int:
    """Remove bytes that no row knows: what a crash left behind. Returns how many files went."""
    storage = private_storage()
    names = stray_files(timezone.now() - SWEPT_AFTER)
    for name in names:
        storage.delete(name)
    return len(names)
