"""Files, for operators: that they are there and who opened them. Opening one takes a reason."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import action

from core.admin_base import READ_BY_MEMBERS, OperatorAdmin, ReasonForm
from core.errors import DomainError
from documents.actions import open_document
from documents.enums import Purpose
from documents.models import Document, Opening
from documents.responses import download


class OpeningInline(TabularInline):
    """Who opened it, when and why."""

    model = Opening
    extra = 0
    fields = ("person", "organization", "reason", "created_at")
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Document)
class DocumentAdmin(OperatorAdmin):
    """To look up; never a link to the bytes without a reason."""

    list_display = ("__str__", "organization", "purpose", "content_type", "size", "scan", "created_at")
    list_filter = ("purpose", "scan")
    list_select_related = ("organization",)
    search_fields = ("organization__legal_name", "sha256")
    inlines = (OpeningInline,)
    actions_detail = ("open",)

    def get_exclude(self, request: HttpRequest, obj: Document | None = None) -> tuple[str, ...]:
        """The name of what is confidential comes with the file, for a reason."""
        return ("file",) if obj is None or obj.purpose == Purpose.EVIDENCE else ("file", "name")

    @action(description=_("Open, with a reason"), url_path="open")
    def open(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Ask why, record it, and hand the file out."""
        document = self.row_of(request, object_id)
        form = ReasonForm(request.POST or None, readers=READ_BY_MEMBERS)
        if request.method == "POST" and form.is_valid():
            try:
                actor = request.actor  # type: ignore[attr-defined]
                return download(open_document(actor=actor, document=document, reason=form.cleaned_data["reason"]))
            except DomainError as error:
                form.add_error(None, str(error))
        return self.reason_page(request, document, _("Open the file"), form)
