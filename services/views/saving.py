"""Saving an offering into a shortlist, from the catalogue and from its page."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.errors import Invalid, NotFound, WrongState
from core.forms import show_errors
from core.htmx import next_url, redirect, render
from organizations.actor import Actor
from organizations.requests import Request
from organizations.roles import Permission
from services.actions.shortlist import save_offering
from services.forms.shortlist import SaveForm
from services.models import Offering, ShortlistItem
from services.selectors.offering import identifier_of, offering_shown
from services.selectors.shortlist import lists_with, shortlists_of


@require_http_methods(["GET", "HEAD", "POST"])
def shortlist_save(request: Request) -> HttpResponse:
    """Into which list? Whoever is not signed in, or has no organisation yet, is led there and comes back."""
    elsewhere = _first(request)
    if elsewhere:
        return redirect(request, elsewhere)
    request.actor.require(Permission.SHORTLIST_EDIT)
    offering = _offering(request)
    if request.method == "POST":
        return _save(request, offering)
    return _ask(request, offering, SaveForm(shortlists=shortlists_of(request.actor), initial=_initial(request.actor)))


def _first(request: Request) -> str:
    """Where somebody must go first: to sign in, or to found an organisation. Empty for who may go on."""
    here = f"{reverse('shortlist_save')}?{urlencode({'offering': _asked(request)})}"
    if not request.actor.is_signed_in:
        return f"{reverse('account_login')}?{urlencode({'next': here})}"
    if request.actor.organization is None:
        return f"{reverse('organization_create')}?{urlencode({'kind': 'sponsor', 'next': here})}"
    return ""


def _asked(request: Request) -> str:
    return request.POST.get("offering") or request.GET.get("offering") or ""


def _offering(request: Request) -> Offering:
    pk = identifier_of(_asked(request))
    if pk is None:
        raise NotFound
    return get_object_or_404(offering_shown(request.actor), pk=pk)


def _initial(actor: Actor) -> dict[str, Any]:
    return {"shortlist": shortlists_of(actor).first()}


def _save(request: Request, offering: Offering) -> HttpResponse:
    """One press of the button goes into the list used last; the form says which."""
    if "quick" in request.POST:
        return _saved(request, save_offering(actor=request.actor, offering=offering))
    form = SaveForm(request.POST, shortlists=shortlists_of(request.actor))
    if form.is_valid():
        given = form.cleaned_data
        try:
            item = save_offering(
                actor=request.actor,
                offering=offering,
                shortlist=given["shortlist"],
                new_list=given["name"],
                note=given["note"] or None,
            )
        except Invalid as error:
            show_errors(form, error)
        except WrongState as error:
            form.add_error(None, str(error))
        else:
            return _saved(request, item)
    return _ask(request, offering, form)


def _ask(request: Request, offering: Offering, form: SaveForm) -> HttpResponse:
    context = {
        "offering": offering,
        "form": form,
        "next": next_url(request, _came_from(request)),
        "lists": lists_with(request.actor, offering),
    }
    status = 422 if form.is_bound else 200
    return render(request, "services/shortlist_save.html", context, region="form", status=status)


def _came_from(request: Request) -> str:
    """The page of this site that the link stood on, to go back to; not one that asks to sign in."""
    address = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours and "/offerings/" in address else ""


def _saved(request: Request, item: ShortlistItem) -> HttpResponse:
    """To htmx, the button's place says where it is; without it, back to where the person was, with a word."""
    if request.htmx:
        context = {"lists": lists_with(request.actor, item.offering_id) if item.offering_id else [], "item": item}
        return render(request, "services/saved.html", context)
    messages.success(request, _("Saved in “%(name)s”.") % {"name": item.shortlist.name})
    return redirect(request, next_url(request, item.shortlist.get_absolute_url()))
