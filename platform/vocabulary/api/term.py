"""The vocabularies, for everybody to read."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from rest_framework import mixins, status
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from api.pagination import PagePagination
from api.viewsets import Resource
from vocabulary import filters, models
from vocabulary.api import serializers
from vocabulary.selectors.vocabulary import current_stamp

WHOLE = 1000


class WholeListPagination(PagePagination):
    """A vocabulary is short and wanted whole: one page, unless ``page_size`` (to 100) asks for less."""

    def get_page_size(self, request: Request) -> int:
        return super().get_page_size(request) if self.page_size_query_param in request.query_params else WHOLE


class TermViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """Terms in order. One page holds the whole vocabulary unless `page_size` is given; retired terms are listed with
    `retired=true` and can always be looked up by their code. The ETag changes when any vocabulary does."""

    permissions: ClassVar[dict[str, Any]] = {"list": None, "retrieve": None}
    model: ClassVar[type[models.Term]]
    lookup_field = "code"
    lookup_value_converter = "slug"
    pagination_class: type[BasePagination] = WholeListPagination
    filterset_class: type[filters.TermFilter] = filters.TermFilter
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.with_relations()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._unchanged(request) or self._tagged(super().list(request, *args, **kwargs))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._unchanged(request) or self._tagged(super().retrieve(request, *args, **kwargs))

    def _unchanged(self, request: Request) -> Response | None:
        """304 when the caller has this edition in this language already."""
        self.etag = f'W/"{current_stamp()}.{get_language()}"'
        answer = get_conditional_response(request._request, etag=self.etag)
        return self._tagged(Response(status=status.HTTP_304_NOT_MODIFIED)) if answer is not None else None

    def _tagged(self, response: Response) -> Response:
        response.headers["ETag"] = self.etag
        return response


class StageViewSet(TermViewSet):
    model = models.Stage
    serializer_class = serializers.StageOut


class GateViewSet(TermViewSet):
    model = models.Gate
    serializer_class = serializers.GateOut


class ServiceLineViewSet(TermViewSet):
    model = models.ServiceLine
    serializer_class = serializers.ServiceLineOut
    filterset_class = filters.ServiceLineFilter


class ModalityViewSet(TermViewSet):
    model = models.Modality
    serializer_class = serializers.ModalityOut
    filterset_class = filters.ModalityFilter


class ExpressionSystemViewSet(TermViewSet):
    model = models.ExpressionSystem
    serializer_class = serializers.ExpressionSystemOut
    filterset_class = filters.SystemFilter


class StandardViewSet(TermViewSet):
    model = models.Standard
    serializer_class = serializers.StandardOut
    filterset_class = filters.StandardFilter


class UnitViewSet(TermViewSet):
    model = models.Unit
    serializer_class = serializers.UnitOut
    filterset_class = filters.UnitFilter


class MilestoneTemplateViewSet(TermViewSet):
    model = models.MilestoneTemplate
    serializer_class = serializers.MilestoneTemplateOut


class DocumentTypeViewSet(TermViewSet):
    model = models.DocumentType
    serializer_class = serializers.DocumentTypeOut
    filterset_class = filters.DocumentTypeFilter


class MaterialTypeViewSet(TermViewSet):
    model = models.MaterialType
    serializer_class = serializers.MaterialTypeOut


class ActivityViewSet(TermViewSet):
    model = models.Activity
    serializer_class = serializers.ActivityOut


class SiteFunctionViewSet(TermViewSet):
    model = models.SiteFunction
    serializer_class = serializers.SiteFunctionOut


class JurisdictionViewSet(TermViewSet):
    model = models.Jurisdiction
    serializer_class = serializers.JurisdictionOut
    filterset_class = filters.PlaceFilter


class RegulatorViewSet(TermViewSet):
    model = models.Regulator
    serializer_class = serializers.RegulatorOut
    filterset_class = filters.RegulatorFilter


class CountryViewSet(TermViewSet):
    model = models.Country
    serializer_class = serializers.CountryOut
    filterset_class = filters.PlaceFilter


class RegionViewSet(TermViewSet):
    model = models.Region
    serializer_class = serializers.RegionOut


VIEWSETS: tuple[type[TermViewSet], ...] = (
    StageViewSet, GateViewSet, ServiceLineViewSet, ModalityViewSet, ExpressionSystemViewSet, StandardViewSet, UnitViewSet,
    MilestoneTemplateViewSet, DocumentTypeViewSet, MaterialTypeViewSet, ActivityViewSet, SiteFunctionViewSet,
    JurisdictionViewSet, RegulatorViewSet, CountryViewSet, RegionViewSet,
)  # fmt: skip
