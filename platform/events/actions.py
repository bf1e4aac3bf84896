"""Writing to the trail."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from core.logging import current_request_id
from events.models import Dispatch, Event, Reader

CHANNEL = "opencdmo_events"


def emit(
    kind: str,
    *,
    actor: Reader,
    subject: models.Model,
    organizations: Iterable[uuid.UUID] = (),
    data: dict[str, Any] | None = None,
) -> Event:
    """Record that something happened, in the transaction of the change itself.

    ``kind`` is ``noun.past_tense``. ``organizations`` may read the event beside the actor's own. ``data`` is thin: codes,
    ids, old and new values of public fields; never an amount or anything confidential, since webhooks carry it.

    Raises RuntimeError outside a transaction: an event must not outlive a change that was rolled back, nor be lost with one
    that was not.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"emit({kind!r}) outside a transaction")
    readers = {*organizations, *([actor.organization_id] if actor.organization_id else [])}
    event = Event.objects.create(
        kind=kind,
        actor_user_id=actor.user_id,
        actor_organization_id=actor.organization_id,
        actor_label=actor.label[:200],
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:200],
        organization_ids=sorted(readers),
        data=data or {},
        request_id=current_request_id.get(),
    )
    Dispatch.objects.create(event=event)
    with connection.cursor() as cursor:
        # PostgreSQL sends it at commit and folds equal ones together; a relay that misses it polls.
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return event
