"""Spreadsheets in and out, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, Output
from api.viewsets import ReadMixin, Resource, transition
from core.downloads import download
from organizations.roles import Permission
from providers.selectors.own import own_provider_or_refuse
from services.actions.imports import request_import
from services.enums import ImportStatus
from services.imports.columns import SHEETS
from services.models import ImportRun
from services.selectors.imports import exported, own_imports, progress_of


class ComplaintOut(Output):
    """Something wrong, with its place. Row 0 is the sheet as a whole."""

    sheet = serializers.CharField()
    row = serializers.IntegerField()
    column = serializers.CharField()
    text = serializers.CharField()


class SheetReportOut(Output):
    """How many rows of a sheet were, or in a dry run would be, added, changed or left as they are."""

    sheet = serializers.CharField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class ReportOut(Output):
    """What came of it. The first 1,000 errors are listed; `error_count` says how many there are."""

    sheets = SheetReportOut(many=True)
    error_count = serializers.IntegerField()
    errors = ComplaintOut(many=True)  # type: ignore[assignment]  # a field by that name, which DRF allows


class ImportOut(Output):
    """A spreadsheet that was handed in. Poll it until it is `done` or `refused`."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    dry_run = serializers.BooleanField(source="is_trial")
    status = serializers.ChoiceField(choices=ImportStatus.choices)
    progress = serializers.SerializerMethodField(help_text="From 0 to 1: half of it is the file, the other half its rows")
    report = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)

    def get_progress(self, run: ImportRun) -> float:
        return progress_of(run)

    @extend_schema_field(ReportOut(allow_null=True))
    def get_report(self, run: ImportRun) -> dict[str, Any] | None:
        if not run.is_finished:
            return None
        names = ("sheet", "added", "changed", "unchanged")
        sheets = [{name: one[name] for name in names} for one in run.report.get("sheets", [])]
        return {
            "sheets": sheets,
            "error_count": run.report.get("error_count", 0),
            "errors": run.report.get("errors", []),
        }


class ImportIn(Input):
    """A workbook (.xlsx) or comma-separated values, as a form with a file."""

    file = serializers.FileField(allow_empty_file=True)
    dry_run = serializers.BooleanField(default=False, help_text="Only say what it would do")


class MyImportViewSet(ReadMixin, Resource):
    """What was handed in, newest first. All of a file is brought in, or nothing."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": Permission.PROVIDER_EDIT,
    }
    queryset = ImportRun.objects.none()
    serializer_class = ImportOut
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> QuerySet[ImportRun]:
        return own_imports(self.actor)

    @extend_schema(summary="Hand in a spreadsheet", request={"multipart/form-data": ImportIn}, responses={202: ImportOut})
    @transition
    def create(self, request: Request) -> Response:
        given = self.input(ImportIn)
        run = request_import(
            actor=self.actor,
            provider=own_provider_or_refuse(self.actor),
            file_name=given["file"].name,
            content=given["file"].read(),
            is_trial=given["dry_run"],
        )
        response = self.created(run, "my-import-detail")
        response.status_code = status.HTTP_202_ACCEPTED
        return response

    @extend_schema(summary="How far an import is")
    def retrieve(self, request: Request, *args: Any, pk: UUID, **kwargs: Any) -> Response:
        return super().retrieve(request, *args, pk=pk, **kwargs)


EXPORT = [
    OpenApiParameter("format", str, enum=["xlsx", "csv", "template"], description="xlsx when it is left out"),
    OpenApiParameter("sheet", str, enum=[sheet.key for sheet in SHEETS], description="For csv: which"),
]


class MyExportViewSet(Resource):
    """What stands, in the columns that an import reads."""

    permissions = {"retrieve": Permission.PROVIDER_VIEW}
    queryset = ImportRun.objects.none()
    serializer_class = ImportOut
    filter_backends = []

    @extend_schema(
        operation_id="my_export_retrieve",
        summary="Take one's own data out",
        parameters=EXPORT,
        responses={
            (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"): OpenApiTypes.BINARY,
            (200, "text/csv"): OpenApiTypes.BINARY,
        },
    )
    def retrieve(self, request: Request) -> HttpResponse:
        asked = request.query_params
        found = exported(own_provider_or_refuse(self.actor), asked.get("format", "xlsx"), asked.get("sheet", ""))
        if found is None:
            raise ValidationError({"format": [_("Ask for xlsx, for template, or for csv with a sheet.")]})
        return download(*found)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """``format`` names the file's form here, not the renderer."""
        renderer = self.get_renderers()[0]
        return renderer, renderer.media_type
