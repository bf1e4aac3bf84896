"""What is sent: kinds and identifiers. Whoever receives it asks the API for the rest, with the rights they have then."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from events.models import Event


def message_id_of(endpoint_id: UUID, event_uuid: UUID) -> str:
    """The same for one event at one endpoint, for ever: what a receiver knows a repetition by."""
    return f"msg_{uuid5(endpoint_id, str(event_uuid)).hex}"


def content_of(event: Event) -> dict[str, Any]:
    """Of what the event says, only what identifies something. ``event.seal`` must be there.

    ``position`` is the event's place in the trail, without gaps over the whole platform and the same as in ``GET events/``: it
    puts deliveries in order that came in another one.
    """
    return {
        "type": event.kind,
        "timestamp": event.occurred_at.isoformat().replace("+00:00", "Z"),
        "data": {
            "event_id": str(event.uuid),
            "position": event.seal.position,
            "subject_type": event.subject_type,
            "subject_id": event.subject_id,
            "related": dict(_identifiers(event.data)),
        },
    }


def body_of(event: Event) -> bytes:
    """``content_of`` as it is signed and sent: the same bytes each time."""
    return json.dumps(content_of(event), separators=(",", ":"), sort_keys=True).encode()


def _identifiers(data: dict[str, Any]) -> Iterator[tuple[str, str | list[str]]]:
    for name, value in sorted(data.items()):
        values = value if isinstance(value, list) else [value]
        if values and all(_is_identifier(one) for one in values):
            yield name, value


def _is_identifier(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 36 and bool(UUID(value))
    except ValueError:
        return False
