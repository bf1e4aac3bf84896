"""Files of a request, for both sides."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.parsing import Parser
from api.serializers import Input, Output
from api.viewsets import transition
from core.errors import NotFound
from organizations.roles import Permission
from projects.sourcing.actions.rfq_document import attach_document, open_rfq_document, remove_document, replace_document
from projects.sourcing.api.invitation import OfRfq
from projects.sourcing.api.reading import reading_permission
from projects.sourcing.copies import copy_for
from projects.sourcing.enums import Tier
from projects.sourcing.models import Rfq, RfqDocument
from projects.sourcing.selectors.disclosure import DocumentSeen, documents_as_seen, tier_of
from projects.sourcing.selectors.paper import documents_of

BINARY = {(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)}


class RfqDocumentOut(Output):
    """A file that you see now. Its bytes are at ``content/``: a copy of your own."""

    id = serializers.UUIDField()
    name = serializers.CharField(help_text="By the request's number while the sponsor is unnamed to you")
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes, as it was attached; your copy may differ")
    tier = serializers.ChoiceField(choices=Tier.choices, help_text="From where on it is seen")
    edition = serializers.IntegerField(help_text="Of the request, with which it came")

    def to_representation(self, seen: DocumentSeen) -> dict[str, Any]:
        row = seen.row
        return {
            "id": str(row.pk),
            "name": seen.name,
            "content_type": row.document.content_type,
            "size": row.document.size,
            "tier": row.tier,
            "edition": row.edition,
        }


class RfqDocumentOpeningOut(Output):
    """Who opened which file, and when."""

    document = serializers.UUIDField(help_text="The file of the request")
    name = serializers.CharField()
    organization = serializers.CharField(allow_null=True)
    person = serializers.CharField()
    opened_at = serializers.DateTimeField()


class AmendmentIn(Input):
    """In an open request: why, and until when there is time to follow. A draft needs neither."""

    reason = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    deadline = serializers.DateTimeField(required=False, allow_null=True, default=None)


class ReplaceRfqDocumentIn(AmendmentIn):
    """Another file in the place of one."""

    file = serializers.FileField(allow_empty_file=True)


class RfqDocumentIn(ReplaceRfqDocumentIn):
    """A file, and from where on it is seen."""

    tier = serializers.ChoiceField(choices=Tier.choices)


class RfqDocumentViewSet(OfRfq):
    """The files of a request that its reader sees now: a sponsor all, a provider those its tier reaches."""

    permissions = {
        "create": Permission.RFQ_EDIT,
        "replace": Permission.RFQ_EDIT,
        "remove": Permission.RFQ_EDIT,
        "openings": Permission.RFQ_VIEW,
    }
    queryset = RfqDocument.objects.none()
    serializer_class = RfqDocumentOut
    parser_classes = [MultiPartParser, Parser]
    pagination_class = None

    def needed_permission(self) -> Any:
        return reading_permission(self) if self.action in {"list", "content"} else super().needed_permission()

    @extend_schema(summary="Files of a request", responses=RfqDocumentOut(many=True))
    def list(self, request: Request, rfq_pk: UUID) -> Response:
        rfq = self.rfq()
        return Response(RfqDocumentOut(documents_as_seen(rfq, tier_of(self.actor, rfq)), many=True).data)

    @extend_schema(summary="Add a file", request={"multipart/form-data": RfqDocumentIn}, responses={201: RfqDocumentOut})
    @transition
    def create(self, request: Request, rfq_pk: UUID) -> Response:
        rfq, values = self.rfq(), self.input(RfqDocumentIn)
        row = attach_document(actor=self.actor, rfq=rfq, upload=values.pop("file"), **values)
        return self._shown(row, status.HTTP_201_CREATED)

    @extend_schema(summary="A copy of your own", responses=BINARY)
    @action(detail=True, methods=["get"])
    def content(self, request: Request, rfq_pk: UUID, pk: UUID) -> Any:
        rfq, row = self.rfq(), self._row(pk)
        seen = open_rfq_document(actor=self.actor, rfq=rfq, row=row)
        document = seen.row.document
        with document.file.open("rb") as file:
            content = file.read()
        is_anonymous = not rfq.sponsor_named
        kind = document.content_type
        return copy_for(self.actor, rfq, name=seen.name, content_type=kind, content=content, is_anonymous=is_anonymous)

    @extend_schema(
        summary="Put another file in its place",
        request={"multipart/form-data": ReplaceRfqDocumentIn},
        responses={201: RfqDocumentOut},
    )
    @action(detail=True, methods=["post"])
    @transition
    def replace(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        replaced, values = self._row(pk), self.input(ReplaceRfqDocumentIn)
        row = replace_document(actor=self.actor, row=replaced, upload=values.pop("file"), **values)
        return self._shown(row, status.HTTP_201_CREATED)

    @extend_schema(summary="Hand it out no more", request=AmendmentIn, responses=RfqDocumentOut)
    @action(detail=True, methods=["post"])
    @transition
    def remove(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        row = remove_document(actor=self.actor, row=self._row(pk), **self.input(AmendmentIn))
        return self._shown(row)

    @extend_schema(summary="Who opened what, for the sponsor", responses=RfqDocumentOpeningOut(many=True))
    @action(detail=False, methods=["get"])
    def openings(self, request: Request, rfq_pk: UUID) -> Response:
        rfq = self.rfq()
        if rfq.organization_id != self.actor.organization_id:
            raise NotFound
        found = [
            {
                "document": row.pk,
                "name": row.document.name,
                "organization": str(one.organization) if one.organization else None,
                "person": str(one.person),
                "opened_at": one.created_at,
            }
            for row in documents_of(rfq)
            for one in row.document.openings.all()
        ]
        return Response(RfqDocumentOpeningOut(found, many=True).data)

    def _row(self, pk: UUID) -> RfqDocument:
        rfq: Rfq = self.rfq()
        return get_object_or_404(rfq.documents.standing().select_related("rfq__organization", "document"), pk=pk)

    def _shown(self, row: RfqDocument, status_code: int = status.HTTP_200_OK) -> Response:
        return Response(RfqDocumentOut(DocumentSeen(row, row.document.name)).data, status=status_code)
