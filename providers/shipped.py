"""The profiles as they are shipped."""

import csv
import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from core.errors import Invalid

DATA = Path(__file__).parent / "data" / "providers.json"
OTHER_NAMES = DATA.with_name("other-names.csv")
"""Chinese and short names by slug, written by us, to be found by."""


@dataclass(frozen=True)
class Shipment:
    """Rows by slug, and the day they were compiled. ``is_own`` says that an operator brought them in: they are not the product's."""

    compiled_on: date
    rows: dict[str, dict[str, Any]]
    is_own: bool = False


def read_shipment(path: Path = DATA) -> Shipment:
    """Raises Invalid, naming the file, when it cannot be read or names a provider twice."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Invalid(f"{path.name} cannot be read: {error}") from error
    return shipment_of(content, path.name)


def shipment_of(content: bytes, name: str, *, is_own: bool = False) -> Shipment:
    """As ``read_shipment``, of a file's bytes."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
        called = _other_names()
        rows = {
            row["slug"]: {**row, "other_names": called.get(row["slug"], row.get("other_names", []))}
            for row in data["providers"]
        }
        compiled_on = date.fromisoformat(data["compiled_on"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Invalid(f"{name} cannot be read: {error}") from error
    if len(rows) != len(data["providers"]):
        raise Invalid(f"{name} names a provider twice.")
    return Shipment(compiled_on, rows, is_own)


def _other_names() -> dict[str, list[str]]:
    with OTHER_NAMES.open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["names"].split("|") for row in csv.DictReader(file)}


def digest_of(row: dict[str, Any]) -> str:
    """Changes with anything the row says."""
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
