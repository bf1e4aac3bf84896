"""``manage.py generate_keys``: secrets for a new installation."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Prints lines to paste into ``.env``; keeps nothing."""

    help = "Print a fresh SECRET_KEY and ENCRYPTION_KEYS."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"SECRET_KEY={secrets.token_urlsafe(64)}")
        self.stdout.write(f"ENCRYPTION_KEYS={secrets.token_urlsafe(32)}=")
