"""Shortlists for programs: lists, and the offerings in them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.preconditions import etag_of
from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from core.errors import Invalid
from organizations.roles import Permission
from services.actions import shortlist as actions
from services.models import Shortlist, ShortlistItem
from services.rules.shortlist import LONGEST_NAME, LONGEST_NOTE
from services.selectors.offering import offering_shown
from services.selectors.shortlist import Kept, items_of, kept_of, shortlists_of


class ShortlistOut(Output):
    """A list of the reader's organisation."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.SerializerMethodField(help_text="Offerings in it")
    created_by = serializers.CharField(source="created_by.name")
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    def get_size(self, shortlist: Shortlist) -> int:
        known: int | None = getattr(shortlist, "size", None)
        return shortlist.items.standing().count() if known is None else known

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, shortlist: Shortlist) -> list[str]:
        may = self.context["request"].actor.can(Permission.SHORTLIST_EDIT)
        return ["rename", "delete", "add"] if may else []


class ShortlistIn(Input):
    """What a list is called."""

    name = serializers.CharField(max_length=LONGEST_NAME)


class ItemOut(Output):
    """An offering in a list, with what became of it since it was saved."""

    id = serializers.UUIDField(source="item.id")
    offering = serializers.UUIDField(source="item.offering_id", allow_null=True, help_text="null: it is gone")
    provider = serializers.CharField(source="then.document.provider.slug")
    service_line = serializers.CharField(source="then.document.service_line")
    note = serializers.CharField(source="item.note")
    position = serializers.IntegerField(source="item.position")
    added_by = serializers.CharField(source="item.added_by.name")
    added_at = serializers.DateTimeField(source="item.added_at")
    has_left = serializers.SerializerMethodField(help_text="It is not in the catalogue any more")
    changed = serializers.ListField(child=serializers.CharField(), help_text="What differs from when it was saved")
    version = serializers.IntegerField(source="item.version")

    def get_has_left(self, kept: Kept) -> bool:
        return kept.now is None


class ItemIn(Input):
    """An offering to put into the list."""

    offering = serializers.UUIDField()
    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True)


class ItemChange(Input):
    """What may change; fields left out stay."""

    note = serializers.CharField(max_length=LONGEST_NOTE, required=False, allow_blank=True)
    position = serializers.IntegerField(min_value=0, max_value=32_000, required=False)


class ShortlistViewSet(ReadMixin, Resource):
    """Saved offerings of a sponsor's organisation. Nobody outside it reads them, and operators neither."""

    permissions = {
        "list": Permission.SHORTLIST_VIEW,
        "retrieve": Permission.SHORTLIST_VIEW,
        "create": Permission.SHORTLIST_EDIT,
        "partial_update": Permission.SHORTLIST_EDIT,
        "destroy": Permission.SHORTLIST_EDIT,
    }
    queryset = Shortlist.objects.none()
    serializer_class = ShortlistOut

    def get_queryset(self) -> QuerySet[Shortlist]:
        return shortlists_of(self.actor)

    @extend_schema(summary="Make a shortlist", request=ShortlistIn, responses={201: ShortlistOut})
    @transition
    def create(self, request: Request) -> Response:
        row = actions.create_shortlist(actor=self.actor, name=self.input(ShortlistIn)["name"])
        return self.created(row, "shortlist-detail")

    @extend_schema(summary="Rename a shortlist", request=ShortlistIn, responses=ShortlistOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        name = self.input(ShortlistIn)["name"]
        version = self.expected_version(row)
        return self.answer(actions.rename_shortlist(actor=self.actor, shortlist=row, name=name, expected_version=version))

    @extend_schema(summary="Delete a shortlist with its notes", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        actions.delete_shortlist(actor=self.actor, shortlist=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ShortlistItemViewSet(ReadMixin, Resource):
    """What stands in a shortlist, in its order."""

    permissions = {
        "list": Permission.SHORTLIST_VIEW,
        "retrieve": Permission.SHORTLIST_VIEW,
        "create": Permission.SHORTLIST_EDIT,
        "partial_update": Permission.SHORTLIST_EDIT,
        "destroy": Permission.SHORTLIST_EDIT,
        "restore": Permission.SHORTLIST_EDIT,
        "accept": Permission.SHORTLIST_EDIT,
    }
    queryset = ShortlistItem.objects.none()
    serializer_class = ItemOut

    def get_queryset(self) -> QuerySet[ShortlistItem]:
        shortlist = self._shortlist()
        if self.action == "restore":
            return ShortlistItem.objects.visible_to(self.actor).filter(shortlist=shortlist).select_related("added_by")
        return items_of(self.actor, shortlist)

    def _shortlist(self) -> Shortlist:
        return get_object_or_404(Shortlist.objects.visible_to(self.actor), pk=self.kwargs["shortlist_pk"])

    def _shown(self, rows: list[ShortlistItem]) -> Any:
        return ItemOut(kept_of(self.actor, rows), many=True, context=self.get_serializer_context()).data

    def _answer(self, row: ShortlistItem, status_code: int = status.HTTP_200_OK) -> Response:
        shown = self._shown([row])[0]
        return Response(shown, status=status_code, headers={"ETag": etag_of(row, shown)})

    @extend_schema(summary="What stands in a shortlist", responses=ItemOut(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.get_paginated_response(self._shown(self.paginate_queryset(self.get_queryset()) or []))

    @extend_schema(summary="One saved offering", responses=ItemOut)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._answer(self.get_object())

    @extend_schema(summary="Save an offering", request=ItemIn, responses={201: ItemOut})
    @transition
    def create(self, request: Request, shortlist_pk: UUID) -> Response:
        values = self.input(ItemIn)
        offering = offering_shown(self.actor).filter(pk=values["offering"]).first()
        shortlist = self._shortlist()
        if offering is None:
            raise Invalid(errors={"offering": [_("There is no such offering in the catalogue.")]})
        item = actions.save_offering(actor=self.actor, offering=offering, shortlist=shortlist, note=values.get("note"))
        return self._answer(item, status.HTTP_201_CREATED)

    @extend_schema(summary="Change a note or a place", request=ItemChange, responses=ItemOut)
    def partial_update(self, request: Request, shortlist_pk: UUID, pk: UUID) -> Response:
        row = self.get_object()
        values = self.input(ItemChange)
        return self._answer(
            actions.edit_item(actor=self.actor, item=row, expected_version=self.expected_version(row), **values)
        )

    @extend_schema(summary="Remove an offering", responses={204: None})
    def destroy(self, request: Request, shortlist_pk: UUID, pk: UUID) -> Response:
        row = self.get_object()
        actions.remove_item(actor=self.actor, item=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Undo a removal", request=NoInput, responses=ItemOut)
    @action(detail=True, methods=["post"])
    @transition
    def restore(self, request: Request, shortlist_pk: UUID, pk: UUID) -> Response:
        self.input(NoInput)
        return self._answer(actions.restore_item(actor=self.actor, item=self.get_object()))

    @extend_schema(summary="Take what it says now as seen", request=NoInput, responses=ItemOut)
    @action(detail=True, methods=["post"])
    @transition
    def accept(self, request: Request, shortlist_pk: UUID, pk: UUID) -> Response:
        self.input(NoInput)
        return self._answer(actions.accept_changes(actor=self.actor, item=self.get_object()))
