"""Profiles that were made one, to look up."""

from django.contrib import admin

from core.admin_base import OperatorAdmin
from providers.models import Merge


@admin.register(Merge)
class MergeAdmin(OperatorAdmin):
    """Which, when and why."""

    list_display = ("merged", "kept", "reason", "created_at", "undone_at")
    list_select_related = ("merged", "kept")
    search_fields = ("merged__name", "kept__name")
