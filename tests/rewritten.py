"""As somebody does who has the database in hand, or as time would: past the guards of records that stay as they are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models


@contextmanager
def rewritten(*tables: type[models.Model]) -> Iterator[None]:
    """Within, their rows can be changed and deleted."""
    _set("DISABLE", tables)
    try:
        yield
    finally:
        _set("ENABLE", tables)


def _set(state: str, tables: tuple[type[models.Model], ...]) -> None:
    with connection.cursor() as cursor:
        # What waits for the end of the transaction would keep the table as it is.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table._meta.db_table} {state} TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
