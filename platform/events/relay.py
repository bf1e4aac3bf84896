"""Carries committed events to Celery. Several may run: each claims rows that the others skip."""

import logging
import select
import threading
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, OuterRef, Subquery, Value
from django.db.models.functions import Greatest, Least
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from core.clock import ClockTimestamp
from events.actions import CHANNEL
from events.delivery import MAX_ATTEMPTS, confirm
from events.models import Dispatch
from events.registry import handlers_of
from events.seals import seal_committed, write_head
from events.tasks import deliver

logger = logging.getLogger(__name__)

CLAIM = 500
"""Rows claimed at once: one transaction, one look at the table."""

CHUNK = 20
"""Events in one message. More would make a killed worker repeat more; fewer would cost a message each."""

POLL_SECONDS = 1.0
"""How long a lost notification can delay an event."""

RESENDS_IN_AN_AGE = 10
LONGEST_PAUSE = timedelta(hours=1)
"""Between two sendings of an event that no worker has answered for."""

PAUSE_SECONDS = 1.0
"""Before another try when PostgreSQL or Redis does not answer."""


class Relay:
    """``run`` until ``stop``: wakes on a notification or a second later, seals, publishes."""

    def __init__(self) -> None:
        self.stopping = threading.Event()

    def stop(self) -> None:
        """End after the batch in hand. Safe to call from a signal handler."""
        self.stopping.set()

    def run(self) -> None:
        """Survives restarts of PostgreSQL and Redis: what was not marked as sent is claimed again."""
        while not self.stopping.is_set():
            try:
                self._listen()
                while not self.stopping.is_set():
                    self.work()
                    self._wait()
            except (OperationalError, InterfaceError, BrokerError, RedisError, OSError) as error:
                logger.warning(
                    "Relay pauses: %s", str(error).strip().splitlines()[0] if str(error) else type(error).__name__
                )
                connection.close()
                self.stopping.wait(PAUSE_SECONDS)

    def work(self) -> int:
        """Seal and publish all there is. Returns how many events were published."""
        while seal_committed():
            pass
        write_head()
        published = 0
        while not self.stopping.is_set() and (claimed := publish_due()):
            published += claimed
        return published

    def _listen(self) -> None:
        close_old_connections()
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def _wait(self) -> None:
        """Until a notification comes or the poll is due. Notifications that came while working are seen at once."""
        wire = connection.connection
        wire.poll()
        if not wire.notifies:
            select.select([wire], [], [], POLL_SECONDS)
            wire.poll()
        wire.notifies.clear()


def publish_due() -> int:
    """Claim due events, publish those that anybody handles, confirm the rest. Returns how many were claimed.

    Publishing comes before marking: a relay killed between the two sends twice, which the receipts make harmless; the other
    order would lose.
    """
    with transaction.atomic():
        due = (
            Dispatch.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(confirmed_at=None, due_at__lte=ClockTimestamp(), attempts__lt=MAX_ATTEMPTS)
            .order_by("event_id")
            .values_list("event_id", "event__kind")[:CLAIM]
        )
        claimed = list(due)
        handled = [event_id for event_id, kind in claimed if handlers_of(kind)]
        unhandled = [event_id for event_id, kind in claimed if not handlers_of(kind)]
        if unhandled:
            confirm(unhandled)
        for start in range(0, len(handled), CHUNK):
            deliver.apply_async(args=(handled[start : start + CHUNK],), retry=False)
        _mark_sent(handled)
    return len(claimed)


def _mark_sent(event_ids: list[int]) -> None:
    """Unless confirmed until then, they are sent again, as long as it takes: a flushed or killed Redis loses nothing.

    After a minute at first, later after a tenth of an event's age: while workers are away for a night, each waits in the queue
    some fifty times, not seven hundred.
    """
    age = ClockTimestamp() - F("event__occurred_at")
    waited = ExpressionWrapper(age / RESENDS_IN_AN_AGE, output_field=DurationField())
    pause = Greatest(Value(settings.EVENTS_RESEND_AFTER), Least(waited, Value(LONGEST_PAUSE)))
    rows = Dispatch.objects.filter(pk=OuterRef("pk"))
    due_at = Subquery(rows.values(at=ExpressionWrapper(ClockTimestamp() + pause, output_field=DateTimeField())))
    Dispatch.objects.filter(pk__in=event_ids).update(sent_at=ClockTimestamp(), due_at=due_at)
