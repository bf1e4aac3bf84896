"""Pages of work packages."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.errors import NotFound
from core.forms import refusals_on
from core.htmx import is_fragment, redirect, render
from drafts.forms import close_form, open_form
from organizations.requests import Request
from organizations.roles import Permission
from projects.briefs.actions.package import add_package, edit_package, move_package, remove_package
from projects.briefs.forms.project import PackageForm
from projects.briefs.models import Project, WorkPackage
from projects.briefs.selectors.project import packages_of
from projects.briefs.selectors.unsaved import package_key
from projects.briefs.views.saving import save_typed, saving_page, taken


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
    context, status = {"form": form, "project": project}, 422 if form.is_bound else 200
    return render(request, "briefs/package_create.html", context, region="form", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def package_edit(request: Request, pk: UUID, package_pk: UUID) -> HttpResponse:
    """What is asked for in one part; saved as it is typed."""
    request.actor.require(Permission.PROJECT_EDIT)
    project = get_object_or_404(Project.objects.visible_to(request.actor), pk=pk)
    package = get_object_or_404(packages_of(request.actor, project), pk=package_pk)
    key, initial = package_key(package.pk), PackageForm.values_of(package)
    form = open_form(PackageForm, request, key, project=project, package=package, initial=initial)

    def write(version: int | None) -> WorkPackage:
        return edit_package(actor=request.actor, package=package, changes=vars(form.facts()), expected_version=version)

    saving = save_typed(request, form, key, package, write)
    if saving.is_saved and (taken(request) or not is_fragment(request)):
        messages.success(request, _("Saved."))
        return redirect(request, project.get_absolute_url())
    return saving_page(request, "briefs/package_edit.html", form, saving, {"project": project, "package": saving.row})


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
