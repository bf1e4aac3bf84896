"""Files for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Output
from api.viewsets import Resource
from documents.actions import open_document
from documents.enums import Purpose, Scan
from documents.models import Document
from documents.responses import download
from organizations.roles import Permission


class DocumentOut(Output):
    """What is known of a file."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes")
    sha256 = serializers.CharField()
    scan = serializers.ChoiceField(choices=Scan.choices)
    created_at = serializers.DateTimeField()


class DocumentViewSet(Resource):
    """The organisation's own files. Each opening is recorded."""

    permissions = {"retrieve": Permission.DOCUMENT_VIEW, "content": Permission.DOCUMENT_VIEW}
    queryset = Document.objects.none()
    serializer_class = DocumentOut

    def get_queryset(self) -> QuerySet[Document]:
        return Document.objects.visible_to(self.actor)

    @extend_schema(summary="What is known of a file", responses=DocumentOut)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return self.answer(self.get_object())

    @extend_schema(summary="A file's bytes", responses={(200, "*/*"): OpenApiResponse(OpenApiTypes.BINARY)})
    @action(detail=True, methods=["get"])
    def content(self, request: Request, pk: UUID) -> Any:
        document: HttpResponseBase = download(open_document(actor=self.actor, document=self.get_object()))
        return document
