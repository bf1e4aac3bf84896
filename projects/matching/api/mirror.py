"""How one's own provider is matched, for programs: its row for a brief, and what its profile leaves open. Nothing is stored."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from api.serializers import Output
from api.viewsets import Resource
from organizations.roles import Permission
from projects.matching.api.brief_in import BriefIn
from projects.matching.api.preview import (
    MatchOut,
    NotUnderstoodOut,
    UnderstoodOut,
    asked_of,
    match_row,
    unclear_rows,
    understood_rows,
)
from projects.matching.enums import Cause, Criterion, Matter
from projects.matching.given import ensure_weighed
from projects.matching.limits import PreviewThrottle
from projects.matching.matters import COSTS
from projects.matching.selectors.left_open import LeftOpen, OpenPoint, left_open
from projects.matching.selectors.mirror import Mirror, mirror_of
from services.models import Offering
from services.selectors.catalogue import current_catalogue


class MissedOut(Output):
    """A must that you miss."""

    text = serializers.CharField(help_text="As a sponsor reads it")
    cause = serializers.ChoiceField(choices=Cause.choices)
    url = serializers.CharField(help_text="Where your people say it")


class MirrorOut(Output):
    """Your own row of the ranking that `matches/preview/` gives for the same body."""

    understood = UnderstoodOut(many=True)
    unclear = NotUnderstoodOut(many=True)
    count = serializers.IntegerField(help_text="Providers ranked; 0 for a text that tells none from another")
    count_eligible = serializers.IntegerField(help_text="Who misses nothing of all that is asked together")
    in_catalogue = serializers.BooleanField(help_text="Whether a published offering of yours can be compared")
    place = serializers.IntegerField(
        allow_null=True, help_text="Among the eligible if you are, or else among those who miss something"
    )
    result = MatchOut(allow_null=True, help_text="Null when none is told from another, or you are not in the catalogue")
    missed = MissedOut(many=True, help_text="What `missing` of the result lists, with its cause")


class OpenPointOut(Output):
    """Something that matching wants to know and that you do not say."""

    matter = serializers.ChoiceField(choices=Matter.choices)
    cost = serializers.CharField(help_text="What it costs in a match, in words")
    shuts_out = serializers.BooleanField(help_text="A brief in which it is a must makes a near miss of you")
    criteria = serializers.ListField(child=serializers.ChoiceField(choices=Criterion.choices))
    weight = serializers.FloatField(help_text="The usual weights of these criteria, added up")
    url = serializers.CharField(help_text="Where your people say it")


class OfferingLeftOut(Output):
    """A published offering with what it leaves open, what costs most first."""

    offering = serializers.DictField(help_text="id, service_line, url")
    open = OpenPointOut(many=True)


class LeftOpenOut(Output):
    """What your profile leaves open: of each published offering, those first that cost most, and of the profile as a whole."""

    offerings = OfferingLeftOut(many=True)
    profile = OpenPointOut(many=True)


class MyMatchingViewSet(Resource):
    """How your own provider is matched; nothing of any other, and nothing of a sponsor's project."""

    permissions = {"retrieve": Permission.PROVIDER_EDIT, "create": Permission.PROVIDER_EDIT}
    queryset = Offering.objects.none()
    serializer_class = LeftOpenOut
    filter_backends = []
    pagination_class = None

    def get_queryset(self) -> QuerySet[Offering]:
        return Offering.objects.none()

    def get_throttles(self) -> list[BaseThrottle]:
        """A brief costs what it costs anybody."""
        return [PreviewThrottle()] if self.action == "create" else super().get_throttles()

    @extend_schema(summary="What your profile leaves open for matching", responses=LeftOpenOut)
    def retrieve(self, request: Request) -> Response:
        return Response(_left(left_open(self.actor, current_catalogue())))

    @extend_schema(summary="See how a brief finds your provider", request=BriefIn, responses={200: MirrorOut})
    def create(self, request: Request) -> Response:
        given = self.input(BriefIn)
        catalogue = current_catalogue()
        text, requirements = asked_of(given, catalogue)
        mirror = mirror_of(self.actor, text, catalogue, requirements=requirements, weights=given["weights"])
        ensure_weighed(mirror.preview.ranking.weights, mirror.preview.ranking.scores)
        return Response(_answer(mirror))


def _answer(mirror: Mirror) -> dict[str, Any]:
    preview = mirror.preview
    return {
        "understood": understood_rows(preview),
        "unclear": unclear_rows(preview),
        "count": preview.count,
        "count_eligible": preview.count_eligible,
        "in_catalogue": mirror.is_in_catalogue,
        "place": mirror.place or None,
        "result": match_row(mirror.match, preview.catalogue) if mirror.match else None,
        "missed": [{"text": one.text, "cause": one.cause, "url": one.link} for one in mirror.missed],
    }


def _left(found: LeftOpen) -> dict[str, Any]:
    return {
        "offerings": [
            {
                "offering": {
                    "id": str(one.offering.pk),
                    "service_line": {"code": one.offering.service_line_id, "label": one.offering.service_line.label},
                    "url": one.offering.get_absolute_url(),
                },
                "open": [_point(point) for point in one.points],
            }
            for one in found.offerings
        ],
        "profile": [_point(point) for point in found.profile],
    }


def _point(point: OpenPoint) -> dict[str, Any]:
    cost = COSTS[point.matter]
    return {
        "matter": point.matter,
        "cost": str(cost.text),
        "shuts_out": cost.shuts_out,
        "criteria": list(cost.criteria),
        "weight": cost.weight,
        "url": point.link,
    }
