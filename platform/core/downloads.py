"""Files that are made on the spot."""

from django.http import HttpResponse


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to keep, never opened in the browser, never cached. ``name`` is plain ASCII of our own."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
