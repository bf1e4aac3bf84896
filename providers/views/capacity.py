"""Pages of one's own suites, with their windows of time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from providers.actions.suite import add_suite, close_suite, edit_suite, reopen_suite
from providers.forms.capacity import SuiteForm
from providers.models import Suite
from providers.selectors.capacity import capacity_of, own_suites
from providers.selectors.mine import my_profile, my_sites


@require_safe
def capacity(request: Request) -> HttpResponse:
    """Every suite with its windows to come, drawn and in words."""
    request.actor.require(Permission.PROVIDER_VIEW)
    profile = my_profile(request.actor)
    context = {
        "profile": profile,
        "has_sites": bool(profile) and my_sites(request.actor).exists(),
        "suites": capacity_of(request.actor),
    }
    return render(request, "providers/my_capacity.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suite_create(request: Request) -> HttpResponse:
    """A room or line that capacity can be shown of."""
    request.actor.require(Permission.PROVIDER_EDIT)
    initial = {"site": request.GET.get("site")}
    form = open_form(SuiteForm, request, "suite:new", actor=request.actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            add_suite(actor=request.actor, facts=form.facts)
            close_form(request.actor, "suite:new")
            messages.success(request, _("The suite is added."))
            return redirect(request, reverse("my_capacity"))
    return _suite_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def suite_edit(request: Request, pk: UUID) -> HttpResponse:
    """Correct what a suite is."""
    request.actor.require(Permission.PROVIDER_EDIT)
    suite = _suite(request, pk)
    key = f"suite:{pk}"
    form = open_form(SuiteForm, request, key, actor=request.actor, initial=SuiteForm.values_of(suite))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            edit_suite(actor=request.actor, suite=suite, changes=vars(form.facts), expected_version=version)
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("my_capacity"))
    return _suite_page(request, form, suite)


@require_POST
def suite_close(request: Request, pk: UUID) -> HttpResponse:
    """Show no capacity of it any more."""
    request.actor.require(Permission.PROVIDER_EDIT)
    close_suite(actor=request.actor, suite=_suite(request, pk))
    messages.success(request, _("The suite is closed: nobody is shown its windows."))
    return redirect(request, reverse("my_capacity"))


@require_POST
def suite_reopen(request: Request, pk: UUID) -> HttpResponse:
    """Show its windows again."""
    request.actor.require(Permission.PROVIDER_EDIT)
    reopen_suite(actor=request.actor, suite=_suite(request, pk))
    messages.success(request, _("The suite is in use again."))
    return redirect(request, reverse("my_capacity"))


def _suite(request: Request, pk: UUID) -> Suite:
    return get_object_or_404(own_suites(request.actor), pk=pk)


def _suite_page(request: Request, form: SuiteForm, suite: Suite | None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "suite": suite}
    return render(request, "providers/my_capacity_suite_edit.html", context, region="form", status=status)
