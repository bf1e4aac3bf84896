"""What can run at a provider's own sites, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input
from api.viewsets import ReadMixin, Resource, transition
from organizations.roles import Permission
from providers.actions.capability import (
    CapabilityFacts,
    add_capability,
    edit_capability,
    remove_capability,
)
from providers.api.fields import Change, TermIn, own_site
from providers.api.shown import CapabilityShownOut
from providers.models import Capability
from providers.selectors.capability import own_capabilities
from vocabulary.models import ExpressionSystem, Modality, Unit

FIELDS = {"expression_system": "system"}
"""What the contract calls otherwise than the table."""


def figure_in() -> serializers.DecimalField:
    """A figure of a scale, above 0, with up to three decimals."""
    return serializers.DecimalField(max_digits=18, decimal_places=3, required=False, allow_null=True, default=None)


class MyCapabilityOut(CapabilityShownOut):
    """A capability as its own people see it."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, capability: Capability) -> list[str]:
        return ["update", "remove"] if self.context["view"].actor.can(Permission.PROVIDER_EDIT) else []


class CapabilityIn(Input):
    """A modality with its system and scales."""

    site = serializers.UUIDField(help_text="One of your sites")
    modality = TermIn(Modality, leaves=True)
    expression_system = TermIn(ExpressionSystem, required=False, allow_null=True, default=None)
    scale_min = figure_in()
    scale_max = figure_in()
    scale_unit = TermIn(Unit, required=False, allow_null=True, default=None)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class CapabilityChange(Change, CapabilityIn):
    """What may change; fields left out stay."""


class MyCapabilityViewSet(ReadMixin, Resource):
    """What can run at one's own sites."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": Permission.PROVIDER_EDIT,
        "partial_update": Permission.PROVIDER_EDIT,
        "destroy": Permission.PROVIDER_EDIT,
    }
    queryset = Capability.objects.none()
    serializer_class = MyCapabilityOut

    def get_queryset(self) -> QuerySet[Capability]:
        return own_capabilities(self.actor)

    @extend_schema(summary="Add a capability", request=CapabilityIn, responses={201: MyCapabilityOut})
    @transition
    def create(self, request: Request) -> Response:
        facts = CapabilityFacts(**self._facts(self.input(CapabilityIn)))
        return self.created(add_capability(actor=self.actor, facts=facts), "my-capability-detail")

    @extend_schema(summary="Change a capability", request=CapabilityChange, responses=MyCapabilityOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        values, version = self.changes(CapabilityChange, row)
        changes = self._facts(values)
        return self.answer(edit_capability(actor=self.actor, capability=row, changes=changes, expected_version=version))

    @extend_schema(summary="Delete a capability", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        remove_capability(actor=self.actor, capability=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _facts(self, values: dict[str, Any]) -> dict[str, Any]:
        facts = {FIELDS.get(name, name): value for name, value in values.items()}
        if "site" in facts:
            facts["site"] = own_site(self.actor, facts["site"])
        return facts
