"""Projects in the admin site: operators see that they are there, and nothing that is confidential."""

from django.contrib import admin

from core.admin_base import OperatorAdmin
from projects.briefs.models import Project


@admin.register(Project)
class ProjectAdmin(OperatorAdmin):
    """By codename; title, asset, indication, budget, packages and the brief stay with the sponsor."""

    list_display = ("codename", "organization", "number", "stage", "created_at")
    list_select_related = ("organization", "stage")
    search_fields = ("codename", "organization__legal_name")
    fields = ("codename", "number", "organization", "stage", "created_at", "updated_at")
    readonly_fields = fields
