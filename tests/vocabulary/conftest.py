"""The shipped vocabulary, and folders of data that differ from it."""

import json
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from organizations.actor import Actor
from organizations.enums import Kind
from tests.factories import actor
from vocabulary.actions.load import LoadReport, load_vocabulary
from vocabulary.shipped import DATA, read_shipment

Rows = list[dict[str, Any]]


_copies: dict[str, str] = {}


@pytest.fixture
def shipped(db: None) -> None:
    """The vocabulary as the product ships it: loaded once, then copied from memory, since a load takes half a second."""
    with connection.cursor() as cursor:
        if _copies:
            for table, rows in _copies.items():
                cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO(rows))
            return
        load()
        for model in apps.get_app_config("vocabulary").get_models(include_auto_created=True):
            columns = ", ".join(f'"{f.column}"' for f in model._meta.local_fields if not isinstance(f, models.AutoField))
            table, rows = f'"{model._meta.db_table}" ({columns})', StringIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
            _copies[table] = rows.getvalue()


@pytest.fixture
def operator(db: None) -> Actor:
    """Somebody who runs the installation."""
    return actor(kind=Kind.OPERATOR)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the data with ``change`` made to the rows of one file."""

    def changed(kind: str, change: Callable[[Rows], Any]) -> Path:
        copy = tmp_path / "data"
        shutil.copytree(DATA, copy, dirs_exist_ok=True)
        path = copy / f"{kind}.json"
        rows = json.loads(path.read_text())
        change(rows)
        path.write_text(json.dumps(rows))
        return copy

    return changed


def load(folder: Path = DATA, **options: Any) -> LoadReport:
    """As the command does."""
    return load_vocabulary(actor=Actor.system(), shipment=read_shipment(folder), **options)


def row(rows: Rows, code: str) -> dict[str, Any]:
    """The row with that code."""
    return next(one for one in rows if one["code"] == code)
