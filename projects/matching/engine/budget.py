"""A budget against indicative prices in its currency."""

from collections.abc import Iterable
from decimal import Decimal

import numpy as np
from django.utils.translation import gettext as _

from core.money import Money
from projects.matching.engine.asked import Package
from projects.matching.engine.ground import Flags, Ground, Scores

TOO_DEAR = 0.8


def costs(package: Package, fitting: Flags, ground: Ground) -> Scores:
    """What each provider's cheapest offering costs, in the budget's currency; nan where that is not known."""
    assert package.budget is not None  # noqa: S101 - asked for only then
    prices = ground.prices
    times = np.where(prices.per_batch, float(package.batches or 1), 1.0)
    known = fitting & (prices.currency == package.budget.unit)
    cost = np.where(known & ~np.isnan(prices.least), prices.least * times, np.inf)
    least = -ground.best(-cost)[0]
    return np.where(np.isfinite(least), least, np.nan)


def budget_scores(package: Package, fitting: Flags, ground: Ground) -> Scores | None:
    """1 for what is within the budget."""
    limit = limit_of(package)
    if limit is None:
        return None
    cost = costs(package, fitting, ground)
    return np.where(cost <= limit, 1.0, TOO_DEAR * limit / np.maximum(cost, limit))


def limit_of(package: Package) -> float | None:
    """The most that may be spent."""
    budget = package.budget
    most = (budget.high or budget.low) if budget else None
    return float(most) if most else None


def price_sentence(packages: Iterable[tuple[Package, Flags]], ground: Ground, provider: int) -> str:
    """What is known of a provider's prices."""
    for package, fitting in packages:
        limit = limit_of(package)
        cost = costs(package, fitting, ground)[provider] if limit else np.nan
        if limit and package.budget and not np.isnan(cost):
            named = {
                "cost": Money(Decimal(str(round(float(cost), 2))), package.budget.unit).display(),
                "limit": Money(Decimal(str(limit)), package.budget.unit).display(),
            }
            return _("Indicative price from %(cost)s; your budget goes up to %(limit)s.") % named
    return _("No price that compares with your budget; ask for one.")
