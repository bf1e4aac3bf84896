"""Runs of matching, for programs: what they came to, and what changed between two."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.serializers import Output
from api.viewsets import Resource
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.briefs.requirements import Subject
from projects.matching.enums import RunStatus
from projects.matching.models import MatchRun
from projects.matching.selectors.asked_changes import asked_changes
from projects.matching.selectors.match_run import (
    both_finished,
    changes_between,
    outcomes_of,
    runs_of,
    runs_shown,
)
from projects.matching.selectors.outdated import outdated
from projects.matching.shut_out import shut_out_of
from services.selectors.catalogue import current_catalogue

MOST_COMPARED = 50


class MatchRunRowOut(Output):
    """A run in a list."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(source="project_id")
    status = serializers.ChoiceField(choices=RunStatus.choices)
    progress = serializers.FloatField(help_text="From 0 to 1")
    failure = serializers.CharField(source="why_failed", help_text="Empty unless it failed")
    weights = serializers.DictField(child=serializers.FloatField())
    engine = serializers.CharField()
    count = serializers.IntegerField(help_text="Providers ranked")
    count_eligible = serializers.IntegerField(
        help_text="Who can take at least one work package whole; `matches/preview/` counts who misses nothing of all of it"
    )
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class RunShuttingOut(Output):
    """A must of a work package for whose sake alone somebody cannot take it whole."""

    package = serializers.CharField(help_text="The work package's id; empty for a project without any")
    subject = serializers.ChoiceField(choices=Subject.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract
    gained = serializers.IntegerField(help_text="So many more at least could take the package whole without it")


class MatchRunOut(MatchRunRowOut):
    """A run: poll it until it is finished or has failed."""

    outdated = serializers.SerializerMethodField()
    shut_out_by = serializers.SerializerMethodField(
        help_text="Of work packages that few can take whole, the musts that shut out most by themselves, the worst first"
    )

    def get_outdated(self, run: MatchRun) -> list[str]:
        """What has changed since: the project, the catalogue, the capacity that is free, exchange rates. Nothing, or several."""
        found = outdated(run, self.context["view"].actor)
        changed = {
            "project": found.by_project, "catalogue": found.by_catalogue, "capacity": found.by_capacity, "rates": found.by_rates,
        }  # fmt: skip
        return [name for name, is_so in changed.items() if is_so]

    @extend_schema_field(RunShuttingOut(many=True))
    def get_shut_out_by(self, run: MatchRun) -> list[dict[str, Any]]:
        return [dict(RunShuttingOut(one).data) for one in shut_out_of(run, current_catalogue().vocabulary)]


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
        refuse_unknown(request, set())
        return self.answer(self.get_object())

    @extend_schema(
        summary="What changed since an earlier run of the project",
        parameters=[OpenApiParameter("since", str, required=True)],
        responses=ChangeOut(many=True),
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def comparison(self, request: Request, pk: UUID) -> Response:
        run, earlier = self.both(request)
        before, after = (outcomes_of(self.actor, one) for one in (earlier, run))
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
        """The run in the address, and the one in the query that it is held against: there is nothing before both are finished."""
        refuse_unknown(request, {"since"})
        try:
            since = UUID(request.query_params.get("since", ""))
        except ValueError:
            raise ValidationError({"since": [_("Name an earlier run of the project.")]}) from None
        return both_finished(self.actor, self.get_object().pk, since)


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
        """The newest are kept, 20 unless the installation says otherwise, and the last one before each request. Older ones are removed."""
        refuse_unknown(request, set())
        page: Any = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)
