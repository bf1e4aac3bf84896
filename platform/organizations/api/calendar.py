"""The address of one's calendar, for programs."""

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.idempotency import shown_once
from api.serializers import NoInput, Output
from api.viewsets import Resource, transition
from organizations.actions.calendar import end_calendar_address, make_calendar_address
from organizations.models import CalendarFeed
from organizations.roles import Permission


class CalendarFeedOut(Output):
    """Since when there is an address. The address itself is in the answer that makes it, and nowhere else."""

    made_at = serializers.DateTimeField()


class CalendarFeedCreated(CalendarFeedOut):
    """The address, this once: the answer to a repeated Idempotency-Key has none."""

    address = serializers.URLField(required=False)


class CalendarFeedViewSet(Resource):
    """Of the member one is. A token reads and ends it, and makes none: an address has no scopes."""

    permissions = {
        "retrieve": Permission.ORGANIZATION_VIEW,
        "create": Permission.TOKEN_MANAGE,
        "destroy": Permission.ORGANIZATION_VIEW,
    }
    queryset = CalendarFeed.objects.none()
    serializer_class = CalendarFeedOut
    filter_backends = []

    @extend_schema(summary="Whether there is a calendar address")
    def retrieve(self, request: Request) -> Response:
        feed = get_object_or_404(CalendarFeed, membership=self.actor.require_membership())
        return Response(CalendarFeedOut(feed).data)

    @extend_schema(
        summary="Make a calendar address; the one before no longer works",
        request=NoInput,
        responses={201: CalendarFeedCreated},
    )
    @transition
    def create(self, request: Request) -> Response:
        self.input(NoInput)
        feed, secret = make_calendar_address(actor=self.actor)
        address = f"{settings.BASE_URL}{reverse('calendar_feed', args=[secret])}"
        return shown_once(Response(CalendarFeedOut(feed).data, status=status.HTTP_201_CREATED), address=address)

    @extend_schema(summary="End the calendar address", responses={204: None})
    def destroy(self, request: Request) -> Response:
        end_calendar_address(actor=self.actor)
        return Response(status=status.HTTP_204_NO_CONTENT)
