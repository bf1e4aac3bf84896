"""The chain over the trail: nobody can change, insert or drop an event behind it without being named.

The relay seals committed events in the order it sees their commits, so positions have no gaps and a reader who follows them
never skips one, however long a transaction took.
"""

import hashlib
import hmac
import json
import logging
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from events.models import Dispatch, Event, Seal

logger = logging.getLogger(__name__)

SEALER_LOCK = 0x5EA1
GENESIS = "0" * 64
BATCH = 500
HEAD_EVERY_SECONDS = 60.0


@dataclass(frozen=True)
class Flaw:
    """Where the trail is broken, and how."""

    position: int
    reason: str


def digest_of(event: Event, previous: str) -> str:
    """SHA-256 over the previous digest and everything the event says, in a spelling that does not depend on the program."""
    fields = [
        str(event.uuid),
        event.kind,
        event.occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(event.actor_user_id or ""),
        str(event.actor_organization_id or ""),
        event.actor_label,
        event.subject_type,
        event.subject_id,
        event.subject_label,
        [str(one) for one in event.organization_ids],
        event.data,
        event.request_id,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def seal_committed() -> int:
    """Give the next positions to events that were committed since. One sealer at a time; returns how many were sealed."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
            (is_mine,) = cursor.fetchone()
        if not is_mine:
            return 0
        waiting = list(Event.objects.filter(dispatch__is_sealed=False).order_by("id")[:BATCH])
        if not waiting:
            return 0
        last = Seal.objects.order_by("-position").first()
        position, digest = (last.position, last.digest) if last else (0, GENESIS)
        seals = []
        for event in waiting:
            position, digest = position + 1, digest_of(event, digest)
            seals.append(Seal(position=position, event=event, digest=digest))
        Seal.objects.bulk_create(seals)
        Dispatch.objects.filter(pk__in=[event.pk for event in waiting]).update(is_sealed=True)
    return len(waiting)


def head_path() -> Path:
    """Kept apart from the database, so that a chain rewritten from its start is seen too."""
    return Path(settings.DATA_DIR) / "trail-head.json"


def write_head(*, at_most_every: float = HEAD_EVERY_SECONDS) -> None:
    """Sign the chain's newest position and put it beside the data, at most once in ``at_most_every`` seconds.

    Never over a head that the chain does not bear out any more: whoever rewrote the chain would be given a signature for it.
    """
    path = head_path()
    if path.exists() and time.time() - path.stat().st_mtime < at_most_every:
        return
    if flaw := head_flaw():
        logger.error("The trail's head is not signed anew: position %s, %s.", flaw.position, flaw.reason)
        path.touch()
        return
    last = Seal.objects.order_by("-position").first()
    if last is None:
        return
    signature = _signature(last.position, last.digest, settings.ENCRYPTION_KEYS[0])
    head = {"position": last.position, "digest": last.digest, "signature": signature}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(head))
    draft.replace(path)


def first_flaw() -> Flaw | None:
    """Walk the whole chain. None when it is whole and agrees with the signed head."""
    return next(_flaws(), None) or head_flaw()


def recent_flaw(most: int) -> tuple[Flaw | None, int]:
    """The same of the newest ``most`` positions and the signed head, for who waits before a screen; and how many there were."""
    last = Seal.objects.order_by("-position").values_list("position", flat=True).first() or 0
    start = max(1, last - most + 1)
    return next(_flaws(start), None) or head_flaw(), last - start + 1


def _flaws(start: int = 1) -> Iterator[Flaw]:
    """From position ``start`` on; what stands before it is taken as it is."""
    before = Seal.objects.filter(position=start - 1).values_list("digest", flat=True).first()
    previous, expected = before or GENESIS, start
    rows = Seal.objects.filter(position__gte=start).select_related("event").order_by("position")
    for seal in rows.iterator(chunk_size=2000):
        if seal.position != expected:
            yield Flaw(expected, f"positions {expected} to {seal.position - 1} are missing")
        elif seal.digest != digest_of(seal.event, previous):
            yield Flaw(seal.position, f"event {seal.event.uuid} ({seal.event.kind}) is not what was sealed")
        previous, expected = seal.digest, seal.position + 1


def head_flaw() -> Flaw | None:
    """What the signed head says against the chain, by one look at its position. None where there is no head yet."""
    path = head_path()
    if not path.exists():
        return None
    try:
        head = json.loads(path.read_text())
        position, digest, signature = int(head["position"]), str(head["digest"]), str(head["signature"])
    except (ValueError, KeyError, TypeError):
        return Flaw(0, f"{path.name} cannot be read")
    if not any(hmac.compare_digest(signature, _signature(position, digest, key)) for key in settings.ENCRYPTION_KEYS):
        return Flaw(position, f"the signature in {path.name} does not hold")
    if not Seal.objects.filter(position=position, digest=digest).exists():
        return Flaw(position, f"the chain does not reach what {path.name} signed")
    return None


def _signature(position: int, digest: str, key: bytes) -> str:
    derived = hmac.digest(key, b"trail head", "sha256")
    return hmac.new(derived, f"{position}:{digest}".encode(), "sha256").hexdigest()
