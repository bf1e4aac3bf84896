"""What the catalogue's page offers to narrow by, and what is set."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from services.filters import CatalogueFilter, measure_of
from services.search import kinds
from services.search.query import Wanted
from services.selectors.catalogue import Catalogue, Listing

ALWAYS_OPEN = (kinds.STAGE, kinds.SERVICE_LINE, kinds.MODALITY)
MOST_PROVIDERS = 30


class FacetRow(NamedTuple):
    """A value with its count."""

    code: str
    label: str
    count: int  # type: ignore[assignment]  # hides the method of tuples, which nobody calls
    level: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter with its values. ``more`` are values that the page leaves out."""

    name: str
    label: str
    rows: list[FacetRow]
    is_open: bool
    errors: list[str]
    more: int = 0


@dataclass(frozen=True)
class Chip:
    """Something that is set, and the address without it."""

    label: str
    without: str


def facets_of(listing: Listing, filters: CatalogueFilter) -> list[Facet]:
    """Every facet in the order of the page."""
    return [_facet(kind, listing, filters) for kind in kinds.FACETS]


def _facet(kind: str, listing: Listing, filters: CatalogueFilter) -> Facet:
    chosen = listing.wanted.codes.get(kind, ())
    catalogue = listing.catalogue
    counts = catalogue.counts(kind, listing.hits, chosen)
    kept = [
        one for number, one in enumerate(counts) if kind != kinds.PROVIDER or number < MOST_PROVIDERS or one.code in chosen
    ]
    labels = catalogue.labels(kind)
    rows = [
        FacetRow(
            one.code, labels.get(one.code) or catalogue.label(kind, one.code), one.count, one.level, one.code in chosen
        )
        for one in kept
    ]
    more = max(0, catalogue.providers(listing.hits) - len(kept)) if kind == kinds.PROVIDER else 0
    errors = [str(error) for error in filters.form.errors.get(kind, [])]
    is_open = kind in ALWAYS_OPEN or bool(chosen) or bool(errors)
    return Facet(kind, str(filters.filters[kind].label), rows, is_open, errors, more)


def chips_of(query: QueryDict, wanted: Wanted, catalogue: Catalogue) -> list[Chip]:
    """What is set, with the way to take each away."""
    return [*_codes_set(query, wanted, catalogue), *_figures_set(query, wanted, catalogue)]


def _codes_set(query: QueryDict, wanted: Wanted, catalogue: Catalogue) -> Iterator[Chip]:
    for kind, codes in wanted.codes.items():
        for code in codes:
            rest = query.copy()
            rest.setlist(kind, [one for one in query.getlist(kind) if one.strip() != code])
            yield Chip(catalogue.label(kind, code), _address(rest))


def _figures_set(query: QueryDict, wanted: Wanted, catalogue: Catalogue) -> Iterator[Chip]:
    if wanted.text:
        yield Chip(f"“{wanted.text[:60]}”", _without(query, "q"))
    if wanted.scale:
        unit = measure_of(query.get("unit", ""), catalogue.vocabulary)
        figure = f"{query['min_scale']} {unit.symbol}"
        yield Chip(_("at least %(figure)s") % {"figure": figure}, _without(query, "min_scale", "unit"))
    if wanted.max_lead_weeks is not None:
        label = _("within %(weeks)s weeks") % {"weeks": wanted.max_lead_weeks}
        yield Chip(label, _without(query, "max_lead_weeks"))


def _without(query: QueryDict, *names: str) -> str:
    rest = query.copy()
    for name in names:
        rest.pop(name, None)
    return _address(rest)


def _address(query: QueryDict) -> str:
    query.pop("page", None)
    return f"?{query.urlencode()}"
