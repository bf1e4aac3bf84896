"""Where forms send what stands in them while they are filled in."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.htmx import next_url, redirect
from drafts.actions import forget_draft, keep_draft
from organizations.requests import Request


@require_POST
def draft_keep(request: Request, key: str) -> HttpResponse:
    """Keep the fields; files are not among them."""
    keep_draft(actor=request.actor, key=key, values={name: request.POST.getlist(name) for name in request.POST})
    return HttpResponse(status=204)


@require_POST
def draft_discard(request: Request, key: str) -> HttpResponse:
    """Start over: back to the form as it was before anything was typed."""
    forget_draft(actor=request.actor, key=key)
    messages.success(request, _("What you typed was discarded."))
    return redirect(request, next_url(request, reverse("dashboard")))
