"""After somebody has signed in again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.held import let_go
from core.htmx import next_url, redirect


@require_safe
def signed_in_again(request: HttpRequest) -> HttpResponse:
    """Where the new tab ends: the page with what was typed is in the other one."""
    return render(request, "core/signed_in_again.html")


@require_POST
def held_discard(request: HttpRequest) -> HttpResponse:
    """What is held is not wanted any more."""
    let_go(request)
    messages.success(request, _("What you typed was discarded."))
    return redirect(request, next_url(request, "/"))
