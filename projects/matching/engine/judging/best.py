"""For each package, the offering of a provider that fits best, and the site."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from projects.briefs.requirements import Subject
from projects.briefs.selectors.contradictions import WITHOUT_GMP
from projects.matching.engine.ground.ground import Flags, Ground
from projects.matching.engine.ground.promised import says_planned
from projects.matching.engine.ground.sites import Place
from projects.matching.engine.ground.totals import says_total
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.judging.scales import compared, large_enough
from services.search import kinds
from services.search.document import city_code
from services.selectors.catalogue import Catalogue, Found

SEVERAL, MOST_LINES = 2, 6
EXACT, NEAR = 8.0, 2.0
"""An offering of the service asked for; of its family. More than all the rest together."""


@dataclass(frozen=True)
class Best:
    """A package's best offering of a provider. ``is_near`` where it is another service of the family, ``is_whole`` where the
    provider misses nothing of the package; ``site`` may be unknown. ``scale`` is the offering's at the site, as documents have it,
    None where none is known there; ``is_total`` where several units make it up."""

    package: str
    offering: Found
    site: Place | None
    is_near: bool
    is_whole: bool
    scale: Mapping[str, Any] | None
    is_total: bool


def places_of(fit: PackageFit, among: Flags | None = None) -> list[int]:
    """By provider, the place of the offering that fits the package best, of those ``among`` where that is said; -1 where none comes near."""
    ground = fit.ground
    value = EXACT * fit.relevant + NEAR * ground.having(kinds.SERVICE_LINE, _families(fit)) * ~fit.relevant
    value = value * (1.0 if among is None else among)
    value += 3.0 * (fit.wanted_modality & (value > 0))
    for subject, share in ((Subject.COUNTRY, 1.0), (Subject.STANDARD, 0.5), (Subject.STAGE, 0.5)):
        wanted = fit.package.of(subject)
        for choice in wanted:
            value += share / len(wanted) * (fit.having(choice) & (value > 0))
    if fit.outside is not None:
        value += fit.outside & (value > 0)
    if fit.gladly is not None:
        value += fit.gladly & (value > 0)
    value += 0.5 * _large_enough(fit) * (value > 0)
    value -= 0.25 * _not_for_people(fit) * (value > 0)
    highest, places = ground.best(value)
    return [int(place) if high > 0 else -1 for high, place in zip(highest, places, strict=True)]


def _places(fit: PackageFit) -> Iterator[list[int]]:
    """Those of the package; and where several services of it must be done, those of each that the offerings before are none of."""
    first = places_of(fit)
    yield first
    musts = [one for one in fit.lines if one.is_must]
    shown = [first]
    for line in musts[:MOST_LINES] if len(musts) > 1 else ():
        having = fit.having(line)
        own = places_of(fit, having)
        is_shown = [any(places[one] >= 0 and having[places[one]] for places in shown) for one in range(len(own))]
        shown.append([-1 if done or place < 0 else place for done, place in zip(is_shown, own, strict=True)])
        yield shown[-1]


def _families(fit: PackageFit) -> list[str]:
    return sorted({code for line in fit.lines for code in fit.families(line)})


def _not_for_people(fit: PackageFit) -> Flags:
    """Work that is done without GMP by its definition: it comes forward where somebody asks for just this."""
    asked = {code for line in fit.lines for code in line.codes}
    return fit.ground.having(kinds.SERVICE_LINE, sorted(WITHOUT_GMP - asked))


def _large_enough(fit: PackageFit) -> Flags:
    """Where it may be done."""
    enough = np.zeros(len(fit.ground.entries), dtype=bool)
    for amount in fit.package.amounts:
        held = compared(fit, amount)
        known = np.where(held.counted, held.points.known(amount), np.nan)
        enough[held.points.offerings[large_enough(known, amount)]] = True
    return enough


def best_of(
    ranking: Ranking, providers: Sequence[int], catalogue: Catalogue, sites: Mapping[str, tuple[Place, ...]]
) -> dict[int, list[Best]]:
    """By provider, its best offering for each package that it comes near, the weightiest first, and for each further service of one that must be
    done and that this is none of; in one query."""
    pairs = sorted(zip(ranking.fits, ranking.package_misses, strict=True), key=lambda pair: -pair[0].weight)
    chosen = [(fit, missed, places) for fit, missed in pairs for places in _places(fit)]
    numbers = {
        int(ranking.ground.entries[places[one]])
        for _fit, _missed, places in chosen
        for one in providers
        if places[one] >= 0
    }
    found = {one.number: one for one in catalogue.show(sorted(numbers))}
    result: dict[int, list[Best]] = {one: [] for one in providers}
    for fit, missed, places in chosen:
        for one in providers:
            offering = found.get(int(ranking.ground.entries[places[one]])) if places[one] >= 0 else None
            if offering is not None:
                every = sites.get(ranking.ground.slugs[one], ())
                site = _site(fit, offering, every)
                is_near = bool(fit.lines) and not fit.relevant[places[one]]
                scale = None if _is_for_others(fit, site, offering.document) else scale_at(site, offering.document)
                is_total = scale is not None and says_total(scale["note"], Decimal(scale["max"] or scale["min"]))
                result[one].append(Best(fit.package.name, offering, site, is_near, not missed[one], scale, is_total))
    return result


def _site(fit: PackageFit, offering: Found, sites: Sequence[Place]) -> Place | None:
    """One of the offering's: in a country asked for, working with the medicine, large enough, with the figure that its scale comes from."""
    return max(_there(offering.document, sites), key=_merits(fit, offering.document), default=None)


