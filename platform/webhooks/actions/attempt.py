"""What follows from one try: taken, again later, given up; and what that says of the endpoint."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from core.clock import database_now
from core.outgoing import Answer
from events.actions import emit
from organizations.actor import Actor
from webhooks.enums import DeliveryStatus, StopReason
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.schedule import LONGEST_HOLD, PAUSE_AFTER, RETRY_AFTER, WARN_AFTER, WARNED_FOR
from webhooks.workflows import DELIVERY, ENDPOINT

GONE = 410
ASK_FOR_PATIENCE = frozenset({429, 503})
KEPT_BYTES = 1024
"""Of an answer, in the log."""


@dataclass(frozen=True)
class Parcel:
    """What is sent for one delivery, complete: whoever sends it needs no database."""

    delivery_id: UUID
    endpoint_id: UUID
    organization_id: UUID
    url: str
    headers: dict[str, str]
    body: bytes


@transaction.atomic
def note_attempt(parcel: Parcel, answer: Answer) -> None:
    """Write down what came back and what follows. An endpoint that was deleted in the meantime has no log any more."""
    endpoint = Endpoint.objects.select_for_update(no_key=True).filter(pk=parcel.endpoint_id).first()
    delivery = Delivery.objects.select_for_update().filter(pk=parcel.delivery_id).first()
    if endpoint is None or delivery is None:
        return
    now = database_now()
    delivery.attempts += 1
    Attempt.objects.create(
        delivery=delivery,
        number=delivery.attempts,
        url=parcel.url,
        headers=parcel.headers,
        status=answer.status,
        trouble=answer.trouble,
        answer=_readable(answer.body),
        milliseconds=answer.milliseconds,
    )
    if answer.is_success:
        _taken(endpoint, delivery, now)
    elif delivery.status == DeliveryStatus.WAITING:
        _not_taken(endpoint, delivery, answer, now)
    delivery.save()


def _taken(endpoint: Endpoint, delivery: Delivery, now: datetime) -> None:
    if delivery.status != DeliveryStatus.DELIVERED:
        DELIVERY.apply(delivery, "deliver")
    endpoint.failures, endpoint.failing_since, endpoint.warned_at, endpoint.held_until = 0, None, None, None
    endpoint.succeeded_at = now
    _note(endpoint, "failures", "failing_since", "warned_at", "held_until", "succeeded_at")


def _not_taken(endpoint: Endpoint, delivery: Delivery, answer: Answer, now: datetime) -> None:
    delivery.retries += 1
    pause = RETRY_AFTER[delivery.retries - 1] if delivery.retries <= len(RETRY_AFTER) else None
    asked = timedelta(seconds=answer.retry_after or 0) if answer.status in ASK_FOR_PATIENCE else timedelta(0)
    asked = min(asked, LONGEST_HOLD)
    if asked:
        endpoint.held_until = now + asked
    if pause is None:
        DELIVERY.apply(delivery, "give_up")
    else:
        delivery.due_at = now + max(pause, asked)
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    _note(endpoint, "failures", "failing_since", "held_until")
    if answer.status == GONE:
        _disable(endpoint, delivery)
    else:
        _warn_or_pause(endpoint, now)


def _disable(endpoint: Endpoint, delivery: Delivery) -> None:
    """The receiver has said that nobody lives here: nothing more is sent, what waits is given up."""
    if not ENDPOINT.allows(endpoint, "disable"):
        return
    endpoint.reason = StopReason.GONE
    ENDPOINT.apply(endpoint, "disable")
    if delivery.status == DeliveryStatus.WAITING:
        DELIVERY.apply(delivery, "give_up")
    waiting = endpoint.deliveries.filter(status=DeliveryStatus.WAITING)
    waiting.update(status=DeliveryStatus.FAILED, finished_at=database_now())
    _tell("webhook_endpoint.disabled", endpoint)


def _warn_or_pause(endpoint: Endpoint, now: datetime) -> None:
    """Owners are told in good time before anything is switched off."""
    if not ENDPOINT.allows(endpoint, "pause_failing") or endpoint.failing_since is None:
        return
    failing = now - endpoint.failing_since
    if endpoint.warned_at is None:
        if failing >= WARN_AFTER:
            endpoint.warned_at = now
            _note(endpoint, "warned_at")
            _tell("webhook_endpoint.failing", endpoint)
    elif failing >= PAUSE_AFTER and now - endpoint.warned_at >= WARNED_FOR:
        endpoint.reason = StopReason.FAILING
        ENDPOINT.apply(endpoint, "pause_failing")
        _tell("webhook_endpoint.paused_failing", endpoint)


def _tell(kind: str, endpoint: Endpoint) -> None:
    emit(kind, actor=Actor.system(), subject=endpoint, organizations=[endpoint.organization_id])


def _note(endpoint: Endpoint, *fields: str) -> None:
    """Not an edit: neither the version nor the time of change moves under somebody who edits it."""
    Endpoint.objects.filter(pk=endpoint.pk).update(**{field: getattr(endpoint, field) for field in fields})


def _readable(body: bytes) -> str:
    """The beginning of an answer as text. PostgreSQL takes no NUL."""
    return body[:KEPT_BYTES].decode(errors="replace").replace("\0", "�")
