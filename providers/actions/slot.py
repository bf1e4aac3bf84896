"""Windows of capacity. Each change locks its suite first: two for one suite come one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules, workflows
from providers.enums import SlotStatus
from providers.models import Slot, Suite

EVENTS = {
    "hold": "slot.held",
    "let_go": "slot.let_go",
    "reserve": "slot.reserved",
    "confirm": "slot.confirmed",
    "release": "slot.released",
    "start": "slot.started",
    "finish": "slot.finished",
}
"""What the trail says of each step."""


@dataclass(frozen=True)
class SlotFacts:
    """From one day to another, both included."""

    starts_on: date
    ends_on: date
    note: str = ""


@transaction.atomic
def add_slot(*, actor: Actor, suite: Suite, facts: SlotFacts) -> Slot:
    """Show that a suite is free in that time."""
    actor.require(Permission.PROVIDER_EDIT)
    suite = lock(Suite.objects.mine(actor).select_related("site__provider"), suite.pk)
    rules.ensure_suite_in_use(suite)
    slot = Slot(suite=suite)
    _write(slot, facts)
    return _record(actor, slot, "slot.created")


@transaction.atomic
def edit_slot(*, actor: Actor, slot: Slot, changes: Mapping[str, Any], expected_version: int | None = None) -> Slot:
    """Move a window: write ``changes``, by the fields of SlotFacts; what they leave out stays as it is saved by then.

    Raises Invalid when another has taken the suite in that time.
    """
    actor.require(Permission.PROVIDER_EDIT)
    slot = _own(actor, slot)
    ensure_version(slot, expected_version)
    rules.ensure_window_editable(slot)
    standing = SlotFacts(slot.starts_on, slot.ends_on, slot.note)
    facts = replace(standing, **changes)
    if standing == facts:
        return slot
    _write(slot, facts)
    return _record(actor, slot, "slot.edited")


@transaction.atomic
def remove_slot(*, actor: Actor, slot: Slot, expected_version: int | None = None) -> None:
    """Take a window back that nobody counts on."""
    actor.require(Permission.PROVIDER_EDIT)
    slot = _own(actor, slot)
    ensure_version(slot, expected_version)
    rules.ensure_window_removable(slot)
    _record(actor, slot, "slot.removed")
    slot.delete()


@transaction.atomic
def move_slot(
    *, actor: Actor, slot: Slot, step: str, held_until: datetime | None = None, expected_version: int | None = None
) -> Slot:
    """Take one of the steps of the workflow. A hold says until when, and is over then by the clock.

    Raises WrongState when the window's state does not allow the step, Invalid when the suite is taken in that time.
    """
    actor.require(Permission.PROVIDER_EDIT)
    slot = _own(actor, slot)
    ensure_version(slot, expected_version)
    if slot.is_hold_over:
        workflows.SLOT.move(slot, "let_go")
    workflows.SLOT.move(slot, step)
    if slot.status == SlotStatus.HELD:
        rules.ensure_hold_ends_later(held_until)
    slot.held_until = held_until if slot.status == SlotStatus.HELD else None
    save_sound(slot)
    return _record(actor, slot, EVENTS[step])


def _own(actor: Actor, slot: Slot) -> Slot:
    """The suite's row first: two steps that both want the suite wait for each other here, and not in the constraint."""
    mine = Slot.objects.mine(actor)
    suites = mine.filter(pk=slot.pk).values("suite_id")
    lock(Suite.objects.filter(pk__in=suites), slot.suite_id)
    return lock(mine.select_related("suite__site__provider"), slot.pk)


def _write(slot: Slot, facts: SlotFacts) -> None:
    slot.starts_on, slot.ends_on, slot.note = facts.starts_on, facts.ends_on, facts.note
    rules.ensure_window_to_come(slot)
    save_sound(slot)


def _record(actor: Actor, slot: Slot, kind: str) -> Slot:
    site = slot.suite.site
    data = {"provider": str(site.provider_id), "suite": str(slot.suite_id)}
    emit(kind, actor=actor, subject=slot, data=data)
    return slot
