"""Indicative prices. Only what is for the work as a whole, or for a batch, can be compared with a budget."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from services.enums import PriceModel
from services.models import CatalogueEntry

COMPARABLE = (PriceModel.FIXED, PriceModel.PER_BATCH)


@dataclass(frozen=True, eq=False)
class Prices:
    """By offering in the ground's order: what it costs at least, nan where that is not known, in which currency, and whether
    that is for a batch."""

    least: NDArray[np.float64]
    currency: NDArray[np.str_]
    per_batch: NDArray[np.bool_]


def read_prices(entries: NDArray[np.int64]) -> Prices:
    """The prices of these entries. Most are on request."""
    least = np.full(len(entries), np.nan)
    currency = np.full(len(entries), "", dtype="<U3")
    per_batch = np.zeros(len(entries), dtype=bool)
    rows = _rows()
    if rows:
        places = {int(number): place for place, number in enumerate(entries)}
        for number, price, code, model in rows:
            if number in places:
                place = places[number]
                least[place], currency[place], per_batch[place] = price, code, model == PriceModel.PER_BATCH
    return Prices(least, currency, per_batch)


def _rows() -> list[tuple[int, Decimal, str, str]]:
    priced = CatalogueEntry.objects.filter(is_live=True, offering__price_min__isnull=False)
    comparable = priced.filter(offering__price_model__in=COMPARABLE)
    rows = comparable.values_list("pk", "offering__price_min", "offering__currency", "offering__price_model")
    return [(number, price, currency, model) for number, price, currency, model in rows if price is not None]
