"""What goes into a quote as a file and comes out as one, for programs. No answer to a POST holds anything of what it says."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, Output
from api.viewsets import Resource, transition
from core.downloads import download
from core.errors import Invalid
from documents.responses import download_copy
from organizations.roles import Permission
from projects.sourcing.actions.entering import open_source
from projects.sourcing.actions.quote import save_quote
from projects.sourcing.actions.quote_file import attach_file, detach_file, open_quote_file
from projects.sourcing.api.quote_out import QuoteMoved
from projects.sourcing.api.reading import reading_permission
from projects.sourcing.api.rfq_document import BINARY
from projects.sourcing.copies import copy_for, source_of
from projects.sourcing.enums import Envelope
from projects.sourcing.models import Quote
from projects.sourcing.printed import printed_quote
from projects.sourcing.selectors.paper import attachments_for
from projects.sourcing.selectors.quote import is_mine, own_content, own_quotes, readable_quotes
from projects.sourcing.selectors.rfq import lines_of
from projects.sourcing.sheets import CSV, XLSX, quote_csv, quote_xlsx, with_lines_from

PDF = {(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY)}
SHEET = {(200, XLSX): OpenApiResponse(OpenApiTypes.BINARY), (200, "text/csv"): OpenApiResponse(OpenApiTypes.BINARY)}
AS = OpenApiParameter("as", enum=["xlsx", "csv"], description="xlsx when it is left out")
VERSION = OpenApiParameter(
    "version", int, description="The one in force when it is left out; its provider may ask for earlier"
)


class QuoteFileOut(Output):
    """A file that goes with a quote. Its bytes are at ``content/``."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes")
    sha256 = serializers.CharField()
    envelope = serializers.ChoiceField(choices=Envelope.choices)


class QuoteFileIn(Input):
    """A file, and where a request has two envelopes, which it goes into."""

    file = serializers.FileField(allow_empty_file=True)
    envelope = serializers.ChoiceField(choices=Envelope.choices, required=False, default=Envelope.COMMERCIAL.value)


class QuoteLinesIn(Input):
    """A filled-in sheet."""

    file = serializers.FileField(allow_empty_file=True)


class OfQuote(Resource):
    """What belongs to a quote: to whoever may not read it, it is not there."""

    parser_classes = [MultiPartParser]
    pagination_class = None
    queryset = Quote.objects.none()

    def reads_tag(self) -> bool:
        """The quote's: what belongs to it changes it."""
        return self.action in {"create", "destroy"}

    def tagged_row(self) -> Quote:
        return self.own()

    def quote(self) -> Quote:
        """The quote in the address."""
        return get_object_or_404(readable_quotes(self.actor), pk=self.kwargs["quote_pk"])

    def own(self) -> Quote:
        """The same, for its provider alone."""
        return get_object_or_404(own_quotes(self.actor), pk=self.kwargs["quote_pk"])

    def state(self, quote: Quote, status_code: int = status.HTTP_200_OK) -> Response:
        """Its state alone, which may be stored."""
        return Response(QuoteMoved(quote, context=self.get_serializer_context()).data, status=status_code)


