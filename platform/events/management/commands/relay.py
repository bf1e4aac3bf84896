"""``manage.py relay``: carry committed events to Celery until told to stop."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from events.relay import Relay


class Command(BaseCommand):
    """Runs in the foreground; SIGTERM and SIGINT end it after the batch in hand."""

    help = "Carry committed events to Celery, and seal the trail. Several may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        relay = Relay()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: relay.stop())
        relay.run()
