"""Pages of work packages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import NotFound, StaleVersion
from core.forms import refusals_on
from core.htmx import redirect, render
from drafts.forms import close_form, keep_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.actions.package import add_package, edit_package, move_package, remove_package
from projects.briefs.forms.conflict import Conflict, conflict_of, take_theirs, version_meant
from projects.briefs.forms.project import PackageForm
from projects.briefs.models import Project, WorkPackage
from projects.briefs.selectors.project import packages_of


@require_http_methods(["GET", "HEAD", "POST"])
def package_create(request: Request, pk: UUID) -> HttpResponse:
    """Another part of the project."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    key = f"workpackage:{project.pk}:new"
    form = open_form(PackageForm, request, key, project=project)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            add_package(actor=request.actor, project=project, facts=form.facts())
            close_form(request.actor, key)
            messages.success(request, _("The work package is added."))
            return redirect(request, project.get_absolute_url())
    return _form_page(request, form, project, None)


@require_http_methods(["GET", "HEAD", "POST"])
def package_edit(request: Request, pk: UUID, package_pk: UUID) -> HttpResponse:
    """What is asked for in one part."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    package = get_object_or_404(packages_of(request.actor, project), pk=package_pk)
    key = f"workpackage:{package.pk}"
    form = open_form(PackageForm, request, key, project=project, package=package, initial=PackageForm.values_of(package))
    if request.method == "POST" and form.is_valid():
        version = version_meant(form)
        take_theirs(form, request.POST.getlist("take"), form.initial)
        with refusals_on(form):
            try:
                edit_package(actor=request.actor, package=package, changes=vars(form.facts()), expected_version=version)
            except StaleVersion:
                conflict = conflict_of(form, package, form.initial)
                if conflict.differences:
                    keep_form(request, key)
                    return _form_page(request, form, project, package, conflict)
            close_form(request.actor, key)
            messages.success(request, _("Saved."))
            return redirect(request, project.get_absolute_url())
    return _form_page(request, form, project, package)


@require_POST
def package_move(request: Request, pk: UUID, package_pk: UUID) -> HttpResponse:
    """One place up or down."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    package = get_object_or_404(packages_of(request.actor, project), pk=package_pk)
    step = {"up": -1, "down": 1}.get(request.POST.get("step", ""))
    if step is None:
        raise NotFound
    moved = move_package(actor=request.actor, package=package, step=step)
    messages.success(request, _("The work package is now number %(number)s.") % {"number": moved.position})
    return redirect(request, f"{project.get_absolute_url()}#packages")


@require_POST
def package_remove(request: Request, pk: UUID, package_pk: UUID) -> HttpResponse:
    """The project does without it."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    package = get_object_or_404(packages_of(request.actor, project), pk=package_pk)
    remove_package(actor=request.actor, package=package)
    messages.success(request, _("The work package is deleted."))
    return redirect(request, project.get_absolute_url())


def _form_page(
    request: Request,
    form: PackageForm,
    project: Project,
    package: WorkPackage | None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    context = {"form": form, "project": project, "package": package, "conflict": conflict}
    status = 422 if form.is_bound else 200
    return render(request, "briefs/package_edit.html", context, region="form", status=status)
