"""Pages of an organisation's endpoints."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from webhooks.actions.delivery import send_test
from webhooks.actions.endpoint import (
    create_endpoint,
    delete_endpoint,
    edit_endpoint,
    pause_endpoint,
    resume_endpoint,
    rotate_secret,
)
from webhooks.filters import DeliveryFilter
from webhooks.forms import EndpointForm
from webhooks.models import Delivery, Endpoint
from webhooks.selectors import deliveries_to, endpoints_of
from webhooks.views.labels import choice_of
from webhooks.workflows import ENDPOINT

PAGE = 25


@require_safe
def webhook_list(request: Request) -> HttpResponse:
    """All endpoints with their states."""
    request.actor.require(Permission.WEBHOOK_VIEW)
    context = {"endpoints": endpoints_of(request.actor), "is_held_back": settings.OUTGOING_PAUSED}
    return render(request, "webhooks/webhook_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def webhook_create(request: Request) -> HttpResponse:
    """A new endpoint. Its secret stands on this one answer and nowhere else."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    form = EndpointForm(request.POST or None, organization=request.actor.require_membership().organization)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            endpoint, secret = create_endpoint(actor=request.actor, **form.facts)
            return _secret_page(request, endpoint, secret, 201)
    context = {"form": form}
    return render(request, "webhooks/webhook_edit.html", context, region="form", status=422 if form.is_bound else 200)


@require_safe
def webhook_detail(request: Request, pk: UUID) -> HttpResponse:
    """One endpoint, and what was sent to it."""
    request.actor.require(Permission.WEBHOOK_VIEW)
    endpoint = get_object_or_404(endpoints_of(request.actor), pk=pk)
    filters = DeliveryFilter(request.GET or None, queryset=deliveries_to(request.actor, endpoint))
    rows = filters.qs if filters.is_valid() or not filters.is_bound else Delivery.objects.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "endpoint": endpoint,
        "choice": choice_of(endpoint),
        "filters": filters,
        "page": page,
        "steps": ENDPOINT.available(endpoint),
        "is_moving": endpoint.status == "enabled" and any(one.status == "waiting" for one in page),
        "is_held_back": settings.OUTGOING_PAUSED,
    }
    return render(request, "webhooks/webhook_detail.html", context, region="deliveries")


@require_http_methods(["GET", "HEAD", "POST"])
def webhook_edit(request: Request, pk: UUID) -> HttpResponse:
    """Another address or choice. What was typed stays when somebody else was faster."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = _own(request, pk)
    form = EndpointForm(request.POST or None, organization=endpoint.organization, initial=EndpointForm.values_of(endpoint))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            edit_endpoint(actor=request.actor, endpoint=endpoint, expected_version=version, **form.facts)
            messages.success(request, _("Saved."))
            return redirect(request, _page_of(endpoint))
    context = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/webhook_edit.html", context, region="form", status=422 if form.is_bound else 200)


@require_POST
@never_cache
def webhook_rotate(request: Request, pk: UUID) -> HttpResponse:
    """A new secret, on this one answer."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    endpoint, secret = rotate_secret(actor=request.actor, endpoint=_own(request, pk))
    return _secret_page(request, endpoint, secret, 200)


@require_POST
def webhook_pause(request: Request, pk: UUID) -> HttpResponse:
    """Send nothing for now."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = pause_endpoint(actor=request.actor, endpoint=_own(request, pk))
    messages.success(request, _("Paused. What happens in the meantime is kept and sent when you resume."))
    return redirect(request, _page_of(endpoint))


@require_POST
def webhook_resume(request: Request, pk: UUID) -> HttpResponse:
    """Send again."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = resume_endpoint(actor=request.actor, endpoint=_own(request, pk))
    messages.success(request, _("Resumed. What waited is on its way."))
    return redirect(request, _page_of(endpoint))


@require_POST
def webhook_test(request: Request, pk: UUID) -> HttpResponse:
    """Send an event that says nothing."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = _own(request, pk)
    send_test(actor=request.actor, endpoint=endpoint)
    messages.success(request, _("A test event is on its way. Its outcome appears below within seconds."))
    return redirect(request, _page_of(endpoint))


@require_POST
def webhook_delete(request: Request, pk: UUID) -> HttpResponse:
    """With its deliveries."""
    request.actor.require(Permission.WEBHOOK_MANAGE)
    delete_endpoint(actor=request.actor, endpoint=_own(request, pk))
    messages.success(request, _("Deleted. Nothing is sent there any more."))
    return redirect(request, reverse("webhook_list"))


def _own(request: Request, pk: UUID) -> Endpoint:
    return get_object_or_404(Endpoint.objects.visible_to(request.actor).select_related("organization"), pk=pk)


def _page_of(endpoint: Endpoint) -> str:
    return reverse("webhook_detail", args=[endpoint.pk])


def _secret_page(request: Request, endpoint: Endpoint, secret: str, status: int) -> HttpResponse:
    return render(request, "webhooks/webhook_secret.html", {"endpoint": endpoint, "secret": secret}, status=status)
