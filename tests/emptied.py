"""The database after a test that committed: empty again, sooner than by TRUNCATE.

TRUNCATE writes a new file for each of a hundred tables and each of their indexes, a third of a second for a few dozen rows.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.test import TransactionTestCase

from tests.reference import ReferenceDatabase

GUARDS = ("trail_truncate", "record_truncate")
DELETE_EACH = """
DO $$
DECLARE name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOREACH name IN ARRAY ARRAY[{names}] LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
END $$
"""
"""Neither foreign keys nor the guards of records look at what is deleted by a replica."""


def lifted(clean_up: Any) -> Any:
    """Instead of Django's ``clean_up``. A copy of the shipped catalogue is not emptied, since it is thrown away."""

    def after(case: TransactionTestCase) -> None:
        if ReferenceDatabase.is_entered:
            ReferenceDatabase.is_spoilt = True
        elif _is_superuser():
            _with(case, clean_up)
        else:
            _set_guards("DISABLE")
            try:
                clean_up(case)
            finally:
                _set_guards("ENABLE")

    return after


def _with(case: TransactionTestCase, clean_up: Any) -> None:
    connection.ops.sql_flush = _sql_flush
    try:
        clean_up(case)
    finally:
        del connection.ops.sql_flush


def _sql_flush(style: Any, tables: Sequence[str], **_how: Any) -> list[str]:
    """What Django's ``flush`` runs in one transaction. The lock waits, as TRUNCATE does, for a request that still writes."""
    names = sorted(tables)
    locked = ", ".join(map(connection.ops.quote_name, names))
    listed = ", ".join(f"'{name}'" for name in names)
    return [f"LOCK TABLE {locked} IN ACCESS EXCLUSIVE MODE", DELETE_EACH.format(names=listed)]


def _is_superuser() -> bool:
    """Of one's own server one is; of another it depends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def _set_guards(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname = ANY(%s)", [list(GUARDS)])
        for table, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {state} TRIGGER {name}")
