"""The search documents as sets of numbers, in the memory of each worker."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray
from pyroaring import BitMap

from services.search.kinds import Key
from services.search.sets import NOTHING, Numbers, set_of

NEVER = np.iinfo(np.int64).min

Columns = dict[str, NDArray[Any]]

COLUMN_TYPES: dict[str, tuple[Any, Any]] = {
    "revision": (np.int64, 0),
    "scale": (np.float32, np.nan),
    "dimension": (np.int16, -1),
    "lead": (np.float32, np.nan),
    "changed": (np.int64, 0),
    "covered": (np.int64, NEVER),
    "merit": (np.float32, 0),
    "provider": (np.int32, 0),
}
"""By entry number: lead times in weeks, moments in microseconds since 1970, the provider as a term's number."""


def columns_of(size: int) -> Columns:
    """Empty columns for entry numbers below ``size``."""
    return {name: np.full(size, empty, dtype=kind) for name, (kind, empty) in COLUMN_TYPES.items()}


@dataclass(frozen=True)
class Name:
    """A term as the index knows it."""

    key: Key
    names: tuple[str, ...]
    text: str


@dataclass
class Index:
    """One revision of the catalogue. ``postings`` are the entries of each term's number."""

    revision: int = 0
    live: BitMap = field(default_factory=BitMap)
    postings: dict[int, BitMap] = field(default_factory=dict)
    terms: dict[int, Name] = field(default_factory=dict)
    numbers: dict[Key, int] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=dict)
    columns: Columns = field(default_factory=lambda: columns_of(0))
    terms_revision: int = 0
    generation: int = field(default_factory=count(1).__next__)
    """Which reading of the catalogue in this process it is: one that was read anew has other numbers for the same revision."""

    def entries_of(self, key: Key) -> BitMap:
        """The entries that have a term; none for one that no offering has."""
        return self.postings.get(self.numbers.get(key, -1), NOTHING)

    def of_kind(self, kind: str) -> dict[str, int]:
        """The numbers of a kind's terms by code."""
        return self._kinds.get(kind, {})

    @cached_property
    def _kinds(self) -> dict[str, dict[str, int]]:
        kinds: dict[str, dict[str, int]] = defaultdict(dict)
        for (kind, code), number in self.numbers.items():
            kinds[kind][code] = number
        return dict(kinds)

    @cached_property
    def trees(self) -> dict[str, Any]:
        """By kind, the tree of its terms as it was walked last: see ``facets``."""
        return {}

    @cached_property
    def by_merit(self) -> Numbers:
        """All entries, the best first. As the other orders, without those that have left being taken out."""
        return np.argsort(-self.columns["merit"], kind="stable").astype(np.uint32)

    @cached_property
    def by_lead_time(self) -> Numbers:
        """The shortest first, those unknown last, the better first among equals."""
        return np.lexsort((-self.columns["merit"], self.columns["lead"])).astype(np.uint32)

    @cached_property
    def by_change(self) -> Numbers:
        """The latest first."""
        return np.lexsort((-self.columns["merit"], -self.columns["changed"])).astype(np.uint32)

    def within_weeks(self, weeks: int) -> BitMap:
        """The entries that can begin by then. One set for all numbers of weeks between two lead times that somebody has."""
        place = int(np.searchsorted(self.leads, weeks, side="right"))
        if place not in self.by_lead:
            self.by_lead[place] = set_of(np.flatnonzero(self.columns["lead"] <= weeks).astype(np.uint32))
        return self.by_lead[place]

    @cached_property
    def leads(self) -> NDArray[np.float32]:
        """The different lead times, the shortest first."""
        lead = self.columns["lead"]
        return np.unique(lead[~np.isnan(lead)])

    @cached_property
    def by_lead(self) -> dict[int, BitMap]:
        """By how many of the different lead times are allowed: the entries with one of them, made when they are asked for."""
        return {}

    @cached_property
    def ends_of_cover(self) -> NDArray[np.int64]:
        """When certificates end, in order: how many have ended by now says whether a stored page is still true."""
        ends = self.columns["covered"]
        return np.sort(ends[ends != NEVER])

    def covers_ended(self) -> int:
        """How many offerings' certificates have ended by now."""
        return int(np.searchsorted(self.ends_of_cover, microseconds(timezone.now()), side="right"))

    def forget_orders(self) -> None:
        """After a change of columns or terms."""
        for name, value in vars(type(self)).items():
            if isinstance(value, cached_property):
                self.__dict__.pop(name, None)


def microseconds(moment: Any) -> int:
    """Since 1970, of an aware time."""
    return int(moment.timestamp() * 1_000_000)
