"""Plans for a whole project, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.viewsets import transition
from organizations.roles import Permission
from projects.matching.api.match import MatchIn, ProjectMatchViewSet
from projects.matching.api.match_run import MatchRunOut
from projects.matching.api.plan_out import ChainPlanOut
from projects.matching.models import ChainPlan
from projects.matching.selectors.chain_plan import plans_of


class ChainPlanViewSet(ProjectMatchViewSet):
    """Plan the whole of one's own project, and read the plans."""

    queryset = ChainPlan.objects.none()  # type: ignore[assignment]
    serializer_class = ChainPlanOut  # type: ignore[assignment]
    permissions = {"create": Permission.PROJECT_EDIT, "list": Permission.PROJECT_VIEW}

    def get_queryset(self) -> QuerySet[ChainPlan]:  # type: ignore[override]
        return ChainPlan.objects.visible_to(self.actor)

    @extend_schema(
        summary="Plan the whole project: a run of matching, which makes the plans", request=MatchIn, responses={202: MatchRunOut}
    )  # fmt: skip
    @transition
    def create(self, request: Request, project_pk: UUID) -> Response:
        return self.started()

    @extend_schema(
        summary="Plans for the whole project",
        parameters=[OpenApiParameter("run", str, description="A run of the project; without it the last that finished")],
    )
    def list(self, request: Request, project_pk: UUID) -> Response:
        refuse_unknown(request, {"run"})
        run = self.run_asked(self.project())
        rows = plans_of(self.actor, run) if run else self.get_queryset().none()
        page: Any = self.paginate_queryset(rows)
        return self.get_paginated_response(ChainPlanOut(page, many=True, context=self.get_serializer_context()).data)
