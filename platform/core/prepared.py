"""Statements that the database plans once for each connection. Planning a query of many small parts takes several times as
long as running it, and is done anew each time it is sent as text.

Needs connections that stay with their process (``CONN_MAX_AGE``). A pooler that gives each transaction another one does not
know what was prepared on it; with ``DATABASE_POOLED`` the text is sent each time.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
VALUE = "\ue000value\ue001"
"""Stands in a queryset for the value that it depends on. No text has these characters."""

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
"""By connection of the driver: the names of what was prepared on it. Statements outlive transactions, also rolled back ones."""


class Prepared:
    """``sql`` has ``$1`` and so on where a value of each of the ``types`` goes. The name is unique in the product."""

    def __init__(self, name: str, sql: str, *types: str) -> None:
        taken = f" ({', '.join(types)})" if types else ""
        self.name = name
        self.preparing = f"PREPARE {name}{taken} AS {sql}"
        self.executing = f"EXECUTE {name}" + (f"({', '.join(['%s'] * len(types))})" if types else "")
        self.text = re.sub(r"\$(\d+)", lambda found: f"%(p{found[1]})s::{types[int(found[1]) - 1]}", sql.replace("%", "%%"))

    def rows(self, *values: Any) -> list[tuple[Any, ...]]:
        """What the statement finds."""
        with connection.cursor() as cursor:
            if settings.DATABASE_POOLED:
                cursor.execute(self.text, {f"p{number}": value for number, value in enumerate(values, 1)})
            else:
                self._prepare()
                cursor.execute(self.executing, values or None)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    def row(self, *values: Any) -> tuple[Any, ...] | None:
        """The first of what it finds; None for nothing."""
        return next(iter(self.rows(*values)), None)

    def _prepare(self) -> None:
        known = _known.setdefault(connection.connection, set())
        if self.name not in known:
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(self.preparing)
            known.add(self.name)


class PreparedQuery(Generic[Row]):
    """A queryset of whole rows that depends on one text. Its SQL is written once: with many columns that takes several times as
    long as the query. ``of`` makes the queryset of a value."""

    def __init__(self, name: str, of: Callable[[str], QuerySet[Row]]) -> None:
        self.name, self.of = name, of

    @cached_property
    def _made(self) -> tuple[Prepared, type[Row], list[str], tuple[Any, ...]]:
        queryset = self.of(VALUE)
        sql, values = queryset.query.sql_with_params()
        numbered = sql % tuple(f"${number}" for number in range(1, len(values) + 1))
        columns = [field.attname for field in queryset.model._meta.concrete_fields]
        return Prepared(self.name, numbered, *["text"] * len(values)), queryset.model, columns, values

    def first(self, value: str) -> Row | None:
        """The first of the rows; None for nothing."""
        statement, model, columns, values = self._made
        row = statement.row(*(value if one == VALUE else one for one in values))
        return model.from_db(connection.alias, columns, row) if row else None
