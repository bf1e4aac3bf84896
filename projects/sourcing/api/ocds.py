"""Open Contracting releases, for those who publish what they buy."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Output
from organizations.roles import Permission
from projects.sourcing.api.invitation import OfRfq
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.ocds import release_package


@extend_schema_serializer(many=False)
class ReleasePackageOut(Output):
    """A release package, as the Open Contracting Data Standard 1.1 describes it."""

    uri = serializers.URLField()
    version = serializers.CharField()
    publishedDate = serializers.DateTimeField()  # noqa: N815 - the standard's own spelling
    publisher = serializers.DictField()
    releases = serializers.ListField(child=serializers.DictField())


class RfqReleaseViewSet(OfRfq):
    """What a public sponsor publishes: the teaser, and of quotes those alone that were awarded."""

    permissions = {"list": Permission.RFQ_VIEW}
    queryset = Rfq.objects.none()
    serializer_class = ReleasePackageOut
    further_problems = ("409",)
    pagination_class = None

    def needed_permission(self) -> Any:
        return self.permissions[self.action] if self.action == "list" else super().needed_permission()

    @extend_schema(
        operation_id="rfqs_ocds_retrieve", summary="As an Open Contracting (OCDS 1.1) release", responses=ReleasePackageOut
    )
    def list(self, request: Request, rfq_pk: UUID) -> Response:
        return Response(release_package(self.actor, self.rfq(), request.build_absolute_uri(request.path)))
