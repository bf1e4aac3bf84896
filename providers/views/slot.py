"""Pages of the windows of one's own suites."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from providers.actions.slot import add_slot, edit_slot, move_slot, remove_slot
from providers.forms.capacity import HoldForm, SlotForm
from providers.models import Slot, Suite
from providers.selectors.capacity import own_slots, own_suites


@require_http_methods(["GET", "HEAD", "POST"])
def slot_create(request: Request, pk: UUID) -> HttpResponse:
    """Show that a suite is free in some time."""
    request.actor.require(Permission.PROVIDER_EDIT)
    suite = get_object_or_404(own_suites(request.actor), pk=pk)
    key = f"slot:{pk}:new"
    form = open_form(SlotForm, request, key)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            add_slot(actor=request.actor, suite=suite, facts=form.facts)
            close_form(request.actor, key)
            messages.success(request, _("The window is added."))
            return redirect(request, reverse("my_capacity"))
    return _slot_page(request, form, suite, None)


@require_http_methods(["GET", "HEAD", "POST"])
def slot_edit(request: Request, pk: UUID) -> HttpResponse:
    """Move a window."""
    request.actor.require(Permission.PROVIDER_EDIT)
    slot = _slot(request, pk)
    key = f"slot:{pk}"
    form = open_form(SlotForm, request, key, initial=SlotForm.values_of(slot))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            edit_slot(actor=request.actor, slot=slot, changes=vars(form.facts), expected_version=version)
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("my_capacity"))
    return _slot_page(request, form, slot.suite, slot)


@require_POST
def slot_remove(request: Request, pk: UUID) -> HttpResponse:
    """Take a window back."""
    request.actor.require(Permission.PROVIDER_EDIT)
    remove_slot(actor=request.actor, slot=_slot(request, pk))
    messages.success(request, _("Deleted."))
    return redirect(request, reverse("my_capacity"))


@require_POST
def slot_move(request: Request, pk: UUID, step: str) -> HttpResponse:
    """Take a step with a window; a hold asks until when. A refusal is said on the page one came from."""
    request.actor.require(Permission.PROVIDER_EDIT)
    slot = _slot(request, pk)
    form = HoldForm(request.POST)
    until = None
    if step == "hold" and form.is_valid():
        day = form.cleaned_data["until"] + timedelta(days=1)
        until = datetime.combine(day, time.min, timezone.get_current_timezone())
    move_slot(actor=request.actor, slot=slot, step=step.replace("-", "_"), held_until=until)
    messages.success(request, _("Done."))
    return redirect(request, reverse("my_capacity"))


def _slot(request: Request, pk: UUID) -> Slot:
    return get_object_or_404(own_slots(request.actor), pk=pk)


def _slot_page(request: Request, form: SlotForm, suite: Suite, slot: Slot | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "suite": suite, "slot": slot}
    return render(request, "providers/my_capacity_window_edit.html", context, region="form", status=status)
