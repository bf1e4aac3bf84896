"""Providers as the catalogue knows them: found by words, and what they offer along the chain."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from services.enums import Ordering
from services.search import kinds
from services.search.query import Hits, Wanted, find, first
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
    counted = [
        (modality, [len(entries & index.entries_of((kinds.MODALITY, modality.code))) for entries in by_stage])
        for modality in catalogue.vocabulary.in_use(Modality)
    ]
    kept = [(modality, counts) for modality, counts in counted if any(counts)]
    most = max((count for modality, counts in kept for count in counts if modality.is_leaf), default=1)
    catalogue_page = reverse("catalogue")
    rows = []
    for modality, counts in kept:
        cells = []
        for stage, count in zip(stages, counts, strict=True):
            query = urlencode({"provider": slug, "stage": stage.code, "modality": modality.code})
            cells.append(GridCell(count, min(TINTS, -(-count * TINTS // most)), f"{catalogue_page}?{query}"))
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
class Presented:
    """A provider with the number of its published offerings."""

    slug: str
    name: str
    offerings: int


def broadest(catalogue: Catalogue, limit: int) -> list[Presented]:
    """Who has the most published offerings: a rule that nobody can buy a place in."""
    counts = catalogue.counts(kinds.PROVIDER, Hits(catalogue.index.live, {}, None))
    return [Presented(one.code, catalogue.label(kinds.PROVIDER, one.code), one.count) for one in counts[:limit]]
