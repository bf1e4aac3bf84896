"""Who in the catalogue could do a work package, and what they tell of themselves.

Who could do a package offers its service for the project's modality (where anybody does), in a country that is allowed, under the
standards that are required or saying nothing of standards. What providers do not tell is unknown: it raises no flag.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from projects.briefs.enums import FlagKind
from projects.briefs.flags import Flag
from projects.briefs.models import Project, WorkPackage
from providers.models import Slot
from services.search import kinds
from services.search.sets import numbers_of
from services.selectors.catalogue import Catalogue
from vocabulary.models import Country, Standard


@dataclass(eq=False)
class Doers:
    """Those in the catalogue who could do a package; ``slots`` are windows that are free."""

    project: Project
    package: WorkPackage
    catalogue: Catalogue
    today: date
    slots: Sequence[Slot]

    def flag(self, kind: FlagKind, text: str, advice: str) -> Flag:
        """One that is the package's."""
        return Flag(kind, text, advice, self.package)

    @property
    def service(self) -> str:
        """By name."""
        return self.package.service_line.label

    def having(self, kind: str, codes: Iterable[str]) -> BitMap:
        """All offerings that have any of these terms."""
        found = BitMap()
        for code in codes:
            found |= self.catalogue.index.entries_of((kind, code))
        return found & self.catalogue.index.live

    @cached_property
    def of_the_service(self) -> BitMap:
        """For the modality, unless nobody does it for any such."""
        offered = self.having(kinds.SERVICE_LINE, [self.package.service_line_id])
        for_it = offered & self.having(kinds.MODALITY, [one.pk for one in self.project.modalities.all()])
        return for_it or offered

    @cached_property
    def somewhere(self) -> BitMap:
        """In the places that are allowed."""
        found, terms = self.of_the_service, self.catalogue.vocabulary.terms[Country]
        allowed = {one.pk for one in self.package.countries_allowed.all()}
        excluded = {one.pk for one in self.package.countries_excluded.all()}
        if allowed or excluded:
            found = found & self.having(kinds.COUNTRY, (allowed or set(terms)) - excluded)
        return found

    @cached_property
    def able(self) -> BitMap:
        """Under every standard that is required, as far as they tell."""
        found = self.somewhere
        telling = self.having(kinds.STANDARD, self.catalogue.vocabulary.terms[Standard])
        for standard in self.package.standards_required.all():
            found = found & (self.having(kinds.STANDARD, [standard.pk]) | (found - telling))
        return found

    def column(self, name: str, among: BitMap) -> NDArray[Any]:
        """What the index keeps of these offerings."""
        values: NDArray[Any] = self.catalogue.index.columns[name][numbers_of(among)]
        return values

    def in_dimension(self, dimension: str, among: BitMap) -> NDArray[Any]:
        """The known scales, in base units."""
        number = self.catalogue.index.dimensions.get(dimension, -2)
        scales = self.column("scale", among)
        found: NDArray[Any] = scales[(self.column("dimension", among) == number) & ~np.isnan(scales)]
        return found

    @cached_property
    def dimensions_there(self) -> list[str]:
        """In which dimensions those who offer it state their scale."""
        there = set(self.column("dimension", self.of_the_service).tolist())
        return sorted(name for name, number in self.catalogue.index.dimensions.items() if number in there)

    @cached_property
    def shortest_lead(self) -> int | None:
        """The shortest lead time that any of them tells, in weeks."""
        leads = self.column("lead", self.able)
        leads = leads[~np.isnan(leads)]
        return int(leads.min()) if leads.size else None

    @property
    def ends_on(self) -> date | None:
        """The last day for the package."""
        return self.package.ends_on or self.project.ends_on

    @property
    def latest_start(self) -> date | None:
        """By when it has to begin; by the project's day only where nothing comes before it."""
        return self.package.latest_start or (None if self.package.depends_on.all() else self.project.latest_start)

    @property
    def begins(self) -> date:
        """The first day for it, today where nobody says one."""
        return self.package.starts_on or self.project.starts_on or self.today

    def is_free(self, begins: date, ends: date) -> bool:
        """Whether a suite for it has a free window in this time, whatever the usual lead time is."""
        lines, modalities = {self.package.service_line_id}, {one.pk for one in self.project.modalities.all()}
        free = (one for one in self.slots if one.starts_on <= ends and one.ends_on >= begins)
        return any(one.suite.does(lines, modalities) for one in free)
