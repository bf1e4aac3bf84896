"""From a committed event to the effects of its handlers, each effect once."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from core.clock import ClockTimestamp
from events.models import Dispatch, Event, Receipt
from events.registry import Handler, handlers_of

logger = logging.getLogger(__name__)

# After the n-th failure the event is due again so much later. The last interval repeats until the attempts run out. An event that
# was sent and that no worker has answered for has not failed: the relay sends it again without end.
RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
MAX_ATTEMPTS = 20


def run_handlers(event_id: int) -> bool:
    """Run what follows the event and has not run yet; confirm the event when all of it has.

    Each handler runs in a transaction of its own, with its receipt. One that fails does not stop the others; it is tried
    again after an interval of ``RETRY_AFTER``. Returns whether everything is done. Safe to call twice, also at once.
    """
    event = Event.objects.get(pk=event_id)
    failures = [
        f"{name}: {type(error).__name__}"
        for name, handler in handlers_of(event.kind).items()
        if (error := _run_once(name, handler, event)) is not None
    ]
    if failures:
        _postpone(event, "; ".join(failures))
    else:
        confirm([event_id])
    return not failures


def confirm(event_ids: list[int]) -> None:
    """Note that nothing is left to do for these events."""
    Dispatch.objects.filter(pk__in=event_ids, confirmed_at=None).update(confirmed_at=ClockTimestamp(), last_error="")


def _run_once(name: str, handler: Handler, event: Event) -> Exception | None:
    try:
        with transaction.atomic():
            # A second worker with the same event waits here for the first one's commit, then finds the receipt.
            _, is_ours = Receipt.objects.get_or_create(handler=name, event=event)
            if is_ours:
                handler(event)
    except Exception as error:
        # The type alone is stored: a message may quote what the event's subject keeps confidential.
        logger.exception("Handler %s failed for event %s", name, event.pk)
        return error
    return None


def _postpone(event: Event, reason: str) -> None:
    attempts = Dispatch.objects.get(pk=event.pk).attempts + 1
    pause = RETRY_AFTER[min(attempts, len(RETRY_AFTER)) - 1]
    Dispatch.objects.filter(pk=event.pk).update(
        attempts=attempts, due_at=ClockTimestamp() + pause, last_error=reason[:2000]
    )


def send_again(event_ids: Iterable[int]) -> int:
    """Make events due now, with all their attempts before them. Returns how many were open."""
    return Dispatch.objects.filter(pk__in=event_ids, confirmed_at=None).update(due_at=ClockTimestamp(), attempts=0)
