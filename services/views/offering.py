"""One offering, and up to four side by side."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.htmx import render
from organizations.actor import Actor
from organizations.requests import Request
from organizations.roles import Permission
from providers.selectors.profile import map_of_sites
from services.models import Offering, Shortlist
from services.selectors.catalogue import current_catalogue
from services.selectors.links import links_of
from services.selectors.offering import (
    MOST_COMPARED,
    certificates_now,
    found_all,
    found_with,
    offering_shown,
    side_by_side,
    similar_to,
)
from services.selectors.shortlist import lists_with
from services.views.comparison import Column, rows_of
from services.views.shown import shown_of


@require_safe
def offering_detail(request: Request, pk: str) -> HttpResponse:
    """One offering: what it is, where, at which scale, on which terms, and how sure all that is."""
    offering = get_object_or_404(offering_shown(request.actor), pk=pk)
    now = current_catalogue()
    sites, links = list(offering.sites.all()), links_of([offering])[offering.pk]
    context = {
        "offering": offering,
        "provider": offering.provider,
        "shown": shown_of(found_with(offering, links), now),
        "catalogue": now,
        "sites": sites,
        "map": map_of_sites(sites),
        "certificates": certificates_now(links),
        "unverified": _unverified(offering),
        "similar": [shown_of(found, now) for found in similar_to(offering, now)],
        "saved_in": _saved_in(request.actor, offering),
    }
    return render(request, "services/offering_detail.html", context)


def _saved_in(actor: Actor, offering: Offering) -> list[Shortlist]:
    return lists_with(actor, offering) if actor.can(Permission.SHORTLIST_VIEW) else []


def _unverified(offering: Offering) -> list[str]:
    """What nobody at the provider has confirmed, in sentences."""
    if not offering.is_from_public_sources:
        return []
    told = [
        _("That this service is offered: it comes from general knowledge.")
        if offering.is_unverified
        else _("That this service is offered: it was read from public sources."),
        _("Sites, stages and modalities: candidates that follow from the public profile."),
    ]
    if offering.standards.all():
        told.append(_("Standards: %(basis)s.") % {"basis": offering.provider.get_standards_basis_display()})
    if offering.scale_unit_id:
        told.append(_("The scale: the largest public figure of a site; its note is part of the figure."))
    return told


@require_safe
def compare(request: Request) -> HttpResponse:
    """Up to four offerings side by side; what differs is marked. The address says which, so it can be shared."""
    asked = list(dict.fromkeys(request.GET.getlist("offering")))
    offerings = side_by_side(request.actor, asked)
    now = current_catalogue()
    columns = [
        Column(offering, shown_of(found, now), _others(offering, offerings))
        for offering, found in zip(offerings, found_all(offerings), strict=True)
    ]
    context = {
        "columns": columns,
        "rows": rows_of(columns),
        "most": MOST_COMPARED,
        "is_cut": len(asked) > MOST_COMPARED,
        "missing": max(0, min(len(asked), MOST_COMPARED) - len(offerings)),
        "address": request.build_absolute_uri(),
    }
    return render(request, "services/compare.html", context)


def _others(offering: Offering, offerings: list[Offering]) -> str:
    """The address of the comparison without one of them."""
    return "?" + urlencode([("offering", str(one.pk)) for one in offerings if one.pk != offering.pk])
