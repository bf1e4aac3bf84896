"""Whether anybody in the catalogue could do a project as it is written, asked of the catalogue as it stands.

Who could do a package offers its service for the project's modality (where anybody does), in a country that is allowed, under the
standards that are required or saying nothing of standards. What providers do not tell is unknown: it raises no flag.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray
from pyroaring import BitMap

from core.languages import joined
from organizations.actor import Actor
from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.measures import FAMILIES_OF_DIMENSION, FILLS, family_of, is_counted_so, measured_in
from projects.briefs.models import Project, WorkPackage
from projects.briefs.planning import ANYWHERE, RANKS
from projects.briefs.selectors.completeness import ANIMALS, SAMPLES, TRIAL_WORK
from projects.briefs.selectors.contradictions import contradictions_in
from providers.models import Slot
from services.search import kinds
from services.search.sets import numbers_of
from services.selectors.catalogue import Catalogue
from vocabulary.models import Country, Standard, Unit
from vocabulary.selectors.markets import market_terms

COUNTED_ANYWHERE = frozenset(
    ["effort", "study-count", "compound-count", "shipments-per-year", "floor-area", "cleanroom-count", "batches-per-year"]
)
"""Dimensions that say nothing of what is made."""
MAKE_NOTHING = FILLS | ANIMALS | TRIAL_WORK | SAMPLES | ANYWHERE
"""Families whose work is not measured by what a vessel holds or a batch yields."""
VOLUME = "-volume"
DIGITS = 6
WEEK = timedelta(weeks=1)
LATER = 3
"""The step after a product is developed and made: nobody does either in days."""
MOST_NAMED = 4


def feasibility_of(project: Project, packages: Sequence[WorkPackage], catalogue: Catalogue, today: date) -> list[Flag]:
    """What makes it impossible, package by package; contradictions that were dismissed say so, and stand last. Packages come with
    their links, the project with its own."""
    slots = _open_slots(project, packages, today)
    flags = [flag for package in packages for flag in Doers(project, package, catalogue, today, slots).flags()]
    contradictions = list(contradictions_in(project, packages))
    dismissed = set(project.dismissals.values_list("key", flat=True)) if contradictions else set()
    told = [replace(one, is_dismissed=one.key in dismissed) for one in contradictions]
    return [*flags, *sorted(told, key=lambda one: one.is_dismissed)]


def _open_slots(project: Project, packages: Sequence[WorkPackage], today: date) -> list[Slot]:
    """The free windows before the last day of any of them."""
    ends = [one.ends_on or project.ends_on for one in packages]
    last = max((one for one in ends if one is not None), default=None)
    if last is None:
        return []
    free = Slot.objects.visible_to(Actor.anonymous()).free().filter(ends_on__gte=today, starts_on__lte=last)
    return list(free.select_related("suite").prefetch_related("suite__service_lines", "suite__modalities"))


@dataclass(eq=False)
class Doers:
    """Those in the catalogue who could do a package; ``slots`` are windows that are free."""

    project: Project
    package: WorkPackage
    catalogue: Catalogue
    today: date
    slots: Sequence[Slot]

    def flags(self) -> Iterator[Flag]:
        """What stands against it; where nobody offers it at all, only that."""
        yield from self._unit()
        if not self.of_the_service:
            text = _("Nobody in the catalogue offers %(service)s.") % {"service": self.service}
            yield self._flag(FlagKind.SERVICE, text, _("Ask for a wider service, or for the steps it is made of."))
            return
        if not self.somewhere:
            text = _("Nobody offers %(service)s where you allow it.") % {"service": self.service}
            yield self._flag(FlagKind.PLACE, text, _("Allow more countries, or exclude fewer."))
            return
        yield from self._scale()
        yield from self._time()
        yield from self._markets()

    def _flag(self, kind: FlagKind, text: str, advice: str) -> Flag:
        return Flag(kind, text, advice, self.package)

    @property
    def service(self) -> str:
        return self.package.service_line.label

    def _with(self, kind: str, codes: Iterable[str]) -> BitMap:
        found = BitMap()
        for code in codes:
            found |= self.catalogue.index.entries_of((kind, code))
        return found & self.catalogue.index.live

    @cached_property
    def of_the_service(self) -> BitMap:
        """For the modality, unless nobody does it for any such."""
        offered = self._with(kinds.SERVICE_LINE, [self.package.service_line_id])
        for_it = offered & self._with(kinds.MODALITY, [one.pk for one in self.project.modalities.all()])
        return for_it or offered

    @cached_property
    def somewhere(self) -> BitMap:
        """In the places that are allowed."""
        found, terms = self.of_the_service, self.catalogue.vocabulary.terms[Country]
        allowed = {one.pk for one in self.package.countries_allowed.all()}
        excluded = {one.pk for one in self.package.countries_excluded.all()}
        if allowed or excluded:
            found = found & self._with(kinds.COUNTRY, (allowed or set(terms)) - excluded)
        return found

    @cached_property
    def able(self) -> BitMap:
        """Under every standard that is required, as far as they tell."""
        found = self.somewhere
        telling = self._with(kinds.STANDARD, self.catalogue.vocabulary.terms[Standard])
        for standard in self.package.standards_required.all():
            found = found & (self._with(kinds.STANDARD, [standard.pk]) | (found - telling))
        return found

    def _column(self, name: str, among: BitMap) -> NDArray[Any]:
        values: NDArray[Any] = self.catalogue.index.columns[name][numbers_of(among)]
        return values

    def _in_dimension(self, dimension: str, among: BitMap) -> NDArray[Any]:
        """The known scales, in base units."""
        number = self.catalogue.index.dimensions.get(dimension, -2)
        scales = self._column("scale", among)
        found: NDArray[Any] = scales[(self._column("dimension", among) == number) & ~np.isnan(scales)]
        return found

    def _unit(self) -> Iterator[Flag]:
        unit = self.package.scale_unit
        if unit is None or self._in_dimension(unit.dimension, self.of_the_service).size or self._fits(unit):
            return
        named = {"unit": unit.label, "symbol": unit.written, "service": self.service}
        text = _("%(service)s is not measured in %(symbol)s (%(unit)s).") % named
        there = self._named(one for one in self._dimensions_there if self._measures(one) and one not in COUNTED_ANYWHERE)
        usual = self._named(measured_in(self.package.service_line))
        advice = _("Say it in the unit of what is made or tested, or leave the scale out and write it into the questions.")
        if there:
            advice = _("Providers state it in: %(units)s.") % {"units": joined(there)}
        elif usual:
            advice = _("It is counted in: %(units)s.") % {"units": joined(usual)}
        yield self._flag(FlagKind.UNIT, text, advice)

    def _fits(self, unit: Unit) -> bool:
        """By what the family works in; among vessels, by which of them its providers have."""
        vessels = [one for one in self._dimensions_there if one.endswith(VOLUME)]
        return self._measures(unit.dimension) and not (unit.dimension.endswith(VOLUME) and vessels)

    def _measures(self, dimension: str) -> bool:
        """Whether the service is measured so, whatever a provider's figure happens to be in: it can be that of a whole site."""
        if dimension in FAMILIES_OF_DIMENSION:
            return is_counted_so(self.package.service_line, dimension)
        return dimension in COUNTED_ANYWHERE or family_of(self.package.service_line) not in MAKE_NOTHING

    @cached_property
    def _dimensions_there(self) -> list[str]:
        """In which dimensions those who offer it state their scale."""
        there = set(self._column("dimension", self.of_the_service).tolist())
        return sorted(name for name, number in self.catalogue.index.dimensions.items() if number in there)

    def _named(self, dimensions: Iterable[str]) -> list[str]:
        """The first unit of each dimension, by name."""
        wanted, units = set(dimensions), self.catalogue.vocabulary.in_use(Unit)
        named = {one.dimension: one.label for one in reversed(units) if one.dimension in wanted}
        return sorted(named.values())[:MOST_NAMED]

    def _scale(self) -> Iterator[Flag]:
        unit, asked = self.package.scale_unit, self.package.scale_low or self.package.scale_high
        if unit is None or asked is None:
            return
        known = self._in_dimension(unit.dimension, self.able)
        if not known.size or float(known.max()) >= float(asked * unit.factor) * (1 - 1e-6):
            return
        largest = Decimal(f"{float(known.max()):.{DIGITS}g}") / unit.factor
        named = {"service": self.service, "largest": f"{largest.normalize():,f}", "symbol": unit.written}
        named["asked"] = f"{asked.normalize():,f}"
        text = (
            _("The largest known scale for %(service)s is %(largest)s %(symbol)s; you ask for %(asked)s %(symbol)s.")
            % named
        )
        yield self._flag(FlagKind.SCALE, text, _("Ask for less in more batches, or allow other countries or standards."))

    def _time(self) -> Iterator[Flag]:
        """A time that is over or shorter than any such work, else one that is shorter than what providers need."""
        ends_on = self.package.ends_on or self.project.ends_on
        if ends_on is None:
            return
        begins = self.package.starts_on or self.project.starts_on or self.today
        if ends_on < self.today:
            named = {"service": self.service, "end": date_format(ends_on)}
            text = _("The time for %(service)s ended on %(end)s, which is past.") % named
            yield self._flag(FlagKind.LEAD_TIME, text, _("Give the package or the project a later end."))
        elif ends_on - begins < WEEK and RANKS.get(family_of(self.package.service_line), LATER) < LATER:
            text = _("The window for %(service)s is shorter than a week.") % {"service": self.service}
            yield self._flag(FlagKind.LEAD_TIME, text, _("Let it begin earlier or end later."))
        else:
            yield from self._lead_time(ends_on)

    def _lead_time(self, ends_on: date) -> Iterator[Flag]:
        leads = self._column("lead", self.able)
        leads = leads[~np.isnan(leads)]
        if not leads.size:
            return
        begins = max(self.package.starts_on or self.project.starts_on or self.today, self.today)
        weeks, shortest = (ends_on - begins).days / 7, int(leads.min())
        if weeks >= shortest or self._is_free(begins, ends_on):
            return
        named = {"service": self.service, "lead": shortest, "weeks": max(int(weeks), 0)}
        text = (
            ngettext(
                "The shortest lead time known for %(service)s is %(lead)s week; the window has %(weeks)s.",
                "The shortest lead time known for %(service)s is %(lead)s weeks; the window has %(weeks)s.",
                shortest,
            )
            % named
        )
        order_by = ends_on - timedelta(weeks=shortest)
        earliest = date_format(self.today + timedelta(weeks=shortest))
        advice = _("Order by %(day)s, or let the window end later.") % {"day": date_format(order_by)}
        if order_by < self.today:
            advice = _("Let the window end on %(day)s or later, or ask providers for a free window.") % {"day": earliest}
        yield self._flag(FlagKind.LEAD_TIME, text, advice)

    def _is_free(self, begins: date, ends: date) -> bool:
        """Whether a suite for it has a free window in this time, whatever the usual lead time is."""
        lines, modalities = {self.package.service_line_id}, {one.pk for one in self.project.modalities.all()}
        free = (one for one in self.slots if one.starts_on <= ends and one.ends_on >= begins)
        return any(one.suite.does(lines, modalities) for one in free)

    def _markets(self) -> Iterator[Flag]:
        telling = self._with(kinds.STANDARD, self.catalogue.vocabulary.terms[Standard]) & self.able
        if not telling:
            return
        nowhere = []
        for market in self.project.jurisdictions.all():
            standards, countries = market_terms([market.pk], self.catalogue.vocabulary)
            serving = self._with(kinds.STANDARD, standards) | self._with(kinds.COUNTRY, countries)
            if not serving & self.able:
                nowhere.append(market.label)
        if nowhere:
            named = {"service": self.service, "markets": joined(nowhere)}
            text = _("Nobody who could do %(service)s lists a standard of, or has a site in: %(markets)s.") % named
            yield self._flag(
                FlagKind.JURISDICTION, text, _("Ask bidders how they would serve it, or plan a site for this market.")
            )
