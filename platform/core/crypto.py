"""Encryption at rest for what must not be readable in a database dump: AES-256-GCM, bound to where the text belongs."""

import base64
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class Undecryptable(ValueError):
    """No key of ENCRYPTION_KEYS opens this, or it was moved from where it belongs."""


def encrypt(plain: bytes, *, context: str, keys: Sequence[bytes] | None = None) -> str:
    """Encrypt with the first key. ``context`` (say, ``"totp"``) must be given again to decrypt; returns URL-safe base64."""
    key = (keys or settings.ENCRYPTION_KEYS)[0]
    nonce = os.urandom(NONCE_BYTES)
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, context.encode())).decode()


def decrypt(sealed: str, *, context: str, keys: Sequence[bytes] | None = None) -> bytes:
    """Decrypt with whichever key fits. Raises Undecryptable."""
    raw = base64.urlsafe_b64decode(sealed)
    for key in keys or settings.ENCRYPTION_KEYS:
        try:
            return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], context.encode())
        except InvalidTag:
            continue
    raise Undecryptable("No key in ENCRYPTION_KEYS opens this. Was a key removed that is still in use?")
