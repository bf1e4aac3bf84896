"""Sealed means sealed: what a quote says is encrypted from the first keystroke, and only its author's pages decrypt it."""

import json
import os
import uuid

from core.crypto import decrypt, encrypt
from projects.sourcing.content import QuoteContent

KEY_BYTES = 32


def new_key(rfq_id: uuid.UUID) -> str:
    """A key for the quotes of one request, itself encrypted with the installation's."""
    return encrypt(os.urandom(KEY_BYTES), context=f"rfq:{rfq_id}")


def seal(content: QuoteContent, *, rfq_id: uuid.UUID, key: str, quote_id: uuid.UUID, number: int) -> str:
    """Encrypt, bound to the request, the quote and the number of its version."""
    return encrypt(content.as_bytes(), context=_place(rfq_id, quote_id, number), keys=[_unwrap(rfq_id, key)])


def unseal(sealed: str, *, rfq_id: uuid.UUID, key: str, quote_id: uuid.UUID, number: int) -> QuoteContent:
    """Decrypt. Raises Undecryptable where a text was moved to another quote or version."""
    plain = decrypt(sealed, context=_place(rfq_id, quote_id, number), keys=[_unwrap(rfq_id, key)])
    return QuoteContent.from_json(json.loads(plain))


def seal_file(
    content: bytes, *, rfq_id: uuid.UUID, key: str, quote_id: uuid.UUID, number: int, file_id: uuid.UUID
) -> bytes:
    """Encrypt a file of a quote, bound to its place and to its own id."""
    place = _place_of_file(rfq_id, quote_id, number, file_id)
    return encrypt(content, context=place, keys=[_unwrap(rfq_id, key)]).encode()


def unseal_file(
    sealed: bytes, *, rfq_id: uuid.UUID, key: str, quote_id: uuid.UUID, number: int, file_id: uuid.UUID
) -> bytes:
    """Decrypt. Raises Undecryptable where the bytes were moved to another quote, version or file."""
    place = _place_of_file(rfq_id, quote_id, number, file_id)
    return decrypt(sealed.decode(), context=place, keys=[_unwrap(rfq_id, key)])


def seal_source(data: bytes, *, rfq_id: uuid.UUID, key: str, quote_id: uuid.UUID, number: int) -> str:
    """The document that a version was entered from, bound to it."""
    return encrypt(data, context=f"source:{_place(rfq_id, quote_id, number)}", keys=[_unwrap(rfq_id, key)])


def unseal_source(sealed: str, *, rfq_id: uuid.UUID, key: str, quote_id: uuid.UUID, number: int) -> bytes:
    """Its bytes. Raises Undecryptable where it was moved."""
    return decrypt(sealed, context=f"source:{_place(rfq_id, quote_id, number)}", keys=[_unwrap(rfq_id, key)])


def _unwrap(rfq_id: uuid.UUID, key: str) -> bytes:
    return decrypt(key, context=f"rfq:{rfq_id}")


def _place(rfq_id: uuid.UUID, quote_id: uuid.UUID, number: int) -> str:
    return f"quote:{rfq_id}:{quote_id}:{number}"


def _place_of_file(rfq_id: uuid.UUID, quote_id: uuid.UUID, number: int, file_id: uuid.UUID) -> str:
    return f"quote-file:{rfq_id}:{quote_id}:{number}:{file_id}"
