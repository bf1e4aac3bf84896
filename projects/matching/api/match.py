"""Have a project matched, and read who came out how, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.serializers import Input, Output
from api.viewsets import Resource, transition
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.matching.actions.match_run import start_match
from projects.matching.api.brief_in import WeightsField
from projects.matching.api.match_run import MatchRunOut
from projects.matching.enums import Criterion
from projects.matching.models import Match, MatchRun
from projects.matching.selectors.match_run import (
    Ranked,
    kept,
    latest_run,
    ranked_anew,
    runs_shown,
    standings_of,
)
from services.api.row import PlaceOut, ProviderReferenceOut

MOST_COMPARED = 50


class MatchIn(Input):
    """How to weigh."""

    weights = WeightsField()


class StoredCriterionOut(Output):
    """Why. ``score`` null was not known; the reason is empty for those far down."""

    name = serializers.CharField()
    score = serializers.FloatField(allow_null=True)
    weight = serializers.FloatField()
    reason = serializers.CharField()


class StoredBestOut(Output):
    """The best offering for a work package."""

    package = serializers.CharField(help_text="The work package's id")
    offering = serializers.UUIDField()
    service_line = serializers.CharField()
    site = PlaceOut(allow_null=True)
    is_near = serializers.BooleanField(help_text="Another service of the same family")
    is_whole = serializers.BooleanField(help_text="Nothing of the work package is missing")


class StoredMatchOut(Output):
    """A provider in a run."""

    rank = serializers.IntegerField(source="place")
    provider = serializers.SerializerMethodField()
    score = serializers.FloatField()
    eligible = serializers.BooleanField(source="match.is_eligible", help_text="Can take at least one work package whole")
    takes_all = serializers.BooleanField(source="match.takes_all", help_text="Can take every work package whole")
    packages = serializers.SerializerMethodField()
    criteria = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()

    @extend_schema_field(ProviderReferenceOut)
    def get_provider(self, one: Ranked) -> dict[str, str]:
        """Slug and name, as they were."""
        return {"slug": one.match.slug, "name": one.match.name}

    @extend_schema_field(StoredBestOut(many=True))
    def get_packages(self, one: Ranked) -> list[dict[str, Any]]:
        """For each work package that it comes near."""
        return [dict(StoredBestOut(best).data) for best in one.told.get("best", [])]

    @extend_schema_field(StoredCriterionOut(many=True))
    def get_criteria(self, one: Ranked) -> list[dict[str, Any]]:
        """In the order of the criteria."""
        reasons, weights = one.told.get("reasons", {}), self.context["weights"]
        return [
            {
                "name": name,
                "score": one.match.scores[name],
                "weight": weights.get(name, 0.0),
                "reason": reasons.get(name, ""),
            }
            for name in Criterion.values
            if name in one.match.scores
        ]

    def get_missing(self, one: Ranked) -> list[str]:
        """What is a must and not there."""
        return list(one.told.get("missing", []))


class ProjectMatchViewSet(Resource):
    """Have one's own project matched, and read who came out how."""

    permissions = {"create": Permission.PROJECT_EDIT, "list": Permission.PROJECT_VIEW}
    queryset = Match.objects.none()
    serializer_class = StoredMatchOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[Match]:
        return Match.objects.visible_to(self.actor)

    def project(self) -> Project:
        """The project in the address: one's own, else it is not there."""
        return get_object_or_404(Project.objects.visible_to(self.actor), pk=self.kwargs["project_pk"])

    @extend_schema(summary="Match a project", request=MatchIn, responses={202: MatchRunOut})
    @transition
    def create(self, request: Request, project_pk: UUID) -> Response:
        return self.started()

    def started(self) -> Response:
        """A run that is waiting, and where to poll it."""
        given = self.input(MatchIn)
        run = start_match(actor=self.actor, project=self.project(), weights=given["weights"])
        headers = {"Location": reverse("match-run-detail", args=[run.pk])}
        body = MatchRunOut(run, context=self.get_serializer_context()).data
        return Response(body, status=status.HTTP_202_ACCEPTED, headers=headers)

    @extend_schema(
        summary="Who came out how",
        parameters=[OpenApiParameter("run", str, description="A run of the project; without it the last that finished")],
    )
    def list(self, request: Request, project_pk: UUID) -> Response:
        refuse_unknown(request, {"run"})
        project = self.project()
        run = self.run_asked(project)
        placed = [] if run is None else ranked_anew(standings_of(self.actor, run), _weights(run))
        page: Any = self.paginate_queryset(placed)
        rows = [] if run is None else kept(self.actor, run, page)
        context = {**self.get_serializer_context(), "weights": run.weights if run else {}}
        return self.get_paginated_response(StoredMatchOut(rows, many=True, context=context).data)

    def run_asked(self, project: Project) -> MatchRun | None:
        """The run in the query, or the last."""
        asked = self.request.query_params.get("run")
        if not asked:
            return latest_run(self.actor, project)
        try:
            pk = UUID(asked)
        except ValueError:
            raise ValidationError({"run": [_("This is no run.")]}) from None
        return get_object_or_404(runs_shown(self.actor).filter(project=project), pk=pk)


def _weights(run: MatchRun) -> dict[Criterion, float]:
    return {Criterion(name): weight for name, weight in run.weights.items() if name in Criterion.values}
