"""What every page knows about its reader."""

from typing import Any

from django.http import HttpRequest

from organizations.roles import Permission


def actor(request: HttpRequest) -> dict[str, Any]:
    """``actor``, and ``Permission`` so that a template can ask ``{% can %}``."""
    return {"actor": getattr(request, "actor", None), "Permission": Permission}
