"""The page of plans for a whole project, side by side."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.htmx import redirect, render
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.briefs.selectors.project import my_projects
from projects.matching.actions.match_run import start_match
from projects.matching.enums import RunStatus
from projects.matching.selectors.chain_plan import plan_shown, plans_of
from projects.matching.selectors.outdated import outdated
from projects.matching.views.project import run_asked
from services.selectors.catalogue import current_catalogue


@require_http_methods(["GET", "HEAD", "POST"])
def chain_plans(request: Request, pk: UUID) -> HttpResponse:
    """Of the last run, or of the one in the address; sent, a new run is started, which the page waits for."""
    if request.method == "POST":
        request.actor.require(Permission.PROJECT_EDIT)
        project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
        run = start_match(actor=request.actor, project=project)
        messages.success(request, _("Planning has started."))
        return redirect(request, f"{reverse('chain_plans', args=[project.pk])}?run={run.pk}")
    request.actor.require(Permission.PROJECT_VIEW)
    project = get_object_or_404(my_projects(request.actor), pk=pk)
    found = run_asked(request, project)
    context: dict[str, object] = {"project": project, "run": found}
    if found is not None and found.status == RunStatus.FINISHED:
        catalogue = current_catalogue()
        context["plans"] = [plan_shown(one, found.asked, catalogue) for one in plans_of(request.actor, found)]
        context["outdated"] = outdated(found, request.actor)
    return render(request, "matching/chain_plans.html", context, region="found")
