"""A start that cannot succeed ends with one sentence that says what to do."""

import errno
import os
import shutil
import socket
from pathlib import Path

POSTGRES_MAJOR = "18"
ROOM_NEEDED = 400 * 1024 * 1024
"""Bytes free in the data folder: an empty cluster, its write-ahead log, static files, some growth."""


class CannotStart(Exception):
    """The sentence."""


def ensure_port_free(port: int) -> None:
    """Raises CannotStart when somebody else listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise CannotStart(f"Port {port} is reserved for root. Choose another: make demo PORT=8080.") from error
            raise CannotStart(
                f"Port {port} is taken by another program. Choose another: make demo PORT={port + 1}."
            ) from error


def ensure_folder(data: Path) -> None:
    """Raises CannotStart for a data folder that cannot be made, written, or understood."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        raise CannotStart(because_of(error, data)) from error
    free = shutil.disk_usage(data).free
    if free < ROOM_NEEDED:
        room = ROOM_NEEDED // 1024 // 1024
        raise CannotStart(
            f"The disk of {data} has {free // 1024 // 1024} MB left; free {room} MB or set OPENCDMO_DATA to another disk."
        )
    _ensure_cluster(data / "postgres")


def because_of(error: OSError, data: Path) -> str:
    """The sentence for what the operating system refused."""
    if error.errno == errno.ENOSPC:
        return f"The disk of {data} is full. Free some space, or set OPENCDMO_DATA to a folder on another disk."
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{data} is not a folder. Move it away, or set OPENCDMO_DATA to a folder."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{data} cannot be written by this user. Change its owner, or set OPENCDMO_DATA to a folder of your own."
    return f"The data folder {data} cannot be used ({error.strerror}). Set OPENCDMO_DATA to another folder."


def _ensure_cluster(folder: Path) -> None:
    if not folder.exists():
        return
    version = folder / "PG_VERSION"
    if not version.is_file() or not (folder / "global" / "pg_control").is_file():
        raise CannotStart(
            f"{folder} is not a whole PostgreSQL cluster. Delete it to start afresh, or restore it from a backup."
        )
    found = version.read_text().strip()
    if found != POSTGRES_MAJOR:
        raise CannotStart(
            f"{folder} was written by PostgreSQL {found}, this is {POSTGRES_MAJOR}. Delete it, or dump and restore it."
        )
