"""Suggestions for programs."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import refuse_unknown
from api.serializers import Output
from api.viewsets import Resource
from services.models import Offering
from services.search import kinds
from services.selectors.catalogue import current_catalogue
from services.selectors.suggestions import OFFERING_KIND, Suggested, suggested

LIMIT = 10


class SuggestionOut(Output):
    """Something to go to. ``slug`` for a provider, ``id`` for an offering, ``code`` for everything else."""

    kind = serializers.CharField()
    code = serializers.CharField(required=False)
    slug = serializers.CharField(required=False)
    id = serializers.UUIDField(required=False)
    label = serializers.CharField()  # type: ignore[assignment]  # the field's name in the contract
    url = serializers.CharField()


@extend_schema_serializer(many=False)
class SuggestionsOut(Output):
    """The best first."""

    results = SuggestionOut(many=True)


class SuggestViewSet(Resource):
    """Terms, providers, places and offerings while somebody writes, in both languages, forgiving of typing errors."""

    permissions = {"list": None}
    queryset = Offering.objects.none()
    serializer_class = SuggestionsOut
    filter_backends = []
    pagination_class = None

    def get_queryset(self) -> QuerySet[Offering]:
        return Offering.objects.none()

    @extend_schema(summary="Suggest while typing", parameters=[OpenApiParameter("q", str)], responses=SuggestionsOut)
    def list(self, request: Request) -> Response:
        refuse_unknown(request, {"q"})
        text = request.query_params.get("q", "").replace("\0", " ")
        return Response({"results": [_row(one) for one in suggested(text, current_catalogue(), LIMIT)]})


def _row(one: Suggested) -> dict[str, Any]:
    name = {kinds.PROVIDER: "slug", OFFERING_KIND: "id"}.get(one.kind, "code")
    return {"kind": one.kind, name: one.code, "label": one.label, "url": one.url}
