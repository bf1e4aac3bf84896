"""Exchange rates as they stand. No rate is a refusal, never 1."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
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
    """The newest rate of at most two weeks, either way round. Raises WrongState when there is none."""
    if base == counter:
        return SAME
    pair = Q(base=base, counter=counter) | Q(base=counter, counter=base)
    row = ExchangeRate.objects.filter(pair, on__lte=day, on__gte=day - OLDEST).order_by("-on", "-created_at").first()
    if row is None:
        text = _(
            "There is no exchange rate from %(base)s to %(counter)s of the last %(days)s days. Ask the operator for one."
        )
        raise WrongState(text % {"base": base, "counter": counter, "days": OLDEST.days})
    return _towards(row, counter)


def rates_to(counter: str, day: date) -> dict[str, Rate]:
    """By currency, the newest rate of at most two weeks to ``counter``, either way round. What has none is not there: never 1."""
    pair = Q(base=counter) | Q(counter=counter)
    rows = ExchangeRate.objects.filter(pair, on__lte=day, on__gte=day - OLDEST).order_by("on", "created_at")
    found = {(row.counter if row.base == counter else row.base): _towards(row, counter) for row in rows}
    return {**found, counter: SAME}


def _towards(row: ExchangeRate, counter: str) -> Rate:
    if row.counter == counter:
        return Rate(Decimal(f"{row.rate.normalize():f}"), row.on, row.source)
    return Rate((Decimal(1) / row.rate).quantize(Decimal("1e-12")).normalize(), row.on, row.source)
