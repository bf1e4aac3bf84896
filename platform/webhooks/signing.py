"""Secrets and signatures, as Standard Webhooks has them (standardwebhooks.com): HMAC-SHA256, version v1."""

import base64
import hashlib
import hmac
import os
from datetime import datetime, timedelta
from uuid import UUID

from core.crypto import decrypt, encrypt
from webhooks.models import Endpoint

PREFIX = "whsec_"
SECRET_BYTES = 32
OVERLAP = timedelta(hours=24)
"""After a rotation both secrets sign, so that a receiver can change over without losing anything."""


def make_secret() -> str:
    """A new one, as its receiver is given it."""
    return PREFIX + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def sealed(secret: str, endpoint_id: UUID) -> str:
    """How it is stored: encrypted, and of no use beside another endpoint."""
    return encrypt(secret.encode(), context=_context(endpoint_id))


def headers_of(endpoint: Endpoint, message_id: str, body: bytes, now: datetime) -> dict[str, str]:
    """What is sent with ``body`` at ``now``: identity, time, and a signature for each secret in force, the newest first."""
    secrets = [endpoint.sealed_secret]
    if endpoint.previous_until is not None and endpoint.previous_until > now:
        secrets.append(endpoint.sealed_previous)
    stamp = str(int(now.timestamp()))
    signed = f"{message_id}.{stamp}.".encode() + body
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(one, endpoint.pk, signed) for one in secrets),
    }


def _signature(secret: str, endpoint_id: UUID, signed: bytes) -> str:
    key = base64.b64decode(decrypt(secret, context=_context(endpoint_id)).decode().removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def _context(endpoint_id: UUID) -> str:
    return f"webhook:{endpoint_id}"
