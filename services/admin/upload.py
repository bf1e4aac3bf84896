"""Data files, for operators without a shell: hand one in, see what it would change, confirm, and see what became of it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action, display
from unfold.widgets import SELECT_CLASSES

from core.admin_base import OperatorAdmin
from core.downloads import download
from core.errors import DomainError, Invalid
from core.forms import show_errors
from services.actions.upload import confirm_upload, drop_upload, hand_in_upload
from services.enums import UploadStatus
from services.imports.export import CSV, write_text
from services.models import Upload
from services.models.upload import upload_kinds

MOST_SHOWN = 300
HEADINGS = {
    "added": gettext_lazy("New"),
    "updated": gettext_lazy("Changed"),
    "kept": gettext_lazy("Left as they are, since somebody here looks after them"),
}
"""By its key in ``Upload.report``."""


class UploadForm(forms.Form):
    """A file and what it has."""

    kind = forms.ChoiceField(label=gettext_lazy("What the file has"), choices=upload_kinds)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("In JSON, as the command “load_providers” or “load_vocabulary” reads it; 20 MB at most."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget.attrs["class"] = " ".join(SELECT_CLASSES)


@admin.register(Upload)
class UploadAdmin(OperatorAdmin):
    """Which files came in, and what became of each."""

    list_display = ("file_name", "has", "status", "created_at", "finished_at")
    list_filter = ("status",)
    search_fields = ("file_name",)
    actions_list = ("hand_in",)
    actions_detail = ("refused",)

    @display(description=gettext_lazy("what it has"), ordering="kind")
    def has(self, upload: Upload) -> str:
        return upload.kind_label

    @action(description=gettext_lazy("Hand in a data file"), url_path="hand-in")
    def hand_in(self, request: HttpRequest) -> HttpResponse:
        """Nothing is changed before it was looked at."""
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                made = hand_in_upload(
                    actor=request.actor,  # type: ignore[attr-defined]  # the middleware's
                    kind=form.cleaned_data["kind"],
                    file_name=file.name,
                    content=file.read(),
                )
            except Invalid as error:
                show_errors(form, error)
            else:
                return HttpResponseRedirect(self.page_of(made))
        context = {**self.admin_site.each_context(request), "title": _("Hand in a data file"), "form": form}
        return render(request, "services/admin_hand_in.html", context, status=422 if form.errors else 200)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What it would change or has changed, or what is wrong with it; POST ``step`` confirms or drops it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        upload = self.row_of(request, object_id)
        if request.method == "POST":
            return self._decided(request, upload)
        context = {
            **self.admin_site.each_context(request),
            "title": upload.file_name,
            "upload": upload,
            "groups": _groups(upload),
            "most": MOST_SHOWN,
            "faults": upload.refused[:MOST_SHOWN],
            "waits": upload.status == UploadStatus.CHECKED,
            "changes": any(upload.report.get(name) for name in HEADINGS if name != "kept"),
        }
        return render(request, "services/admin_upload.html", context)

    def _decided(self, request: HttpRequest, upload: Upload) -> HttpResponse:
        actor: Any = getattr(request, "actor", None)
        try:
            if request.POST.get("step") == "confirm":
                confirm_upload(actor=actor, upload=upload)
            else:
                drop_upload(actor=actor, upload=upload)
        except DomainError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(self.page_of(upload))

    @action(description=gettext_lazy("Download the refused rows"), url_path="refused")
    def refused(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """As a table: row, name, field, reason."""
        rows = [
            [one["row"] or "", one["name"], one["field"], one["text"]] for one in self.row_of(request, object_id).refused
        ]
        head = [_("Row"), _("Name"), _("Field"), _("Reason")]
        return download(write_text([head, *rows]), CSV, "refused-rows.csv")


def _groups(upload: Upload) -> list[dict[str, Any]]:
    """What happens to which rows, each with how many there are and the first of them."""
    found = [(heading, upload.report.get(name, [])) for name, heading in HEADINGS.items()]
    return [
        {"heading": heading, "count": len(rows), "rows": [(name, ", ".join(fields)) for name, fields in rows[:MOST_SHOWN]]}
        for heading, rows in found
        if rows
    ]
