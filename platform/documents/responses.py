"""A file on its way to a person: always saved, never shown by the browser."""

from django.http import FileResponse

from documents.models import Document


def download(document: Document) -> FileResponse:
    """The bytes as an attachment under the file's name (RFC 6266), which no browser runs, frames or keeps."""
    response = FileResponse(
        document.file.open("rb"), as_attachment=True, filename=document.name, content_type=document.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
