"""Forms that are saved while somebody types in them: of a project, and of a work package."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.http import HttpResponse

from core.errors import StaleVersion
from core.forms import refusals_on
from core.htmx import is_fragment, render
from core.models import Editable
from drafts.forms import close_form, keep_form
from organizations.requests import Request
from projects.briefs.forms.conflict import Conflict, conflict_of, take_theirs, version_meant

Row = TypeVar("Row", bound=Editable)


@dataclass(frozen=True)
class Saving(Generic[Row]):
    """What became of a form: the row as it stands, and where it was not saved perhaps what somebody else saved meanwhile."""

    row: Row
    is_saved: bool = False
    conflict: Conflict | None = None


def save_typed(
    request: Request, form: forms.BaseForm, key: str, row: Row, write: Callable[[int | None], Row]
) -> Saving[Row]:
    """Save what was sent. What is refused stands on the form, and is kept: it is there when the page is opened again.

    ``write`` takes the version that the row is to be of.
    """
    if request.method != "POST":
        return Saving(row)
    if form.is_valid():
        version = version_meant(form)
        take_theirs(form, taken(request), form.initial)
        with refusals_on(form):
            try:
                row = write(version)
            except StaleVersion:
                conflict = conflict_of(form, row, form.initial)
                if conflict.differences:
                    keep_form(request, key)
                    return Saving(row, conflict=conflict)
            close_form(request.actor, key)
            return Saving(row, is_saved=True)
    if form.errors:
        keep_form(request, key)
    return Saving(row)


def taken(request: Request) -> list[str]:
    """The fields of which what somebody else saved counts; chosen with the button below them, not by typing on."""
    return request.POST.getlist("take") if "over" in request.POST else []


def saving_page(
    request: Request, template: str, form: forms.BaseForm, saving: Saving[Any], context: dict[str, Any]
) -> HttpResponse:
    """The page, or to who types what has changed on it: whether it is saved, what is wrong, the version the next save is of."""
    template = "briefs/saved.html" if is_fragment(request) else template
    is_refused = saving.conflict is not None or bool(form.is_bound and form.errors)
    context = {"form": form, "saving": saving, "conflict": saving.conflict, **context}
    return render(request, template, context, status=422 if is_refused else 200)
