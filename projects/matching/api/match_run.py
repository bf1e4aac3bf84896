"""Matching of a project, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.serializers import Input, Output
from api.viewsets import Resource, transition
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.matching.actions.match_run import start_match
from projects.matching.api.preview import WeightsField
from projects.matching.enums import Criterion, RunStatus
from projects.matching.models import Match, MatchRun
from projects.matching.selectors.asked_changes import asked_changes
from projects.matching.selectors.match_run import (
    Ranked,
    changes_between,
    latest_run,
    matches_of,
    outdated,
    ranked_anew,
    runs_of,
    runs_shown,
)
from services.api.row import PlaceOut, ProviderReferenceOut
from services.selectors.catalogue import current_catalogue

MOST_COMPARED = 50


class MatchIn(Input):
    """How to weigh."""

    weights = WeightsField()


class MatchRunRowOut(Output):
    """A run in a list."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(source="project_id")
    status = serializers.ChoiceField(choices=RunStatus.choices)
    progress = serializers.FloatField(help_text="From 0 to 1")
    failure = serializers.CharField(help_text="Empty unless it failed")
    weights = serializers.DictField(child=serializers.FloatField())
    engine = serializers.CharField()
    count = serializers.IntegerField(help_text="Providers ranked")
    count_eligible = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class MatchRunOut(MatchRunRowOut):
    """A run: poll it until it is finished or has failed."""

    outdated = serializers.SerializerMethodField()

    def get_outdated(self, run: MatchRun) -> list[str]:
        """What has changed since: the project, the catalogue, the capacity that is free. Nothing, or several."""
        found = outdated(run, self.context["view"].actor)
        changed = {"project": found.by_project, "catalogue": found.by_catalogue, "capacity": found.by_capacity}
        return [name for name, is_so in changed.items() if is_so]


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


class ChangeOut(Output):
    """A provider in two runs."""

    provider = serializers.DictField()
    rank_before = serializers.IntegerField(allow_null=True)
    rank_after = serializers.IntegerField(allow_null=True)
    eligible_before = serializers.BooleanField()
    eligible_after = serializers.BooleanField()
    criteria = serializers.ListField(child=serializers.CharField(), help_text="Whose score has changed")


class AskedChangeOut(Output):
    """Something that was asked in one run and not, or otherwise, in the other; in words."""

    kind = serializers.ChoiceField(choices=["added", "removed", "changed"])
    what = serializers.CharField(help_text="A subject as in `understood`, or `package`, `order`, `words`, `weight`")
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract
    package = serializers.CharField(help_text="Empty where it holds for every work package")
    before = serializers.CharField(help_text="Empty where it was not asked")
    after = serializers.CharField(help_text="Empty where it is not asked any more")


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
        ranked = [] if run is None else ranked_anew(list(matches_of(self.actor, run)), _weights(run))
        page: Any = self.paginate_queryset(ranked)
        context = {**self.get_serializer_context(), "weights": run.weights if run else {}}
        return self.get_paginated_response(StoredMatchOut(page, many=True, context=context).data)

    def run_asked(self, project: Project) -> MatchRun | None:
        """The run in the query, or the last."""
        asked = self.request.query_params.get("run")
        if not asked:
            return latest_run(self.actor, project)
        try:
            pk = UUID(asked)
        except ValueError:
            raise ValidationError({"run": ["This is no run."]}) from None
        return get_object_or_404(runs_shown(self.actor).filter(project=project), pk=pk)


class MatchRunViewSet(Resource):
    """Runs of one's own projects."""

    permissions = dict.fromkeys(("retrieve", "comparison", "asked"), Permission.PROJECT_VIEW)
    queryset = MatchRun.objects.none()
    serializer_class = MatchRunOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[MatchRun]:
        return runs_shown(self.actor)

    @extend_schema(summary="A run")
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.answer(self.get_object())

    @extend_schema(
        summary="What changed since an earlier run of the project",
        parameters=[OpenApiParameter("since", str, required=True)],
        responses=ChangeOut(many=True),
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def comparison(self, request: Request, pk: UUID) -> Response:
        run, earlier = self.both(request)
        before, after = (list(matches_of(self.actor, one)) for one in (earlier, run))
        rows = [
            {
                "provider": {"slug": one.slug, "name": one.name},
                "rank_before": one.before.rank if one.before else None,
                "rank_after": one.after.rank if one.after else None,
                "eligible_before": one.was_eligible,
                "eligible_after": one.is_eligible_now,
                "criteria": [criterion.value for criterion in one.reasons],
            }
            for one in changes_between(before, after, MOST_COMPARED)
        ]
        return Response(ChangeOut(rows, many=True).data)

    @extend_schema(
        summary="What was asked otherwise than in an earlier run of the project",
        parameters=[OpenApiParameter("since", str, required=True)],
        responses=AskedChangeOut(many=True),
    )
    @action(detail=True, methods=["get"], url_path="comparison/asked", pagination_class=None)
    def asked(self, request: Request, pk: UUID) -> Response:
        run, earlier = self.both(request)
        return Response(AskedChangeOut(asked_changes(earlier, run, current_catalogue()), many=True).data)

    def both(self, request: Request) -> tuple[MatchRun, MatchRun]:
        """The run in the address, and the one in the query that it is held against."""
        refuse_unknown(request, {"since"})
        run = self.get_object()
        try:
            earlier = UUID(request.query_params.get("since", ""))
        except ValueError:
            raise ValidationError({"since": ["Name an earlier run of the project."]}) from None
        return run, get_object_or_404(self.get_queryset().filter(project=run.project), pk=earlier)


class ProjectRunViewSet(Resource):
    """The runs of one's own project."""

    permissions = {"list": Permission.PROJECT_VIEW}
    queryset = MatchRun.objects.none()
    serializer_class = MatchRunRowOut
    filter_backends = []

    def get_queryset(self) -> QuerySet[MatchRun]:
        project = get_object_or_404(Project.objects.visible_to(self.actor), pk=self.kwargs["project_pk"])
        return runs_of(self.actor, project)

    @extend_schema(summary="The runs of a project, the latest first")
    def list(self, request: Request, project_pk: UUID) -> Response:
        refuse_unknown(request, set())
        page: Any = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


def _weights(run: MatchRun) -> dict[Criterion, float]:
    return {Criterion(name): weight for name, weight in run.weights.items() if name in Criterion.values}
