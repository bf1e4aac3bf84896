"""Indicative prices. Only what is for the work as a whole, or for a batch, can be compared with a budget."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from services.enums import PriceModel
from services.models import CatalogueEntry

Rows = list[tuple[int, Decimal, str, str]]
COMPARABLE = (PriceModel.FIXED, PriceModel.PER_BATCH)


@dataclass(frozen=True, eq=False)
class Prices:
    """By offering in the ground's order: what it costs at least, nan where that is not known, in which currency, and whether
    that is for a batch."""

    least: NDArray[np.float64]
    currency: NDArray[np.str_]
    per_batch: NDArray[np.bool_]

    @cached_property
    def usual_currency(self) -> str:
        """That of most prices, the first by its code among equals; empty where there is none."""
        codes, counts = np.unique(self.currency[self.currency != ""], return_counts=True)
        return str(codes[counts.argmax()]) if codes.size else ""


def read_prices(entries: NDArray[np.int64]) -> Prices:
    """The prices of these entries. Most are on request."""
    return _filled(_unknown(len(entries)), entries, _rows())


def prices_after(
    before: Prices, known: NDArray[np.int64], entries: NDArray[np.int64], changed: NDArray[np.int64], revision: int
) -> Prices:
    """The prices of these entries, where those of the ``known`` ones stand in ``before``. Only of what has ``changed``, after the
    ``revision``, they are read."""
    places = np.full(int(max(known.max(initial=0), entries.max(initial=0), changed.max(initial=0))) + 1, -1, dtype=np.int64)
    places[known] = np.arange(len(known))
    places[changed] = -1
    place = places[entries]
    is_kept = place >= 0
    after = _unknown(len(entries))
    after.least[is_kept] = before.least[place[is_kept]]
    after.currency[is_kept] = before.currency[place[is_kept]]
    after.per_batch[is_kept] = before.per_batch[place[is_kept]]
    return _filled(after, entries, _rows(revision)) if len(changed) else after


def _unknown(size: int) -> Prices:
    return Prices(np.full(size, np.nan), np.full(size, "", dtype="<U3"), np.zeros(size, dtype=bool))


def _filled(prices: Prices, entries: NDArray[np.int64], rows: Rows) -> Prices:
    places = np.full(int(entries.max(initial=0)) + 1, -1, dtype=np.int64)
    places[entries] = np.arange(len(entries))
    for number, price, code, model in rows:
        place = int(places[number]) if number < len(places) else -1
        if place >= 0:
            prices.least[place], prices.currency[place] = price, code
            prices.per_batch[place] = model == PriceModel.PER_BATCH
    return prices


def _rows(after: int = 0) -> Rows:
    """Of the entries that have changed after a revision."""
    priced = CatalogueEntry.objects.filter(is_live=True, offering__price_min__isnull=False)
    comparable = priced.filter(revision__gt=after, offering__price_model__in=COMPARABLE)
    rows = comparable.values_list("pk", "offering__price_min", "offering__currency", "offering__price_model")
    return [(number, price, currency, model) for number, price, currency, model in rows if price is not None]
