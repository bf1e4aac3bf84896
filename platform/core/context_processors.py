"""What every page may show."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from core.held import held_for


def held(request: HttpRequest) -> dict[str, Any]:
    """``held``: what the reader sent when their session had ended and has not sent again; looked up only where a template asks."""
    return {"held": SimpleLazyObject(lambda: held_for(request)), "shows_held": getattr(request, "shows_held", False)}
