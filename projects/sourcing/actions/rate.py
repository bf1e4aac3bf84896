"""Keeping exchange rates."""

from dataclasses import dataclass

from django.db import transaction

from core.clock import database_now
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.models import ExchangeRate
from projects.sourcing.rules.rate import RateFacts, ensure_day_has_come, rates_of
from services.imports.files import ensure_readable, read_rows

BATCH = 2000


@dataclass(frozen=True)
class Imported:
    """How many rates a table had, and how many of them took the place of another of the same pair and day."""

    rows: int
    replaced: int


@transaction.atomic
def keep_rate(*, actor: Actor, facts: RateFacts) -> ExchangeRate:
    """Write a rate down; one of the same pair and day is replaced. Openings keep the rates they have frozen."""
    actor.require(Permission.PLATFORM_OPERATE)
    ensure_day_has_come(facts.on, database_now().date())
    row = ExchangeRate.objects.filter(base=facts.base, counter=facts.counter, on=facts.on).first()
    row = row or ExchangeRate(base=facts.base, counter=facts.counter, on=facts.on)
    row.rate, row.source = facts.rate, facts.source
    save_sound(row)
    emit("exchange_rate.kept", actor=actor, subject=row)
    return row


@transaction.atomic
def import_rates(*, actor: Actor, content: bytes, name: str = "") -> Imported:
    """Rates from a workbook or a text file with the columns base, counter, rate, on, source. All or none.

    Raises Invalid with row, column and sentence of each error: of a file under "file", of its rows under "rows".
    """
    actor.require(Permission.PLATFORM_OPERATE)
    ensure_readable(name, content)
    found = rates_of(read_rows(content), database_now().date())
    known = ExchangeRate.objects.filter(on__in={facts.on for facts in found})
    before = {(row.base, row.counter, row.on): (row.rate, row.source) for row in known}
    changed = [facts for facts in found if before.get(facts.key) != (facts.rate, facts.source)]
    _write(changed)
    replaced = sum(facts.key in before for facts in changed)
    first = found[0]
    row = ExchangeRate.objects.get(base=first.base, counter=first.counter, on=first.on)
    emit("exchange_rate.imported", actor=actor, subject=row, data={"rows": len(found), "replaced": replaced})
    return Imported(len(found), replaced)


def _write(found: list[RateFacts]) -> None:
    """In one order, so that two tables at once do not wait for each other in a circle."""
    rows = [
        ExchangeRate(base=one.base, counter=one.counter, rate=one.rate, on=one.on, source=one.source)
        for one in sorted(found, key=lambda one: one.key)
    ]
    ExchangeRate.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["base", "counter", "on"],
        update_fields=["rate", "source", *ExchangeRate.AUTOMATIC_FIELDS],
    )
