"""The vocabularies, for operators: edit, add, retire, take back what was shipped. Nothing is deleted."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet, TextField, URLField
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminTextareaWidget

from core.admin_base import READ_BY_OPERATORS, OperatorAdmin, may_operate
from vocabulary import models
from vocabulary.actions.term import add_term, edit_term, restore_term, retire_term, unretire_term
from vocabulary.forms import LinesField, TermForm
from vocabulary.models import Term
from vocabulary.rules import FIXED_FIELDS
from vocabulary.selectors.vocabulary import current_vocabulary

INDENT = "\N{EM SPACE}"


class StateFilter(admin.SimpleListFilter):
    """In use or retired; as shipped, edited, or added here."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [
            ("in-use", _("In use")),
            ("retired", _("Retired")),
            ("edited", _("Edited here")),
            ("own", _("Added here")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "in-use":
                return queryset.filter(retired_at=None)
            case "retired":
                return queryset.exclude(retired_at=None)
            case "edited":
                return queryset.exclude(edited_fields=[])
            case "own":
                return queryset.filter(shipped=None)
        return queryset


class TermAdmin(OperatorAdmin):
    """What every vocabulary offers an operator."""

    form = TermForm
    list_display = ("indented", "label_zh", "code", "state")
    list_filter = (StateFilter,)
    search_fields = ("code", "label_en", "label_zh", "synonyms_en", "synonyms_zh")
    ordering = ("order", "code")
    readonly_fields = ("differences", "retired_at", "updated_at")
    actions_detail = ("retire", "unretire", "restore")
    formfield_overrides: dict[Any, Any] = {
        ArrayField: {"form_class": LinesField, "widget": UnfoldAdminTextareaWidget(attrs={"rows": 8})},
        TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 3})},
        URLField: {"assume_scheme": "https"},
    }
    list_per_page = 300

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_operate(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_operate(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What other records rely on is set once, when a term is added; overlaps and milestones come with the data alone."""
        names = {field.name for field in self.model._meta.get_fields()}
        fixed = FIXED_FIELDS & names - {"milestones"} if obj else {"overlaps_with"} & names
        return [*self.readonly_fields, *sorted(fixed)]

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """Only what the term's state allows; the action asks again."""
        term = self.get_object(request, str(object_id))
        hidden = {
            "retire": term is None or term.is_retired,
            "unretire": term is None or not term.is_retired,
            "restore": term is None or not term.edited_fields,
        }
        return [one for one in super().get_actions_detail(request, object_id) if not hidden.get(one.path, False)]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By any spelling that means the same as one of the term's names, as well."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return rows, may_repeat
        found = current_vocabulary().search(search_term, self.model)
        return rows | queryset.filter(pk__in=[one.term.code for one in found]), may_repeat

    def save_model(self, request: HttpRequest, obj: Any, form: TermForm, change: bool) -> None:
        """Through the actions, which tell the trail and every cache."""
        actor = request.actor  # type: ignore[attr-defined]
        if not change:
            changes = {name: value for name, value in form.changes.items() if name != "code"}
            add_term(actor=actor, model=self.model, code=obj.code, changes=changes)
        else:
            version = form.cleaned_data["expected_version"]
            edit_term(actor=actor, term=obj, changes=form.changes, expected_version=version)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The action has written the links; the inlines, which nobody edits, only want to be counted."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    @display(description=gettext_lazy("name"), ordering="order")
    def indented(self, term: Term) -> str:
        level = term.level if isinstance(term, models.TreeTerm) else 1
        return INDENT * 2 * (level - 1) + term.label_en

    @display(description=gettext_lazy("state"))
    def state(self, term: Term) -> str:
        marks = [
            _("retired") if term.is_retired else "",
            _("edited") if term.edited_fields else "",
            _("added here") if term.shipped is None else "",
        ]
        return ", ".join(mark for mark in marks if mark) or _("as shipped")

    @display(description=gettext_lazy("Edited here; shipped was"))
    def differences(self, term: Term) -> str | SafeString:
        shipped = term.shipped or {}
        if not term.edited_fields:
            return "–"
        rows = [(name, _as_text(shipped.get(name))) for name in term.edited_fields]
        return format_html("<dl>{}</dl>", format_html_join("", "<dt><b>{}</b></dt><dd>{}</dd>", rows))

    @action(description=gettext_lazy("Retire"), url_path="retire")
    def retire(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(request, object_id, _("Retire"), retire_term)

    @action(description=gettext_lazy("Bring back into use"), url_path="unretire")
    def unretire(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(request, object_id, _("Bring back into use"), unretire_term)

    @action(description=gettext_lazy("Take the shipped values back"), url_path="restore")
    def restore(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return self._act(request, object_id, _("Take the shipped values back"), restore_term)

    def _act(self, request: HttpRequest, object_id: str, title: str, act: Any) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        return self.with_reason(
            request, object_id, title, lambda row, reason: act(actor=actor, term=row, reason=reason), READ_BY_OPERATORS
        )


class MilestoneInline(TabularInline):
    """The steps, to read: they come with the data."""

    model = models.Milestone
    fields = ("order", "code", "label_en", "label_zh", "week_min", "week_max")
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_operate(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.MilestoneTemplate)
class MilestoneTemplateAdmin(TermAdmin):
    """A course of work with its steps."""

    filter_horizontal = ("service_lines",)
    inlines = (MilestoneInline,)


@admin.register(models.ServiceLine)
class ServiceLineAdmin(TermAdmin):
    """The tree of what is sold."""

    filter_horizontal = ("stages", "modalities")


@admin.register(
    models.Stage, models.Gate, models.Modality, models.ExpressionSystem, models.Standard, models.Unit, models.DocumentType,
    models.MaterialType, models.Activity, models.SiteFunction, models.Jurisdiction, models.Regulator, models.Country,
    models.Region,
)  # fmt: skip
class PlainTermAdmin(TermAdmin):
    """A vocabulary without anything of its own."""


def _as_text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