def sites_for(fit: PackageFit, document: Mapping[str, Any], sites: Sequence[Place]) -> list[Place]:
    """Those of an offering where the package may be done, the best first."""
    merits = _merits(fit, document)
    there = sorted((site for site in _there(document, sites) if not site.is_planned), key=merits, reverse=True)
    musts = {code for one in fit.package.of(Subject.COUNTRY) if one.is_must for code in one.codes}
    return [site for site in there if merits(site)[0] and (not musts or site.country in musts)]


def _there(document: Mapping[str, Any], sites: Sequence[Place]) -> list[Place]:
    named = {(one["city"], one["country"]) for one in document["sites"]}
    return [site for site in sites if (site.city, site.country) in named]


def _merits(fit: PackageFit, document: Mapping[str, Any]) -> Callable[[Place], tuple[bool, ...]]:
    wanted = {code for one in fit.package.of(Subject.COUNTRY) for code in one.codes}
    barred = {code for one in fit.package.excluded(Subject.COUNTRY) for code in one.codes}
    avoided = fit.package.avoided.codes if fit.package.avoided else ()

    def merits(site: Place) -> tuple[bool, ...]:
        return (
            site.country not in barred,
            site.country in wanted,
            site.country not in avoided,
            site.is_operating,
            bool(fit.modality_leaves & site.modalities),
            any(site.dimension == one.dimension and site.base_units >= one.low for one in fit.package.amounts),
            gives_scale(site, document["scale"]),
        )

    return merits


def _is_for_others(fit: PackageFit, site: Place | None, document: Mapping[str, Any]) -> bool:
    """Whether an offering's scale is the figure of a site that works with other medicines only."""
    if site is None or not site.modalities or not fit.modality_leaves:
        return False
    return site.modalities.isdisjoint(fit.modality_leaves) and gives_scale(site, document["scale"])


def gives_scale(site: Place, scale: dict[str, Any] | None) -> bool:
    """Whether an offering's scale is the figure of this site."""
    if scale is None or site.scale is None or not scale["max"]:
        return False
    return bool(site.unit == scale["unit"] and f"{site.scale.normalize():f}" == scale["max"])


def scale_at(site: Place | None, document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What is known of an offering's scale at one of its sites. A figure of several sites together is of none of them, and one that is only
    planned of nobody."""
    scale: Mapping[str, Any] | None = document["scale"]
    if scale is not None and says_planned(scale["note"], Decimal(scale["max"] or scale["min"])):
        return None
    if site is not None and site.is_figure_planned and gives_scale(site, document["scale"]):
        return None
    if scale is None or site is None or len(document["sites"]) < SEVERAL or gives_scale(site, document["scale"]):
        return scale
    is_measured = site.scale is not None and site.unit == scale["unit"]
    if not is_measured or site.scale is None or (scale["max"] and site.scale > Decimal(scale["max"])):
        return None
    return {"min": None, "max": f"{site.scale.normalize():f}", "unit": site.unit, "note": site.note}


def sites_within(ground: Ground, provider: int, flags: Flags, codes: Iterable[str], sites: Sequence[Place]) -> list[Place]:
    """Of the provider's sites those in these countries where it does what is flagged."""
    wanted, (start, end) = set(codes), ground.span(provider)
    return [
        site
        for site in sites
        if site.country in wanted
        and not site.is_planned
        and (flags & ground.having(kinds.CITY, (city_code(site.country, site.city),)))[start:end].any()
    ]
