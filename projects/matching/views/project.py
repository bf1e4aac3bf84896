"""Pages of a project's matches: who came out how, ranked anew as weights move, and what changed since an earlier run."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.briefs.selectors.project import my_projects
from projects.briefs.selectors.unsaved import unsaved_of
from projects.matching.actions.match_run import start_match
from projects.matching.asking import digest_of
from projects.matching.engine.weights import is_weighed
from projects.matching.enums import Criterion, RunStatus
from projects.matching.models import MatchRun
from projects.matching.selectors.asked_changes import asked_changes
from projects.matching.selectors.match_run import (
    both_finished,
    changes_between,
    latest_run,
    outcomes_of,
    ranked_anew,
    runs_of,
    runs_shown,
    standings_of,
    told,
)
from projects.matching.selectors.outdated import outdated
from projects.matching.shut_out import shut_out_of
from projects.matching.views.shown import stored_shown, stored_shutting
from projects.matching.views.weights import sliders_of, weights_of
from services.selectors.catalogue import current_catalogue

SHOWN, NEAR, RUNS, COMPARED, MUSTS = 20, 10, 20, 50, 5


@require_safe
def project_matches(request: Request, pk: UUID) -> HttpResponse:
    """The last run, or the one in the address; while it is under way the page asks again by itself."""
    request.actor.require(Permission.PROJECT_VIEW)
    project = get_object_or_404(my_projects(request.actor), pk=pk)
    run = run_asked(request, project)
    context = {
        "project": project,
        "unsaved": unsaved_of(request.actor, project, list(project.packages.select_related("service_line"))),
        "run": run,
        "picked": request.GET.getlist("provider"),
        "runs": list(runs_of(request.actor, project)[:RUNS]),
        "runs_kept": settings.MATCH_RUNS_KEPT,
        "outdated": outdated(run, request.actor) if run and run.is_over else None,
        **(_results(request, run) if run and run.status == RunStatus.FINISHED else {}),
    }
    return render(request, "matching/project_matches.html", context, region="found")


def run_asked(request: Request, project: Project) -> MatchRun | None:
    """The run in the address, or the last."""
    asked = request.GET.get("run", "")
    if not asked:
        return latest_run(request.actor, project)
    try:
        wanted = UUID(asked)
    except ValueError:
        return latest_run(request.actor, project)
    return get_object_or_404(runs_shown(request.actor).filter(project=project), pk=wanted)


def _results(request: Request, run: MatchRun) -> dict[str, object]:
    stored = {Criterion(name): weight for name, weight in run.weights.items() if name in Criterion.values}
    weights = {**stored, **weights_of(request.GET)}
    catalogue = current_catalogue()
    placed = ranked_anew(standings_of(request.actor, run), weights)
    lines = {row["name"]: row["service_line"] for row in run.asked["packages"]}
    asked = {name for one in placed[:1] for name in one.standing.scores}
    if asked and not is_weighed(weights, [one for one in Criterion if one.value in asked]):
        return {"sliders": sliders_of(weights, asked), "is_unweighed": True}
    first = [one for one in placed if one.standing.is_eligible][:SHOWN]
    near = [one for one in placed if not one.standing.is_eligible][:NEAR]
    cards = [stored_shown(one, weights, lines, catalogue) for one in told(request.actor, run, [*first, *near])]
    return {
        "sliders": sliders_of(weights, asked),
        "shut_out": [stored_shutting(one, run, lines, catalogue) for one in shut_out_of(run, catalogue.vocabulary)[:MUSTS]],
        "matches": cards[: len(first)],
        "near_misses": cards[len(first) :],
    }


@require_POST
def project_match(request: Request, pk: UUID) -> HttpResponse:
    """Start a run."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    run = start_match(actor=request.actor, project=project, weights=weights_of(request.POST))
    messages.success(request, _("Matching has started."))
    return redirect(request, run.get_absolute_url())


@require_safe
def match_comparison(request: Request, pk: UUID, since: UUID) -> HttpResponse:
    """What changed between two runs of a project."""
    request.actor.require(Permission.PROJECT_VIEW)
    run, earlier = both_finished(request.actor, pk, since)
    before, after = (outcomes_of(request.actor, one) for one in (earlier, run))
    context = {
        "run": run,
        "earlier": earlier,
        "project": run.project,
        "changes": changes_between(before, after, COMPARED),
        "asked": asked_changes(earlier, run, current_catalogue()),
        "is_same_question": digest_of(run.asked) == digest_of(earlier.asked),
        "back": reverse("project_matches", args=[run.project_id]),
    }
    return render(request, "matching/match_comparison.html", context)
