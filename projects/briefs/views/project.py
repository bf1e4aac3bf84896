"""Pages of projects."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import StaleVersion
from core.forms import refusals_on
from core.htmx import is_fragment, redirect, render
from drafts.forms import close_form, keep_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.actions.project import edit_project
from projects.briefs.forms.conflict import Conflict, conflict_of, take_theirs, version_meant
from projects.briefs.forms.project import ProjectForm
from projects.briefs.models import Project
from projects.briefs.selectors.completeness import completeness_of
from projects.briefs.selectors.feasibility import feasibility_of
from projects.briefs.selectors.project import my_intakes, my_projects, packages_of
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
    flags = feasibility_of(project, packages, current_catalogue(), timezone.localdate())
    context = {
        "project": project,
        "packages": packages,
        "completeness": completeness_of(project, packages),
        "flags": [one for one in flags if not one.is_dismissed],
        "dismissed": [one for one in flags if one.is_dismissed],
    }
    return render(request, "briefs/project_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: Request, pk: UUID) -> HttpResponse:
    """What holds for the whole project; saved as it is typed."""
    request.actor.require(Permission.PROJECT_EDIT)
    project, key = get_object_or_404(my_projects(request.actor), pk=pk), f"project:{pk}"
    form = open_form(ProjectForm, request, key, initial=ProjectForm.values_of(project))
    if request.method == "POST" and form.is_valid():
        version, taken = version_meant(form), request.POST.getlist("take")
        take_theirs(form, taken, form.initial)
        with refusals_on(form):
            try:
                project = edit_project(
                    actor=request.actor, project=project, changes=vars(form.facts()), expected_version=version
                )
            except StaleVersion:
                conflict = conflict_of(form, project, form.initial)
                if conflict.differences:
                    keep_form(request, key)
                    return _edit_page(request, form, project, conflict)
            close_form(request.actor, key)
            # Where something was taken, the fields on the page still say what was typed: it is shown anew.
            if taken or not is_fragment(request):
                messages.success(request, _("Saved."))
                return redirect(request, reverse("project_detail", args=[project.pk]))
    return _edit_page(request, form, project)


def _edit_page(request: Request, form: ProjectForm, project: Project, conflict: Conflict | None = None) -> HttpResponse:
    packages = list(packages_of(request.actor, project))
    completeness = completeness_of(project, packages)
    context = {"form": form, "project": project, "completeness": completeness, "conflict": conflict}
    status = 422 if conflict or (form.is_bound and form.errors) else 200
    return render(request, "briefs/project_edit.html", context, region="saved", status=status)
