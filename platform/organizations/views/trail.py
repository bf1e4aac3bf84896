"""The reader's own audit trail."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.htmx import render
from events.models import Event
from events.phrases import phrase_of, phrases_for, subject_of
from organizations.filters import TrailFilter
from organizations.requests import Request

PAGE = 50


@require_safe
def event_list(request: Request) -> HttpResponse:
    """What the person did and what concerns their organisation, newest first."""
    request.actor.require_person()
    reads_everything = request.actor.sees_everything
    filters = TrailFilter(request.GET or None, queryset=Event.objects.visible_to(request.actor))
    filters.filters["kind"].extra["choices"] = phrases_for(reads_everything=reads_everything)
    rows = filters.qs if filters.is_valid() or not filters.is_bound else Event.objects.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = [
        (
            event,
            phrase_of(event.kind, reads_everything=reads_everything),
            subject_of(event.subject_type, event.subject_label),
        )
        for event in page
    ]
    context = {"filters": filters, "page": page, "lines": lines}
    return render(request, "organizations/event_list.html", context, region="table")
