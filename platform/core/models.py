"""What every table has."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound, StaleVersion

Row = TypeVar("Row", bound=models.Model)


class VersionField(models.PositiveIntegerField):  # type: ignore[type-arg]  # not subscriptable at run time
    """Counts the saves of a row, as ``auto_now`` times them: the number an ``If-Match`` or a form's hidden field is held to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", 1)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        value = 1 if add else int(getattr(model_instance, self.attname)) + 1
        setattr(model_instance, self.attname, value)
        return value


class Record(models.Model):
    """A row with a random identifier: a time-ordered one would tell when, and in which order, rows came in."""

    AUTOMATIC_FIELDS: ClassVar[tuple[str, ...]] = ("updated_at",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True


class Editable(Record):
    """A row that people edit, with a version for optimistic locking."""

    AUTOMATIC_FIELDS: ClassVar[tuple[str, ...]] = ("updated_at", "version")

    version = VersionField()

    class Meta:
        abstract = True


def ensure_version(row: Editable, expected: int | None) -> None:
    """Refuse an edit of a row that somebody else saved since it was read. ``None`` means that the caller did not ask.

    Call it on a locked row. Raises StaleVersion.
    """
    if expected is not None and row.version != expected:
        raise StaleVersion


HELD: ContextVar[tuple[Any, int] | None] = ContextVar("held", default=None)
"""The key and the version of the row that what happens now is held to, until it was locked and compared."""


@contextmanager
def held_to(row: Editable, version: int) -> Iterator[None]:
    """Within, nothing is done unless the row, once it is locked, has the version that was read. Raises StaleVersion.

    For what every change is asked in one place, as ``If-Match`` is, so that no action can forget it. The action's own
    ``lock`` compares, in the action's order of locks; a row that it left alone is locked at the end. One transaction.
    """
    with transaction.atomic():
        token = HELD.set((row.pk, version))
        try:
            yield
            if HELD.get() is not None:
                lock(type(row)._base_manager.all(), row.pk)
        finally:
            HELD.reset(token)


def lock(rows: "models.QuerySet[Row]", pk: Any, *, no_key: bool = False) -> Row:
    """The row of ``rows`` with that key, locked until the end of the transaction. Raises NotFound: gone, or not the reader's;
    StaleVersion: another version than the caller is held to.

    ``no_key`` lets others go on to write rows that refer to it, which an action that locks several tables needs: a row that
    is saved twice in a transaction has its references checked at the commit, and would wait for the lock in a circle.
    """
    found = rows.select_for_update(of=("self",), no_key=no_key).filter(pk=pk).first()
    if found is None:
        raise NotFound
    ensure_held(found)
    return found


def ensure_held(row: models.Model) -> None:
    """Of a row that was just locked: it has the version that the caller is held to. ``lock`` asks it; so does whoever locks
    several rows in one statement. Raises StaleVersion."""
    held = HELD.get()
    if held is not None and held[0] == row.pk and isinstance(row, Editable):
        HELD.set(None)  # what the action itself saves afterwards is no one else's change
        ensure_version(row, held[1])


class Heartbeat(models.Model):
    """When a worker last ran what beat sent: one row, which tells that the whole queue is alive."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.beat_at}"
