"""A provider's own certificates, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.parsing import Parser
from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from organizations.roles import Permission
from providers.actions.certificate import (
    CertificateFacts,
    add_certificate,
    edit_certificate,
    remove_certificate,
    submit_certificate,
)
from providers.api.codes import Codes
from providers.api.fields import Change, OwnSiteOut, TermIn, TermsIn, own_site
from providers.enums import CertificateStatus, Decision
from providers.models import Certificate
from providers.selectors.certificate import own_certificates, steps_of_certificate
from vocabulary.models import Regulator, ServiceLine, Standard


class EvidenceOut(Output):
    """The file that shows it. Its bytes: ``/api/v1/documents/{id}/content/``."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes")


class ReviewOut(Output):
    """What an operator decided, and why."""

    decision = serializers.ChoiceField(choices=Decision.choices)
    reason = serializers.CharField()
    decided_at = serializers.DateTimeField(source="created_at")


class MyCertificateOut(Output):
    """A certificate as its own people see it."""

    id = serializers.UUIDField()
    site = OwnSiteOut()
    standard = serializers.CharField(source="standard_id")
    authority = serializers.CharField(source="authority_id", allow_null=True)
    issuer = serializers.CharField()
    number = serializers.CharField()
    operations = Codes()
    dosage_forms = serializers.CharField()
    reference = serializers.CharField(help_text="EudraGMDP's reference of the document, or empty")
    inspected_on = serializers.DateField(allow_null=True)
    issued_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(help_text="It holds to the end of this day, UTC")
    evidence = EvidenceOut(allow_null=True)
    status = serializers.ChoiceField(choices=CertificateStatus.choices)
    is_in_force = serializers.BooleanField(help_text="Verified and not past its date, at this moment")
    last_review = serializers.SerializerMethodField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(ReviewOut(allow_null=True))
    def get_last_review(self, certificate: Certificate) -> Any:
        review = next(iter(certificate.reviews.all()), None)
        return ReviewOut(review).data if review else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, certificate: Certificate) -> list[str]:
        return steps_of_certificate(self.context["view"].actor, certificate)


class CertificateIn(Input):
    """What a certificate says. ``evidence`` is a file, in ``multipart/form-data``; ``operations`` is repeated there."""

    site = serializers.UUIDField(help_text="One of your sites")
    standard = TermIn(Standard)
    authority = TermIn(Regulator, required=False, allow_null=True, default=None)
    issuer = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    number = serializers.CharField(max_length=120)
    operations = TermsIn(ServiceLine, help_text="Service lines at any level; one covers all below it")
    dosage_forms = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    reference = serializers.CharField(
        max_length=120, required=False, allow_blank=True, default="", help_text="EudraGMDP's reference of the document"
    )
    inspected_on = serializers.DateField(required=False, allow_null=True, default=None)
    issued_on = serializers.DateField(required=False, allow_null=True, default=None)
    valid_until = serializers.DateField()
    evidence = serializers.FileField(required=False, allow_null=True, default=None)


class CertificateChange(Change, CertificateIn):
    """What may change; fields left out stay. A change of one under review or verified takes it back to the beginning."""


FORMATS = {"application/json": CertificateIn, "multipart/form-data": CertificateIn}
CHANGES = {"application/json": CertificateChange, "multipart/form-data": CertificateChange}


class MyCertificateViewSet(ReadMixin, Resource):
    """The certificates of one's own sites, in every state."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": Permission.PROVIDER_EDIT,
        "partial_update": Permission.PROVIDER_EDIT,
        "destroy": Permission.PROVIDER_EDIT,
        "submit": Permission.PROVIDER_EDIT,
    }
    queryset = Certificate.objects.none()
    serializer_class = MyCertificateOut
    parser_classes = [Parser, MultiPartParser]

    def get_queryset(self) -> QuerySet[Certificate]:
        return own_certificates(self.actor)

    @extend_schema(summary="Add a certificate", request=FORMATS, responses={201: MyCertificateOut})
    @transition
    def create(self, request: Request) -> Response:
        values = self.input(CertificateIn)
        upload = values.pop("evidence")
        facts = CertificateFacts(**{**values, "site": own_site(self.actor, values["site"])})
        return self.created(add_certificate(actor=self.actor, facts=facts, upload=upload), "my-certificate-detail")

    @extend_schema(summary="Change a certificate", request=CHANGES, responses=MyCertificateOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        values, version = self.changes(CertificateChange, row)
        upload = values.pop("evidence", None)
        if "site" in values:
            values["site"] = own_site(self.actor, values["site"])
        return self.answer(
            edit_certificate(actor=self.actor, certificate=row, changes=values, upload=upload, expected_version=version)
        )

    @extend_schema(summary="Delete a certificate that nobody relies on", responses={204: None})
    def destroy(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        remove_certificate(actor=self.actor, certificate=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Submit a certificate for review", request=NoInput, responses=MyCertificateOut)
    @action(detail=True, methods=["post"])
    @transition
    def submit(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        version = self.expected_version(row)
        return self.answer(submit_certificate(actor=self.actor, certificate=row, expected_version=version))
