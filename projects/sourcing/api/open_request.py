"""Requests that a provider may join without an invitation, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import NoInput, Output
from api.viewsets import Resource, transition
from organizations.roles import Permission
from projects.sourcing.actions.joining import join_rfq
from projects.sourcing.api import fields
from projects.sourcing.api.invitation import BidderOut
from projects.sourcing.api.rfq import line_out
from projects.sourcing.enums import Tier
from projects.sourcing.models import Invitation, Rfq
from projects.sourcing.selectors.disclosure import lines_as_seen
from projects.sourcing.selectors.open_request import OpenRequest, compared, fitting_requests, open_requests, own_profile
from projects.sourcing.selectors.seriousness import seriousness_of


class OpenRequestOut(Output):
    """A request that all who match may join. To whom it does not fit, teaser and lines are not there."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    codename = serializers.CharField()
    deadline = serializers.DateTimeField()
    is_eligible = serializers.BooleanField()
    whole_lines = serializers.ListField(child=serializers.UUIDField(), help_text="Lines you can take whole")
    missing = serializers.ListField(child=serializers.CharField(), help_text="What your profile misses, in sentences")
    teaser = serializers.CharField(allow_null=True)
    lines = fields.LineOut(many=True, allow_null=True)
    seriousness = fields.SeriousnessOut(required=False, help_text="Of a single request that fits you")


class OpenRequestViewSet(Resource):
    """Open requests that fit the provider's profile, by the catalogue of this moment."""

    permissions = {"list": Permission.QUOTE_VIEW, "retrieve": Permission.QUOTE_VIEW, "join": Permission.QUOTE_EDIT}
    queryset = Rfq.objects.none()
    serializer_class = OpenRequestOut
    pagination_class = None
    filter_backends = []

    def reads_tag(self) -> bool:
        """An open request is answered without a tag."""
        return False

    def get_queryset(self) -> QuerySet[Rfq]:
        return open_requests(self.actor)

    @extend_schema(
        summary="Open requests that fit you",
        parameters=[
            OpenApiParameter("page", int, description="40 that ask for what you offer are looked at for each page")
        ],
        responses=OpenRequestOut(many=True),
    )
    def list(self, request: Request) -> Response:
        found = fitting_requests(self.actor, request.GET.get("page", "1"))
        return Response([self._shown(one) for one in found])

    @extend_schema(summary="Whether a request fits you, and what it asks", responses=OpenRequestOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        provider = own_profile(self.actor)
        rfq = get_object_or_404(self.get_queryset() if provider else Rfq.objects.none(), pk=pk)
        found = compared(rfq, provider)  # type: ignore[arg-type]  # there is one, or a 404
        more = {"seriousness": fields.SeriousnessOut(seriousness_of(rfq)).data} if found.eligibility.is_eligible else {}
        return Response(self._shown(found) | more)

    @extend_schema(summary="Join, intending to quote", request=NoInput, responses={201: BidderOut})
    @action(detail=True, methods=["post"], serializer_class=BidderOut)
    @transition
    def join(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        standing = Invitation.objects.received_by(self.actor).filter(rfq_id=pk).select_related("rfq").first()
        rfq = standing.rfq if standing else get_object_or_404(self.get_queryset(), pk=pk)
        return self.answer(join_rfq(actor=self.actor, rfq=rfq), status.HTTP_201_CREATED)

    def _shown(self, one: OpenRequest) -> dict[str, Any]:
        fits = one.eligibility.is_eligible
        seen = lines_as_seen(one.asked, Tier.TEASER)
        return {
            "id": str(one.rfq.pk),
            "number": one.rfq.number,
            "codename": one.rfq.codename,
            "deadline": one.rfq.deadline,
            "is_eligible": fits,
            "whole_lines": [str(line.pk) for line in one.lines],
            "missing": list(one.eligibility.missing),
            "teaser": one.rfq.teaser if fits else None,
            "lines": [line_out(line.id, line.values) for line in seen] if fits else None,
        }
