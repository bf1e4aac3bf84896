"""Requests that a provider may join without an invitation."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.sourcing.actions.joining import join_rfq
from projects.sourcing.enums import Tier
from projects.sourcing.models import Invitation
from projects.sourcing.selectors.disclosure import rfq_as_seen
from projects.sourcing.selectors.open_request import compared, fitting_requests, open_requests, own_profile
from projects.sourcing.selectors.seriousness import seriousness_of


@require_safe
def open_request_list(request: Request) -> HttpResponse:
    """Open requests that fit the provider's profile."""
    request.actor.require(Permission.QUOTE_VIEW)
    found = fitting_requests(request.actor, request.GET.get("page", "1"))
    context = {"found": found, "profile": own_profile(request.actor)}
    return render(request, "sourcing/open_request_list.html", context)


@require_safe
def open_request(request: Request, pk: UUID) -> HttpResponse:
    """The teaser for whoever matches, with what it can take; for the others what their profile misses."""
    request.actor.require(Permission.QUOTE_VIEW)
    invitation = Invitation.objects.received_by(request.actor).filter(rfq_id=pk).first()
    if invitation is not None:
        return redirect(request, reverse("invitation_to_quote", args=[invitation.pk]))
    rfq = get_object_or_404(open_requests(request.actor), pk=pk)
    profile = own_profile(request.actor)
    found = compared(rfq, profile) if profile else None
    fits = found is not None and found.eligibility.is_eligible
    context = {
        "rfq": rfq,
        "profile": profile,
        "found": found,
        "fits": fits,
        "seen": rfq_as_seen(request.actor, rfq, Tier.TEASER) if fits else None,
        "seriousness": seriousness_of(rfq),
    }
    return render(request, "sourcing/open_request.html", context)


@require_POST
def open_request_join(request: Request, pk: UUID) -> HttpResponse:
    """Take part, after the check of the moment."""
    request.actor.require(Permission.QUOTE_EDIT)
    invitation = Invitation.objects.received_by(request.actor).filter(rfq_id=pk).select_related("rfq").first()
    rfq = invitation.rfq if invitation else get_object_or_404(open_requests(request.actor), pk=pk)
    joined = join_rfq(actor=request.actor, rfq=rfq)
    messages.success(request, _("You take part. The sponsor is told that you intend to quote."))
    return redirect(request, reverse("invitation_to_quote", args=[joined.pk]))
