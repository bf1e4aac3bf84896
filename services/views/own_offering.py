"""Offerings as their provider's own people keep them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Invalid, NotFound
from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from providers.selectors.own import own_provider, own_provider_or_refuse
from services.actions.offering import EVENTS, confirm_offerings, create_offering, edit_offering, move_offering
from services.filters_own import OwnOfferingFilter
from services.forms.offering import OfferingForm
from services.models import Offering
from services.selectors.own import missing_for_publication, own_offering, own_offerings, withholding_of
from services.workflows import OFFERING

PAGE = 50
NEW = "my-offering:new"
DONE = {
    "publish": gettext_lazy("“%(title)s” stands in the catalogue now."),
    "pause": gettext_lazy("“%(title)s” has left the catalogue. You can resume it."),
    "resume": gettext_lazy("“%(title)s” is back in the catalogue."),
    "retire": gettext_lazy("“%(title)s” is retired. You can bring it back."),
    "bring_back": gettext_lazy("“%(title)s” is a draft again."),
}


@require_safe
def my_offerings(request: Request) -> HttpResponse:
    """All of them, by state, with what can be done to each."""
    provider = own_provider(request.actor)
    if provider is None:
        return render(request, "providers/my_provider_none.html")
    filters = OwnOfferingFilter(request.GET or None, queryset=own_offerings(request.actor))
    filters.form.is_valid()
    rows = filters.filter_queryset(own_offerings(request.actor)) if filters.is_bound else own_offerings(request.actor)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    unconfirmed = own_offerings(request.actor).exclude(shipped_digest="").count()
    context = {
        "provider": provider,
        "filters": filters,
        "page": page,
        "rows": [(offering, OFFERING.available(offering)) for offering in page],
        "unconfirmed": unconfirmed,
    }
    return render(request, "services/my_offerings.html", context, region="table")


@require_http_methods(["GET", "HEAD", "POST"])
def my_offering_create(request: Request) -> HttpResponse:
    """A new draft."""
    request.actor.require(Permission.PROVIDER_EDIT)
    provider = own_provider_or_refuse(request.actor)
    form = open_form(OfferingForm, request, NEW, provider=provider, offering=None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        with refusals_on(form):
            offering = create_offering(actor=request.actor, provider=provider, values=values)
            close_form(request.actor, NEW)
            messages.success(request, _("The draft is saved. Look it through, then publish it."))
            return redirect(request, reverse("my_offering", args=[offering.pk]))
    context = {"form": form, "offering": None}
    return render(request, "services/my_offering_edit.html", context, region="form", status=_status(form))


@require_safe
def my_offering(request: Request, pk: UUID) -> HttpResponse:
    """How one stands, what is missing before it can be published, and what can be done."""
    offering = own_offering(request.actor, pk)
    form = OfferingForm(provider=offering.provider, offering=offering)
    gaps = [
        (form.fields[name].label if name in form.fields else "", name, text)
        for name, texts in missing_for_publication(offering).items()
        for text in texts
    ]
    steps = OFFERING.available(offering)
    possible = [step for step in steps if not (gaps and step in ("publish", "resume"))]
    context = {
        "offering": offering,
        "withholding": withholding_of(offering),
        "gaps": gaps,
        "steps": steps,
        "possible": possible,
    }
    return render(request, "services/my_offering.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def my_offering_edit(request: Request, pk: UUID) -> HttpResponse:
    """Change one. A stale save keeps what was typed."""
    request.actor.require(Permission.PROVIDER_EDIT)
    offering = own_offering(request.actor, pk)
    key = f"my-offering:{offering.pk}"
    form = open_form(OfferingForm, request, key, provider=offering.provider, offering=offering)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        with refusals_on(form):
            edit_offering(actor=request.actor, offering=offering, changes=values, expected_version=version)
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, reverse("my_offering", args=[offering.pk]))
    context = {"form": form, "offering": offering, "withholding": withholding_of(offering)}
    return render(request, "services/my_offering_edit.html", context, region="form", status=_status(form))


@require_POST
def my_offering_move(request: Request, pk: UUID, step: str) -> HttpResponse:
    """One step of its life."""
    request.actor.require(Permission.PROVIDER_EDIT)
    offering = own_offering(request.actor, pk)
    if step not in EVENTS:
        raise NotFound
    try:
        move_offering(actor=request.actor, offering=offering, step=step)
    except Invalid:
        messages.error(request, _("“%(title)s” cannot be published yet: see what is missing.") % {"title": offering.title})
        return redirect(request, reverse("my_offering", args=[offering.pk]))
    messages.success(request, str(DONE[step]) % {"title": offering.title})
    return redirect(request, _back(request, offering))


@require_POST
def my_offerings_confirm(request: Request) -> HttpResponse:
    """What was derived from public sources is right."""
    request.actor.require(Permission.PROVIDER_EDIT)
    chosen = [_identifier(one) for one in request.POST.getlist("offering")]
    count = confirm_offerings(actor=request.actor, offerings=[one for one in chosen if one])
    text = ngettext("%(count)s offering is confirmed.", "%(count)s offerings are confirmed.", count)
    messages.success(request, text % {"count": count})
    return redirect(request, reverse("my_offerings"))


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _back(request: Request, offering: Offering) -> str:
    return reverse("my_offerings") if request.POST.get("from") == "list" else reverse("my_offering", args=[offering.pk])


def _status(form: Any) -> int:
    return 422 if form.is_bound and not form.is_finding else 200
