"""Which files are taken for what."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.errors import Invalid
from documents.content import CSV, DOCX, EVERY_TYPE, JPEG, PDF, PNG, RTF, TEXT, XLSX, FileType, names_of, type_of
from documents.enums import Purpose
from documents.naming import ending_of

TYPES: dict[Purpose, tuple[FileType, ...]] = {
    Purpose.EVIDENCE: (PDF, PNG, JPEG, DOCX, XLSX),
    Purpose.BRIEF: (PDF, DOCX, XLSX, TEXT),
    Purpose.ATTACHMENT: (PDF, PNG, JPEG, DOCX, XLSX, CSV, TEXT),
}
KNOWN_ENDINGS = {ending for kind in EVERY_TYPE for ending in kind.endings}


def size_limit(purpose: Purpose) -> int:
    """In bytes."""
    return int(settings.DOCUMENT_SIZE_LIMITS[purpose.value])


def allowed(purpose: Purpose) -> str:
    """A sentence for the person who is about to choose a file."""
    names = names_of(TYPES[purpose])
    return _("%(types)s, up to %(size)s.") % {"types": names, "size": filesizeformat(size_limit(purpose))}


def ensure_acceptable(upload: "File[Any]", purpose: Purpose) -> FileType:
    """Not empty, not too large, of a type on the list by its content, and named accordingly. Raises Invalid."""
    name = upload.name or ""
    if not upload.size:
        raise Invalid(_("“%(name)s” is empty. Choose a file with something in it.") % {"name": name})
    if upload.size > size_limit(purpose):
        sizes = {"name": name, "size": filesizeformat(upload.size), "limit": filesizeformat(size_limit(purpose))}
        raise Invalid(_("“%(name)s” is too large: %(size)s. Files may have up to %(limit)s.") % sizes)
    found = type_of(upload, name)  # type: ignore[arg-type]  # a File reads and seeks like a binary stream
    if found is RTF:
        raise Invalid(
            _("“%(name)s” is rich text (RTF), which cannot be read here. Save it as a Word document (DOCX) or a PDF.")
            % {"name": name}
        )
    if found is None or found not in TYPES[purpose]:
        raise Invalid(
            _("“%(name)s” is not a file that is taken here, judging by its content. These are: %(allowed)s")
            % {"name": name, "allowed": allowed(purpose)}
        )
    if ending_of(name) in KNOWN_ENDINGS - set(found.endings):
        raise Invalid(
            _("By its content “%(name)s” is of the type %(type)s. Give it the ending %(ending)s, or choose the right file.")
            % {"name": name, "type": found.label, "ending": found.endings[0]}
        )
    return found


def ensure_few(uploads: Iterable[object], most: int) -> None:
    """Raises Invalid for more files than a form takes."""
    if sum(1 for _one in uploads) > most:
        raise Invalid(_("Choose at most %(most)s files.") % {"most": most})
