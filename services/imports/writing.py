"""Writing what a plan says: a fixed number of statements for each sheet, in the caller's transaction."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone

from providers.models import Provider
from services.imports.checks import step_between
from services.imports.columns import OFFERINGS, SHEETS, SITES, Sheet
from services.imports.plan import Entry, Plan
from services.imports.standing import MODELS, Standing, fields_of, through_of

BATCH = 1000
OWN_WORD = ("shipped_digest", "is_unverified")


def write_plan(plan: Plan, standing: Standing, step: Callable[[int], None]) -> int:
    """Add and change rows. Returns how many. ``step`` is told how many more, sheet by sheet."""
    count = 0
    for sheet in SHEETS:
        entries = plan.entries.get(sheet.key, [])
        if entries:
            _write_sheet(sheet, entries, standing)
            count += len(entries)
            step(len(entries))
    return count


def _write_sheet(sheet: Sheet, entries: list[Entry], standing: Standing) -> None:
    model = MODELS[sheet.key]
    plain, many = fields_of(sheet)
    new = [_row(sheet, entry, plain, standing) for entry in entries if entry.is_new]
    known = [_row(sheet, entry, plain, standing) for entry in entries if not entry.is_new]
    if sheet is SITES:
        _number(new, standing)
    model._default_manager.bulk_create(new, batch_size=BATCH)
    if known:
        columns = [*plain, "updated_at"]
        if sheet is OFFERINGS:
            columns += [*OWN_WORD, "published_at", "retired_at"]
        model._default_manager.bulk_create(
            known, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=columns
        )
        # An insert counts from one, whatever the row says; the number goes on from what stands.
        for part in _batches([row.pk for row in known]):
            model._default_manager.filter(pk__in=part).update(version=F("version") + 1)
    for name in many:
        _link(model, name, [entry for entry in entries if entry.is_new or name in entry.changed])


def _row(sheet: Sheet, entry: Entry, plain: list[str], standing: Standing) -> models.Model:
    """A row of its own, so that what stands can still be compared with."""
    model = MODELS[sheet.key]
    row = model(pk=entry.pk)
    stored = standing.rows[sheet.key].get(entry.pk)
    for field in model._meta.concrete_fields:
        if stored is not None:
            setattr(row, field.attname, getattr(stored, field.attname))
    for name in plain:
        column: Any = model._meta.get_field(name)
        setattr(row, column.attname, entry.after[name])
    if sheet in (SITES, OFFERINGS):
        setattr(row, "provider_id", standing.provider.pk)  # noqa: B010 - a column of two of the models
    if sheet is OFFERINGS:
        _settle_state(row, entry)
    return row


def _settle_state(row: Any, entry: Entry) -> None:
    """What somebody at the provider wrote is their word; a step of the workflow stamps its time."""
    row.shipped_digest, row.is_unverified = "", False
    step = step_between(entry.before.get("status", "draft"), entry.after["status"])
    if step and step.stamp:
        setattr(row, step.stamp, timezone.now())
    if step and step.clears:
        setattr(row, step.clears, None)


def _number(new: list[Any], standing: Standing) -> None:
    """New sites stand after the known ones."""
    start = len(standing.rows[SITES.key])
    for order, site in enumerate(new, start=start):
        site.order = order


def _link(model: type[models.Model], name: str, entries: list[Entry]) -> None:
    through, here, there = through_of(model, name)
    for part in _batches([entry.pk for entry in entries if not entry.is_new]):
        through._default_manager.filter(**{f"{here}_id__in": part}).delete()
    rows = (through(**{f"{here}_id": entry.pk, f"{there}_id": key}) for entry in entries for key in entry.after[name])
    through._default_manager.bulk_create(rows, batch_size=5000)


def _batches(keys: list[Any]) -> Iterable[list[Any]]:
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def confirmed_marks(plan: Plan, provider: Provider) -> list[str]:
    """The marks of general knowledge that are left, once the plan's sites are its own people's word."""
    sites = plan.entries.get(SITES.key, [])
    told = {f"sites.{city}" for city in chain.from_iterable(_cities(entry) for entry in sites)}
    return [mark for mark in provider.unverified_fields if mark not in told]


def _cities(entry: Entry) -> tuple[str, str]:
    return str(entry.before.get("city", "")), str(entry.after["city"])
