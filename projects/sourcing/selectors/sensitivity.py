"""How much the order of the quotes hangs on the weights.

One weight moves, the others keep their proportion to each other: then each quote's score is a straight line, and where two
lines cross their order turns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.sourcing.selectors.comparison import Column, Comparison

HUNDRED = Decimal(100)
STEP = 10
"""Percentage points up and down for which the order is told."""


@dataclass(frozen=True)
class Sloped:
    """A quote's score from 0 to 10 at a weight of 0 and of 100 percent. ``number`` is its place among the columns."""

    provider: str
    number: int
    at_nothing: Decimal
    at_all: Decimal

    def at(self, weight: Decimal) -> Decimal:
        return (self.at_nothing * (HUNDRED - weight) + self.at_all * weight) / HUNDRED

    @property
    def slope(self) -> Decimal:
        return self.at_all - self.at_nothing


@dataclass(frozen=True)
class Flip:
    """At this weight in percent, and beyond it, another quote comes first."""

    weight: Decimal
    provider: str


@dataclass(frozen=True)
class Sensitivity:
    """Of one criterion: the lines, the order now and with its weight lower and higher, where the first changes."""

    label: str
    weight: Decimal
    lines: tuple[Sloped, ...]
    less: Decimal
    more: Decimal
    below: Flip | None
    above: Flip | None

    def order_at(self, weight: Decimal) -> list[str]:
        """Providers, the best first."""
        return [one.provider for one in ranked(self.lines, weight)]

    @property
    def now(self) -> list[str]:
        return self.order_at(self.weight)

    @property
    def with_less(self) -> list[str]:
        return self.order_at(self.less)

    @property
    def with_more(self) -> list[str]:
        return self.order_at(self.more)


def sensitivities_of(comparison: Comparison) -> list[Sensitivity]:
    """Of each criterion, as soon as two quotes are scored by all. With one criterion alone nothing can move."""
    scored = [(number, one) for number, one in enumerate(comparison.columns) if one.score is not None]
    if len(scored) < 2 or len(comparison.criteria) < 2:
        return []
    weights = {one["code"]: Decimal(one["weight"]) for one in comparison.criteria}
    return [
        _sensitivity(one["label"], weights[one["code"]], [_sloped(n, column, one["code"], weights) for n, column in scored])
        for one in comparison.criteria
    ]


def ranked(lines: Sequence[Sloped], weight: Decimal) -> list[Sloped]:
    """The best first; equals in the order of the columns."""
    return sorted(lines, key=lambda one: (-one.at(weight), one.number))


def _sloped(number: int, column: Column, code: str, weights: dict[str, Decimal]) -> Sloped:
    others = {name: weight for name, weight in weights.items() if name != code}
    points = sum((column.means[name] * weight for name, weight in others.items()), Decimal(0))
    return Sloped(column.provider, number, points / sum(others.values()), column.means[code])


def _sensitivity(label: str, weight: Decimal, lines: list[Sloped]) -> Sensitivity:
    first = ranked(lines, weight)[0]
    crossed = [found for one in lines if one is not first and (found := _crossing(first, one)) is not None]
    below = [(at, one) for at, one in crossed if at <= weight and one.slope < first.slope]
    above = [(at, one) for at, one in crossed if at >= weight and one.slope > first.slope]
    lower, upper = max(below, key=lambda pair: pair[0], default=None), min(above, key=lambda pair: pair[0], default=None)
    return Sensitivity(
        label=label,
        weight=weight,
        lines=tuple(lines),
        less=max(weight - STEP, Decimal(0)),
        more=min(weight + STEP, HUNDRED),
        below=Flip(round(lower[0], 1), lower[1].provider) if lower else None,
        above=Flip(round(upper[0], 1), upper[1].provider) if upper else None,
    )


def _crossing(first: Sloped, other: Sloped) -> tuple[Decimal, Sloped] | None:
    """The weight at which the two are equal, if there is one from 0 to 100."""
    turn = other.slope - first.slope
    if not turn:
        return None
    at = (first.at_nothing - other.at_nothing) * HUNDRED / turn
    return (at, other) if 0 <= at <= HUNDRED else None
