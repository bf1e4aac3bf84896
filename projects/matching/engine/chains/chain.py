"""Who does which package of a chain: a search over ways to have each package done.

A route is one way for each package. What it is worth is the sum of its ways' scores, less what each hand-over along the
dependencies and each provider more to deal with costs. A beam keeps the best beginnings, package by package, what is needed first
before what needs it; equals are told apart by the order of the ways, so that the same input gives the same route.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_
from typing import NamedTuple

BEAM = 48
"""So many beginnings are gone on with. Tests hold it to trying everything, for small chains."""
ALIKE = 1e-9
"""Worths that differ by less are the same."""
MOST_TRIED = 20_000
"""So many sets of providers are looked at for the smallest that covers a chain."""


@dataclass(frozen=True)
class Way:
    """One way to have a package done: a provider by its position, the place of its offering, a site as (country, city) where
    it is known. ``score`` is from 0 to 1; ``weeks`` the shortest lead time and ``cost`` the lowest price, where they are known.
    ``is_preferred`` None: no place is preferred for the package."""

    provider: int
    offering: int
    site: tuple[str, str] | None
    score: float
    weeks: float | None = None
    cost: float | None = None
    is_preferred: bool | None = None


@dataclass(frozen=True)
class Toll:
    """What is held against a route, in points of a score: a move to another site of the house, to another house, over a border
    besides; another house to deal with."""

    site: float
    house: float
    border: float
    partner: float


EASY = Toll(site=0.02, house=0.06, border=0.06, partner=0.05)
"""A tech transfer outweighs a fit that is better by some points, not one that is better by far."""
NONE = Toll(site=1e-6, house=1e-5, border=1e-6, partner=1e-5)
"""Fit alone; hand-overs tell equals apart."""
STEEP = Toll(site=0.02, house=10.0, border=0.06, partner=100.0)
"""As few houses as there can be, then as few moves between them."""

Ways = Sequence[Sequence[Way]]
Needs = Sequence[tuple[int, ...]]
Route = tuple[Way | None, ...]


@dataclass(frozen=True)
class Handover:
    """Something made in one package goes on in another: to another site or house. ``crosses_border`` None is not known."""

    first: int
    then: int
    is_other_house: bool
    crosses_border: bool | None


def handover(first: int, then: int, route: Route) -> Handover | None:
    """None where both are done at the same site, or one of them by nobody."""
    here, there = route[first], route[then]
    if here is None or there is None:
        return None
    move = _move(here, there)
    return Handover(first, then, *move) if move else None


def _move(here: Way, there: Way) -> tuple[bool, bool | None] | None:
    """Whether it goes to another house, and over a border, None where that is not known; None where it stays at its site, as far as is
    known."""
    is_other = here.provider != there.provider
    if here.site is None or there.site is None:
        return (True, None) if is_other else None
    return None if not is_other and here.site == there.site else (is_other, here.site[0] != there.site[0])


def handovers_of(route: Route, needs: Needs) -> list[Handover]:
    """All of a route, in the order of its packages."""
    pairs = ((first, then) for then, firsts in enumerate(needs) for first in firsts)
    return [found for first, then in pairs if (found := handover(first, then, route))]


def partners_of(route: Route) -> frozenset[int]:
    """The providers of a route."""
    return frozenset(way.provider for way in route if way is not None)


def worth(route: Route, needs: Needs, toll: Toll) -> float:
    """What a route is worth."""
    moves = sum(_price(one.is_other_house, one.crosses_border, toll) for one in handovers_of(route, needs))
    return sum(way.score for way in route if way) - moves - toll.partner * len(partners_of(route))


def _price(is_other_house: bool, crosses_border: bool | None, toll: Toll) -> float:
    return (toll.house if is_other_house else toll.site) + (toll.border if crosses_border else 0.0)


def best_route(ways: Ways, needs: Needs, toll: Toll) -> Route:
    """The best that the beam finds. A package without any way is done by nobody."""
    beginnings = [_Beginning(0.0, (), (None,) * len(ways), frozenset())]
    for package in in_order(needs):
        if ways[package]:
            beginnings = _followed(beginnings, package, ways[package], needs[package], toll)
    return beginnings[0].route


class _Beginning(NamedTuple):
    """A route up to some package: what it is worth, the numbers of its ways by which equals are told apart, its providers."""

    value: float
    key: tuple[int, ...]
    route: Route
    partners: frozenset[int]


def _followed(
    beginnings: Sequence[_Beginning], package: int, ways: Sequence[Way], needs: tuple[int, ...], toll: Toll
) -> list[_Beginning]:
    """The best of what these beginnings go on to, with a way for one package more, whose needs are settled."""
    found: list[tuple[float, int, int]] = []
    for place, (value, _key, route, partners) in enumerate(beginnings):
        before = [way for first in needs if (way := route[first]) is not None]
        for number, way in enumerate(ways):
            gained = value + way.score - (0.0 if way.provider in partners else toll.partner)
            for one in before:
                if move := _move(one, way):
                    gained -= _price(*move, toll)
            found.append((gained, place, number))
    followed = []
    for gained, place, number in _best_of(found, beginnings):
        before_it, way = beginnings[place], ways[number]
        route = (*before_it.route[:package], way, *before_it.route[package + 1 :])
        followed.append(_Beginning(gained, (*before_it.key, number), route, before_it.partners | {way.provider}))
    return followed


def _best_of(found: list[tuple[float, int, int]], beginnings: Sequence[_Beginning]) -> list[tuple[float, int, int]]:
    """The best few of (worth, place of the beginning, number of the way). Worths that differ only by how they were added up are equal: only
    those that may be among the few are looked at so closely."""
    if len(found) > BEAM:
        least = sorted((one[0] for one in found), reverse=True)[BEAM - 1] - 10 * ALIKE
        found = [one for one in found if one[0] >= least]
    return sorted(found, key=lambda one: (-round(one[0] / ALIKE), beginnings[one[1]].key, one[2]))[:BEAM]


def in_order(needs: Needs) -> list[int]:
    """Packages with what they need before them; else as they come. What waits for itself comes last."""
    done: list[int] = []
    left = list(range(len(needs)))
    while left:
        ready = next((one for one in left if all(first in done for first in needs[one])), left[0])
        done.append(ready)
        left.remove(ready)
    return done


def fewest(ways: Ways) -> list[frozenset[int]]:
    """The smallest sets of providers that cover every package which anybody takes, as far as so many can be tried."""
    able = [frozenset(way.provider for way in one) for one in ways if one]
    if not able:
        return []
    taken = _taken(able)
    common = sorted(taken, key=lambda provider: (-taken[provider].bit_count(), provider))
    every, tried = (1 << len(able)) - 1, 0
    for size in range(1, len(able) + 1):
        found = []
        for several in combinations(common, size):
            tried += 1
            if reduce(or_, (taken[provider] for provider in several)) == every:
                found.append(frozenset(several))
            if tried >= MOST_TRIED:
                return found
        if found:
            return found
    return []


def _taken(able: Sequence[frozenset[int]]) -> dict[int, int]:
    """By provider the packages that it takes, a bit for each: sets are many, and are put together fast like this."""
    taken: dict[int, int] = defaultdict(int)
    for place, one in enumerate(able):
        for provider in one:
            taken[provider] |= 1 << place
    return taken


def limited(ways: Ways, providers: Iterable[int]) -> list[list[Way]]:
    """Only the ways of these."""
    wanted = set(providers)
    return [[way for way in one if way.provider in wanted] for one in ways]


def span_of(needs: Needs, weeks: Sequence[float | None]) -> list[tuple[float, float]]:
    """By package, in weeks from the first order: each begins when all that it needs are done. What is not known takes none."""
    spans: dict[int, tuple[float, float]] = {}
    for package in in_order(needs):
        begin = max((spans[first][1] for first in needs[package] if first in spans), default=0.0)
        spans[package] = (begin, begin + (weeks[package] or 0.0))
    return [spans[package] for package in range(len(needs))]
