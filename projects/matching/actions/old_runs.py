"""Runs that nobody needs any more: each holds a row for every provider."""

from django.conf import settings
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from core.sweeping import AT_ONCE, work_off
from events.actions import emit
from organizations.actor import Actor
from projects.matching.enums import RunStatus
from projects.matching.models import MatchRun

OVER = (RunStatus.FINISHED, RunStatus.FAILED)


def remove_old_runs(*, spared: QuerySet[MatchRun]) -> int:
    """Keep the newest MATCH_RUNS_KEPT of each project that finished, as many that failed, what is under way, and those ``spared``.

    At most 200 of the others go at once, each in a transaction of its own. Safe to run twice at once. Returns how many went.
    """
    old = list(
        _old_runs().exclude(pk__in=spared.values("pk")).order_by("created_at").values_list("pk", flat=True)[:AT_ONCE]
    )
    return work_off(lambda: MatchRun.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk__in=old), _remove)


def _old_runs() -> QuerySet[MatchRun]:
    newest_first = Window(RowNumber(), partition_by=[F("project"), F("status")], order_by=[F("created_at").desc(), F("id")])
    placed = MatchRun.objects.filter(status__in=OVER).annotate(place=newest_first)
    return MatchRun.objects.filter(pk__in=placed.filter(place__gt=settings.MATCH_RUNS_KEPT).values("pk"))


def _remove(run: MatchRun) -> None:
    project = {"project": str(run.project_id)}
    emit("match_run.removed", actor=Actor.system(), subject=run, organizations=[run.organization_id], data=project)
    run.delete()
