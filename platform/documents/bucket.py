"""Files in S3 or what speaks its protocol: for installations on several machines. Takes the extra ``s3``."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

IN_MEMORY = 2_621_440
"""Bytes; a larger file waits in one without a name, as an upload does."""


class BucketStorage(S3Storage):
    """A bucket writes whole objects or none. What it refuses is an OSError here, as a full disk is."""

    def _save(self, name: str, content: "File[Any]") -> str:
        """Taken in chunks, since whoever stores a file counts and digests them; the S3 client would read past that."""
        with SpooledTemporaryFile(IN_MEMORY) as whole, _as_of_a_disk():
            whole.writelines(content.chunks())
            whole.seek(0)
            saved: str = super()._save(name, File(whole, name))
        return saved

    def exists(self, name: str) -> bool:
        """Asked before each file is stored, for a name that is free."""
        with _as_of_a_disk():
            found: bool = super().exists(name)
        return found


@contextmanager
def _as_of_a_disk() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(str(error)) from error
