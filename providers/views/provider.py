"""The directory, open to everybody."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.htmx import render
from organizations.requests import Request
from providers.filters import ProviderFilter
from providers.selectors.capability import capabilities_shown
from providers.selectors.capacity import capacity_shown
from providers.selectors.certificate import certificates_shown
from providers.selectors.directory import directory, profile_of

PAGE = 24


@require_safe
def provider_list(request: Request) -> HttpResponse:
    """Who is there. A filter that makes no sense is named beside it, and the others still apply."""
    filters = ProviderFilter(request.GET or None, queryset=directory(request.actor))
    filters.form.is_valid()
    rows = filters.filter_queryset(directory(request.actor)) if filters.is_bound else directory(request.actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "providers/provider_list.html", {"filters": filters, "page": page}, region="results")


@require_safe
def provider_detail(request: Request, slug: str) -> HttpResponse:
    """What a provider does along the chain, where, and where each of these facts comes from."""
    profile = profile_of(request.actor, slug)
    context = {
        "profile": profile,
        "certificates": certificates_shown(request.actor, profile.provider),
        "capabilities": capabilities_shown(profile.provider),
        "free_slots": capacity_shown(request.actor, profile.provider),
    }
    return render(request, "providers/provider_detail.html", context)
