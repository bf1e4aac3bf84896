"""The reader's own trail, in the order of the commits."""

from django.db.models import QuerySet
from rest_framework import mixins
from rest_framework.pagination import BasePagination

from api.pagination import CursorPagination
from api.viewsets import Resource
from events.models import Event, Seal
from organizations.api.serializers import EventOut
from organizations.filters import SealFilter
from organizations.roles import Permission


class TrailPagination(CursorPagination):
    """By position: gapless, so that a follower never skips an event however late it was committed."""

    ordering = "position"


class EventViewSet(mixins.ListModelMixin, Resource):
    """What the reader did and what concerns the organisation they act for, oldest first. Follow `next` to keep up."""

    permissions = {"list": Permission.EVENT_VIEW}
    queryset = Seal.objects.none()
    serializer_class = EventOut
    pagination_class: type[BasePagination] = TrailPagination
    filterset_class = SealFilter
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Seal]:
        mine = Event.objects.visible_to(self.actor).order_by()
        return Seal.objects.filter(event__in=mine).select_related("event")
