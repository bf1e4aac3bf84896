"""Keeping exchange rates."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.money import CURRENCIES
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.models import ExchangeRate
from projects.sourcing.content import decimal_of

COLUMNS = ("base", "counter", "rate", "on", "source")
MOST_ROWS = 5000


@dataclass(frozen=True)
class RateFacts:
    """One unit of ``base`` in ``counter``, of a day, by a source."""

    base: str
    counter: str
    rate: Decimal
    on: date
    source: str


@transaction.atomic
def keep_rate(*, actor: Actor, facts: RateFacts) -> ExchangeRate:
    """Write a rate down; one of the same pair and day is replaced. Openings keep the rates they have frozen."""
    actor.require(Permission.PLATFORM_OPERATE)
    row = _write(facts)
    emit("exchange_rate.kept", actor=actor, subject=row)
    return row


@transaction.atomic
def import_rates(*, actor: Actor, text: str) -> int:
    """Rates from a CSV with the columns base, counter, rate, on, source. All or none; returns how many.

    Raises Invalid naming the row and column of each error.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    reader = csv.DictReader(io.StringIO(text))
    if set(reader.fieldnames or []) != set(COLUMNS):
        raise Invalid(_("The first row must name the columns: %(columns)s.") % {"columns": ", ".join(COLUMNS)})
    problems: list[str] = []
    found = []
    for number, row in enumerate(reader, start=2):
        facts = _read(number, row, problems)
        if facts:
            found.append(facts)
    if problems or not found or len(found) > MOST_ROWS:
        raise Invalid(" ".join(problems[:20]) or _("There are no rows, or too many."))
    rows = [_write(facts) for facts in found]
    emit("exchange_rate.imported", actor=actor, subject=rows[0], data={"rows": len(rows)})
    return len(rows)


def _read(number: int, row: dict[str, str], problems: list[str]) -> RateFacts | None:
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    errors = [name for name in ("base", "counter") if values[name] not in CURRENCIES]
    rate = decimal_of(values["rate"])
    if rate is None or rate <= 0:
        errors.append("rate")
    try:
        day = date.fromisoformat(values["on"])
    except ValueError:
        errors.append("on")
    if not values["source"] or values["base"] == values["counter"]:
        errors.append("source" if not values["source"] else "counter")
    if errors or rate is None:
        text = _("Row %(row)s, column %(column)s.")
        problems += [text % {"row": number, "column": column} for column in errors]
        return None
    return RateFacts(values["base"], values["counter"], rate, day, values["source"])


def _write(facts: RateFacts) -> ExchangeRate:
    row = ExchangeRate.objects.filter(base=facts.base, counter=facts.counter, on=facts.on).first()
    row = row or ExchangeRate(base=facts.base, counter=facts.counter, on=facts.on)
    row.rate, row.source = facts.rate, facts.source
    save_sound(row)
    return row
