"""Pages of shortlists."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.errors import Invalid
from core.forms import refusals_on
from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from services.actions import shortlist as actions
from services.forms.shortlist import NameForm, NoteForm
from services.models import Shortlist, ShortlistItem
from services.selectors.catalogue import current_catalogue
from services.selectors.offering import MOST_COMPARED
from services.selectors.shortlist import items_of, kept_of, lately_removed, shortlists_of
from services.views.kept import lines_of


def _shortlist(request: Request, pk: UUID) -> Shortlist:
    request.actor.require(Permission.SHORTLIST_VIEW)
    return get_object_or_404(shortlists_of(request.actor), pk=pk)


def _item(request: Request, pk: UUID, item_pk: UUID) -> ShortlistItem:
    request.actor.require(Permission.SHORTLIST_VIEW)
    rows = ShortlistItem.objects.visible_to(request.actor).filter(shortlist_id=pk)
    return get_object_or_404(rows.select_related("shortlist"), pk=item_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def shortlist_list(request: Request) -> HttpResponse:
    """The organisation's lists, and a form for a new one."""
    request.actor.require(Permission.SHORTLIST_VIEW)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.create_shortlist(actor=request.actor, name=form.cleaned_data["name"])
            return redirect(request, made.get_absolute_url())
    context = {"shortlists": shortlists_of(request.actor), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "services/shortlist_list.html", context, region="lists", status=status)


@require_safe
def shortlist_detail(request: Request, pk: UUID) -> HttpResponse:
    """What was saved, what has changed or left the catalogue since, and what colleagues noted."""
    return _detail(request, _shortlist(request, pk))


def _detail(request: Request, shortlist: Shortlist, form: NameForm | None = None) -> HttpResponse:
    now = current_catalogue()
    kept = kept_of(request.actor, list(items_of(request.actor, shortlist)))
    context = {
        "shortlist": shortlist,
        "lines": lines_of(kept, now),
        "removed": lines_of(kept_of(request.actor, lately_removed(request.actor, shortlist)), now),
        "form": form or NameForm(initial={"name": shortlist.name}),
        "most": MOST_COMPARED,
    }
    status = 422 if form and form.is_bound else 200
    return render(request, "services/shortlist_detail.html", context, region="items", status=status)


@require_POST
def shortlist_rename(request: Request, pk: UUID) -> HttpResponse:
    """Call it something else. A stale save keeps what was typed."""
    shortlist = _shortlist(request, pk)
    form = NameForm(request.POST)
    version = request.POST.get("version", "")
    if form.is_valid():
        with refusals_on(form):
            actions.rename_shortlist(
                actor=request.actor,
                shortlist=shortlist,
                name=form.cleaned_data["name"],
                expected_version=int(version) if version.isdecimal() else None,
            )
            messages.success(request, _("Saved."))
            return redirect(request, shortlist.get_absolute_url())
    return _detail(request, shortlist, form)


@require_http_methods(["GET", "HEAD", "POST"])
def shortlist_delete(request: Request, pk: UUID) -> HttpResponse:
    """A question first, since notes go too."""
    shortlist = _shortlist(request, pk)
    request.actor.require(Permission.SHORTLIST_EDIT)
    if request.method != "POST":
        return render(request, "services/shortlist_delete.html", {"shortlist": shortlist})
    name = shortlist.name
    actions.delete_shortlist(actor=request.actor, shortlist=shortlist)
    messages.success(request, _("The list “%(name)s” is gone.") % {"name": name})
    return redirect(request, reverse("shortlist_list"))


@require_POST
def item_note(request: Request, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Saved as it is typed; without a script, by a button."""
    item = _item(request, pk, item_pk)
    form = NoteForm(request.POST)
    problem = "" if form.is_valid() else " ".join(str(error) for errors in form.errors.values() for error in errors)
    if not problem:
        try:
            actions.edit_item(actor=request.actor, item=item, note=form.cleaned_data["note"])
        except Invalid as error:
            problem = str(error)
    if request.htmx:
        context = {"problem": problem}
        return render(request, "services/note_state.html", context, status=422 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect(request, f"{item.shortlist.get_absolute_url()}#item-{item.pk}")


@require_POST
def item_remove(request: Request, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Out of the list; it can be put back."""
    item = _item(request, pk, item_pk)
    actions.remove_item(actor=request.actor, item=item)
    return _after(request, item.shortlist)


@require_POST
def item_restore(request: Request, pk: UUID, item_pk: UUID) -> HttpResponse:
    """Back into the list, where it stood, with its note."""
    item = _item(request, pk, item_pk)
    actions.restore_item(actor=request.actor, item=item)
    return _after(request, item.shortlist)


@require_POST
def item_accept(request: Request, pk: UUID, item_pk: UUID) -> HttpResponse:
    """The changes are known: do not show them any more."""
    item = _item(request, pk, item_pk)
    actions.accept_changes(actor=request.actor, item=item)
    return _after(request, item.shortlist)


def _after(request: Request, shortlist: Shortlist) -> HttpResponse:
    """To htmx the list as it is now; without it, the page again."""
    if request.htmx:
        return _detail(request, _shortlist(request, shortlist.pk))
    return redirect(request, shortlist.get_absolute_url())
