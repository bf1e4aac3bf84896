"""What a person was told."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.htmx import redirect, render
from notifications.actions import choose_channels, mark_all_read, mark_read
from notifications.enums import TOPICS
from notifications.forms import PreferencesForm, initial_of
from notifications.models import Notification
from notifications.selectors import chosen_channels, chosen_rhythms
from notifications.wording import sentence
from organizations.requests import Request

PAGE = 30


@require_safe
def notification_list(request: Request) -> HttpResponse:
    """Unread first, then the newest."""
    request.actor.require_person()
    is_read = ExpressionWrapper(Q(read_at__isnull=False), BooleanField())
    rows = Notification.objects.visible_to(request.actor).order_by(is_read, "-created_at", "id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = [(one, sentence(one)) for one in page]
    return render(request, "notifications/notification_list.html", {"page": page, "lines": lines})


@require_POST
def notification_open(request: Request, pk: UUID) -> HttpResponse:
    """Mark it read and go where it leads."""
    request.actor.require_person()
    notification = get_object_or_404(Notification.objects.visible_to(request.actor), pk=pk)
    mark_read(actor=request.actor, notification=notification)
    return redirect(request, notification.path)


@require_POST
def notification_read_all(request: Request) -> HttpResponse:
    """Nothing is new any more."""
    mark_all_read(actor=request.actor)
    return redirect(request, reverse("notification_list"))


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: Request) -> HttpResponse:
    """Topics and channels."""
    request.actor.require_person()
    initial = initial_of(chosen_channels(request.actor), chosen_rhythms(request.actor))
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose_channels(actor=request.actor, muted=form.muted(), rhythms=form.rhythms())
        messages.success(request, _("Saved."))
        return redirect(request, reverse("notification_preferences"))
    context = {"form": form, "fixed": [topic for topic in TOPICS if topic.is_fixed]}
    status = 422 if form.is_bound else 200
    return render(request, "notifications/preferences.html", context, region="form", status=status)
