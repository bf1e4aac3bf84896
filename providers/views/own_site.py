"""The sites as their own people keep them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from providers.actions.site import close_site, create_site, edit_site, reopen_site
from providers.forms.site import SiteForm
from providers.selectors.capability import own_capabilities
from providers.selectors.own import own_provider, own_provider_or_refuse, own_site, own_sites
from providers.views.own_profile import status_of

NEW = "my-site:new"


@require_safe
def my_sites(request: Request) -> HttpResponse:
    """Where the work is done, the closed places among them."""
    provider = own_provider(request.actor)
    if provider is None:
        return render(request, "providers/my_provider_none.html")
    return render(request, "providers/my_sites.html", {"provider": provider, "sites": own_sites(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
def my_site_create(request: Request) -> HttpResponse:
    """Add a site."""
    request.actor.require(Permission.PROVIDER_EDIT)
    provider = own_provider_or_refuse(request.actor)
    form = open_form(SiteForm, request, NEW, site=None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        with refusals_on(form):
            site = create_site(actor=request.actor, provider=provider, values=values)
            close_form(request.actor, NEW)
            messages.success(request, _("%(site)s is added.") % {"site": site})
            return redirect(request, reverse("my_site", args=[site.pk]))
    context = {"form": form, "site": None}
    return render(request, "providers/my_site_edit.html", context, region="form", status=status_of(form))


@require_safe
def my_site(request: Request, pk: UUID) -> HttpResponse:
    """One site with what can run there."""
    site = own_site(request.actor, pk)
    context = {"site": site, "provider": site.provider, "capabilities": own_capabilities(request.actor, site)}
    return render(request, "providers/my_site.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_site_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a site. A stale save keeps what was typed."""
    request.actor.require(Permission.PROVIDER_EDIT)
    site = own_site(request.actor, pk)
    key = f"my-site:{site.pk}"
    form = open_form(SiteForm, request, key, site=site)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        with refusals_on(form):
            edit_site(actor=request.actor, site=site, changes=values, expected_version=version)
            close_form(request.actor, key)
            messages.success(request, _("Saved. The public page shows it now."))
            return redirect(request, reverse("my_site", args=[site.pk]))
    context = {"form": form, "site": site}
    return render(request, "providers/my_site_edit.html", context, region="form", status=status_of(form))


@require_POST
def my_site_close(request: Request, pk: UUID) -> HttpResponse:
    """Take a site off the public pages."""
    request.actor.require(Permission.PROVIDER_EDIT)
    site = close_site(actor=request.actor, site=own_site(request.actor, pk))
    messages.success(request, _("%(site)s is closed and hidden. You can reopen it here.") % {"site": site})
    return redirect(request, reverse("my_sites"))


@require_POST
def my_site_reopen(request: Request, pk: UUID) -> HttpResponse:
    """Put it back."""
    request.actor.require(Permission.PROVIDER_EDIT)
    site = reopen_site(actor=request.actor, site=own_site(request.actor, pk))
    messages.success(request, _("%(site)s is open again.") % {"site": site})
    return redirect(request, reverse("my_sites"))
