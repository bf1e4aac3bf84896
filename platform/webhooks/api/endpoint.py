"""Endpoints of webhooks, for programs. A secret is in the one answer that made it, and in no answer kept for a retry."""

from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import shown_once
from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from core.addresses import LONGEST
from events.phrases import phrase_of
from organizations.roles import Permission
from webhooks.actions import endpoint as actions
from webhooks.actions.delivery import send_test
from webhooks.api.delivery import WebhookDeliveryOut
from webhooks.enums import EndpointStatus, StopReason
from webhooks.kinds import choice_for
from webhooks.models import Delivery, Endpoint
from webhooks.selectors import endpoints_of
from webhooks.workflows import ENDPOINT

BY_PEOPLE = ("pause", "resume")


class WebhookEndpointOut(Output):
    """An endpoint of the reader's organisation. Never its secret."""

    id = serializers.UUIDField()
    url = serializers.CharField()
    description = serializers.CharField()
    kinds = serializers.ListField(child=serializers.CharField(), help_text='Kinds of event, or `["all"]`')
    status = serializers.ChoiceField(choices=EndpointStatus.choices)
    reason = serializers.ChoiceField(choices=StopReason.choices, allow_blank=True, help_text="Why it does not send")
    stopped_at = serializers.DateTimeField(allow_null=True)
    failing_since = serializers.DateTimeField(allow_null=True, help_text="The first failure after the last success")
    succeeded_at = serializers.DateTimeField(allow_null=True, help_text="The last success")
    held_until = serializers.DateTimeField(allow_null=True, help_text="What the receiver asked for with Retry-After")
    secret_made_at = serializers.DateTimeField()
    previous_secret_until = serializers.DateTimeField(
        source="previous_until", allow_null=True, help_text="Until then both secrets sign"
    )
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, endpoint: Endpoint) -> list[str]:
        if not self.context["request"].actor.can(Permission.WEBHOOK_MANAGE):
            return []
        moves = [name for name in ENDPOINT.available(endpoint) if name in BY_PEOPLE]
        return ["update", "delete", "rotate_secret", *(["test"] if "pause" in moves else []), *moves]


class WebhookEndpointWithSecret(WebhookEndpointOut):
    """An endpoint with a secret that was made for it, this once: the answer to a repeated Idempotency-Key has none."""

    secret = serializers.CharField(required=False, help_text="`whsec_…`; rotate it if it got lost")


class WebhookEndpointIn(Input):
    """A new endpoint."""

    url = serializers.CharField(max_length=LONGEST, help_text="https://, without user name or password")
    description = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    kinds = serializers.ListField(
        child=serializers.CharField(max_length=80), min_length=1, help_text='From `webhook-endpoints/kinds/`, or `["all"]`'
    )


class WebhookEndpointChange(Input):
    """What may change; fields left out stay."""

    url = serializers.CharField(max_length=LONGEST, required=False)
    description = serializers.CharField(max_length=200, required=False, allow_blank=True)
    kinds = serializers.ListField(child=serializers.CharField(max_length=80), min_length=1, required=False)


class WebhookKindOut(Output):
    """A kind of event that the reader's organisation may be sent."""

    kind = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF keeps fields apart from properties
    group = serializers.CharField()


class WebhookEndpointViewSet(ReadMixin, Resource):
    """Where the organisation's systems are told of events, with signatures by Standard Webhooks."""

    permissions = {
        "list": Permission.WEBHOOK_VIEW,
        "retrieve": Permission.WEBHOOK_VIEW,
        "kinds": Permission.WEBHOOK_VIEW,
        "create": Permission.WEBHOOK_MANAGE,
        "partial_update": Permission.WEBHOOK_MANAGE,
        "destroy": Permission.WEBHOOK_MANAGE,
        "rotate_secret": Permission.WEBHOOK_MANAGE,
        "pause": Permission.WEBHOOK_MANAGE,
        "resume": Permission.WEBHOOK_MANAGE,
        "test": Permission.WEBHOOK_MANAGE,
    }
    queryset = Endpoint.objects.none()
    serializer_class = WebhookEndpointOut

    def get_queryset(self) -> QuerySet[Endpoint]:
        return endpoints_of(self.actor)

    @extend_schema(summary="Set up an endpoint", request=WebhookEndpointIn, responses={201: WebhookEndpointWithSecret})
    @transition
    def create(self, request: Request) -> Response:
        row, secret = actions.create_endpoint(actor=self.actor, **self.input(WebhookEndpointIn))
        return shown_once(self.created(row, "webhook-endpoint-detail"), secret=secret)

    @extend_schema(summary="Change an endpoint", request=WebhookEndpointChange, responses=WebhookEndpointOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        values = {name: getattr(row, name) for name in ("url", "description", "kinds")}
        values |= self.input(WebhookEndpointChange)
        version = self.expected_version(row)
        return self.answer(actions.edit_endpoint(actor=self.actor, endpoint=row, expected_version=version, **values))

    @extend_schema(summary="Delete an endpoint with its deliveries", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        actions.delete_endpoint(actor=self.actor, endpoint=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Make a new secret", request=NoInput, responses=WebhookEndpointWithSecret)
    @action(detail=True, methods=["post"], url_path="rotate-secret")
    @transition
    def rotate_secret(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row, secret = actions.rotate_secret(actor=self.actor, endpoint=self.get_object())
        return shown_once(self.answer(row), secret=secret)

    @extend_schema(summary="Pause an endpoint", request=NoInput, responses=WebhookEndpointOut)
    @action(detail=True, methods=["post"])
    @transition
    def pause(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        version = self.expected_version(row)
        return self.answer(actions.pause_endpoint(actor=self.actor, endpoint=row, expected_version=version))

    @extend_schema(summary="Resume an endpoint, what waited first", request=NoInput, responses=WebhookEndpointOut)
    @action(detail=True, methods=["post"])
    @transition
    def resume(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        version = self.expected_version(row)
        return self.answer(actions.resume_endpoint(actor=self.actor, endpoint=row, expected_version=version))

    @extend_schema(summary="Send a test event", request=NoInput, responses={202: WebhookDeliveryOut})
    @action(detail=True, methods=["post"])
    @transition
    def test(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        delivery = send_test(actor=self.actor, endpoint=self.get_object())
        body = WebhookDeliveryOut(delivery, context=self.get_serializer_context()).data
        return Response(body, status=status.HTTP_202_ACCEPTED, headers={"Location": _address_of(delivery)})

    @extend_schema(summary="Kinds of event to choose from", responses=WebhookKindOut(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def kinds(self, request: Request) -> Response:
        choice = choice_for(self.actor.require_membership().organization.kind_set)
        rows = [
            {"kind": kind, "label": phrase_of(kind), "group": str(group.label)} for group, kinds in choice for kind in kinds
        ]
        return Response(WebhookKindOut(rows, many=True).data)


def _address_of(delivery: Delivery) -> str:
    return reverse("webhook-delivery-detail", args=[delivery.endpoint_id, delivery.pk])
