"""The catalogue as matching looks at it: offerings in the order of their providers."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from core.memory import Recent
from projects.matching.engine.ground.named import Named
from projects.matching.engine.ground.prices import Prices
from projects.matching.engine.ground.sites import Place, kept_sites
from projects.matching.engine.ground.texts import Texts
from services.search import kinds
from services.search.document import country_of
from services.search.index import Name
from services.search.sets import NOTHING, numbers_of
from vocabulary.models import Modality, ServiceLine, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

MOST_KNOWN, MOST_HELD = 400, 4_000
"""So much is kept of what was found out: of all offerings, and of all providers, who are fewer by far."""
OWN_TEXTS = "said"
"""What is known of providers' own texts is kept under this."""
LAID_BY = {"_owners": "", "_cities": kinds.CITY, "_countries": kinds.COUNTRY}
"""What is made once for a ground, with the kind of terms that it depends on."""
Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64], list[str]]
"""An offering's place and the number of a term that it has, for all such pairs; and the terms' codes by number."""
Plans = frozenset[tuple[str, kinds.Key]]
"""Providers, as slugs, each with a city where it has a site that is only planned."""


@dataclass(eq=False)
class Ground:
    """One revision of the catalogue. ``entries`` are the offerings' numbers, provider by provider; ``starts`` says where each
    provider begins; ``providers`` are their term numbers, ascending, ``slugs`` their names in addresses. ``terms`` are those of
    the index that it was laid out from, ``plans`` the cities where providers only plan to work, ``named`` the sites' figures of scale.
    Nobody changes it."""

    revision: int
    stamp: uuid.UUID | None
    entries: NDArray[np.int64]
    starts: NDArray[np.int64]
    providers: NDArray[np.int64]
    slugs: list[str]
    postings: dict[kinds.Key, BitMap]
    columns: dict[str, NDArray[Any]]
    dimensions: dict[str, int]
    terms: dict[int, Name]
    plans: Plans
    texts: Texts
    prices: Prices
    named: tuple[Named, ...] = ()
    sites: Recent[tuple[Place, ...]] = field(default_factory=kept_sites)
    known: Recent[Flags] = field(default_factory=lambda: Recent(MOST_KNOWN))
    held: Recent[Flags] = field(default_factory=lambda: Recent(MOST_HELD))

    def remember(self, before: "Ground", touched: Collection[kinds.Key]) -> None:
        """Keep what was found out of a ground with the same offerings in the same order, as far as its terms are not ``touched``."""
        for kept, found in ((self.known, before.known), (self.held, before.held)):
            for key, flags in found.items():
                if self._still_holds(key, before, touched):
                    kept.put(key, flags)
        laid = [name for name, kind in LAID_BY.items() if not any(touched_kind == kind for touched_kind, _code in touched)]
        self.__dict__ |= {name: before.__dict__[name] for name in laid if name in before.__dict__}

    def _still_holds(self, key: Any, before: "Ground", touched: Collection[kinds.Key]) -> bool:
        if key[0] == OWN_TEXTS:
            return self.texts is before.texts
        *_of, kind, codes = key
        return not any((kind, code) in touched for code in codes)

    @property
    def size(self) -> int:
        """How many providers there are."""
        return len(self.providers)

    def having(self, kind: str, codes: Iterable[str]) -> Flags:
        """Which offerings have one of the terms."""
        wanted = tuple(codes)
        return self.known.get_or_make((kind, wanted), lambda: self._having(kind, wanted))

    def _having(self, kind: str, codes: tuple[str, ...]) -> Flags:
        flags = np.zeros(int(self.entries.max(initial=0)) + 1, dtype=bool)
        for code in codes:
            flags[numbers_of(self.postings.get((kind, code), NOTHING))] = True
        return flags[self.entries]

    def any(self, flags: Flags) -> Flags:
        """Which providers have such an offering."""
        return np.logical_or.reduceat(flags, self.starts) if self.size else np.zeros(0, dtype=bool)

    def offering(self, kind: str, codes: Iterable[str]) -> Flags:
        """Which providers have an offering with one of the terms."""
        wanted = tuple(codes)
        return self.held.get_or_make((kind, wanted), lambda: self._offering(kind, wanted))

    def _offering(self, kind: str, codes: tuple[str, ...]) -> Flags:
        flags = np.zeros(self.size + 1, dtype=bool)
        for code in codes:
            flags[self._owner_of[numbers_of(self.postings.get((kind, code), NOTHING))]] = True
        return flags[:-1]

    @cached_property
    def _owner_of(self) -> NDArray[np.int64]:
        """By an offering's number, the position of its provider; of one that is not in the catalogue, a position after the last."""
        highest = max((one.max() for one in self.postings.values() if one), default=0)
        owners = np.full(max(highest, int(self.entries.max(initial=0))) + 1, self.size, dtype=np.int64)
        owners[self.entries] = self._owners
        return owners

    def span(self, provider: int) -> tuple[int, int]:
        """Where a provider's offerings begin and end."""
        after = self.starts[provider + 1] if provider + 1 < self.size else len(self.entries)
        return int(self.starts[provider]), int(after)

    def best(self, values: Scores) -> tuple[Scores, NDArray[np.int64]]:
        """Each provider's highest value, and the place of the first offering that has it."""
        if not self.size:
            return np.zeros(0), np.zeros(0, dtype=np.int64)
        highest = np.maximum.reduceat(values, self.starts)
        lengths = np.diff(np.append(self.starts, len(values)))
        is_best = values == np.repeat(highest, lengths)
        places = np.where(is_best, np.arange(len(values)), len(values))
        return highest, np.minimum.reduceat(places, self.starts)

    def spread(self, providers: Flags) -> Flags:
        """All offerings of these providers."""
        return providers[self._owners]

    def count_places(self, kind: str, asked: Iterable[tuple[Flags, Collection[str] | None]]) -> NDArray[np.int64]:
        """In how many cities or countries each provider does what is flagged, of those in the countries given beside; None are all."""
        offerings, terms, codes = self._cities if kind == kinds.CITY else self._countries
        pairs = [np.zeros(0, dtype=np.int64)]
        for flags, countries in asked:
            chosen = flags[offerings]
            if countries is not None:
                chosen &= np.array([country_of(code) in countries for code in codes], dtype=bool)[terms]
            pairs.append(self._owners[offerings[chosen]] * (1 + len(codes)) + terms[chosen])
        return np.bincount(np.unique(np.concatenate(pairs)) // (1 + len(codes)), minlength=self.size)

    @property
    def owners(self) -> NDArray[np.int64]:
        """By offering, the position of its provider."""
        return self._owners

    @property
    def cities(self) -> Pairs:
        """Where the offerings are done."""
        return self._cities

    def measured_in(self, dimension: str) -> Flags:
        """The offerings that have a scale in a dimension."""
        number = self.dimensions.get(dimension, -2)
        flags: Flags = (self.columns["dimension"] == number) & ~np.isnan(self.columns["scale"])
        return flags

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """By offering, the position of its provider."""
        lengths = np.diff(np.append(self.starts, len(self.entries)))
        return np.repeat(np.arange(self.size), lengths)

    @cached_property
    def _cities(self) -> Pairs:
        return self._pairs(kinds.CITY)

    @cached_property
    def _countries(self) -> Pairs:
        return self._pairs(kinds.COUNTRY)

    def _pairs(self, kind: str) -> Pairs:
        back = np.full(int(self.entries.max(initial=0)) + 1, -1, dtype=np.int64)
        back[self.entries] = np.arange(len(self.entries))
        sets = sorted((code, one) for (of_kind, code), one in self.postings.items() if of_kind == kind)
        places = [back[numbers_of(one)] for _code, one in sets]
        numbers = [np.full(len(one), number, dtype=np.int64) for number, one in enumerate(places)]
        nothing = np.zeros(0, dtype=np.int64)
        return np.concatenate([nothing, *places]), np.concatenate([nothing, *numbers]), [code for code, _one in sets]

    def saying(self, word: str) -> NDArray[np.int64]:
        """The positions of the providers who use a word, in their own texts or in those of their offerings."""
        own = self.texts.using(word)
        if word in self.texts.names or (kinds.WORD, word) not in self.postings:
            return own
        return np.union1d(own, np.flatnonzero(self.offering(kinds.WORD, (word,))))

    def variety(self, kind: str, codes: Iterable[str]) -> NDArray[np.int64]:
        """How many of the terms each provider has at least one offering for. Copies of an offering add nothing."""
        found = [self.offering(kind, (code,)) for code in codes]
        return np.sum(found, axis=0, dtype=np.int64) if found else np.zeros(self.size, dtype=np.int64)


def leaves_below(codes: Iterable[str], model: type[TreeTerm], vocabulary: Vocabulary) -> list[str]:
    """The terms at the lowest level that are one of these or stand below one."""
    wanted = set(codes)
    return [term.code for term in vocabulary.in_use(model) if term.is_leaf and wanted & set(term.path)]


def parents_of(codes: Iterable[str], model: type[ServiceLine] | type[Modality], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The next broader terms; none of a term at the top."""
    terms = [vocabulary.terms[model].get(code) for code in codes]
    return tuple(sorted({term.parent_code for term in terms if term is not None and term.parent_code}))
