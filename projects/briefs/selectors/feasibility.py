"""Whether anybody in the catalogue could do a project as it is written, asked of the catalogue as it stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.languages import joined
from organizations.actor import Actor
from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.measures import FAMILIES_OF_DIMENSION, FILLS, family_of, is_counted_so, measured_in
from projects.briefs.models import Project, WorkPackage
from projects.briefs.planning import ANYWHERE
from projects.briefs.selectors.budgets import budget_flags
from projects.briefs.selectors.completeness import ANIMALS, SAMPLES, TRIAL_WORK
from projects.briefs.selectors.contradictions import contradictions_in
from projects.briefs.selectors.doers import Doers
from projects.briefs.selectors.timing import chain_flags, time_flags
from providers.models import Slot
from services.search import kinds
from services.selectors.catalogue import Catalogue
from vocabulary.models import ExpressionSystem, Stage, Standard, Unit
from vocabulary.selectors.markets import market_terms

COUNTED_ANYWHERE = frozenset(
    ["effort", "study-count", "compound-count", "shipments-per-year", "floor-area", "cleanroom-count", "batches-per-year"]
)
"""Dimensions that say nothing of what is made."""
MAKE_NOTHING = FILLS | ANIMALS | TRIAL_WORK | SAMPLES | ANYWHERE
"""Families whose work is not measured by what a vessel holds or a batch yields."""
VOLUME = "-volume"
DIGITS = 6
MOST_NAMED = 4
FAR = 2
"""Steps between two stages from which on work for the one is another work than for the other."""


def feasibility_of(project: Project, packages: Sequence[WorkPackage], catalogue: Catalogue, today: date) -> list[Flag]:
    """What makes it impossible, package by package; contradictions that were dismissed say so, and stand last. Packages come with
    their links, the project with its own."""
    slots = _open_slots(project, packages, today)
    several = [Doers(project, package, catalogue, today, slots) for package in packages]
    flags = [flag for doers in several for flag in _flags_of(doers)]
    flags += [*chain_flags(several), *budget_flags(project, packages, today)]
    contradictions = list(contradictions_in(project, packages))
    dismissed = set(project.dismissals.values_list("key", flat=True)) if contradictions else set()
    told = [replace(one, is_dismissed=one.key in dismissed) for one in contradictions]
    return [*flags, *sorted(told, key=lambda one: one.is_dismissed)]


def _open_slots(project: Project, packages: Sequence[WorkPackage], today: date) -> list[Slot]:
    """The free windows before the last day of any of them."""
    rows: list[Project | WorkPackage] = [project, *packages]
    days = [day for one in rows for day in (one.latest_start, one.ends_on)]
    last = max((day for day in days if day is not None), default=None)
    if last is None:
        return []
    free = Slot.objects.visible_to(Actor.anonymous()).free().filter(ends_on__gte=today, starts_on__lte=last)
    return list(free.select_related("suite").prefetch_related("suite__service_lines", "suite__modalities"))


def _flags_of(doers: Doers) -> Iterator[Flag]:
    """What stands against a package; where nobody offers it at all, only that."""
    yield from _unit(doers)
    if not doers.of_the_service:
        text = _("Nobody in the catalogue offers %(service)s.") % {"service": doers.service}
        yield doers.flag(FlagKind.SERVICE, text, _("Ask for a wider service, or for the steps it is made of."))
        return
    yield from _hosts(doers)
    yield from _stage(doers)
    if not doers.somewhere:
        text = _("Nobody offers %(service)s where you allow it.") % {"service": doers.service}
        yield doers.flag(FlagKind.PLACE, text, _("Allow more countries, or exclude fewer."))
        return
    yield from _scale(doers)
    yield from time_flags(doers)
    yield from _markets(doers)


def _unit(doers: Doers) -> Iterator[Flag]:
    unit = doers.package.scale_unit
    if unit is None or doers.in_dimension(unit.dimension, doers.of_the_service).size or _fits(doers, unit):
        return
    named = {"unit": unit.label, "symbol": unit.written, "service": doers.service}
    text = _("%(service)s is not measured in %(symbol)s (%(unit)s).") % named
    there = _named(doers, (one for one in doers.dimensions_there if _measures(doers, one) and one not in COUNTED_ANYWHERE))
    usual = _named(doers, measured_in(doers.package.service_line))
    advice = _("Say it in the unit of what is made or tested, or leave the scale out and write it into the questions.")
    if there:
        advice = _("Providers state it in: %(units)s.") % {"units": joined(there)}
    elif usual:
        advice = _("It is counted in: %(units)s.") % {"units": joined(usual)}
    yield doers.flag(FlagKind.UNIT, text, advice)


def _fits(doers: Doers, unit: Unit) -> bool:
    """By what the family works in; among vessels, by which of them its providers have."""
    vessels = [one for one in doers.dimensions_there if one.endswith(VOLUME)]
    return _measures(doers, unit.dimension) and not (unit.dimension.endswith(VOLUME) and vessels)


def _measures(doers: Doers, dimension: str) -> bool:
    """Whether the service is measured so, whatever a provider's figure happens to be in: it can be that of a whole site."""
    if dimension in FAMILIES_OF_DIMENSION:
        return is_counted_so(doers.package.service_line, dimension)
    return dimension in COUNTED_ANYWHERE or family_of(doers.package.service_line) not in MAKE_NOTHING


