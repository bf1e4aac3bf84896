"""The directory for programs."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Output
from api.viewsets import ReadMixin, Resource
from providers.api.codes import Codes
from providers.api.shown import CapabilityShownOut, CapacityOut, CertificateShownOut
from providers.enums import CertificationBasis, ProviderState, ProviderType, SiteStatus
from providers.filters import ProviderFilter
from providers.models import Provider, Site
from providers.selectors.capability import capabilities_shown
from providers.selectors.capacity import capacity_shown
from providers.selectors.certificate import certificates_shown
from providers.selectors.directory import directory


class ScaleOut(Output):
    """A quantity; its note is part of the figure."""

    value = serializers.CharField()
    unit = serializers.CharField()
    note = serializers.CharField()


class SiteOut(Output):
    """A place of a provider."""

    city = serializers.CharField()
    country = serializers.CharField(source="country_id", help_text="ISO 3166 code")
    status = serializers.ChoiceField(choices=SiteStatus.choices)
    functions = Codes()
    modalities = Codes()
    inspected_by = serializers.SerializerMethodField(help_text="null: not confirmed")
    scale = serializers.SerializerMethodField(help_text="The largest public figure; null: none is known")
    note = serializers.CharField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField(), allow_null=True))
    def get_inspected_by(self, site: Site) -> list[str] | None:
        return [one.pk for one in site.authorities.all()] if site.authorities_known else None

    @extend_schema_field(ScaleOut(allow_null=True))
    def get_scale(self, site: Site) -> dict[str, Any] | None:
        return {**site.scale.as_json(), "note": site.scale_note} if site.scale else None


class ProviderOut(Output):
    """A line of the directory."""

    slug = serializers.CharField()
    name = serializers.CharField()
    types = serializers.ListField(child=serializers.ChoiceField(choices=ProviderType.choices))
    state = serializers.ChoiceField(choices=ProviderState.choices)
    country = serializers.CharField(source="country_id", help_text="ISO 3166 code of the headquarters")
    city = serializers.CharField()
    summary = serializers.CharField()
    modalities = Codes()
    url = serializers.CharField(source="get_absolute_url")


class ProfileOut(ProviderOut):
    """A whole profile. Codes are not confirmed by the provider while it is unclaimed."""

    legal_name = serializers.CharField()
    parent_name = serializers.CharField()
    founded = serializers.IntegerField(allow_null=True)
    domain = serializers.CharField()
    service_lines = Codes()
    stages = Codes()
    standards = Codes()
    standards_basis = serializers.ChoiceField(choices=CertificationBasis.choices)
    unverified_fields = serializers.ListField(child=serializers.CharField())
    sites = SiteOut(many=True)
    sources = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_sources(self, provider: Provider) -> list[str]:
        return [str(source) for source in provider.sources.all()]


class ProviderViewSet(ReadMixin, Resource):
    """Public profiles. Those from public sources are unclaimed, and say which facts are not verified."""

    permissions = {
        "list": None,
        "retrieve": None,
        "sites": None,
        "certificates": None,
        "capabilities": None,
        "capacity": None,
    }
    queryset = Provider.objects.none()
    serializer_class = ProviderOut
    filterset_class = ProviderFilter
    lookup_field = "slug"
    lookup_value_converter = "slug"

    def get_queryset(self) -> QuerySet[Provider]:
        rows = directory(self.actor)
        if self.action not in {"retrieve", "sites"}:
            return rows
        of_sites = ("functions", "modalities", "authorities", "scale_unit")
        sites = Prefetch("sites", Site.objects.in_use().prefetch_related(*of_sites))
        return rows.prefetch_related("service_lines", "stages", "standards", "sources", sites)

    def get_serializer_class(self) -> type[ProviderOut]:
        return ProviderOut if self.action == "list" else ProfileOut

    @extend_schema(summary="A provider's sites", responses=SiteOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def sites(self, request: Request, slug: str) -> Response:
        return Response(SiteOut(self.get_object().sites.all(), many=True).data)

    @extend_schema(summary="A provider's certificates", responses=CertificateShownOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def certificates(self, request: Request, slug: str) -> Response:
        rows = certificates_shown(self.actor, self.get_object())
        return Response(CertificateShownOut(rows, many=True).data)

    @extend_schema(summary="What can run at a provider's sites", responses=CapabilityShownOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def capabilities(self, request: Request, slug: str) -> Response:
        return Response(CapabilityShownOut(capabilities_shown(self.get_object()), many=True).data)

    @extend_schema(summary="When a provider's suites are free", responses=CapacityOut(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def capacity(self, request: Request, slug: str) -> Response:
        return Response(CapacityOut(capacity_shown(self.actor, self.get_object()), many=True).data)
