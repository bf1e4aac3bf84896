"""The organisation's claims, for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.parsing import Parser
from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from organizations.roles import Permission
from providers import workflows
from providers.actions.claim import answer_claim, request_claim, withdraw_claim
from providers.enums import ClaimStatus
from providers.models import Claim, Provider
from providers.rules_claim import LONGEST_POSITION, LONGEST_STATEMENT, MOST_FILES
from providers.selectors.claim import claims_of

OWN_STEPS = {"request_again": "answer", "withdraw": "withdraw"}
"""The steps of a claim that its own people take, by what the API calls them."""


class ClaimEvidenceOut(Output):
    """A file of a claim; its bytes are at ``documents/{id}/content/``."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class ClaimOut(Output):
    """A claim as its organisation sees it."""

    id = serializers.UUIDField()
    provider = serializers.SlugField(source="provider.slug")
    status = serializers.ChoiceField(choices=ClaimStatus.choices)
    position = serializers.CharField()
    statement = serializers.CharField()
    evidence = ClaimEvidenceOut(many=True)
    reason = serializers.SerializerMethodField(help_text="What an operator said last; empty when nobody has")
    created_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    def get_reason(self, claim: Claim) -> str:
        return next((review.reason for review in claim.reviews.all()), "")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, claim: Claim) -> list[str]:
        if not self.context["request"].actor.can(Permission.PROVIDER_CLAIM):
            return []
        return [OWN_STEPS[step] for step in workflows.CLAIM.available(claim) if step in OWN_STEPS]


class ClaimAnswerIn(Input):
    """More for a claim that was sent back. Files come as ``multipart/form-data``."""

    position = serializers.CharField(max_length=LONGEST_POSITION)
    statement = serializers.CharField(max_length=LONGEST_STATEMENT)
    evidence = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), max_length=MOST_FILES, required=False, default=list
    )


class ClaimIn(ClaimAnswerIn):
    """A new claim with one to five files, as ``multipart/form-data``."""

    provider = serializers.SlugRelatedField(slug_field="slug", queryset=Provider.objects.none())
    evidence = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True), min_length=1, max_length=MOST_FILES
    )

    def get_fields(self) -> dict[str, Any]:
        """Only profiles that the caller may see can be named."""
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None and hasattr(request, "actor"):
            fields["provider"].queryset = Provider.objects.visible_to(request.actor)
        return fields


class ClaimViewSet(ReadMixin, Resource):
    """Claims of the organisation one acts for. Evidence is sent as multipart/form-data."""

    permissions = {
        "list": Permission.PROVIDER_VIEW,
        "retrieve": Permission.PROVIDER_VIEW,
        "create": Permission.PROVIDER_CLAIM,
        "answer_claim": Permission.PROVIDER_CLAIM,
        "withdraw": Permission.PROVIDER_CLAIM,
    }
    queryset = Claim.objects.none()
    serializer_class = ClaimOut
    parser_classes = [MultiPartParser, Parser]

    def get_queryset(self) -> QuerySet[Claim]:
        return claims_of(self.actor)

    @extend_schema(summary="Claim a profile", request={"multipart/form-data": ClaimIn}, responses={201: ClaimOut})
    @transition
    def create(self, request: Request) -> Response:
        return self.created(request_claim(actor=self.actor, **self.input(ClaimIn)), "my-claim-detail")

    @extend_schema(
        summary="Answer a claim that was sent back", request={"multipart/form-data": ClaimAnswerIn}, responses=ClaimOut
    )
    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @transition
    def answer_claim(self, request: Request, pk: UUID) -> Response:
        values = self.input(ClaimAnswerIn)
        row = self.get_object()
        version = self.expected_version(row)
        return self.answer(answer_claim(actor=self.actor, claim=row, expected_version=version, **values))

    @extend_schema(summary="Withdraw an open claim", request=NoInput, responses=ClaimOut)
    @action(detail=True, methods=["post"])
    @transition
    def withdraw(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        row = self.get_object()
        version = self.expected_version(row)
        return self.answer(withdraw_claim(actor=self.actor, claim=row, expected_version=version))
