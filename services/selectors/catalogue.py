"""The catalogue as a reader sees it."""

import json
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from core.memory import Recent
from core.prepared import Prepared
from services.search import kinds
from services.search.facets import Count, counts_of, providers_of
from services.search.index import Index, microseconds
from services.search.labels import label_of
from services.search.lexicon import Lexicon, lexicon_of
from services.search.query import Hits, Wanted, find, first
from services.search.reading import index_of
from vocabulary.selectors.vocabulary import Vocabulary, vocabulary_of

LABELS: Recent[dict[str, str]] = Recent(100)
DOCUMENTS: Recent[str] = Recent(4000)
"""What results show, by entry and revision: each worker keeps those it was asked for last. As JSON, a fifth of the memory."""

SHOWN = Prepared(
    "catalogue_shown",
    "SELECT id, revision, document::text FROM services_catalogueentry WHERE id = ANY($1) AND is_live",
    "int[]",
)


@dataclass(frozen=True)
class Found:
    """A result: the entry's number and revision, what is said of it, and whether a certificate covers it now."""

    number: int
    revision: int
    said: str | dict[str, Any]
    is_covered: bool

    @cached_property
    def document(self) -> dict[str, Any]:
        """What it shows. Read when it is asked for, which it seldom is of a card that was drawn before."""
        document: dict[str, Any] = json.loads(self.said) if isinstance(self.said, str) else self.said
        return document


@dataclass(frozen=True)
class Catalogue:
    """One revision of the catalogue with the vocabularies it is read by. Take it once for a request."""

    index: Index
    vocabulary: Vocabulary
    lexicon: Lexicon = field(repr=False)

    @property
    def stamp(self) -> tuple[Hashable, ...]:
        """Changes with anything that a page of the catalogue shows: documents, vocabularies, certificates that end."""
        return (self.index.revision, self.vocabulary.stamp, self.index.covers_ended())

    def find(self, wanted: Wanted) -> Hits:
        """Everything that fits, unordered."""
        return find(wanted, self.index, self.lexicon)

    def show(self, numbers: list[int]) -> list[Found]:
        """Entries with what they show; one that has just left the catalogue is left out."""
        revisions = self.index.columns["revision"]
        now = microseconds(timezone.now())
        known = {number: DOCUMENTS.get((number, int(revisions[number]))) for number in numbers}
        known |= self._read([number for number, document in known.items() if document is None])
        covered = self.index.columns["covered"]
        return [
            Found(number, int(revisions[number]), document, bool(covered[number] > now))
            for number in numbers
            if (document := known[number])
        ]

    def listing(self, wanted: Wanted) -> "Listing":
        """Everything that fits, to be cut into pages."""
        return Listing(self, wanted, self.find(wanted))

    def _read(self, numbers: list[int]) -> dict[int, str]:
        if not numbers:
            return {}
        rows = SHOWN.rows(numbers)
        return {number: DOCUMENTS.put((number, revision), document) for number, revision, document in rows}

    def counts(self, kind: str, hits: Hits, chosen: Iterable[str] = (), *, whole: bool = False) -> list[Count]:
        """A facet's values with their numbers of offerings."""
        return counts_of(kind, hits, self.index, self.vocabulary, tuple(chosen), whole=whole)

    def providers(self, hits: Hits) -> int:
        """How many providers there are to choose from."""
        return providers_of(hits, self.index)

    def label(self, kind: str, code: str) -> str:
        """What a code is called, in the reader's language."""
        labels = self.labels(kind)
        label = labels.get(code)
        if label is None:
            label = labels[code] = label_of(kind, code, self.vocabulary, self.index)
        return label

    def labels(self, kind: str) -> dict[str, str]:
        """The labels of a kind that were asked for so far, in the reader's language."""
        edition = self.index.terms_revision if kind == kinds.PROVIDER else self.vocabulary.stamp
        return LABELS.get_or_make((kind, edition, get_language()), dict)

    def stage_counts(self) -> dict[str, tuple[int, int]]:
        """By stage: how many providers and how many offerings."""
        return {code: self._counted((kinds.STAGE, code)) for code in self.index.of_kind(kinds.STAGE)}

    def _counted(self, key: kinds.Key) -> tuple[int, int]:
        entries = self.index.entries_of(key)
        return providers_of(Hits(entries, {}, None), self.index), len(entries)


@dataclass(frozen=True)
class Listing:
    """A search's results as a paginator takes them: how many there are is known, and only a page is looked up."""

    catalogue: Catalogue
    wanted: Wanted
    hits: Hits

    def __len__(self) -> int:
        return len(self.hits.entries)

    def __getitem__(self, part: slice) -> list[Found]:
        start, end, _step = part.indices(len(self))
        return self.catalogue.show(self.numbers(start, end - start))

    def numbers(self, start: int, count: int) -> list[int]:
        """The entries of a page."""
        return first(self.hits, self.wanted.ordering, self.catalogue.index, start, count)


@lru_cache
def _offerings() -> str:
    return reverse("catalogue")


def offering_address(pk: str) -> str:
    """Where an offering's page is; asked for by the dozen, so it is not looked up each time."""
    return f"{_offerings()}{pk}/"


@lru_cache
def _providers() -> str:
    return reverse("provider_list")


def provider_address(slug: str) -> str:
    """Where a provider's page is."""
    return f"{_providers()}{slug}/"


STANDING = Prepared(
    "catalogue_standing", "SELECT (SELECT revision FROM services_cataloguestate), (SELECT stamp FROM vocabulary_edition)"
)


def current_catalogue() -> Catalogue:
    """What stands in the database now: one small query when nothing has changed."""
    ((revision, stamp),) = STANDING.rows()
    vocabulary = vocabulary_of(stamp)
    index = index_of(revision or 0)
    return Catalogue(index, vocabulary, lexicon_of(vocabulary, index))
