"""``manage.py demo_code``: what the operator's authenticator app would show."""

from typing import Any

from django.core.management.base import BaseCommand

from demo.codes import current_code


class Command(BaseCommand):
    """Exists in the demo only."""

    help = "Print the demo operator's current second-factor code."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(current_code())
