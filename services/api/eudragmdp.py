"""Certificates from an export of EudraGMDP, for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, Output
from api.viewsets import Resource, transition
from organizations.roles import Permission
from providers.api.fields import OwnSiteOut, TermIn
from providers.models import Certificate
from providers.selectors.own import own_provider_or_refuse
from services.actions.eudragmdp import import_certificates
from services.api.imports import ComplaintOut
from services.imports.eudragmdp import FILLED
from vocabulary.models import Regulator


class EudraGmdpIn(Input):
    """An export as a form with a file, and who issued the certificates in it: one of `authority` and `issuer`."""

    file = serializers.FileField(allow_empty_file=True)
    authority = TermIn(Regulator, required=False, allow_null=True, default=None)
    issuer = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    dry_run = serializers.BooleanField(default=False, help_text="Only say what it would do")


class EudraGmdpEntryOut(Output):
    """A certificate that a row of the export says."""

    row = serializers.IntegerField()
    number = serializers.CharField()
    reference = serializers.CharField(help_text="EudraGMDP's own reference of the document")
    site = OwnSiteOut()
    inspected_on = serializers.DateField()
    issued_on = serializers.DateField(allow_null=True, help_text="null where the export has no such column")
    valid_until = serializers.DateField(help_text="Three years after the inspection")


class EudraGmdpCompletedOut(EudraGmdpEntryOut):
    """A row that says what a certificate leaves empty."""

    certificate = serializers.UUIDField(source="certificate.pk")
    fills = serializers.ListField(
        child=serializers.ChoiceField(choices=FILLED), help_text="The certificate's fields that were empty"
    )


class EudraGmdpLeftOutOut(Output):
    """A row that is no certificate but a report of non-compliance."""

    row = serializers.IntegerField()
    number = serializers.CharField()
    reference = serializers.CharField()
    document_type = serializers.CharField(source="kind")


class EudraGmdpOut(Output):
    """What was, or in a dry run would be, added and filled in. Errors are listed in a dry run; else they are a 400 and nothing
    is written."""

    added = EudraGmdpEntryOut(many=True)
    completed = EudraGmdpCompletedOut(many=True)
    unchanged = EudraGmdpEntryOut(many=True)
    left_out = EudraGmdpLeftOutOut(many=True)
    errors = ComplaintOut(source="complaints", many=True)  # type: ignore[assignment]  # a field by that name, which DRF allows


class MyCertificateImportViewSet(Resource):
    """Certificates of one's own sites from EudraGMDP. All of a file is brought in, or nothing."""

    permissions = {"create": Permission.PROVIDER_EDIT}
    queryset = Certificate.objects.none()
    serializer_class = EudraGmdpOut
    parser_classes = [MultiPartParser]

    @extend_schema(
        summary="Bring certificates in from EudraGMDP",
        request={"multipart/form-data": EudraGmdpIn},
        responses={200: EudraGmdpOut},
    )
    @transition
    def create(self, request: Request) -> Response:
        given: dict[str, Any] = self.input(EudraGmdpIn)
        own_provider_or_refuse(self.actor)
        plan = import_certificates(
            actor=self.actor,
            file_name=given["file"].name,
            content=given["file"].read(),
            authority=given["authority"],
            issuer=given["issuer"],
            is_trial=given["dry_run"],
        )
        return Response(EudraGmdpOut(plan).data, status=status.HTTP_200_OK)
