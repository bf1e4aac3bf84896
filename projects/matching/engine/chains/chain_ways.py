"""From a ranking to the ways in which each package can be had: its best providers, and those who take several packages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from projects.briefs.requirements import Force, Subject
from projects.briefs.selectors.rate import rates_to
from projects.matching.engine.chains.chain import Way
from projects.matching.engine.ground.prices import COMPARABLE
from projects.matching.engine.ground.sites import Place, sites_of
from projects.matching.engine.judging.best import places_of, sites_for
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.ranking import Ranking
from services.enums import PriceModel
from services.selectors.catalogue import Catalogue

BEST, BROADEST, SITES = 8, 12, 3
"""So many of the best providers for a package are looked at, so many of those who take several, and of each so many sites."""


@dataclass(frozen=True, eq=False)
class Chain:
    """What routes are made of: for each package the ranking for it alone, who can take it whole with the best first, the ways, and what
    offerings show."""

    rankings: tuple[Ranking, ...]
    able: tuple[tuple[int, ...], ...]
    ways: tuple[tuple[Way, ...], ...]
    documents: Mapping[int, dict[str, Any]]


def chain_of(alone: tuple[Ranking, ...], catalogue: Catalogue, currency: str) -> Chain:
    """Of the rankings of each package alone. ``currency`` is that in which the cheapest is looked for, empty where there is none."""
    ground, day = alone[0].ground, alone[0].question.today
    places = [places_of(one.fits[0]) for one in alone]
    able = [_able(one, places[number]) for number, one in enumerate(alone)]
    chosen = [_chosen(one, broad) for one, broad in zip(able, _broadest(able), strict=True)]
    entries = ground.entries
    numbers = {int(entries[places[number][one]]) for number, several in enumerate(chosen) for one in several}
    documents = {found.number: found.document for found in catalogue.show(sorted(numbers))}
    slugs = sorted({ground.slugs[one] for several in chosen for one in several})
    sites = sites_of(slugs, ground.sites)
    rates = _rates(currency, day)
    ways = tuple(
        tuple(_ways(alone[number], several, places[number], documents, sites, rates))
        for number, several in enumerate(chosen)
    )
    return Chain(alone, tuple(map(tuple, able)), ways, documents)


def _able(alone: Ranking, places: Sequence[int]) -> list[int]:
    """Who can take the package whole, the best first."""
    fit = alone.fits[0]
    return [one for one in alone.order if alone.is_eligible(one) and places[one] >= 0 and fit.relevant[places[one]]]


def _broadest(able: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each package, of those who take several the ones that take most of them."""
    taken = Counter(one for several in able for one in several)
    broad = [[one for one in several if taken[one] > 1] for several in able]
    return [sorted(several, key=lambda one: -taken[one])[:BROADEST] for several in broad]


def _chosen(able: Sequence[int], broad: Iterable[int]) -> list[int]:
    return list(dict.fromkeys([*able[:BEST], *broad]))


def _rates(currency: str, day: date) -> dict[str, Decimal]:
    return {code: one.rate for code, one in rates_to(currency, day).items()} if currency else {}


def _ways(
    alone: Ranking,
    providers: Sequence[int],
    places: Sequence[int],
    documents: Mapping[int, dict[str, Any]],
    sites: Mapping[str, tuple[Place, ...]],
    rates: Mapping[str, Decimal],
) -> Iterable[Way]:
    """A house that names sites, none of which is where the package may be done, is no way; one that names none may be."""
    fit = alone.fits[0]
    for provider in providers:
        document = documents.get(int(alone.ground.entries[places[provider]]))
        if document is None:
            continue
        there = sites_for(fit, document, sites.get(alone.ground.slugs[provider], ()))[:SITES]
        if document["sites"] and not there:
            continue
        spots: list[tuple[str, str] | None] = list(dict.fromkeys((site.country, site.city) for site in there))
        price = price_of(document, fit)
        way = Way(
            provider, places[provider], None, round(float(alone.totals[provider]), 6), shortest_of(document),
            float(price[0] * rates[price[2]]) if price and price[0] and price[2] in rates else None,
        )  # fmt: skip
        yield from (replace(way, site=spot, is_preferred=_is_preferred(spot, fit)) for spot in spots or [None])


def _is_preferred(spot: tuple[str, str] | None, fit: PackageFit) -> bool | None:
    """Whether a site is where somebody would like it; None where any place will do as well."""
    wishes = [one for one in fit.package.of(Subject.COUNTRY) if one.force == Force.WISH]
    return any(spot is not None and spot[0] in one.codes for one in wishes) if wishes else None


def shortest_of(document: Mapping[str, Any]) -> float | None:
    """The shortest lead time in weeks that an offering names."""
    known = [one for one in document["lead"] if one is not None]
    return float(known[0]) if known else None


def price_of(document: Mapping[str, Any], fit: PackageFit) -> tuple[Decimal, Decimal, str] | None:
    """From, to and currency of an indicative price for the whole package; None where there is none that says so much.

    A price for a batch is taken times the batches that are asked for.
    """
    price = document["price"]
    ends = [Decimal(one) for one in (price["min"], price["max"]) if one is not None]
    if price["model"] not in COMPARABLE or not ends:
        return None
    batches = fit.package.batches
    if price["model"] == PriceModel.PER_BATCH and not batches:
        return None
    times = batches if price["model"] == PriceModel.PER_BATCH and batches else 1
    return ends[0] * times, ends[-1] * times, price["currency"]


def nearest(alone: Ranking) -> int | None:
    """Who comes nearest to a package that nobody takes whole, and offers its service."""
    offering = alone.ground.any(alone.fits[0].relevant)
    near = [one for one in alone.order if offering[one]]
    return min(near, key=lambda one: (int(alone.misses[one]), -float(alone.totals[one])), default=None) if near else None