class QuoteFileViewSet(OfQuote):
    """A quote's attachments: its provider's, and the sponsor's to read once it is opened. Before that there are none."""

    permissions = {"create": Permission.QUOTE_EDIT, "destroy": Permission.QUOTE_EDIT}
    serializer_class = QuoteFileOut

    def needed_permission(self) -> Any:
        return reading_permission(self) if self.action in {"list", "content"} else super().needed_permission()

    @extend_schema(summary="Attachments of a quote", responses=QuoteFileOut(many=True))
    def list(self, request: Request, quote_pk: UUID) -> Response:
        return Response(QuoteFileOut(attachments_for(self.actor, self.quote()), many=True).data)

    @extend_schema(summary="Attach a file", request={"multipart/form-data": QuoteFileIn}, responses={201: QuoteMoved})
    @transition
    def create(self, request: Request, quote_pk: UUID) -> Response:
        quote, values = self.own(), self.input(QuoteFileIn)
        version = self.expected_version(quote)
        attach_file(
            actor=self.actor, quote=quote, upload=values["file"], envelope=values["envelope"], expected_version=version
        )
        return self.state(self.own(), status.HTTP_201_CREATED)

    @extend_schema(summary="Take a file off", responses={204: None})
    def destroy(self, request: Request, quote_pk: UUID, pk: UUID) -> Response:
        quote = self.own()
        detach_file(actor=self.actor, quote=quote, pk=pk, expected_version=self.expected_version(quote))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="A file's bytes; a sponsor's PDF is marked as its reader's", responses=BINARY)
    @action(detail=True, methods=["get"])
    def content(self, request: Request, quote_pk: UUID, pk: UUID) -> Any:
        quote = self.quote()
        attachment, content = open_quote_file(actor=self.actor, quote=quote, pk=pk)
        if is_mine(self.actor, quote):
            return download_copy(content, attachment.content_type, attachment.name)
        rfq, kind = quote.invitation.rfq, attachment.content_type
        return copy_for(self.actor, rfq, name=attachment.name, content_type=kind, content=content)


class QuoteSourceViewSet(OfQuote):
    """The document that an operator entered a quote from."""

    def needed_permission(self) -> Any:
        return reading_permission(self) if self.action == "retrieve" else super().needed_permission()

    @extend_schema(summary="The document behind an entered quote; each reading is recorded", responses=BINARY)
    def retrieve(self, request: Request, quote_pk: UUID) -> HttpResponse:
        quote = self.quote()
        return source_of(quote, open_source(actor=self.actor, quote=quote))


class QuotePdfViewSet(OfQuote):
    """A quote as it was sent, on paper."""

    def needed_permission(self) -> Any:
        return reading_permission(self) if self.action == "retrieve" else super().needed_permission()

    @extend_schema(summary="A quote as it was sent, as PDF", responses=PDF, parameters=[VERSION])
    def retrieve(self, request: Request, quote_pk: UUID) -> HttpResponse:
        quote, version = self.quote(), request.query_params.get("version", "")
        if version and not (version.isdecimal() and len(version) < 5):
            raise Invalid(errors={"version": [_("Give the number of a version.")]})
        number = int(version) if version and is_mine(self.actor, quote) else None
        content = printed_quote(self.actor, quote, number)
        return download(content, "application/pdf", f"{quote.invitation.rfq.number}-quote.pdf")


class QuoteLinesViewSet(OfQuote):
    """The lines of one's own quote as a sheet, out and in."""

    permissions = {"retrieve": Permission.QUOTE_EDIT, "create": Permission.QUOTE_EDIT}

    @extend_schema(summary="The lines as a sheet to fill in", responses=SHEET, parameters=[AS])
    def retrieve(self, request: Request, quote_pk: UUID) -> HttpResponse:
        quote, kind = self.own(), request.query_params.get("as", "xlsx")
        if kind not in {"xlsx", "csv"}:
            raise Invalid(errors={"as": [_("Choose xlsx or csv.")]})
        rfq = quote.invitation.rfq
        content, lines = own_content(self.actor, quote), lines_of(rfq)
        if kind == "csv":
            return download(quote_csv(content, lines), CSV, f"{rfq.number}-lines.csv")
        return download(quote_xlsx(content, lines), XLSX, f"{rfq.number}-lines.xlsx")

    @extend_schema(
        summary="Bring a filled-in sheet in, all of it or nothing",
        request={"multipart/form-data": QuoteLinesIn},
        responses=QuoteMoved,
    )
    @transition
    def create(self, request: Request, quote_pk: UUID) -> Response:
        quote, file = self.own(), self.input(QuoteLinesIn)["file"]
        version = self.expected_version(quote)
        lines = lines_of(quote.invitation.rfq)
        content = with_lines_from(file.name, file.read(), own_content(self.actor, quote), lines)
        save_quote(actor=self.actor, quote=quote, content=content, expected_version=version or quote.version)
        return self.state(self.own())
