"""The directory and each provider's page, open to everybody."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from core.errors import NotFound
from core.htmx import render
from core.kept import render_kept
from organizations.actor import Actor
from organizations.requests import Request
from providers.selectors.capability import capabilities_shown
from providers.selectors.capacity import capacity_shown
from providers.selectors.certificate import certificates_shown
from providers.selectors.directory import directory, presence_of
from providers.selectors.profile import profile_of, successor_of
from services.directory import DirectoryFilter
from services.search.query import Wanted
from services.selectors.catalogue import Catalogue, current_catalogue
from services.selectors.profile import Standing, grid_of, profile_standing_of, range_of

PAGE = 24
PROVIDER_PAGE = "providers/provider_detail.html"


@require_safe
def provider_list(request: Request) -> HttpResponse:
    """Who is there, and where. A filter that makes no sense is named beside it, and the others still apply."""
    filters = DirectoryFilter(request.GET or None, queryset=directory(request.actor))
    filters.form.is_valid()
    rows = filters.filter_queryset(directory(request.actor)) if filters.is_bound else directory(request.actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    pairs = [(name, value) for name, values in request.GET.lists() for value in values]
    asked = filters.form.cleaned_data.get("q", "") if filters.is_bound else ""
    context = {
        "filters": filters,
        "page": page,
        "presence": presence_of(rows, pairs),
        "asked": asked,
        "meaning": current_catalogue().find(Wanted(text=asked)).meaning if asked else None,
    }
    return render(request, "providers/provider_list.html", context, region="results")


@require_safe
def provider_detail(request: Request, slug: str) -> HttpResponse:
    """What a provider does along the chain, where, and where each of these facts comes from. A merged profile's address
    leads to the one that has taken it over."""
    now = current_catalogue()
    standing = profile_standing_of(slug, now)
    if standing and standing.is_public and not _is_of(request.actor, standing):
        return render_kept(request, PROVIDER_PAGE, standing.stamp, lambda: _context(Actor.anonymous(), standing, slug, now))
    try:
        if standing is None:
            raise NotFound
        context = _context(request.actor, standing, slug, now)
    except NotFound:
        successor = successor_of(request.actor, slug)
        if successor is None:
            raise
        return HttpResponseRedirect(successor.get_absolute_url())
    return render(request, PROVIDER_PAGE, context)


def _is_of(actor: Actor, standing: Standing) -> bool:
    """Whether the reader may see more than everybody: the provider's own people and operators."""
    return actor.sees_everything or (
        actor.organization_id is not None and actor.organization_id == standing.organization_id
    )


def _context(actor: Actor, standing: Standing, slug: str, now: Catalogue) -> dict[str, Any]:
    profile = profile_of(actor, slug, now.vocabulary)
    return {
        "title": profile.provider.name,
        "profile": profile,
        "provider": profile.provider,
        "grid": grid_of(slug, now),
        "offered": range_of(slug, now),
        "catalogue": now,
        "certificates": certificates_shown(actor, profile.provider) if standing.has_certificates else [],
        "capabilities": capabilities_shown(profile.provider) if standing.has_capabilities else [],
        "free_slots": capacity_shown(actor, profile.provider) if standing.has_slots else [],
    }
