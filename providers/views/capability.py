"""Pages of what can run at a site of one's own."""

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
from providers.actions.capability import add_capability, edit_capability, remove_capability
from providers.forms.capability import CapabilityForm
from providers.models import Capability, Site
from providers.selectors.capability import own_capabilities
from providers.selectors.mine import my_sites


@require_safe
def capability_list(request: Request, site_pk: UUID) -> HttpResponse:
    """What a site can make."""
    request.actor.require(Permission.PROVIDER_VIEW)
    site = get_object_or_404(my_sites(request.actor), pk=site_pk)
    context = {"site": site, "capabilities": own_capabilities(request.actor, site)}
    return render(request, "providers/my_site_capabilities.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def capability_create(request: Request, site_pk: UUID) -> HttpResponse:
    """Say that a site can make something."""
    request.actor.require(Permission.PROVIDER_EDIT)
    site = get_object_or_404(my_sites(request.actor), pk=site_pk)
    key = f"capability:{site.pk}:new"
    form = open_form(CapabilityForm, request, key)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            add_capability(actor=request.actor, facts=form.facts(site))
            close_form(request.actor, key)
            messages.success(request, _("The capability is added."))
            return redirect(request, reverse("my_site_capabilities", args=[site.pk]))
    return _form_page(request, form, site, None)


@require_http_methods(["GET", "HEAD", "POST"])
def capability_edit(request: Request, site_pk: UUID, pk: UUID) -> HttpResponse:
    """Correct what a site can make."""
    request.actor.require(Permission.PROVIDER_EDIT)
    site = get_object_or_404(my_sites(request.actor), pk=site_pk)
    capability = get_object_or_404(own_capabilities(request.actor, site), pk=pk)
    key = f"capability:{pk}"
    form = open_form(CapabilityForm, request, key, initial=CapabilityForm.values_of(capability))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        with refusals_on(form):
            edit_capability(
                actor=request.actor, capability=capability, changes=vars(form.facts(site)), expected_version=version
            )
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("my_site_capabilities", args=[site.pk]))
    return _form_page(request, form, site, capability)


@require_POST
def capability_remove(request: Request, site_pk: UUID, pk: UUID) -> HttpResponse:
    """The site cannot make it any more."""
    request.actor.require(Permission.PROVIDER_EDIT)
    site = get_object_or_404(my_sites(request.actor), pk=site_pk)
    capability = get_object_or_404(own_capabilities(request.actor, site), pk=pk)
    remove_capability(actor=request.actor, capability=capability)
    messages.success(request, _("Deleted."))
    return redirect(request, reverse("my_site_capabilities", args=[site.pk]))


def _form_page(request: Request, form: CapabilityForm, site: Site, capability: Capability | None) -> HttpResponse:
    context = {"form": form, "site": site, "capability": capability}
    status = 422 if form.is_bound else 200
    return render(request, "providers/my_site_capability_edit.html", context, region="form", status=status)
