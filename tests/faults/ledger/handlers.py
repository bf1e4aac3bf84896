"""Slow enough to be killed in the middle."""

import time

from events.models import Event
from events.registry import on
from tests.faults.ledger.models import Effect


@on("ledger.written")
def keep_book(event: Event) -> None:
    Effect.objects.create(entry_id=int(event.subject_id))
    time.sleep(0.01)
