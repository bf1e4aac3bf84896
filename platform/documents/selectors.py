"""Files and their openings, as pages show them."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from core.errors import NotFound
from documents.models import Document, private_storage
from organizations.actor import Actor


def document_of(actor: Actor, pk: UUID) -> Document:
    """A file that the actor may know of. Raises NotFound: not there, or somebody else's."""
    found = Document.objects.visible_to(actor).select_related("organization").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def stray_files(before: datetime) -> list[str]:
    """Names of files in the private storage that no document has, last written before that moment."""
    root = Path(private_storage().path(""))
    old = [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and path.stat().st_mtime < before.timestamp()
    ]
    known = set(Document.objects.filter(file__in=old).values_list("file", flat=True))
    return sorted(set(old) - known)
