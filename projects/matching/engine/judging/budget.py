"""A budget against indicative prices, those in other currencies at the newest rate of the last two weeks.

Without a rate a price in another currency compares with nothing: it is not known whether it fits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from core.money import Money
from projects.briefs.selectors.rate import Rate, rates_to
from projects.matching.engine.asked import Package
from projects.matching.engine.ground.ground import Scores
from projects.matching.engine.ground.prices import Prices
from projects.matching.engine.judging.fit import PackageFit

TOO_DEAR = 0.8


@dataclass(frozen=True, eq=False)
class Costs:
    """By provider, what its cheapest offering costs in the budget's currency, nan where that is not known; its place; by currency
    the rates that were taken."""

    least: Scores
    places: NDArray[np.int64]
    rates: dict[str, Rate]


def costs_of(fit: PackageFit) -> Costs | None:
    """None where there is no budget to hold them against."""
    budget = fit.package.budget
    if budget is None or limit_of(fit.package) is None:
        return None
    prices = fit.ground.prices
    rates = rates_of(budget.unit, prices, fit.today)
    times = np.where(prices.per_batch, float(fit.package.batches or 1), 1.0)
    cost = prices.least * times * _factors(prices, rates)
    highest, places = fit.ground.best(-np.where(fit.fitting & ~np.isnan(cost), cost, np.inf))
    return Costs(np.where(np.isfinite(highest), -highest, np.nan), places, rates)


def rates_of(currency: str, prices: Prices, day: date) -> dict[str, Rate]:
    """The rates to a currency; nothing is asked of the database while all prices are in it."""
    foreign = set(np.unique(prices.currency).tolist()) - {"", currency}
    return rates_to(currency, day) if foreign else {currency: Rate(Decimal(1), None, "")}


def _factors(prices: Prices, rates: Mapping[str, Rate]) -> Scores:
    factors = np.full(len(prices.currency), np.nan)
    for currency, rate in rates.items():
        factors[prices.currency == currency] = float(rate.rate)
    return factors


def budget_scores(fit: PackageFit, costs: Costs | None) -> Scores | None:
    """1 for what is within the budget."""
    limit = limit_of(fit.package)
    if limit is None or costs is None:
        return None
    return np.where(costs.least <= limit, 1.0, TOO_DEAR * limit / np.maximum(costs.least, limit))


def limit_of(package: Package) -> float | None:
    """The most that may be spent."""
    budget = package.budget
    most = (budget.high or budget.low) if budget else None
    return float(most) if most else None


def price_sentence(fits: Iterable[tuple[PackageFit, Costs | None]], provider: int) -> str:
    """What is known of a provider's prices."""
    for fit, costs in fits:
        if costs is not None and not np.isnan(costs.least[provider]):
            return _compared(fit, costs, provider)
    return _("No price that compares with your budget; ask for one.")


def _compared(fit: PackageFit, costs: Costs, provider: int) -> str:
    budget, prices, place = fit.package.budget, fit.ground.prices, int(costs.places[provider])
    assert budget is not None  # noqa: S101 - there are no costs without one
    own, rate = str(prices.currency[place]), costs.rates[str(prices.currency[place])]
    named = {
        "cost": _money(float(costs.least[provider]), budget.unit),
        "limit": _money(limit_of(fit.package) or 0.0, budget.unit),
    }
    if own == budget.unit:
        return _("Indicative price from %(cost)s; your budget goes up to %(limit)s.") % named
    times = float(fit.package.batches or 1) if prices.per_batch[place] else 1.0
    named |= {"own": _money(float(prices.least[place]) * times, own), "source": rate.source}
    named["day"] = date_format(rate.on) if rate.on else ""
    return _(
        "Indicative price from %(own)s, %(cost)s at the rate of %(day)s (%(source)s); your budget goes up to %(limit)s."
    ) % named  # fmt: skip


def _money(amount: float, currency: str) -> str:
    return Money(Decimal(str(round(amount, 2))), currency).display()
