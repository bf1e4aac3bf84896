"""What a sponsor does with a contradiction of a project: lets it stand, or shows it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.htmx import redirect
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.actions.contradiction import dismiss_contradiction, restore_contradiction
from projects.briefs.models import Project


@require_POST
def contradiction_dismiss(request: Request, pk: UUID) -> HttpResponse:
    """It is meant so."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    dismiss_contradiction(actor=request.actor, project=project, key=request.POST.get("key", ""))
    messages.success(request, _("Dismissed. It comes back when either side of it changes."))
    return redirect(request, f"{project.get_absolute_url()}#feasible")


@require_POST
def contradiction_restore(request: Request, pk: UUID) -> HttpResponse:
    """Show it again."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    restore_contradiction(actor=request.actor, project=project, key=request.POST.get("key", ""))
    messages.success(request, _("The contradiction is shown again."))
    return redirect(request, f"{project.get_absolute_url()}#feasible")
