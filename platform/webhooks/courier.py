"""Deliveries leave. The database is asked and told by one thread; others wait for receivers, and know nothing but a parcel.

A receiver that hangs keeps one of those threads and never a transaction, and half of the threads are kept from those that failed.
One courier works at a time in the whole installation, so that an endpoint has only so many deliveries in hand; when its worker
is killed, the next sweep begins where it stopped, and what it had in hand is due again after WEBHOOKS_RESEND_AFTER.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.clock import ClockTimestamp
from core.outgoing import Answer, Trouble, post
from webhooks.actions.attempt import Parcel, note_attempt
from webhooks.models import Delivery, Endpoint
from webhooks.payload import body_of
from webhooks.signing import headers_of

logger = logging.getLogger(__name__)

AT_ONCE = 32
PER_ENDPOINT = 4
PER_FAILING_ENDPOINT = 1
"""In hand at once: in all, for one endpoint, and for one whose last delivery failed."""

FAILING_AT_ONCE = 16
"""In hand at once for all those together whose last delivery failed: as many that hang leave half of the hands to the others."""

TURN_SECONDS = 20.0
"""After which a courier takes nothing more, so that its worker comes to other things; the next sweep goes on."""

LOOK_AGAIN_SECONDS = 0.25
"""How often it looks for what is newly due while receivers keep it waiting."""

COURIER_LOCK = 0x3EBC
FROZEN_AFTER = "60s"
"""A courier that has not spoken to the database for so long is taken for dead, and its lock is free."""


def send_due() -> int:
    """Send what is due, for a while. Returns how many were sent; nothing while another courier works or all is held back."""
    if settings.OUTGOING_PAUSED:
        return 0
    with _only_one() as is_ours:
        return Courier().work() if is_ours else 0


class Courier:
    """One turn."""

    def __init__(self) -> None:
        self.in_hand: dict[Future[Answer], Parcel] = {}

    def work(self) -> int:
        """Until nothing is due or the turn is over, and everything in hand is accounted for."""
        end, sent = time.perf_counter() + TURN_SECONDS, 0
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while True:
                if time.perf_counter() < end:
                    for parcel in self.take():
                        self.in_hand[threads.submit(_send, parcel)] = parcel
                if not self.in_hand:
                    return sent
                done, _ = wait(self.in_hand, LOOK_AGAIN_SECONDS, FIRST_COMPLETED)
                for future in done:
                    note_attempt(self.in_hand.pop(future), future.result())
                    sent += 1

    @transaction.atomic
    def take(self) -> list[Parcel]:
        """The next parcels: no endpoint gets more than its share, nor do all those that failed together.

        Chance decides who comes first when many wait.
        """
        free, busy = AT_ONCE - len(self.in_hand), Counter(parcel.endpoint_id for parcel in self.in_hand.values())
        taken: list[Parcel] = []
        if free <= 0:
            return taken
        has_due = Exists(Delivery.objects.due().filter(endpoint=OuterRef("pk")).order_by())
        full = [pk for pk, count in busy.items() if count >= PER_ENDPOINT]
        waiting = Endpoint.objects.sendable().filter(has_due).exclude(pk__in=full).order_by("?")
        failing = Endpoint.objects.filter(pk__in=busy).exclude(failing_since=None).values_list("pk", flat=True)
        left = min(free, FAILING_AT_ONCE - sum(busy[pk] for pk in failing))
        for endpoint in waiting.exclude(failing_since=None).exclude(pk__in=busy)[: max(left, 0)]:
            taken += self._take_from(endpoint, PER_FAILING_ENDPOINT)
        for endpoint in waiting.filter(failing_since=None)[: free - len(taken)]:
            taken += self._take_from(endpoint, min(PER_ENDPOINT - busy[endpoint.pk], free - len(taken)))
        return taken

    def _take_from(self, endpoint: Endpoint, count: int) -> list[Parcel]:
        if count <= 0:
            return []
        due = endpoint.deliveries.due().order_by("due_at", "event_id").select_related("event__seal")
        rows = list(due.select_for_update(of=("self",), skip_locked=True)[:count])
        later = ClockTimestamp() + settings.WEBHOOKS_RESEND_AFTER
        Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(due_at=later)
        try:
            return [_parcel(endpoint, row) for row in rows]
        except ValueError:  # no key opens the secret: this endpoint waits, the others go on
            logger.exception("The secret of webhook endpoint %s cannot be read", endpoint.pk)
            return []


def _send(parcel: Parcel) -> Answer:
    try:
        return post(parcel.url, parcel.body, parcel.headers)
    except Exception:  # nobody's parcel may end the turn for all others
        logger.exception("Webhook delivery %s could not be sent", parcel.delivery_id)
        return Answer(None, 0, trouble=Trouble.CONNECTION)


def _parcel(endpoint: Endpoint, delivery: Delivery) -> Parcel:
    body = body_of(delivery.event)
    headers = headers_of(endpoint, delivery.message_id, body, timezone.now())
    return Parcel(delivery.pk, endpoint.pk, endpoint.url, headers, body)


@contextmanager
def _only_one() -> Iterator[bool]:
    """Whether no other courier works. The lock is the connection's: it ends with a worker that is killed, and PostgreSQL ends
    the connection of one that is frozen or cut off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [COURIER_LOCK])
        (is_ours,) = cursor.fetchone()
        if not is_ours:
            yield False
            return
        cursor.execute(f"SET idle_session_timeout = '{FROZEN_AFTER}'")
        try:
            yield True
        finally:
            cursor.execute("RESET idle_session_timeout")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [COURIER_LOCK])
