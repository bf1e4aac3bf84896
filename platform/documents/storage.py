"""Where the bytes lie: written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage
from django.db.models import QuerySet

ASKED_AT_ONCE = 1000
PART = ".part"
"""The ending of a file that is still being written."""


class WholeFileStorage(FileSystemStorage):
    """Writes under a temporary name, to the disk, and only then gives the file its name: no half file ever has one."""

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = target.with_name(target.name + PART)
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return name


def _sync_folder(folder: Path) -> None:
    """The name itself must reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def strays(storage: Storage, rows: "QuerySet[Any]", before: datetime) -> list[str]:
    """Names of files in the storage, a folder or a bucket, that none of ``rows`` has as its ``file``, last written before
    that moment."""
    found = []
    every = _names_in(storage, "")
    while names := list(islice(every, ASKED_AT_ONCE)):
        known = set(rows.filter(file__in=names).values_list("file", flat=True))
        found += [name for name in names if name not in known and _is_older(storage, name, before)]
    return sorted(found)


def _names_in(storage: Storage, folder: str) -> Iterator[str]:
    with suppress(FileNotFoundError):  # nothing was ever stored
        folders, files = storage.listdir(folder)
        yield from (f"{folder}{name}" for name in files if name)
        for name in folders:
            yield from _names_in(storage, f"{folder}{name}/")


def _is_older(storage: Storage, name: str, before: datetime) -> bool:
    """One that has gone meanwhile is no stray."""
    with suppress(FileNotFoundError):
        return storage.get_modified_time(name) < before
    return False
