"""Runs of matching that requests were drawn up from."""

from django.db.models import OuterRef, QuerySet, Subquery

from projects.matching.enums import RunStatus
from projects.matching.models import MatchRun
from projects.sourcing.models import Rfq


def runs_behind_requests() -> QuerySet[MatchRun]:
    """For each request of a project, the last run that had finished when it was drawn up: why these providers were asked."""
    before = MatchRun.objects.filter(
        project=OuterRef("project"), status=RunStatus.FINISHED, finished_at__lte=OuterRef("created_at")
    ).order_by("-finished_at", "id")
    last = Rfq.objects.exclude(project=None).annotate(last_run=Subquery(before.values("pk")[:1]))
    return MatchRun.objects.filter(pk__in=last.exclude(last_run=None).values("last_run"))
