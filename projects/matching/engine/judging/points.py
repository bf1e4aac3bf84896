"""Which figure of a scale is known of which place.

An offering has one figure and may have many sites. At its only site it is that of the site. Of several it belongs to the one whose
own figure it is, and of the others only what the profile names of them is known, as far as the offering goes. A figure that is none of
its sites' is the offering's as a whole: somewhere in these places, not in each.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from core.memory import Recent
from projects.matching.engine.asked import Amount
from projects.matching.engine.ground.ground import Flags, Ground, Scores
from projects.matching.engine.ground.named import Named
from projects.matching.engine.ground.totals import says_total
from services.models import CatalogueEntry
from services.search import kinds
from services.search.document import country_of

Places = NDArray[np.int64]
ROUNDING = 1e-5
SOMEWHERE = -1
MOST_PLACES = 20
"""Of so many sets of countries it is remembered which points are in them."""


@dataclass(frozen=True, eq=False)
class Points:
    """One for each offering and city, and one for an offering whose figure is of none of them. ``offerings`` and ``owners`` are
    positions, ``cities`` numbers of ``codes`` or SOMEWHERE; ``values`` are in base units, nan where nothing is known there;
    ``is_total`` where several units are known to make it up; ``rows`` are those of the sites' figures, -1 for none."""

    offerings: Places
    owners: Places
    cities: Places
    codes: list[str]
    values: Scores
    is_total: Flags
    rows: Places
    named: tuple[Named, ...]
    places: Recent[Flags] = field(default_factory=lambda: Recent(MOST_PLACES))

    def within(self, countries: Collection[str], ground: Ground) -> Flags:
        """Those in the countries. What is somewhere is there where all of the offering's places are."""
        wanted = frozenset(countries)
        return self.places.get_or_make(wanted, lambda: self._within(wanted, ground))

    def _within(self, countries: frozenset[str], ground: Ground) -> Flags:
        there = np.array([*(country_of(code) in countries for code in self.codes), False], dtype=bool)[self.cities]
        somewhere = np.flatnonzero(self.cities == SOMEWHERE)
        if len(somewhere):
            every = {code for kind, code in ground.postings if kind == kinds.COUNTRY}
            inside = ground.having(kinds.COUNTRY, sorted(every & countries))
            outside = ground.having(kinds.COUNTRY, sorted(every - countries))
            there[somewhere] = (inside & ~outside)[self.offerings[somewhere]]
        return there

    def made_there(self, modalities: Collection[str]) -> Flags:
        """Those of sites that work with one of these medicines, or do not say with which."""
        fits = [not one.modalities or not one.modalities.isdisjoint(modalities) for one in self.named]
        return np.array([*fits, True], dtype=bool)[self.rows]

    def known(self, amount: Amount) -> Scores:
        """The values. Where one unit is asked for, what several make up together is not known to be large enough, only to be too small."""
        return np.where(self.may_do(amount), np.nan, self.values) if amount.of_one else self.values

    def may_do(self, amount: Amount) -> Flags:
        """Sums of several units, one of which may be as large as is asked."""
        flags: Flags = self.is_total & (self.values >= amount.low)
        return flags

    def highest(self, chosen: Flags, size: int, amount: Amount) -> Scores:
        """By provider the highest known value of those chosen; nan where none is known, or where a sum may hold a unit that is larger and
        large enough."""
        values = self.known(amount)
        counted = np.flatnonzero(chosen & ~np.isnan(values))
        highest = np.full(size, -1.0)
        np.maximum.at(highest, self.owners[counted], values[counted])
        if amount.of_one:
            may_do = np.zeros(size, dtype=bool)
            may_do[self.owners[chosen & self.may_do(amount)]] = True
            highest[may_do & (highest < amount.low)] = -1.0
        return np.where(highest > 0, highest, np.nan)


POINTS: WeakKeyDictionary[Ground, dict[str, Points]] = WeakKeyDictionary()


def points_of(ground: Ground, dimension: str) -> Points:
    """Laid out once for a ground and a dimension."""
    known = POINTS.setdefault(ground, {})
    if dimension not in known:
        known[dimension] = _laid_out(ground, dimension)
    return known[dimension]


