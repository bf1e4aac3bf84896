"""A file on its way to a reader: marked as theirs where it is a PDF, and without its author's name where that would tell."""

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from core.clock import database_now
from core.downloads import download
from documents.anonymous import anonymous
from documents.content import PDF
from documents.responses import download_copy
from documents.stamping import stamped
from organizations.actor import Actor
from projects.sourcing.actions.entering import SourceFile
from projects.sourcing.models import Quote, Rfq


def copy_for(
    actor: Actor, rfq: Rfq, *, name: str, content_type: str, content: bytes, is_anonymous: bool = False
) -> FileResponse:
    """What the reader saves. Only PDFs carry a mark; of other types the opening is recorded, and they stay as they are."""
    if is_anonymous:
        content = anonymous(content, content_type)
    if content_type == PDF.content_type:
        content = stamped(content, mark_of(actor, rfq))
    return download_copy(content, content_type, name)


def source_of(quote: Quote, found: SourceFile) -> HttpResponse:
    """The document behind an entered quote, as it came, called by its quote."""
    ending = found.name.rsplit(".", 1)[-1] if found.name.isascii() and "." in found.name else "bin"
    return download(found.data, found.content_type, f"quote-source-{str(quote.pk)[:8]}.{ending}")


def mark_of(actor: Actor, rfq: Rfq) -> str:
    """Whose copy it is, made when, of which request. Never who asks: the sponsor may be unnamed."""
    person = actor.require_person()
    return _("Copy for %(organization)s, %(person)s · %(when)s UTC · %(number)s") % {
        "organization": actor.organization,
        "person": person.name or person.email,
        "when": f"{database_now():%Y-%m-%d %H:%M:%S}",
        "number": rfq.number,
    }
