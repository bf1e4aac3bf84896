"""Providers, for operators."""

from django.contrib import admin

from core.admin_base import OperatorAdmin
from providers.models import Provider


@admin.register(Provider)
class ProviderAdmin(OperatorAdmin):
    """To look up; claims and verification follow."""

    list_display = ("name", "country", "city", "state", "updated_at")
    list_filter = ("state", "country")
    list_select_related = ("country",)
    search_fields = ("name", "legal_name", "slug", "domain")
    exclude = ("shipped_digest",)
