"""The data files as the loader reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models

from core.errors import Invalid
from vocabulary.models import VOCABULARIES, Milestone, Term, Values

DATA = Path(__file__).with_name("data")
STEP = 10
"""Orders are counted in tens, so that an operator can put a term between two."""


@dataclass(frozen=True)
class Shipment:
    """What the files say: for each vocabulary its terms' values by code. ``problems`` name file and code."""

    terms: dict[str, dict[str, Values]]
    problems: list[str] = field(default_factory=list)


def read_shipment(folder: Path = DATA) -> Shipment:
    """Read a file for each vocabulary. Raises Invalid for one that is missing or no list in JSON."""
    shipment = Shipment({kind: {} for kind in VOCABULARIES})
    for kind in VOCABULARIES:
        path = folder / f"{kind}.json"
        try:
            _take(shipment, kind, _rows(path.read_bytes(), path.name))
        except OSError as error:
            raise Invalid(f"{path.name} cannot be read: {error}") from error
    return shipment


def shipment_of(kind: str, content: bytes) -> tuple[Shipment, dict[str, set[str]]]:
    """What a file says of one vocabulary, and by code the fields that its row gives. Raises Invalid as ``read_shipment``."""
    shipment = Shipment({kind: {}})
    rows = _rows(content, f"{kind}.json")
    _take(shipment, kind, rows)
    return shipment, {str(row.get("code")): set(row) for row in rows}


def _take(shipment: Shipment, kind: str, rows: list[dict[str, Any]]) -> None:
    model = VOCABULARIES[kind]
    for position, row in enumerate(rows, start=1):
        code = str(row.get("code", f"row {position}"))
        problems = _shape_problems(model, row)
        if code in shipment.terms[kind]:
            problems.append("the code stands twice.")
        shipment.problems.extend(f"{kind}.json, {code}: {problem}" for problem in problems)
        shipment.terms[kind][code] = _values(model, row, position * STEP)


def plain(value: Any) -> Any:
    """A column's value in the form of the data files."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return list(value) if isinstance(value, tuple) else value


def column(model: type[Term], name: str) -> "models.Field[Any, Any]":
    """A column of ``model`` by the name that the data files use."""
    return model._meta.get_field(name)  # type: ignore[return-value]  # data_columns names columns only


def linked_model(model: type[Term], name: str) -> type[Term]:
    """The vocabulary that a reference of ``model`` leads to."""
    return cast("type[Term]", model._meta.get_field(name).related_model)


def _rows(content: bytes, name: str) -> list[dict[str, Any]]:
    try:
        rows = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{name} cannot be read: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Invalid(f"{name} must hold a list of objects.")
    return rows


def _shape_problems(model: type[Term], row: Mapping[str, Any]) -> list[str]:
    unknown = set(row) - {"code", *model.data_columns(), *model.LINKS} | ({"order"} & set(row))
    problems = [f"there is no field “{name}”." for name in sorted(unknown)]
    problems += [f"“{name}” is missing." for name in ("code", "label_en", "label_zh") if not row.get(name)]
    problems += [f"“{name}” must be a list." for name in model.LINKS if not isinstance(row.get(name, []), list)]
    if not problems:
        problems += _value_problems(model, row)
    return problems


def _value_problems(model: type[Term], row: Mapping[str, Any]) -> list[str]:
    problems = []
    for name in ("code", *model.data_columns()):
        field = column(model, name)
        if name in row and not field.is_relation:
            try:
                field.clean(row[name], None)
            except ValidationError as error:
                problems.append(f"“{name}”: {' '.join(error.messages)}")
    return problems


def _values(model: type[Term], row: Mapping[str, Any], order: int) -> Values:
    values: Values = {"retired": False}
    for name in model.data_columns():
        field = column(model, name)
        given = row.get(name, field.get_default())
        values[name] = given if field.is_relation else _tidy(field, given)
    for name in model.LINKS:
        given = row.get(name, [])
        values[name] = [_milestone(one) for one in given] if name == "milestones" else sorted(set(given))
    return {**values, "order": order}


def _tidy(field: "models.Field[Any, Any]", given: Any) -> Any:
    """As the database would give it back; what it could not hold is named by ``_value_problems``."""
    try:
        return plain(field.to_python(given))
    except ValidationError:
        return given


def _milestone(row: Mapping[str, Any]) -> Values:
    return {name: row.get(name) for name in Milestone.FIELDS}
