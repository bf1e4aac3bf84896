"""A file on its way to a person: always saved, never shown by the browser."""

import io
from typing import IO

from django.http import FileResponse

from documents.models import Document


def download(document: Document) -> FileResponse:
    """The bytes as an attachment under the file's name (RFC 6266), which no browser runs, frames or keeps."""
    return _saved(document.file.open("rb"), document.content_type, document.name)


def download_copy(content: bytes, content_type: str, name: str) -> FileResponse:
    """Bytes that were made for one reader, in the same way."""
    return _saved(io.BytesIO(content), content_type, name)


def _saved(file: IO[bytes], content_type: str, name: str) -> FileResponse:
    response = FileResponse(file, as_attachment=True, filename=name, content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
