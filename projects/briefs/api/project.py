"""Projects and their work packages, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.viewsets import ReadMixin, Resource, transition
from core.errors import Invalid
from organizations.roles import Permission
from projects.briefs.actions import contradiction as contradictions
from projects.briefs.actions import package as packages
from projects.briefs.actions import project as projects
from projects.briefs.actions.package import PackageFacts
from projects.briefs.actions.project import ProjectFacts
from projects.briefs.api.serializers import (
    ContradictionIn,
    MoveIn,
    ProjectChange,
    ProjectIn,
    ProjectOut,
    WorkPackageChange,
    WorkPackageIn,
    WorkPackageOut,
)
from projects.briefs.models import Intake, Project, WorkPackage
from projects.briefs.selectors.project import my_projects, packages_of

PERMISSIONS = {
    "list": Permission.PROJECT_VIEW,
    "retrieve": Permission.PROJECT_VIEW,
    "create": Permission.PROJECT_EDIT,
    "partial_update": Permission.PROJECT_EDIT,
    "destroy": Permission.PROJECT_EDIT,
}


class ProjectViewSet(ReadMixin, Resource):
    """One's own projects."""

    permissions = {name: value for name, value in PERMISSIONS.items() if name != "destroy"} | {
        "dismiss_contradiction": Permission.PROJECT_EDIT,
        "restore_contradiction": Permission.PROJECT_EDIT,
    }
    queryset = Project.objects.none()
    serializer_class = ProjectOut

    def get_queryset(self) -> QuerySet[Project]:
        return my_projects(self.actor)

    @extend_schema(
        summary="Set up a project, from a brief, a template or nothing", request=ProjectIn, responses={201: ProjectOut}
    )
    @transition
    def create(self, request: Request) -> Response:
        values = self.input(ProjectIn)
        intake, template = values.pop("intake"), values.pop("template")
        if intake:
            found = Intake.objects.visible_to(self.actor).filter(pk=intake).first()
            if found is None:
                raise Invalid(errors={"intake": [_("There is no such brief of yours.")]})
            made = projects.create_from_intake(actor=self.actor, intake=found, codename=values["codename"])
        elif template:
            made = projects.create_from_template(actor=self.actor, codename=values["codename"], template=template)
        else:
            made = projects.create_project(actor=self.actor, facts=ProjectFacts(**values))
        return self.created(self.get_queryset().get(pk=made.pk), "project-detail")

    @extend_schema(summary="Change a project", request=ProjectChange, responses=ProjectOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        changes, version = self.changes(ProjectChange, row)
        projects.edit_project(actor=self.actor, project=row, changes=changes, expected_version=version)
        return self.answer(self.get_object())

    @extend_schema(summary="Let a contradiction stand", request=ContradictionIn, responses=ProjectOut)
    @action(detail=True, methods=["post"], url_path="dismiss-contradiction")
    @transition
    def dismiss_contradiction(self, request: Request, pk: UUID) -> Response:
        contradictions.dismiss_contradiction(actor=self.actor, project=self.get_object(), **self.input(ContradictionIn))
        return self.answer(self.get_object())

    @extend_schema(summary="Show a contradiction again", request=ContradictionIn, responses=ProjectOut)
    @action(detail=True, methods=["post"], url_path="restore-contradiction")
    @transition
    def restore_contradiction(self, request: Request, pk: UUID) -> Response:
        contradictions.restore_contradiction(actor=self.actor, project=self.get_object(), **self.input(ContradictionIn))
        return self.answer(self.get_object())


class WorkPackageViewSet(ReadMixin, Resource):
    """The work packages of one's own project."""

    permissions = {**PERMISSIONS, "move": Permission.PROJECT_EDIT}
    queryset = WorkPackage.objects.none()
    serializer_class = WorkPackageOut

    def project(self) -> Project:
        """The project in the address: one's own, else it is not there."""
        return get_object_or_404(Project.objects.visible_to(self.actor), pk=self.kwargs["project_pk"])

    def get_queryset(self) -> QuerySet[WorkPackage]:
        return packages_of(self.actor, self.project())

    @extend_schema(summary="Add a work package", request=WorkPackageIn, responses={201: WorkPackageOut})
    @transition
    def create(self, request: Request, project_pk: UUID) -> Response:
        project = self.project()
        facts = PackageFacts(**self._facts(project, self.input(WorkPackageIn)))
        made = packages.add_package(actor=self.actor, project=project, facts=facts)
        return self.answer(self.get_queryset().get(pk=made.pk), status.HTTP_201_CREATED)

    @extend_schema(summary="Change a work package", request=WorkPackageChange, responses=WorkPackageOut)
    def partial_update(self, request: Request, project_pk: UUID, pk: UUID) -> Response:
        row = self.get_object()
        values, version = self.changes(WorkPackageChange, row)
        changes = self._facts(row.project, values)
        packages.edit_package(actor=self.actor, package=row, changes=changes, expected_version=version)
        return self.answer(self.get_object())

    @extend_schema(summary="Move a work package to another place", request=MoveIn, responses=WorkPackageOut)
    @action(detail=True, methods=["post"])
    @transition
    def move(self, request: Request, project_pk: UUID, pk: UUID) -> Response:
        packages.move_package(actor=self.actor, package=self.get_object(), to=self.input(MoveIn)["position"])
        return self.answer(self.get_object())

    @extend_schema(summary="Delete a work package", responses={204: None})
    def destroy(self, request: Request, project_pk: UUID, pk: UUID) -> Response:
        row = self.get_object()
        packages.remove_package(actor=self.actor, package=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _facts(self, project: Project, values: dict[str, Any]) -> dict[str, Any]:
        if "expression_systems" in values:
            values["systems"] = values.pop("expression_systems")
        if "depends_on" in values:
            wanted = set(values["depends_on"])
            found = tuple(project.packages.filter(pk__in=wanted))
            if len(found) != len(wanted):
                raise Invalid(errors={"depends_on": [_("Choose packages of this project.")]})
            values["depends_on"] = found
        return values
