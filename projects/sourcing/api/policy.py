"""How an organisation wants its sourcing done, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, Output
from api.viewsets import Resource
from organizations.roles import Permission
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.models import Policy
from projects.sourcing.selectors.rfq import policy_of

NAMES = ("approves_rfqs", "quote_limit", "quote_limit_currency", "quiet_days")


class SourcingPolicyOut(Output):
    """Four eyes on requests, four eyes on quotes above a limit, and how late an amendment may come."""

    approves_rfqs = serializers.BooleanField()
    quote_limit = serializers.DecimalField(max_digits=18, decimal_places=3, allow_null=True)
    quote_limit_currency = serializers.CharField()
    quiet_days = serializers.IntegerField()


class SourcingPolicyIn(Input):
    """What changes; fields left out stay."""

    approves_rfqs = serializers.BooleanField(required=False)
    quote_limit = serializers.DecimalField(
        max_digits=18,
        decimal_places=3,
        min_value=0,
        required=False,
        allow_null=True,
        help_text="null: no quote needs approval",
    )
    quote_limit_currency = serializers.CharField(max_length=3, required=False, allow_blank=True)
    quiet_days = serializers.IntegerField(
        min_value=0,
        max_value=60,
        required=False,
        help_text="In so many days before the deadline an amendment has to move it as well",
    )


class SourcingPolicyViewSet(Resource):
    """The organisation's own."""

    permissions = {"retrieve": Permission.ORGANIZATION_VIEW, "partial_update": Permission.ORGANIZATION_EDIT}
    queryset = Policy.objects.none()
    serializer_class = SourcingPolicyOut

    @extend_schema(summary="How your organisation sources", responses=SourcingPolicyOut)
    def retrieve(self, request: Request) -> Response:
        return Response(SourcingPolicyOut(self._standing()).data)

    @extend_schema(summary="Change how your organisation sources", request=SourcingPolicyIn, responses=SourcingPolicyOut)
    def partial_update(self, request: Request) -> Response:
        given, standing = self.input(SourcingPolicyIn), self._standing()
        values: dict[str, Any] = {name: given.get(name, getattr(standing, name)) for name in NAMES}
        return Response(SourcingPolicyOut(set_policy(actor=self.actor, **values)).data)

    def _standing(self) -> Policy:
        return policy_of(self.actor.require_membership().organization_id)
