"""Mail on its way, for operators: that it exists, not what it says."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy, ngettext
from unfold.decorators import action, display

from core.admin_base import OperatorAdmin
from notifications.models import OutgoingMail
from notifications.sending import send_again


@admin.register(OutgoingMail)
class OutgoingMailAdmin(OperatorAdmin):
    """A body may hold a one-time code or a link that lets its reader in, so nobody sees it here."""

    list_display = ("created_at", "to", "subject", "state_label", "attempts", "due_at", "last_error")
    list_filter = ("sent_at", "failed_at")
    search_fields = ("to", "subject", "message_id")
    exclude = ("text", "html", "headers")
    actions = ("send_again",)

    @display(description=gettext_lazy("state"), label={"sent": "success", "failed": "danger", "waiting": "info"})
    def state_label(self, mail: OutgoingMail) -> tuple[str, str]:
        texts = {"sent": gettext("Sent out"), "failed": gettext("Failed"), "waiting": gettext("Waits")}
        return mail.state, texts[mail.state]

    @action(description=gettext_lazy("Send again now"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutgoingMail]) -> None:
        count = send_again(actor=getattr(request, "actor"), mails=queryset)  # noqa: B009 - set by our middleware
        text = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count)
        messages.success(request, text % {"count": count})
