"""The trail, to read; deliveries that failed, to send again."""

import json
from collections.abc import Iterable
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import action, display

from core.admin_base import OperatorAdmin
from events.delivery import send_again
from events.models import Dispatch, Event
from events.phrases import phrase_of, phrases_for, subject_of
from events.seals import recent_flaw

VERIFIED_AT_ONCE = 20_000
NOTHING = mark_safe("–")
LINK = '<a class="text-primary-600 underline dark:text-primary-500" href="{}">{}</a>'


class KindFilter(admin.SimpleListFilter):
    """By what happened, in words; asking the trail which kinds it has would read all of it."""

    title = gettext_lazy("what happened")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return sorted(phrases_for(reads_everything=True), key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Event)
class EventAdmin(OperatorAdmin):
    """Nobody can change the trail; the database would refuse as well."""

    list_display = ("occurred_at", "what", "about", "actor_label")
    list_filter = (KindFilter, "occurred_at")
    search_fields = ("subject_label", "subject_id", "actor_label", "kind")
    date_hierarchy = "occurred_at"
    fields = (
        "occurred_at", "what", "code", "who", "acting_for", "subject", "key", "concerned", "said", "request_id",
        "seal_position",
    )  # fmt: skip
    readonly_fields = fields
    actions_list = ("verify",)

    @action(description=gettext_lazy("Verify the trail"), url_path="verify")
    def verify(self, request: HttpRequest) -> HttpResponse:
        """The newest part, since a page cannot wait for a trail of years; the command walks all of it."""
        flaw, count = recent_flaw(VERIFIED_AT_ONCE)
        if flaw is None:
            text = _(
                "The newest %(count)s events stand as they were sealed, one after the other, and so does the signed head."
            )
            messages.success(request, text % {"count": count})
        else:
            text = _(
                "The trail is broken at position %(position)s: %(reason)s. Keep the database and its backups as they are."
            )
            messages.error(request, text % {"position": flaw.position, "reason": flaw.reason})
        return HttpResponseRedirect(reverse("admin:events_event_changelist"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """By the words of what happened as well, in the reader's language."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = search_term.casefold().strip()
        kinds = [kind for kind, phrase in phrases_for(reads_everything=True) if words in phrase.casefold()] if words else []
        return (found | queryset.filter(Q(kind__in=kinds)) if kinds else found), may_repeat

    @display(description=gettext_lazy("what happened"), ordering="kind")
    def what(self, event: Event) -> str:
        return phrase_of(event.kind, reads_everything=True)

    @display(description=gettext_lazy("about"))
    def about(self, event: Event) -> str:
        return subject_of(event.subject_type, event.subject_label)

    @display(description=gettext_lazy("about"))
    def subject(self, event: Event) -> str | SafeString:
        return _linked(event.subject_type, event.subject_id, self.about(event) or event.subject_id)

    @display(description=gettext_lazy("its name in the API"))
    def code(self, event: Event) -> str:
        return event.kind

    @display(description=gettext_lazy("Subject, by its key"))
    def key(self, event: Event) -> str:
        return f"{event.subject_type} {event.subject_id}"

    @display(description=gettext_lazy("who"))
    def who(self, event: Event) -> str | SafeString:
        return _linked("accounts.user", event.actor_user_id, event.actor_label)

    @display(description=gettext_lazy("Acting organisation"))
    def acting_for(self, event: Event) -> str | SafeString:
        return _organization(event.actor_organization_id)

    @display(description=gettext_lazy("Organisations concerned"))
    def concerned(self, event: Event) -> SafeString:
        return format_html_join(", ", "{}", ((_organization(one),) for one in event.organization_ids)) or NOTHING

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Event | None:
        """With what its reader may read of it: columns are not told who reads."""
        event: Event | None = super().get_object(request, object_id, from_field)
        if event is not None:
            event.data = event.data_for(getattr(request, "actor"))  # noqa: B009 - set by our middleware
        return event

    @display(description=gettext_lazy("Data"))
    def said(self, event: Event) -> str:
        return json.dumps(event.data, ensure_ascii=False, indent=1) if event.data else "–"

    @display(description=gettext_lazy("Position in the trail"))
    def seal_position(self, event: Event) -> str:
        seal = getattr(event, "seal", None)
        return str(seal.position) if seal else _("not sealed yet")


def _linked(subject_type: str, key: object, text: str) -> str | SafeString:
    """To the thing's page in the admin site, where there is one; the thing itself may be gone by now."""
    if not key:
        return text or "–"
    try:
        path = reverse(f"admin:{subject_type.replace('.', '_')}_change", args=[key])
    except NoReverseMatch:
        return text
    return format_html(LINK, path, text)


def _organization(key: UUID | None) -> str | SafeString:
    """By the beginning of its key: organisations stand above this app, and may have been renamed since."""
    return _linked("organizations.organization", key, str(key)[:8]) if key else "–"


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

    list_display = ("what", "about", "attempts", "due_at", "sent_at", "confirmed_at", "last_error")
    list_filter = (OpenFilter,)
    list_select_related = ("event",)
    ordering = ("-event_id",)
    actions = ("send_again",)

    @display(description=gettext_lazy("what happened"), ordering="event__kind")
    def what(self, dispatch: Dispatch) -> str:
        return phrase_of(dispatch.event.kind, reads_everything=True)

    @display(description=gettext_lazy("about"))
    def about(self, dispatch: Dispatch) -> str:
        return subject_of(dispatch.event.subject_type, dispatch.event.subject_label)

    @action(description=gettext_lazy("Send again now"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Dispatch]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        count = send_again(actor=getattr(request, "actor"), event_ids=keys)  # noqa: B009 - set by our middleware
        text = ngettext("%(count)s event is sent again.", "%(count)s events are sent again.", count)
        if count:
            messages.success(request, text % {"count": count})
        else:
            messages.warning(request, _("None of these is open: their handlers have done what there was to do."))
