"""The shipped vocabulary, and folders of data that differ from it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from organizations.actor import Actor
from organizations.enums import Kind
from tests.factories import actor
from tests.terms import lay_terms
from vocabulary.actions.load import LoadReport, load_vocabulary
from vocabulary.shipped import DATA, read_shipment

Rows = list[dict[str, Any]]


@pytest.fixture
def shipped(db: None) -> None:
    """The vocabulary as the product ships it."""
    lay_terms()


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
