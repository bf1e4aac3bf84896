"""Exchange rates as they stand. No rate is a refusal, never 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from core.errors import WrongState
from projects.briefs.models import ExchangeRate

OLDEST = timedelta(days=14)


@dataclass(frozen=True)
class Rate:
    """One unit of the foreign currency is worth ``rate`` of the sponsor's."""

    rate: Decimal
    on: date | None
    source: str

    def as_json(self) -> dict[str, Any]:
        return {"rate": str(self.rate), "on": self.on.isoformat() if self.on else None, "source": self.source}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Rate":
        """As an opening has frozen it."""
        return cls(Decimal(data["rate"]), date.fromisoformat(data["on"]) if data["on"] else None, data["source"])


SAME = Rate(Decimal(1), None, "")


def rate_between(base: str, counter: str, day: date) -> Rate:
    """As in ``rates_to``. Raises WrongState when there is none."""
    if base == counter:
        return SAME
    rate = rates_to(counter, day).get(base)
    if rate is None:
        text = _(
            "There is no exchange rate from %(base)s to %(counter)s of the last %(days)s days. Ask the operator for one."
        )
        raise WrongState(text % {"base": base, "counter": counter, "days": OLDEST.days})
    return rate


def rates_to(counter: str, day: date) -> dict[str, Rate]:
    """By currency, the newest rate of at most two weeks to ``counter``, either way round, else across one other currency, which its
    source names, and of whose two days the older counts. What has none is not there: never 1."""
    rows = ExchangeRate.objects.filter(on__lte=day, on__gte=day - OLDEST)
    newest = rows.order_by("base", "counter", "-on", "-created_at").distinct("base", "counter")
    pairs = sorted(newest, key=lambda row: (row.on, row.created_at))
    direct = _direct(pairs, counter)
    across: dict[str, Rate] = {}
    for pivot, last in sorted(direct.items(), key=lambda one: (one[1].on, one[0])):
        for currency, first in _direct(pairs, pivot).items():
            crossed = _across(first, last, pivot)
            if currency not in across or (crossed.on or day) >= (across[currency].on or day):
                across[currency] = crossed
    return {**across, **direct, counter: SAME}


def stamp_of_rates(day: date) -> tuple[int, datetime | None]:
    """Changes with the rates that ``rates_to`` reads on that day."""
    rows = ExchangeRate.objects.filter(on__lte=day, on__gte=day - OLDEST)
    found = rows.aggregate(count=Count("pk"), last=Max("updated_at"))
    return found["count"], found["last"]


def _direct(rows: Sequence[ExchangeRate], counter: str) -> dict[str, Rate]:
    """``rows`` with the newest last."""
    touching = (row for row in rows if counter in {row.base, row.counter})
    return {(row.counter if row.base == counter else row.base): _towards(row, counter) for row in touching}


def _across(first: Rate, last: Rate, pivot: str) -> Rate:
    source = first.source if first.source == last.source else f"{first.source}, {last.source}"
    days = [one.on for one in (first, last) if one.on is not None]
    rate = (first.rate * last.rate).quantize(Decimal("1e-12")).normalize()
    return Rate(Decimal(f"{rate:f}"), min(days), f"{source} ({pivot})")


def _towards(row: ExchangeRate, counter: str) -> Rate:
    if row.counter == counter:
        return Rate(Decimal(f"{row.rate.normalize():f}"), row.on, row.source)
    return Rate((Decimal(1) / row.rate).quantize(Decimal("1e-12")).normalize(), row.on, row.source)
