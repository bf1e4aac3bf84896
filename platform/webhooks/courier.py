"""Deliveries leave. The database is asked and told by one thread; others wait for receivers, and know nothing but a parcel.

A receiver that hangs keeps one of those threads and never a transaction; ``webhooks.hands`` says who may keep how many.
One courier works at a time in the whole installation, so that an endpoint has only so many deliveries in hand; when its worker
is killed, the next sweep begins where it stopped, and what it had in hand is due again after WEBHOOKS_RESEND_AFTER.
"""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from core.clock import ClockTimestamp
from core.outgoing import TOTAL_SECONDS, Answer, Trouble, post
from webhooks.actions.attempt import Parcel, note_attempt
from webhooks.hands import AT_ONCE, Hands
from webhooks.models import Delivery, Endpoint
from webhooks.payload import body_of
from webhooks.signing import headers_of

logger = logging.getLogger(__name__)

TURN_SECONDS = 20.0
"""After which a courier takes nothing more, so that its worker comes to other things; the next sweep goes on. While it still
waits for somebody slow it goes on serving those who work, for as long again as one may be waited for."""

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
        self.hands = Hands()

    def work(self) -> int:
        """Until nothing is due or the turn is over, and everything in hand is accounted for."""
        end, sent = time.perf_counter() + TURN_SECONDS, 0
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while True:
                late = time.perf_counter() - end
                if late < 0 or (late < TOTAL_SECONDS and self.hands.has_slow):
                    for parcel in self.take(also_failing=late < 0):
                        self.hands.take(threads.submit(_send, parcel), parcel)
                if not self.hands.futures:
                    return sent
                done, _ = wait(self.hands.futures, LOOK_AGAIN_SECONDS, FIRST_COMPLETED)
                for future in done:
                    note_attempt(self.hands.give(future), future.result())
                    sent += 1

    @transaction.atomic
    def take(self, *, also_failing: bool = True) -> list[Parcel]:
        """The next parcels: nobody gets more than the own share, nor do all those that failed together.

        Chance decides who comes first when many wait.
        """
        busy = Endpoint.objects.filter(pk__in=self.hands.endpoints)
        shares = self.hands.shares(frozenset(busy.exclude(failing_since=None).values_list("pk", flat=True)))
        has_due = Exists(Delivery.objects.due().filter(endpoint=OuterRef("pk")).order_by())
        waiting = Endpoint.objects.sendable().filter(has_due).exclude(pk__in=shares.full_endpoints())
        waiting = waiting.exclude(organization__in=shares.full_organizations()).order_by("?")
        taken: list[Parcel] = []
        for is_failing in (True, False) if also_failing else (False,):
            for endpoint in waiting.filter(failing_since__isnull=not is_failing)[: shares.left(is_failing=is_failing)]:
                parcels = self._take_from(endpoint, shares.of(endpoint))
                shares.begin(endpoint, len(parcels))
                taken += parcels
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
    return Parcel(delivery.pk, endpoint.pk, endpoint.organization_id, endpoint.url, headers, body)


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
