"""Pages of projects."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.htmx import is_fragment, redirect, render
from drafts.forms import open_form
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.actions.project import edit_project
from projects.briefs.forms.project import ProjectForm
from projects.briefs.models import Project
from projects.briefs.selectors.completeness import completeness_of
from projects.briefs.selectors.feasibility import feasibility_of
from projects.briefs.selectors.project import my_intakes, my_projects, packages_of
from projects.briefs.selectors.unsaved import project_key, unsaved_of
from projects.briefs.views.saving import save_typed, saving_page, taken
from services.selectors.catalogue import current_catalogue

PAGE = 25


@require_safe
def project_list(request: Request) -> HttpResponse:
    """The sponsor's projects, and briefs that are none yet."""
    request.actor.require(Permission.PROJECT_VIEW)
    page = Paginator(my_projects(request.actor), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "intakes": my_intakes(request.actor)[:10]}
    return render(request, "briefs/project_list.html", context)


@require_safe
def project_detail(request: Request, pk: UUID) -> HttpResponse:
    """A project with its packages, what a bidder would miss, and what nobody could do."""
    request.actor.require(Permission.PROJECT_VIEW)
    project = get_object_or_404(my_projects(request.actor), pk=pk)
    packages = list(packages_of(request.actor, project))
    flags = feasibility_of(project, packages, current_catalogue(), clock.today())
    context = {
        "project": project,
        "packages": packages,
        "unsaved": unsaved_of(request.actor, project, packages),
        "completeness": completeness_of(project, packages),
        "flags": [one for one in flags if not one.is_dismissed],
        "dismissed": [one for one in flags if one.is_dismissed],
    }
    return render(request, "briefs/project_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: Request, pk: UUID) -> HttpResponse:
    """What holds for the whole project; saved as it is typed."""
    request.actor.require(Permission.PROJECT_EDIT)
    project, key = get_object_or_404(my_projects(request.actor), pk=pk), project_key(pk)
    form = open_form(ProjectForm, request, key, initial=ProjectForm.values_of(project))

    def write(version: int | None) -> Project:
        return edit_project(actor=request.actor, project=project, changes=vars(form.facts()), expected_version=version)

    saving = save_typed(request, form, key, project, write)
    # Where something was taken, the fields on the page still say what was typed: it is shown anew.
    if saving.is_saved and (taken(request) or not is_fragment(request)):
        messages.success(request, _("Saved."))
        return redirect(request, project.get_absolute_url())
    packages = list(packages_of(request.actor, saving.row))
    context = {"project": saving.row, "completeness": completeness_of(saving.row, packages)}
    return saving_page(request, "briefs/project_edit.html", form, saving, context)
