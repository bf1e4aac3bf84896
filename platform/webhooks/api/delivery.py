"""Deliveries to an endpoint, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from core.outgoing import Trouble
from organizations.roles import Permission
from webhooks.actions.delivery import redeliver
from webhooks.enums import DeliveryStatus
from webhooks.filters import DeliveryFilter
from webhooks.models import Delivery
from webhooks.payload import content_of
from webhooks.selectors import deliveries_to, endpoints_of


class WebhookAttemptOut(Output):
    """One try."""

    number = serializers.IntegerField()
    made_at = serializers.DateTimeField()
    url = serializers.CharField()
    headers = serializers.DictField(child=serializers.CharField(), help_text="What was sent")
    status = serializers.IntegerField(allow_null=True, help_text="What was answered; null: nothing")
    trouble = serializers.ChoiceField(choices=Trouble.choices, allow_blank=True, help_text="Why there was no answer")
    answer = serializers.CharField(help_text="The first KiB of the answer's body")
    milliseconds = serializers.IntegerField()


class WebhookDeliveryOut(Output):
    """One event on its way to one endpoint."""

    id = serializers.UUIDField()
    message_id = serializers.CharField(help_text="`webhook-id`: the same however often it is sent")
    kind = serializers.CharField(source="event.kind")
    event_id = serializers.UUIDField(source="event.uuid")
    status = serializers.ChoiceField(choices=DeliveryStatus.choices)
    attempts = serializers.IntegerField()
    due_at = serializers.DateTimeField(help_text="When it is tried next, while it waits")
    finished_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class WebhookDeliveryDetail(WebhookDeliveryOut):
    """A delivery with what is sent and every try."""

    body = serializers.SerializerMethodField(help_text="What is sent; null until the event has its place in the trail")
    log = WebhookAttemptOut(many=True, help_text="The newest first")

    @extend_schema_field(serializers.DictField(allow_null=True))
    def get_body(self, delivery: Delivery) -> dict[str, Any] | None:
        return content_of(delivery.event) if hasattr(delivery.event, "seal") else None


class WebhookDeliveryViewSet(ReadMixin, Resource):
    """What was sent to an endpoint, the newest event first, for as many days as the log is kept."""

    permissions = {
        "list": Permission.WEBHOOK_VIEW,
        "retrieve": Permission.WEBHOOK_VIEW,
        "redeliver": Permission.WEBHOOK_MANAGE,
    }
    queryset = Delivery.objects.none()
    lookup_url_kwarg = "delivery_pk"
    filterset_class = DeliveryFilter

    def get_serializer_class(self) -> type[WebhookDeliveryOut]:
        return WebhookDeliveryDetail if self.action == "retrieve" else WebhookDeliveryOut

    def get_queryset(self) -> QuerySet[Delivery]:
        endpoint = get_object_or_404(endpoints_of(self.actor), pk=self.kwargs["endpoint_pk"])
        rows = deliveries_to(self.actor, endpoint)
        return rows.prefetch_related("log") if self.action == "retrieve" else rows

    @extend_schema(summary="Send a delivery again now", request=NoInput, responses={202: WebhookDeliveryOut})
    @action(detail=True, methods=["post"])
    @transition
    def redeliver(self, request: Request, endpoint_pk: UUID, delivery_pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(redeliver(actor=self.actor, delivery=self.get_object()), status.HTTP_202_ACCEPTED)