def _named(doers: Doers, dimensions: Iterable[str]) -> list[str]:
    """The first unit of each dimension, by name."""
    wanted, units = set(dimensions), doers.catalogue.vocabulary.in_use(Unit)
    named = {one.dimension: one.label for one in reversed(units) if one.dimension in wanted}
    return sorted(named.values())[:MOST_NAMED]


def _hosts(doers: Doers) -> Iterator[Flag]:
    """Of those who tell what they work with, nobody works with a host that is asked for."""
    telling = doers.of_the_service & doers.having(kinds.SYSTEM, doers.catalogue.vocabulary.terms[ExpressionSystem])
    asked = doers.package.systems.all() if telling else ()
    lacking = [one.label for one in asked if not telling & doers.having(kinds.SYSTEM, [one.pk])]
    if not lacking:
        return
    named = {"service": doers.service, "systems": joined(lacking)}
    text = _("Nobody who offers %(service)s lists %(systems)s for it.") % named
    yield doers.flag(
        FlagKind.SYSTEM, text, _("See whether the host or process fits the service, or choose another service.")
    )


def _stage(doers: Doers) -> Iterator[Flag]:
    """Of those who tell for which stages they work, nobody does it for one near the one that is asked for."""
    asked, order = doers.package.stage, [one.code for one in doers.catalogue.vocabulary.in_use(Stage)]
    telling = doers.of_the_service & doers.having(kinds.STAGE, order)
    if asked is None or asked.code not in order or not telling:
        return
    place = order.index(asked.code)
    if telling & doers.having(kinds.STAGE, order[max(0, place - FAR + 1) : place + FAR]):
        return
    text = _("Nobody offers %(service)s for the stage %(stage)s.") % {"service": doers.service, "stage": asked.label}
    yield doers.flag(FlagKind.STAGE, text, _("Give the package the stage that its product is for."))


def _scale(doers: Doers) -> Iterator[Flag]:
    unit, asked = doers.package.scale_unit, doers.package.scale_low or doers.package.scale_high
    if unit is None or asked is None:
        return
    known = doers.in_dimension(unit.dimension, doers.able)
    if not known.size or float(known.max()) >= float(asked * unit.factor) * (1 - 1e-6):
        return
    largest = Decimal(f"{float(known.max()):.{DIGITS}g}") / unit.factor
    named = {"service": doers.service, "largest": f"{largest.normalize():,f}", "symbol": unit.written}
    named["asked"] = f"{asked.normalize():,f}"
    text = _("The largest known scale for %(service)s is %(largest)s %(symbol)s; you ask for %(asked)s %(symbol)s.") % named
    yield doers.flag(FlagKind.SCALE, text, _("Ask for less in more batches, or allow other countries or standards."))


def _markets(doers: Doers) -> Iterator[Flag]:
    telling = doers.having(kinds.STANDARD, doers.catalogue.vocabulary.terms[Standard]) & doers.able
    if not telling:
        return
    nowhere = []
    for market in doers.project.jurisdictions.all():
        standards, countries = market_terms([market.pk], doers.catalogue.vocabulary)
        serving = doers.having(kinds.STANDARD, standards) | doers.having(kinds.COUNTRY, countries)
        if not serving & doers.able:
            nowhere.append(market.label)
    if nowhere:
        named = {"service": doers.service, "markets": joined(nowhere)}
        text = _("Nobody who could do %(service)s lists a standard of, or has a site in: %(markets)s.") % named
        yield doers.flag(
            FlagKind.JURISDICTION, text, _("Ask bidders how they would serve it, or plan a site for this market.")
        )
