"""Providers as the catalogue knows them: found by words, and what they offer along the chain."""

import uuid
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from django.urls import reverse
from django.utils import timezone

from core import clock
from core.prepared import Prepared
from providers.enums import ProviderState
from services.enums import Ordering
from services.search import kinds
from services.search.index import microseconds
from services.search.query import Hits, Wanted, find, first
from services.search.sets import numbers_of
from services.search.text import asked
from services.selectors.catalogue import Catalogue, Found
from vocabulary.models import Modality, Stage

SHOWN = 12
"""Offerings on a provider's page; the catalogue has the rest."""
TINTS = 4


def providers_for(text: str, catalogue: Catalogue) -> list[str]:
    """The slugs of those who are called so, then of those with an offering that fits, the best match first."""
    wanted = Wanted(text=text)
    hits = find(wanted, catalogue.index, catalogue.lexicon)
    numbers = first(hits, Ordering.RELEVANCE, catalogue.index, 0, len(hits.entries))
    column, terms = catalogue.index.columns["provider"], catalogue.index.terms
    fitting = (terms[int(column[number])].key[1] for number in numbers if int(column[number]) in terms)
    return list(dict.fromkeys([*_called(text, catalogue), *fitting]))


def _called(text: str, catalogue: Catalogue) -> Iterable[str]:
    """Providers whose whole name it is, and those whose name has all of the words."""
    atoms = asked(text)
    if not atoms:
        return []
    lexicon = catalogue.lexicon
    exact = sorted(key[1] for key in lexicon.exact.get(atoms, ()) if key[0] == kinds.PROVIDER)
    within = sorted(key[1] for key in lexicon.with_phrase(atoms) if key[0] == kinds.PROVIDER)
    return [*exact, *within]


@dataclass(frozen=True)
class GridCell:
    """Published offerings for a stage and a modality. ``tint`` is 0 for none, else 1 to 4 by the grid's largest number."""

    count: int
    tint: int
    address: str


@dataclass(frozen=True)
class GridRow:
    """A modality, or a group of them, along the whole chain."""

    modality: Modality
    cells: list[GridCell]


@dataclass(frozen=True)
class Grid:
    """Stages across, the modalities that are offered down, with their groups above them."""

    stages: list[Stage]
    rows: list[GridRow]


def grid_of(slug: str, catalogue: Catalogue) -> Grid:
    """What a provider offers, counted as the catalogue counts it, so that each number is what its link finds."""
    index = catalogue.index
    mine = index.entries_of((kinds.PROVIDER, slug))
    stages = catalogue.vocabulary.in_use(Stage)
    by_stage = [mine & index.entries_of((kinds.STAGE, stage.code)) for stage in stages]
    counted = []
    for modality in catalogue.vocabulary.in_use(Modality):
        entries = mine & index.entries_of((kinds.MODALITY, modality.code))
        if entries:
            counted.append((modality, [entries.intersection_cardinality(others) for others in by_stage]))
    kept = [(modality, counts) for modality, counts in counted if any(counts)]
    most = max((count for modality, counts in kept for count in counts if modality.is_leaf), default=1)
    page = f"{reverse('catalogue')}?provider={slug}"  # a slug or a code has nothing to be quoted
    rows = []
    for modality, counts in kept:
        cells = [
            GridCell(count, min(TINTS, -(-count * TINTS // most)), f"{page}&stage={stage.code}&modality={modality.code}")
            for stage, count in zip(stages, counts, strict=True)
        ]
        rows.append(GridRow(modality, cells))
    return Grid(stages, rows)


@dataclass(frozen=True)
class Range:
    """A provider's published offerings: the first of them, and how many there are."""

    found: list[Found]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.found)


def range_of(slug: str, catalogue: Catalogue) -> Range:
    """The best confirmed first, as the catalogue orders them."""
    listing = catalogue.listing(Wanted(codes={kinds.PROVIDER: (slug,)}))
    return Range(listing[0:SHOWN], len(listing))


@dataclass(frozen=True)
class Standing:
    """What a provider's page depends on. ``is_public`` False is a profile that only some may see. Where there are no
    certificates, capabilities or windows of capacity, nobody need look for those that the page shows."""

    organization_id: uuid.UUID | None
    is_public: bool
    has_certificates: bool
    has_capabilities: bool
    has_slots: bool
    stamp: tuple[Hashable, ...]


STANDING = Prepared(
    "profile_standing",
    """
    SELECT p.id, p.organization_id, p.state, p.merged_into_id, p.version, p.updated_at,
        (SELECT (count(*), max(one.updated_at), sum(one.version))::text FROM providers_site one WHERE one.provider_id = p.id),
        (SELECT (count(*), max(one.updated_at))::text FROM providers_source one WHERE one.provider_id = p.id),
        (SELECT (count(*), max(one.updated_at), sum(one.version))::text FROM providers_certificate one
            JOIN providers_site s ON s.id = one.site_id WHERE s.provider_id = p.id),
        (SELECT (count(*), max(one.updated_at), sum(one.version))::text FROM providers_capability one
            JOIN providers_site s ON s.id = one.site_id WHERE s.provider_id = p.id),
        (SELECT (count(*), max(one.updated_at), sum(one.version))::text FROM providers_suite one
            JOIN providers_site s ON s.id = one.site_id WHERE s.provider_id = p.id),
        (SELECT (count(*), max(one.updated_at), sum(one.version))::text FROM providers_slot one
            JOIN providers_suite u ON u.id = one.suite_id JOIN providers_site s ON s.id = u.site_id WHERE s.provider_id = p.id),
        (SELECT count(*) FROM providers_slot one JOIN providers_suite u ON u.id = one.suite_id
            JOIN providers_site s ON s.id = u.site_id WHERE s.provider_id = p.id AND one.held_until <= now())
    FROM providers_provider p WHERE p.slug = $1
    """,
    "text",
)
"""The rows that belong to a provider, each saved when anything of it changes, what it refers to among it; and how many holds of its windows
have ended by the clock."""


def profile_standing_of(slug: str, catalogue: Catalogue) -> Standing | None:
    """In one query, against a dozen for the page. None when there is no such provider."""
    row = STANDING.row(slug)
    if row is None:
        return None
    (
        _pk,
        organization_id,
        state,
        merged_into,
        _version,
        _at,
        _sites,
        _sources,
        certificates,
        capabilities,
        _suites,
        slots,
        _holds_ended,
    ) = row
    index = catalogue.index
    mine = numbers_of(index.entries_of((kinds.PROVIDER, slug)))
    ended = int(np.count_nonzero(index.columns["covered"][mine] <= microseconds(timezone.now())))
    latest = int(index.columns["revision"][mine].max(initial=0))
    stamp = (*row, catalogue.vocabulary.stamp, len(mine), latest, ended, clock.today())
    is_public = state != ProviderState.SUSPENDED and merged_into is None
    return Standing(organization_id, is_public, _is_any(certificates), _is_any(capabilities), _is_any(slots), stamp)


def _is_any(summed: str) -> bool:
    return not summed.startswith("(0,")


@dataclass(frozen=True)
class Presented:
    """A provider with the number of its published offerings."""

    slug: str
    name: str
    offerings: int


def broadest(catalogue: Catalogue, limit: int) -> list[Presented]:
    """Who has the most published offerings: a rule that nobody can buy a place in."""
    counts = catalogue.counts(kinds.PROVIDER, Hits(catalogue.index.live, {}, None))
    return [Presented(one.code, catalogue.label(kinds.PROVIDER, one.code), one.count) for one in counts[:limit]]
