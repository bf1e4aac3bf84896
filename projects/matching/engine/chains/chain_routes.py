"""The routes that are worth showing: each the best in something, and none better than another in everything."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from projects.matching.engine.chains.chain import (
    EASY,
    NONE,
    STEEP,
    Needs,
    Route,
    Way,
    Ways,
    best_route,
    fewest,
    handovers_of,
    limited,
    partners_of,
    span_of,
    worth,
)
from projects.matching.enums import PlanKind

MOST_SETS = 40
"""So many of the smallest sets of providers are gone into."""


@dataclass(frozen=True)
class Planned:
    """A route, and what it is best in."""

    kinds: tuple[PlanKind, ...]
    route: Route


def routes_of(ways: Ways, needs: Needs) -> list[Planned]:
    """In the order of the kinds; of those that are equal in everything, one. Nothing where nobody takes any package."""
    if not any(ways):
        return []
    found: dict[tuple[float, ...], tuple[Route, list[PlanKind]]] = {}
    for kind, route in _candidates(ways, needs):
        found.setdefault(measured(route, needs), (route, []))[1].append(kind)
    standing = [found[one] for one in found if not any(_beats(other, one) for other in found)]
    order = list(PlanKind)
    planned = [Planned(tuple(sorted(several, key=order.index)), route) for route, several in standing]
    return sorted(planned, key=lambda one: order.index(one.kinds[0]))


def _candidates(ways: Ways, needs: Needs) -> list[tuple[PlanKind, Route]]:
    few = _few(ways, needs)
    is_one = len(partners_of(few)) == 1 and len(ways) > 1 and all(ways)
    found = [(PlanKind.ONE_STOP if is_one else PlanKind.FEW_PROVIDERS, few)]
    found.append((PlanKind.BALANCED, best_route(ways, needs, EASY)))
    found.append((PlanKind.BEST_OF_EACH, best_route(ways, needs, NONE)))
    for kind, figure in ((PlanKind.SHORTEST, _weeks), (PlanKind.CHEAPEST, _cost)):
        if any(figure(way) is not None for one in ways for way in one):
            found.append((kind, best_route([_least(one, figure) for one in ways], needs, EASY)))
    preferred = [[way for way in one if way.is_preferred is not False] for one in ways]
    is_wished = any(way.is_preferred is not None for one in ways for way in one)
    if is_wished and all(there for one, there in zip(ways, preferred, strict=True) if one):
        found.append((PlanKind.PREFERRED_PLACES, best_route(preferred, needs, EASY)))
    return found


def _few(ways: Ways, needs: Needs) -> Route:
    routes = [best_route(limited(ways, several), needs, STEEP) for several in fewest(ways)[:MOST_SETS]]
    if not routes:
        return best_route(ways, needs, STEEP)
    return max(routes, key=lambda route: round(worth(route, needs, EASY), 9))


def _weeks(way: Way) -> float | None:
    return way.weeks


def _cost(way: Way) -> float | None:
    return way.cost


def _least(ways: Sequence[Way], figure: Callable[[Way], float | None]) -> list[Way]:
    """Those with the lowest figure; all of them where nobody tells."""
    known = [value for way in ways if (value := figure(way)) is not None]
    return [way for way in ways if figure(way) == min(known)] if known else list(ways)


def _beats(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """At least as good in everything, and better in something."""
    return one != other and all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def measured(route: Route, needs: Needs) -> tuple[float, ...]:
    """The less the better: packages done by nobody, providers, hand-overs, borders, packages elsewhere than somebody would like, weeks,
    prices, what lacks to a full fit.

    What is not known counts apart, before what is known: no plan is better for telling less.
    """
    done = [way for way in route if way is not None]
    moves = handovers_of(route, needs)
    spans = span_of(needs, [way.weeks if way else None for way in route])
    return (
        len(route) - len(done),
        len(partners_of(route)),
        sum(one.is_other_house for one in moves),
        len(moves),
        sum(one.crosses_border is not False for one in moves),
        sum(way.is_preferred is False for way in done),
        sum(way.weeks is None for way in done),
        max(end for _start, end in spans),
        sum(way.cost is None for way in done),
        round(sum(way.cost or 0.0 for way in done), 2),
        -round(sum(way.score for way in done), 6),
    )
