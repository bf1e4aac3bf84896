"""The catalogue, open to everybody."""

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.kept import render_kept
from core.memory import Recent
from organizations.requests import Request
from services.enums import Breadth, Ordering
from services.filters import CatalogueFilter
from services.search.text import LONGEST_TEXT
from services.selectors.catalogue import Catalogue, Found, Listing, current_catalogue
from services.selectors.suggestions import suggested
from services.views.choices import chips_of, facets_of

PAGE = 24
SUGGESTED = 8
SUGGESTIONS: Recent[SafeString] = Recent(2000)
NO_FILTERS = frozenset({"page"})


@require_safe
def catalogue(request: Request) -> HttpResponse:
    """What is offered. A filter that makes no sense is named beside it, and the others still apply."""
    now = current_catalogue()
    key = (now.stamp, request.META.get("QUERY_STRING", ""))
    return render_kept(request, "services/catalogue.html", key, lambda: _context(request.GET, now), region="found")


def _context(query: QueryDict, now: Catalogue) -> dict[str, Any]:
    filters = CatalogueFilter(query)
    listing = now.listing(filters.wanted())
    page, problem = _page(listing, query)
    errors = filters.form.errors
    return {
        "title": _("Catalogue"),
        "query": query,
        "catalogue": now,
        "wanted": listing.wanted,
        "listing": listing,
        "page": page,
        "problems": [*_unknown(query), *([problem] if problem else [])],
        "facets": facets_of(listing, filters),
        "chips": chips_of(query, listing.wanted, now),
        "min_scale": query.get("min_scale", ""),
        "unit": query.get("unit", ""),
        "max_lead_weeks": query.get("max_lead_weeks", ""),
        "scale_errors": [*errors.get("min_scale", []), *errors.get("unit", [])],
        "lead_errors": list(errors.get("max_lead_weeks", [])),
        "ordering_errors": list(errors.get("ordering", [])),
        "orderings": Ordering.choices,
        "breadth": listing.hits.meaning.breadth if listing.hits.meaning else Breadth.ALL,
        "is_cut": len(listing.wanted.text) > LONGEST_TEXT,
    }


def _page(listing: Listing, query: QueryDict) -> tuple[Page[Found], str]:
    """The page asked for; the nearest there is, and a sentence, where there is none such."""
    paginator: Paginator[Found] = Paginator(listing, PAGE)  # type: ignore[arg-type]  # has a length and slices
    asked = query.get("page", "1")
    try:
        return paginator.page(asked), ""
    except PageNotAnInteger:
        return paginator.page(1), _("“%(page)s” is no page; this is the first.") % {"page": asked[:20]}
    except EmptyPage:
        return paginator.get_page(asked), _("There is no page %(page)s; this is the last.") % {"page": asked[:20]}


def _unknown(query: QueryDict) -> list[str]:
    names = sorted(set(query) - set(CatalogueFilter.base_filters) - NO_FILTERS)
    return [_("There is no filter “%(name)s”; it was left out.") % {"name": name[:40]} for name in names]


@require_safe
def suggestions(request: Request) -> HttpResponse:
    """Names to go on with, while somebody writes: the same for everybody, so it is drawn without a request."""
    now = current_catalogue()
    text = request.GET.get("q", "").replace("\0", " ")[:LONGEST_TEXT]
    return HttpResponse(SUGGESTIONS.get_or_make((now.stamp, get_language(), text), lambda: _suggestions(text, now)))


def _suggestions(text: str, now: Catalogue) -> SafeString:
    return render_to_string("services/suggestions.html", {"suggestions": suggested(text, now, SUGGESTED)})
