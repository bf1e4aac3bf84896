"""What sign-in pages show in the demo, and in no other settings."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from demo.cast import PARTS, PASSWORD
from demo.codes import current_code


def demo(request: HttpRequest) -> dict[str, Any]:
    """``demo``: who can sign in, the code that the operator's app would show, and where mail lies."""
    mail = Path(settings.DATA_DIR) / "mail"
    return {"demo": {"parts": PARTS, "password": PASSWORD, "code": SimpleLazyObject(current_code), "mail": mail}}
