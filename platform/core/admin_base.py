"""The admin site is for operators, shows rather than edits, and changes things only through actions."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.dataclasses import UnfoldAction
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextareaWidget

from core.admin_words import name_columns
from core.errors import DomainError, StaleVersion
from core.models import Editable

OPERATE = "platform.operate"

READ_BY_OPERATORS = gettext_lazy("Operators read it in the trail.")
READ_BY_MEMBERS = gettext_lazy("The organisation's members read it in their trail.")
READ_BY_COMPANY = gettext_lazy("It is sent to the company word by word.")
READ_BY_SPONSOR = gettext_lazy("The sponsor reads it in its trail.")
READ_BY_BIDDERS = gettext_lazy("The sponsor and all its bidders read it word by word.")


class ReasonForm(forms.Form):
    """Why an operator does it: the reason goes into the trail. ``version`` is that of the row on the screen; ``readers`` is a
    sentence that says who else reads the reason, so that nobody writes to them unawares."""

    reason = forms.CharField(label=gettext_lazy("Reason"), widget=UnfoldAdminTextareaWidget, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, readers: str | Promise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = readers
        self.fields["reason"].help_text = str(readers)

    def renewed(self, version: int | None) -> "ReasonForm":
        """The reason as it was typed, for the row as it stands now: whoever sends it again has been told that it changed."""
        form = ReasonForm({"reason": self.cleaned_data["reason"], "version": version}, readers=self.readers)
        text = _("Somebody changed this in the meantime. Look at what stands there now; decide again if you still mean it.")
        form.add_error(None, text)
        return form


class OperatorAdmin(ModelAdmin):
    """Read-only for operators and superusers, absent for everybody else. A subclass opens what it needs."""

    list_per_page = 50
    search_help_text = gettext_lazy("Search")
    show_full_result_count = False
    compressed_fields = True
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    queues: tuple[str, ...] = ()
    """Queries of the list under which it shows what waits for an operator, such as ``status=requested``; "" for the bare list."""
    everything = ""
    """The query under which a list that is a queue by itself shows all."""

    def __init__(self, model: type[models.Model], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        name_columns(model)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_operate(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_operate(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """With what an empty list says: its template is given the list alone."""
        found: ChangeList = super().get_changelist_instance(request)
        setattr(found, "nothing", self._nothing(request))  # noqa: B010 - the theme passes the list, and nothing else
        return found

    def _nothing(self, request: HttpRequest) -> str:
        """What an empty list says."""
        asked = request.GET.urlencode()
        if asked in self.queues:
            return _("Nothing waits for an operator here.")
        return _("Nothing fits this search or these filters.") if asked else _("Nothing is here yet.")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only by what the list offers as a filter: a hidden column would tell itself by how many rows are left."""
        offered = [one[0] if isinstance(one, tuple) else one for one in self.list_filter]
        names = {one if isinstance(one, str) else getattr(one, "parameter_name", "") for one in offered}
        fields = {str(name).split("__")[0] for name in names} | {"id", "pk", str(self.date_hierarchy)}
        return lookup.split("__")[0] in fields and bool(super().lookup_allowed(lookup, value, request))

    def offers(self, row: Any) -> Iterable[str] | None:
        """The names in ``actions_detail`` that the row's state allows; None for all. Their addresses are there in every state,
        and the actions decide again."""
        return None

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[UnfoldAction]:
        """Unfold asks for these to draw the page."""
        every: list[UnfoldAction] = super().get_actions_detail(request, object_id)
        row = self.get_object(request, str(object_id))
        offered = self.offers(row) if row is not None else ()
        if offered is None:
            return every
        prefix = f"{self.model._meta.app_label}_{self.model._meta.model_name}_"
        return [one for one in every if one.action_name.removeprefix(prefix) in set(offered)]

    def row_of(self, request: HttpRequest, object_id: str) -> Any:
        """The row of the address. Raises Http404, also where its key cannot be one."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def with_reason(
        self,
        request: HttpRequest,
        object_id: str,
        title: str | Promise,
        act: Callable[[Any, str], object],
        readers: str | Promise,
    ) -> HttpResponse:
        """Ask for the reason, then do ``act(row, reason)``; a refusal is shown above the form and nothing is lost."""
        row = self.row_of(request, object_id)
        form = ReasonForm(request.POST or None, initial={"version": _version_of(row)}, readers=readers)
        if request.method == "POST" and form.is_valid():
            try:
                if form.cleaned_data["version"] not in {None, _version_of(row)}:
                    raise StaleVersion
                act(row, form.cleaned_data["reason"])
            except StaleVersion:
                row = self.row_of(request, object_id)
                form = form.renewed(_version_of(row))
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Done: %(title)s.") % {"title": title})
                return HttpResponseRedirect(self.page_of(row))
        return self.reason_page(request, row, title, form)

    def reason_page(self, request: HttpRequest, row: Any, title: str | Promise, form: ReasonForm) -> HttpResponse:
        """The form, beside what is decided on."""
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "form": form,
            "row": row,
            "summary": self.summary_of(row),
            "back": self.page_of(row),
        }
        return render(request, "admin/with_reason.html", context, status=422 if form.errors else 200)

    def summary_of(self, row: Any) -> list[tuple[str, str]]:
        """What is shown of the row beside the reason, as labels and texts."""
        return []

    def page_of(self, row: Any) -> str:
        """The row's page in the admin site."""
        meta = self.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def reasoned(
    title: str | Promise, url_path: str, act: Callable[[Any, Any, str], object], readers: str | Promise
) -> Callable[..., HttpResponse]:
    """A button on a row's page that asks for a reason and calls ``act(actor, row, reason)``; ``readers`` as in ReasonForm."""

    @action(description=title, url_path=url_path)
    def step(self: OperatorAdmin, request: HttpRequest, object_id: str) -> HttpResponse:
        actor = getattr(request, "actor", None)
        return self.with_reason(request, object_id, title, lambda row, reason: act(actor, row, reason), readers)

    return step  # type: ignore[no-any-return]  # unfold's decorator is not annotated


def _version_of(row: Any) -> int | None:
    return row.version if isinstance(row, Editable) else None


def may_operate(request: HttpRequest) -> bool:
    """Operators, and superusers so that a broken role cannot lock everybody out; what they do, the actions still decide."""
    actor = getattr(request, "actor", None)
    return bool(getattr(request.user, "is_superuser", False) or (actor is not None and actor.can_by_name(OPERATE)))
