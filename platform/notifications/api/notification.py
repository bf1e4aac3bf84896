"""What the reader was told."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from notifications.actions import choose_channels, mark_all_read, mark_read
from notifications.enums import TOPICS, Channel, Rhythm
from notifications.models import Notification
from notifications.selectors import chosen_channels, chosen_rhythms
from notifications.wording import sentence
from organizations.roles import Permission


class NotificationOut(Output):
    """One thing the reader was told, in their language."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    text = serializers.SerializerMethodField()
    path = serializers.CharField(help_text="Where to read on")
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)

    def get_text(self, notification: Notification) -> str:
        return sentence(notification)


class ReadAllOut(Output):
    """How many were unread."""

    read = serializers.IntegerField()


class PreferencesOut(Output):
    """The channels left on, and how often mail comes, by topic."""

    topics = serializers.DictField(child=serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices)))
    rhythms = serializers.DictField(child=serializers.ChoiceField(choices=Rhythm.choices))


class PreferencesIn(Input):
    """The channels to leave on, and how often mail comes, by topic; a topic left out is told by all, at once."""

    topics = serializers.DictField(child=serializers.ListField(child=serializers.ChoiceField(choices=Channel.choices)))
    rhythms = serializers.DictField(child=serializers.ChoiceField(choices=Rhythm.choices), required=False)


class UnreadFilter(django_filters.FilterSet):
    """`?unread=true`"""

    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")

    class Meta:
        model = Notification
        fields: list[str] = []


class NotificationViewSet(ReadMixin, Resource):
    """The reader's own notifications, whichever organisation they act for."""

    permissions = {
        "list": Permission.NOTIFICATION_VIEW,
        "retrieve": Permission.NOTIFICATION_VIEW,
        "read": Permission.NOTIFICATION_MANAGE,
        "read_all": Permission.NOTIFICATION_MANAGE,
        "preferences": Permission.NOTIFICATION_VIEW,
        "choose": Permission.NOTIFICATION_MANAGE,
    }
    queryset = Notification.objects.none()
    serializer_class = NotificationOut
    filterset_class = UnreadFilter

    def get_queryset(self) -> QuerySet[Notification]:
        return Notification.objects.visible_to(self.actor)

    @extend_schema(summary="Mark one as read", request=NoInput, responses=NotificationOut)
    @action(detail=True, methods=["post"])
    @transition
    def read(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(mark_read(actor=self.actor, notification=self.get_object()))

    @extend_schema(summary="Mark all as read", request=NoInput, responses=ReadAllOut)
    @action(detail=False, methods=["post"], url_path="read-all")
    @transition
    def read_all(self, request: Request) -> Response:
        self.input(NoInput)
        return Response({"read": mark_all_read(actor=self.actor)})

    @extend_schema(summary="What I am told, and how", responses=PreferencesOut)
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def preferences(self, request: Request) -> Response:
        return Response(self._chosen())

    @extend_schema(summary="Choose what I am told, and how", request=PreferencesIn, responses=PreferencesOut)
    @preferences.mapping.put
    def choose(self, request: Request) -> Response:
        given = self.input(PreferencesIn)
        wanted = given["topics"]
        left_on = {code: wanted.get(code, Channel.values) for code in {*wanted, *_open_topics()}}
        muted = {code: [one for one in Channel if one.value not in on] for code, on in left_on.items()}
        choose_channels(actor=self.actor, muted=muted, rhythms=given.get("rhythms"))
        return Response(self._chosen())

    def _chosen(self) -> dict[str, Any]:
        return {"topics": chosen_channels(self.actor), "rhythms": chosen_rhythms(self.actor)}


def _open_topics() -> list[str]:
    return [topic.code for topic in TOPICS if not topic.is_fixed]
