"""``manage.py verify_trail``: prove that nobody changed the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.models import Seal
from events.seals import first_flaw


class Command(BaseCommand):
    """Ends with 1 and the first broken position when the trail was tampered with."""

    help = "Verify the hash chain over the audit trail and its signed head."

    def handle(self, *args: Any, **options: Any) -> None:
        flaw = first_flaw()
        if flaw:
            raise CommandError(f"The trail is broken at position {flaw.position}: {flaw.reason}.")
        self.stdout.write(f"The trail is whole: {Seal.objects.count()} events.")
