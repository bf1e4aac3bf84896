"""Runs of matching in the admin site: operators see whether the work is done, and nothing of what was asked or who came out how."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.admin_base import OperatorAdmin
from projects.matching.models import MatchRun


@admin.register(MatchRun)
class MatchRunAdmin(OperatorAdmin):
    """States and counts. Question, weights, matches, plans and why a run failed stay with the sponsor."""

    list_display = ("project", "organization", "status", "count", "count_eligible", "created_at", "finished_at", "is_kept")
    list_filter = ("status", "engine")
    list_select_related = ("project", "organization")
    search_fields = ("project__codename", "organization__legal_name")
    fields = (
        "project", "organization", "status", "progress", "count", "count_eligible", "plan_count", "engine", "catalogue_revision",
        "created_at", "finished_at", "is_kept",
    )  # fmt: skip
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[MatchRun]:
        """Without the questions, which are long."""
        rows: QuerySet[MatchRun] = super().get_queryset(request)
        newer = MatchRun.objects.filter(
            project=OuterRef("project"), status=OuterRef("status"), created_at__gt=OuterRef("created_at")
        )
        counted = newer.order_by().values("project").annotate(count=Count("pk")).values("count")
        newer_total = Coalesce(Subquery(counted), 0, output_field=IntegerField())
        plain = rows.defer("asked", "weights", "failure")
        return plain.annotate(plan_total=Count("plans"), newer_total=newer_total)

    @admin.display(description=_("among the newest, which are kept"), boolean=True)
    def is_kept(self, run: Any) -> bool:
        return int(run.newer_total) < settings.MATCH_RUNS_KEPT

    @admin.display(description=_("plans"))
    def plan_count(self, run: Any) -> int:
        return int(run.plan_total)
