"""The calendar of deadlines, for whoever knows its address: calendar programs do not sign in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from organizations.actor import Actor
from organizations.models import CalendarFeed
from projects.sourcing.selectors.calendar import Due, deadlines_of


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """In the member's language. An address that was ended, or never was, is a 404."""
    feeds = CalendarFeed.objects.of_secret(secret).select_related("membership__user", "membership__organization")
    membership = get_object_or_404(feeds).membership
    with translation.override(membership.user.language):
        calendar = Calendar()
        calendar.add("prodid", "-//OpenCDMO//Deadlines//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Deadlines of %(organization)s") % {"organization": membership.organization})
        for one in deadlines_of(Actor.of(membership)):
            calendar.add_component(_event(one))
    headers = {"Cache-Control": "private, max-age=900", "Content-Disposition": 'inline; filename="deadlines.ics"'}
    return HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8", headers=headers)


def _event(due: Due) -> Event:
    event = Event()
    event.add("uid", f"{due.key}@opencdmo")
    event.add("dtstamp", due.changed_at)
    event.add("last-modified", due.changed_at)
    event.add("dtstart", due.at)
    event.add("summary", due.text)
    event.add("url", f"{settings.BASE_URL}{due.path}")
    event.add("transp", "TRANSPARENT")
    return event
