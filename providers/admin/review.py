"""What operators decided, to look up."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.admin_base import OperatorAdmin
from providers.models import Review


@admin.register(Review)
class ReviewAdmin(OperatorAdmin):
    """Never changed."""

    list_display = ("subject_label", "decision", "reviewer", "created_at")
    list_filter = ("decision",)
    list_select_related = (
        "reviewer", "claim__organization", "claim__provider", "certificate__standard", "certificate__site", "provider",
    )  # fmt: skip
    fields = ("subject_label", "decision", "reason", "reviewer", "created_at")
    readonly_fields = fields

    @display(description=_("about"))
    def subject_label(self, review: Review) -> str:
        return str(review.subject)
