"""Forms that remember. A page opens its form with ``open_form`` and, once it was sent, closes it with ``close_form``.

In the template: ``{% include "drafts/notice.html" %}`` before the form, ``<div {% draft_attributes key %}></div>`` inside it.
"""

from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from core.errors import Invalid
from core.held import held_here, let_go
from drafts.actions import forget_draft, keep_draft
from drafts.models import Draft
from drafts.selectors import draft_of
from organizations.actor import Actor
from organizations.requests import Request

MOST_ROWS = 250

FormType = TypeVar("FormType", bound=forms.BaseForm)


def open_form(form_class: type[FormType], request: Request, key: str, **kwargs: Any) -> FormType:
    """Bound to what was sent; else with what was kept of it over its initial values. ``form.draft`` says whether anything was.

    ``form.draft_key`` is the key, for the templates.
    """
    sent = request.method == "POST"
    form = form_class(request.POST, request.FILES, **kwargs) if sent else form_class(**kwargs)
    draft = None if sent else draft_for(request, key)
    if draft is not None:
        form.initial.update(kept_values(form, draft))
    setattr(form, "draft", draft)  # noqa: B010 - Django's forms declare no such attribute
    setattr(form, "draft_key", key)  # noqa: B010
    return form


def draft_for(request: Request, key: str) -> Draft | None:
    """What was kept of the form on this page. What it sent when the session had ended becomes so first."""
    held = held_here(request)
    if held is not None:
        try:
            keep_draft(actor=request.actor, key=key, values=dict(held.sent.lists()), is_refused=True)
        except Invalid:  # too long: it stays in the notice above the page
            setattr(request, "shows_held", False)  # noqa: B010 - HttpRequest declares none
        else:
            let_go(request)
    return draft_of(request.actor, key)


def close_form(actor: Actor, key: str) -> None:
    """It was sent: what was kept of it is not needed any more."""
    forget_draft(actor=actor, key=key)


def keep_form(request: Request, key: str) -> None:
    """It was sent and refused: what it says is there again when the page is opened anew."""
    keep_draft(actor=request.actor, key=key, values=dict(request.POST.lists()), is_refused=True)


def kept_rows(form_class: type[forms.BaseForm], prefix: str, draft: Draft) -> list[dict[str, Any]]:
    """What the draft says for the rows of a formset of that prefix, in their order."""
    counted = "".join(draft.values.get(f"{prefix}-TOTAL_FORMS", ["0"])[:1])
    count = min(int(counted), MOST_ROWS) if counted.isdecimal() else 0
    return [kept_values(form_class(prefix=f"{prefix}-{number}"), draft) for number in range(count)]


def kept_values(form: forms.BaseForm, draft: Draft) -> dict[str, Any]:
    """What the draft says for the form's fields, as their widgets read it. Files and passwords are never kept."""
    data: QueryDict = QueryDict(mutable=True)
    for name, texts in draft.values.items():
        data.setlist(name, texts)
    nothing: MultiValueDict[str, Any] = MultiValueDict()
    values = {}
    for name, field in form.fields.items():
        html_name = form.add_prefix(name)
        is_kept = not isinstance(field, forms.FileField) and not isinstance(field.widget, forms.PasswordInput)
        if is_kept and not field.disabled and not field.widget.value_omitted_from_data(data, nothing, html_name):
            values[name] = field.widget.value_from_datadict(data, nothing, html_name)
    return values
