"""What stands now, of everything that a spreadsheet may say, in a fixed number of queries."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from core.values import Values
from providers.models import Capability, Provider, Site, Slot, Suite
from services.imports.columns import CAPABILITIES, CAPACITY, OFFERINGS, SITES, SUITES, Kind, Sheet
from services.models import Offering

MODELS: dict[str, type[models.Model]] = {
    SITES.key: Site,
    CAPABILITIES.key: Capability,
    OFFERINGS.key: Offering,
    SUITES.key: Suite,
    CAPACITY.key: Slot,
}
OWNER = {
    SITES.key: "provider",
    CAPABILITIES.key: "site__provider",
    OFFERINGS.key: "provider",
    SUITES.key: "site__provider",
    CAPACITY.key: "suite__site__provider",
}
EXTRA = {SITES.key: ("authorities_known",)}
"""What a sheet's columns decide beside their own fields."""


@dataclass
class Standing:
    """Rows and their values by sheet and key. References are keys, relations to many sorted lists of keys."""

    provider: Provider
    rows: dict[str, dict[uuid.UUID, Any]] = field(default_factory=dict)
    values: dict[str, dict[uuid.UUID, Values]] = field(default_factory=dict)


def fields_of(sheet: Sheet) -> tuple[list[str], list[str]]:
    """The model's own columns that a sheet fills, and its relations to many."""
    many = [column.field for column in sheet.columns if column.kind in (Kind.TERMS, Kind.SITES)]
    plain = [column.field for column in sheet.columns if column.field not in many and column.kind is not Kind.KEY]
    if sheet is CAPACITY:
        plain.remove("site")
    return [*plain, *EXTRA.get(sheet.key, ())], many


def standing_of(provider: Provider, *, for_update: bool = False) -> Standing:
    """Everything of the provider's that a spreadsheet may say."""
    found = Standing(provider)
    for sheet in (SITES, CAPABILITIES, OFFERINGS, SUITES, CAPACITY):
        rows = MODELS[sheet.key]._default_manager.filter(**{OWNER[sheet.key]: provider})
        rows = rows.select_for_update(of=("self",)) if for_update else rows
        plain, many = fields_of(sheet)
        by_key = {row.pk: row for row in rows}
        columns = {name: MODELS[sheet.key]._meta.get_field(name) for name in plain}
        values = {pk: {name: _plain(row, column) for name, column in columns.items()} for pk, row in by_key.items()}
        for name in many:
            linked = _linked(MODELS[sheet.key], name, sheet, provider)
            for pk, known in values.items():
                known[name] = sorted(linked[pk])
        found.rows[sheet.key], found.values[sheet.key] = by_key, values
    return found


def _plain(row: models.Model, column: Any) -> Any:
    """Lines end as a spreadsheet ends them."""
    value = getattr(row, column.attname)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def through_of(model: type[models.Model], name: str) -> tuple[Any, str, str]:
    """The table behind a relation to many, and the names of its two ends."""
    relation: Any = model._meta.get_field(name)
    return relation.remote_field.through, relation.m2m_field_name(), relation.m2m_reverse_field_name()


def _linked(model: type[models.Model], name: str, sheet: Sheet, provider: Provider) -> dict[uuid.UUID, list[Any]]:
    through, here, there = through_of(model, name)
    rows = through._default_manager.filter(**{f"{here}__{OWNER[sheet.key]}": provider})
    linked: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for pk, other in rows.values_list(f"{here}_id", f"{there}_id"):
        linked[pk].append(other)
    return linked
