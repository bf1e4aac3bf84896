"""The page of one's calendar address."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.htmx import redirect, render
from organizations.actions.calendar import end_calendar_address, make_calendar_address
from organizations.models import CalendarFeed
from organizations.requests import Request
from organizations.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def calendar_address(request: Request) -> HttpResponse:
    """Whether there is one; a POST makes it anew, and its answer is the only one that shows it."""
    request.actor.require(Permission.TOKEN_MANAGE)
    membership = request.actor.require_membership()
    if request.method == "POST":
        feed, secret = make_calendar_address(actor=request.actor)
        address = f"{settings.BASE_URL}{reverse('calendar_feed', args=[secret])}"
        return render(request, "organizations/calendar.html", {"feed": feed, "address": address}, status=201)
    feed_or_none = CalendarFeed.objects.filter(membership=membership).first()
    return render(request, "organizations/calendar.html", {"feed": feed_or_none})


@require_POST
def calendar_end(request: Request) -> HttpResponse:
    """End the address."""
    end_calendar_address(actor=request.actor)
    messages.success(request, _("The calendar's address no longer works."))
    return redirect(request, reverse("calendar_address"))
