"""Files and their openings, as pages show them."""

from datetime import datetime
from uuid import UUID

from core.errors import NotFound
from documents.models import Document, private_storage
from documents.storage import strays
from organizations.actor import Actor


def document_of(actor: Actor, pk: UUID) -> Document:
    """A file that the actor may know of. Raises NotFound: not there, or somebody else's."""
    found = Document.objects.visible_to(actor).select_related("organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def stray_files(before: datetime) -> list[str]:
    """Names of files in the private storage that no document has, last written before that moment."""
    return strays(private_storage(), Document.objects.all(), before)