def _laid_out(ground: Ground, dimension: str) -> Points:
    measured = ground.measured_in(dimension)
    offerings, cities, codes = ground.cities
    own = ground.columns["scale"].astype(float)
    is_measured = measured[offerings]
    offerings, cities = offerings[is_measured], cities[is_measured]
    named = tuple(one for one in ground.named if one.dimension == dimension)
    rows = _rows(ground, offerings, cities, codes, named)
    at_site = np.array([*(one.base_units for one in named), np.nan])[rows]
    is_its = np.abs(at_site / own[offerings] - 1) < ROUNDING
    count = np.bincount(offerings, minlength=len(own))
    not_there = _not_there(ground, named, own)
    is_only = (count == 1)[offerings] & ~not_there[offerings]
    values = np.where(is_only, own[offerings], np.minimum(at_site, own[offerings]))
    explained = (np.bincount(offerings[is_its], minlength=len(own)) > 0) | not_there
    somewhere = np.flatnonzero(measured & ~explained & (count != 1))
    is_of_site = is_its | (~is_only & (at_site < own[offerings]))
    noted = _noted(ground, dimension) if len(somewhere) or not is_of_site.all() else np.zeros(len(own), dtype=bool)
    total_there = np.array([*(one.is_total for one in named), False], dtype=bool)[rows]
    none = np.full(len(somewhere), -1, dtype=np.int64)
    every = np.concatenate([offerings, somewhere])
    return Points(
        offerings=every,
        owners=ground.owners[every],
        cities=np.concatenate([cities, none + (1 + SOMEWHERE)]),
        codes=codes,
        values=np.concatenate([values, own[somewhere]]),
        is_total=np.concatenate([np.where(is_of_site, total_there, noted[offerings]), noted[somewhere]]),
        rows=np.concatenate([rows, none]),
        named=named,
    )


def _rows(ground: Ground, offerings: Places, cities: Places, codes: list[str], named: tuple[Named, ...]) -> Places:
    """For each offering and city the site's figure; of several sites in a city the largest."""
    position = {slug: number for number, slug in enumerate(ground.slugs)}
    number = {code: place for place, code in enumerate(codes)}
    size = 1 + len(codes)
    there = [
        (position[one.slug] * size + number[one.place], one.base_units, row)
        for row, one in enumerate(named)
        if one.is_there and one.slug in position and one.place in number
    ]
    if not there:
        return np.full(len(offerings), -1, dtype=np.int64)
    there.sort()
    keys, rows = (np.array([one[part] for one in there], dtype=np.int64) for part in (0, 2))
    wanted = ground.owners[offerings] * size + cities
    found = np.searchsorted(keys, wanted, side="right") - 1
    return np.where((found >= 0) & (keys[found] == wanted), rows[found], -1)


def _not_there(ground: Ground, named: tuple[Named, ...], own: Scores) -> Flags:
    """Offerings whose figure is that of a site where nothing is done yet, or any more."""
    flags = np.zeros(len(own), dtype=bool)
    position = {slug: number for number, slug in enumerate(ground.slugs)}
    for one in named:
        if not one.is_there and one.slug in position:
            start, end = ground.span(position[one.slug])
            flags[start:end] |= np.abs(own[start:end] / one.base_units - 1) < ROUNDING
    return flags


def _noted(ground: Ground, dimension: str) -> Flags:
    """Offerings whose own note says that several units make up the figure."""
    place = {int(number): position for position, number in enumerate(ground.entries)}
    flags = np.zeros(len(ground.entries), dtype=bool)
    rows = CatalogueEntry.objects.filter(is_live=True, scale_dimension=dimension, offering__shipped_digest="")
    noted = rows.exclude(offering__scale_note="").values_list(
        "pk", "offering__scale_note", "offering__scale_max", "offering__scale_min"
    )
    for number, note, most, least in noted:
        if number in place and (figure := most or least):
            flags[place[number]] = says_total(note, figure)
    return flags
