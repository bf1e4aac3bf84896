"""The catalogue as matching looks at it: offerings in the order of their providers."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from core.memory import Recent
from projects.matching.engine.prices import Prices, read_prices
from projects.matching.engine.sites import Place, kept_sites
from projects.matching.engine.texts import Texts, read_texts
from providers.enums import SiteStatus
from providers.models import Site
from services.search import kinds
from services.search.document import city_code, country_of
from services.search.index import Index
from services.search.sets import NOTHING, numbers_of
from services.selectors.catalogue import Catalogue
from vocabulary.models import Modality, ServiceLine, TreeTerm
from vocabulary.selectors.vocabulary import Vocabulary

MOST_KNOWN = 400
NOBODY = np.zeros(0, dtype=np.int64)
Flags = NDArray[np.bool_]
Scores = NDArray[np.float64]


@dataclass(eq=False)
class Ground:
    """One revision of the catalogue. ``entries`` are the offerings' numbers, provider by provider; ``starts`` says where each
    provider begins; ``providers`` are their term numbers, ``slugs`` their names in addresses. Nobody changes it."""

    revision: int
    stamp: uuid.UUID | None
    entries: NDArray[np.int64]
    starts: NDArray[np.int64]
    providers: NDArray[np.int64]
    slugs: list[str]
    postings: dict[kinds.Key, BitMap]
    columns: dict[str, NDArray[Any]]
    dimensions: dict[str, int]
    texts: Texts
    prices: Prices
    sites: Recent[tuple[Place, ...]] = field(default_factory=kept_sites)
    known: Recent[Flags] = field(default_factory=lambda: Recent(MOST_KNOWN))

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
        return self.known.get_or_make(("providers", kind, wanted), lambda: self.any(self.having(kind, wanted)))

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

    def count_cities(self, flags: Flags) -> NDArray[np.int64]:
        """In how many cities each provider does what is flagged."""
        return self._count(flags, *self._cities)

    def count_countries(self, flags: Flags) -> NDArray[np.int64]:
        """In how many countries each provider does what is flagged."""
        return self._count(flags, *self._countries)

    def _count(self, flags: Flags, places: NDArray[np.int64], terms: NDArray[np.int64]) -> NDArray[np.int64]:
        chosen = flags[places]
        pairs = np.unique(self._owners[places[chosen]] * (1 + terms.max(initial=0)) + terms[chosen])
        return np.bincount(pairs // (1 + terms.max(initial=0)), minlength=self.size)

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """By offering, the position of its provider."""
        lengths = np.diff(np.append(self.starts, len(self.entries)))
        return np.repeat(np.arange(self.size), lengths)

    @cached_property
    def _cities(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._pairs(kinds.CITY)

    @cached_property
    def _countries(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._pairs(kinds.COUNTRY)

    def _pairs(self, kind: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All pairs of an offering's place and the number of a term that it has."""
        back = np.full(int(self.entries.max(initial=0)) + 1, -1, dtype=np.int64)
        back[self.entries] = np.arange(len(self.entries))
        sets = [one for (of_kind, _code), one in sorted(self.postings.items()) if of_kind == kind]
        places = [back[numbers_of(one)] for one in sets]
        numbers = [np.full(len(one), number, dtype=np.int64) for number, one in enumerate(places)]
        nothing = np.zeros(0, dtype=np.int64)
        return np.concatenate([nothing, *places]), np.concatenate([nothing, *numbers])

    def saying(self, word: str) -> NDArray[np.int64]:
        """The positions of the providers who use a word, in their own texts or in those of their offerings."""
        own = self.texts.holders.get(word, NOBODY)
        if word in self.texts.names or (kinds.WORD, word) not in self.postings:
            return own
        return np.union1d(own, np.flatnonzero(self.offering(kinds.WORD, (word,))))

    def variety(self, kind: str, codes: Iterable[str]) -> NDArray[np.int64]:
        """How many of the terms each provider has at least one offering for. Copies of an offering add nothing."""
        found = [self.offering(kind, (code,)) for code in codes]
        return np.sum(found, axis=0, dtype=np.int64) if found else np.zeros(self.size, dtype=np.int64)


GROUNDS: Recent[Ground] = Recent(2)


def ground_of(catalogue: Catalogue) -> Ground:
    """Laid out once for a revision of the catalogue and an edition of the vocabularies."""
    index = catalogue.index
    key = (index.revision, catalogue.vocabulary.stamp, id(index.terms))
    return GROUNDS.get_or_make(key, lambda: _lay_out(index, catalogue.vocabulary))


def _lay_out(index: Index, vocabulary: Vocabulary) -> Ground:
    live = numbers_of(index.live).astype(np.int64)
    owners = index.columns["provider"][live]
    order = np.argsort(owners, kind="stable")
    providers, starts = np.unique(owners[order], return_index=True)
    entries = live[order]
    postings = {
        term.key: index.postings[number].copy()
        for number, term in index.terms.items()
        if number in index.postings and term.key[0] not in (kinds.PROVIDER, kinds.COUNTRY)
    }
    _leave_out_plans(postings, index)
    postings |= _countries(postings)
    slugs = [index.terms[int(number)].key[1] for number in providers]
    return Ground(
        revision=index.revision,
        stamp=vocabulary.stamp,
        entries=entries,
        starts=starts,
        providers=providers,
        slugs=slugs,
        postings=postings,
        columns={name: index.columns[name][entries] for name in ("scale", "dimension", "lead", "covered")},
        dimensions=dict(index.dimensions),
        texts=read_texts(slugs, index, vocabulary),
        prices=read_prices(entries),
    )


def _leave_out_plans(postings: dict[kinds.Key, BitMap], index: Index) -> None:
    """Nothing is done yet where a site is only planned."""
    planned = Site.objects.filter(status=SiteStatus.PLANNED).values_list("provider__slug", "country", "city")
    for slug, country, city in planned.order_by("provider__slug", "order", "id"):
        key = (kinds.CITY, city_code(country, city))
        if key in postings:
            postings[key] -= index.entries_of((kinds.PROVIDER, slug))


def _countries(postings: dict[kinds.Key, BitMap]) -> dict[kinds.Key, BitMap]:
    """What is done in each country, from the cities."""
    found: dict[kinds.Key, BitMap] = {}
    for (kind, code), entries in postings.items():
        if kind == kinds.CITY:
            found.setdefault((kinds.COUNTRY, country_of(code)), BitMap()).update(entries)
    return found


def leaves_below(codes: Iterable[str], model: type[TreeTerm], vocabulary: Vocabulary) -> list[str]:
    """The terms at the lowest level that are one of these or stand below one."""
    wanted = set(codes)
    return [term.code for term in vocabulary.in_use(model) if term.is_leaf and wanted & set(term.path)]


def parents_of(codes: Iterable[str], model: type[ServiceLine] | type[Modality], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The next broader terms; none of a term at the top."""
    terms = [vocabulary.terms[model].get(code) for code in codes]
    return tuple(sorted({term.parent_code for term in terms if term is not None and term.parent_code}))
