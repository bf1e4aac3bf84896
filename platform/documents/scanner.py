"""An optional virus scanner: clamd, asked over its INSTREAM protocol. Without one nothing is claimed."""

import socket
import struct
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError, Invalid
from documents.enums import Scan

PATIENCE_SECONDS = 20.0
"""For all of it, less than a web worker's time: a person is told that the scanner is silent, and the worker lives."""

PORT = 3310


class ScannerSilent(DomainError):
    """A scanner is set up and does not answer: nothing is taken in unscanned."""

    title = _(
        "The virus scanner does not answer, so files cannot be taken at the moment. Please try again in a few minutes."
    )


def scan(chunks: Iterable[bytes]) -> Scan:
    """What the scanner says of the bytes; OFF when the installation has none. Raises Invalid for an infected file."""
    if not settings.CLAMD_URL:
        return Scan.OFF
    try:
        answer = _ask(settings.CLAMD_URL, chunks)
    except OSError as error:
        raise ScannerSilent from error
    if answer.endswith("FOUND"):
        raise Invalid(_("The virus scanner found something in this file. It was not stored."))
    if not answer.endswith("OK"):
        raise ScannerSilent
    return Scan.CLEAN


def _ask(url: str, chunks: Iterable[bytes]) -> str:
    ends = time.monotonic() + PATIENCE_SECONDS
    with _connect(url) as connection:
        connection.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            _wait_until(ends, connection)
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            _wait_until(ends, connection)
            part = connection.recv(4096)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _wait_until(ends: float, connection: socket.socket) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _connect(url: str) -> socket.socket:
    """``tcp://host:3310`` or ``unix:///run/clamav/clamd.sock``."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(PATIENCE_SECONDS)
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    return socket.create_connection((parts.hostname or "localhost", parts.port or PORT), PATIENCE_SECONDS)
