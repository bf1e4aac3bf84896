"""Webhooks, for operators: that they exist and how they fare. What is sent and answered is the organisation's own."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from core.admin_base import OperatorAdmin
from events.phrases import phrase_of
from webhooks.actions.delivery import send_again
from webhooks.models import Delivery, Endpoint


@admin.register(Endpoint)
class EndpointAdmin(OperatorAdmin):
    """The host alone: the rest of an address may let its reader in. Never a secret."""

    list_display = ("host_shown", "organization", "state_label", "reason", "failing_since", "succeeded_at", "created_at")
    list_filter = ("status", "reason")
    list_select_related = ("organization",)
    search_fields = ("organization__legal_name",)
    fields = (
        "host_shown", "organization", "kinds", "status", "reason", "stopped_at", "failures", "failing_since", "warned_at",
        "held_until", "succeeded_at", "secret_made_at", "created_at", "updated_at",
    )  # fmt: skip
    readonly_fields = fields

    @display(description=_("host"))
    def host_shown(self, endpoint: Endpoint) -> str:
        return endpoint.host

    @display(description=_("state"), label={"enabled": "success", "paused": "warning", "disabled": "danger"})
    def state_label(self, endpoint: Endpoint) -> tuple[str, str]:
        return endpoint.status, endpoint.get_status_display()


@admin.register(Delivery)
class DeliveryAdmin(OperatorAdmin):
    """What is on its way, and what was given up."""

    list_display = ("created_at", "host_shown", "organization", "kind", "state_label", "attempts", "due_at", "finished_at")
    list_filter = ("status",)
    list_select_related = ("endpoint__organization", "event")
    search_fields = ("message_id", "endpoint__organization__legal_name")
    fields = ("message_id", "host_shown", "organization", "kind", "status", "attempts", "due_at", "finished_at")
    readonly_fields = fields
    actions = ("send_again",)

    @action(description=_("Send again now"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        count = send_again(actor=getattr(request, "actor"), keys=keys)  # noqa: B009 - set by our middleware
        text = ngettext("%(count)s delivery is sent again.", "%(count)s deliveries are sent again.", count)
        if count:
            messages.success(request, text % {"count": count})
        if count < len(keys):
            rest = gettext("What was not given up, or whose endpoint is not enabled, stays as it is.")
            messages.warning(request, rest)

    @display(description=_("host"))
    def host_shown(self, delivery: Delivery) -> str:
        return delivery.endpoint.host

    @display(description=_("organisation"))
    def organization(self, delivery: Delivery) -> str:
        return str(delivery.endpoint.organization)

    @display(description=_("what happened"))
    def kind(self, delivery: Delivery) -> str:
        return phrase_of(delivery.event.kind)

    @display(description=_("state"), label={"waiting": "info", "delivered": "success", "failed": "danger"})
    def state_label(self, delivery: Delivery) -> tuple[str, str]:
        return delivery.status, delivery.get_status_display()
