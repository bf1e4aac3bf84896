"""The trail, to read; deliveries that failed, to send again."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display

from core.admin_base import OperatorAdmin
from events.delivery import send_again
from events.models import Dispatch, Event
from events.phrases import subject_of


@admin.register(Event)
class EventAdmin(OperatorAdmin):
    """Nobody can change the trail; the database would refuse as well."""

    list_display = ("occurred_at", "kind", "about", "actor_label")
    list_filter = ("kind", "occurred_at")
    search_fields = ("subject_label", "subject_id", "actor_label", "kind")
    date_hierarchy = "occurred_at"
    readonly_fields = ("seal_position",)

    @display(description=gettext_lazy("about"))
    def about(self, event: Event) -> str:
        return subject_of(event.subject_type, event.subject_label)

    @display(description=gettext_lazy("Position in the trail"))
    def seal_position(self, event: Event) -> str:
        seal = getattr(event, "seal", None)
        return str(seal.position) if seal else _("not sealed yet")


class OpenFilter(admin.SimpleListFilter):
    """Open deliveries, or those that failed at least once."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> Iterable[tuple[str, str]]:
        return [("open", _("Open")), ("failed", _("Failed at least once")), ("done", _("Done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
        if self.value() == "open":
            return queryset.filter(confirmed_at=None)
        if self.value() == "failed":
            return queryset.filter(confirmed_at=None).exclude(last_error="")
        return queryset.exclude(confirmed_at=None) if self.value() == "done" else queryset


@admin.register(Dispatch)
class DispatchAdmin(OperatorAdmin):
    """What is on its way to its handlers."""

    list_display = ("event", "attempts", "due_at", "sent_at", "confirmed_at", "last_error")
    list_filter = (OpenFilter,)
    list_select_related = ("event",)
    ordering = ("-event_id",)
    actions = ("send_again",)

    @action(description=gettext_lazy("Send again now"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Dispatch]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        count = send_again(actor=getattr(request, "actor"), event_ids=keys)  # noqa: B009 - set by our middleware
        text = ngettext("%(count)s event is sent again.", "%(count)s events are sent again.", count)
        messages.success(request, text % {"count": count})
