"""Requests for quotation, for programs: the sponsor's own, and those a provider is invited to."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from organizations.roles import Permission
from projects.sourcing.actions.award import approve_award, close_without_award, recommend_award, return_award
from projects.sourcing.actions.cda import offer_cda
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.opening import finish_technical, open_envelopes
from projects.sourcing.actions.rfq import approve_rfq, create_rfq, edit_rfq, publish_rfq, request_approval, return_rfq
from projects.sourcing.actions.rfq_course import (
    amend_rfq,
    cancel_rfq,
    extend_rfq,
    pause_rfq,
    resume_rfq,
    start_round,
)
from projects.sourcing.api import fields
from projects.sourcing.api.beginning import RfqCreateIn, beginning_from
from projects.sourcing.api.facts import changes_from
from projects.sourcing.api.reading import reading_permission
from projects.sourcing.api.record import RecordOut, record_out
from projects.sourcing.enums import Audience, Tier
from projects.sourcing.models import Rfq
from projects.sourcing.models.line import TERM_LISTS
from projects.sourcing.selectors.disclosure import RFQ_FIELDS, rfq_as_seen
from projects.sourcing.selectors.rfq import published_answers, readable_rfqs
from projects.sourcing.selectors.steps import steps_of_rfq

EDIT, PUBLISH, APPROVE = Permission.RFQ_EDIT, Permission.RFQ_PUBLISH, Permission.RFQ_APPROVE


class RfqRow(Output):
    """A request in a list: what every invited provider may see."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    codename = serializers.CharField()
    status = serializers.CharField(source="standing", help_text="By the clock: an open one past its deadline is closed")
    deadline = serializers.DateTimeField()
    currency = serializers.CharField()
    edition = serializers.IntegerField()
    round = serializers.IntegerField()
    is_own = serializers.SerializerMethodField(help_text="Whether you ask, or are asked")

    def get_is_own(self, rfq: Rfq) -> bool:
        return bool(rfq.organization_id == self.context["view"].actor.organization_id)


class AnswerOut(Output):
    """A question in the sponsor's words, with its answer."""

    question = serializers.CharField(source="published_text")
    answer = serializers.CharField()
    published_at = serializers.DateTimeField()


class RfqOut(RecordOut):
    """A request as its reader sees it. Fields that are not disclosed to them are not there; ``tier`` says how far that is."""

    id = serializers.UUIDField()
    status = serializers.CharField()
    tier = serializers.ChoiceField(choices=Tier.choices)
    sponsor = serializers.CharField(allow_null=True, help_text="null while the sponsor is unnamed to you")
    number = serializers.CharField()
    codename = serializers.CharField()
    audience = serializers.ChoiceField(choices=Audience.choices)
    teaser = serializers.CharField()
    deadline = serializers.DateTimeField()
    time_zone = serializers.CharField()
    question_cutoff = serializers.DateTimeField(allow_null=True)
    is_sealed = serializers.BooleanField()
    envelopes = serializers.IntegerField()
    second_person = serializers.BooleanField()
    min_validity_days = serializers.IntegerField()
    currency = serializers.CharField()
    needs_cda = serializers.BooleanField()
    cda_months = serializers.IntegerField()
    decision_on = serializers.DateField(allow_null=True)
    budget_known = serializers.BooleanField()
    edition = serializers.IntegerField()
    round = serializers.IntegerField()
    title = serializers.CharField(required=False)
    brief = serializers.CharField(required=False)
    criteria = fields.CriterionField(many=True, required=False)
    handover = serializers.CharField(required=False)
    lines = fields.LineOut(many=True)
    answers = AnswerOut(many=True)
    closing_words = serializers.CharField()
    version = serializers.IntegerField()
    available_actions = fields.STEPS

    def to_representation(self, rfq: Rfq) -> dict[str, Any]:
        actor = self.context["view"].actor
        seen = rfq_as_seen(actor, rfq)
        shown = {name: seen.values[name] for name in RFQ_FIELDS if name in seen.values}
        return {
            "id": str(rfq.pk),
            "status": rfq.standing,
            "tier": seen.tier.value,
            "sponsor": seen.sponsor,
            **shown,
            "lines": [line_out(one.id, one.values) for one in seen.lines],
            "answers": AnswerOut(published_answers(rfq), many=True).data if seen.sees_details else [],
            "closing_words": rfq.closing_words,
            **record_out(actor, rfq, seen),
            "version": rfq.version,
            "available_actions": steps_of_rfq(actor, rfq),
        }


def line_out(key: str, values: dict[str, Any]) -> dict[str, Any]:
    """A line in its reader's tier, with codes."""
    terms = {name: values[name].pk if values[name] else None for name in ("service_line", "stage")}
    several = {name: sorted(one.pk for one in values[name]) for name in TERM_LISTS}
    return {"id": key, **values, **terms, **several, "quantity": fields.quantity_out(values["quantity"])}


class RfqViewSet(ReadMixin, Resource):
    """A sponsor's requests with all their steps; a provider reads those it is invited to."""

    permissions = {
        "list": None, "retrieve": None,
        "create": EDIT, "partial_update": EDIT, "request_approval": EDIT, "recommend": EDIT,
        "publish": PUBLISH, "amend": PUBLISH, "extend": PUBLISH, "pause": PUBLISH, "resume": PUBLISH, "cancel": PUBLISH,
        "new_round": PUBLISH, "close_without_award": PUBLISH,
        "approve": APPROVE, "send_back": APPROVE,
        "award": Permission.RFQ_AWARD, "return_award": Permission.RFQ_AWARD,
        "open_envelopes": Permission.RFQ_WITNESS, "finish_technical": Permission.RFQ_WITNESS,
        "declare_conflict": Permission.RFQ_WITNESS,
        "offer_cda": Permission.CDA_OFFER,
    }  # fmt: skip
    queryset = Rfq.objects.none()
    serializer_class = RfqOut

    def needed_permission(self) -> Any:
        if self.action in {"list", "retrieve"}:
            return reading_permission(self)
        return super().needed_permission()

    def get_queryset(self) -> QuerySet[Rfq]:
        return readable_rfqs(self.actor)

    def get_serializer_class(self) -> Any:
        return RfqRow if self.action == "list" else RfqOut

    @extend_schema(
        summary="Begin a request, from a project where there is one", request=RfqCreateIn, responses={201: RfqOut}
    )
    @transition
    def create(self, request: Request) -> Response:
        return self.created(
            create_rfq(actor=self.actor, **beginning_from(self.actor, self.input(RfqCreateIn), request.data)), "rfq-detail"
        )

    @extend_schema(summary="Change a draft", request=fields.RfqIn(partial=True), responses=RfqOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        rfq = self.get_object()
        changes, version = changes_from(request.data), self.expected_version(rfq)
        return self.answer(edit_rfq(actor=self.actor, rfq=rfq, changes=changes, expected_version=version))

    @extend_schema(summary="Offer the confidentiality agreement", request=fields.NameIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="offer-cda")
    @transition
    def offer_cda(self, request: Request, pk: UUID) -> Response:
        values = self.input(fields.NameIn)
        return self.answer(offer_cda(actor=self.actor, rfq=self.get_object(), name=values["name"]))

    @extend_schema(summary="Ask for approval", request=fields.OverrideIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="request-approval")
    @transition
    def request_approval(self, request: Request, pk: UUID) -> Response:
        values = self.input(fields.OverrideIn)
        return self.answer(request_approval(actor=self.actor, rfq=self.get_object(), **values))

    @extend_schema(summary="Approve and publish", request=NoInput, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def approve(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(approve_rfq(actor=self.actor, rfq=self.get_object()))

    @extend_schema(summary="Return to the authors", request=fields.ReasonIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="return")
    @transition
    def send_back(self, request: Request, pk: UUID) -> Response:
        return self.answer(return_rfq(actor=self.actor, rfq=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Publish", request=fields.OverrideIn, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def publish(self, request: Request, pk: UUID) -> Response:
        values = self.input(fields.OverrideIn)
        return self.answer(publish_rfq(actor=self.actor, rfq=self.get_object(), **values))

    @extend_schema(summary="Amend, visibly", request=fields.AmendIn, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def amend(self, request: Request, pk: UUID) -> Response:
        rfq, values = self.get_object(), self.input(fields.AmendIn)
        changes = changes_from(values["changes"])
        return self.answer(amend_rfq(actor=self.actor, rfq=rfq, changes=changes, reason=values["reason"]))

    @extend_schema(summary="Extend the deadline", request=fields.ExtendIn, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def extend(self, request: Request, pk: UUID) -> Response:
        return self.answer(extend_rfq(actor=self.actor, rfq=self.get_object(), **self.input(fields.ExtendIn)))

    @extend_schema(summary="Pause: the clock stops", request=fields.ReasonIn, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def pause(self, request: Request, pk: UUID) -> Response:
        return self.answer(pause_rfq(actor=self.actor, rfq=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Resume with the time that was left", request=NoInput, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def resume(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(resume_rfq(actor=self.actor, rfq=self.get_object()))

    @extend_schema(summary="Cancel; sealed quotes stay sealed", request=fields.CancelIn, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def cancel(self, request: Request, pk: UUID) -> Response:
        return self.answer(cancel_rfq(actor=self.actor, rfq=self.get_object(), **self.input(fields.CancelIn)))

    @extend_schema(summary="Open the quotes; the first of two people asks", request=NoInput, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="open-envelopes")
    @transition
    def open_envelopes(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        rfq = self.get_object()
        open_envelopes(actor=self.actor, rfq=rfq)
        return self.answer(self.get_object())

    @extend_schema(
        summary="Open the prices of those who passed; the first of two people asks", request=NoInput, responses=RfqOut
    )
    @action(detail=True, methods=["post"], url_path="finish-technical")
    @transition
    def finish_technical(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        finish_technical(actor=self.actor, rfq=self.get_object())
        return self.answer(self.get_object())

    @extend_schema(summary="Start another round", request=fields.RoundIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="new-round")
    @transition
    def new_round(self, request: Request, pk: UUID) -> Response:
        return self.answer(start_round(actor=self.actor, rfq=self.get_object(), **self.input(fields.RoundIn)))

    @extend_schema(summary="Declare a conflict of interest, or none", request=fields.ConflictIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="declare-conflict")
    @transition
    def declare_conflict(self, request: Request, pk: UUID) -> Response:
        declare_conflict(actor=self.actor, rfq=self.get_object(), **self.input(fields.ConflictIn))
        return self.answer(self.get_object())

    @extend_schema(summary="Recommend an award", request=fields.RecommendIn, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def recommend(self, request: Request, pk: UUID) -> Response:
        values = self.input(fields.RecommendIn)
        values["lines"] = {line: str(quote) for line, quote in values["lines"].items()}
        recommend_award(actor=self.actor, rfq=self.get_object(), **values)
        return self.answer(self.get_object())

    @extend_schema(summary="Approve the recommended award", request=NoInput, responses=RfqOut)
    @action(detail=True, methods=["post"])
    @transition
    def award(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(approve_award(actor=self.actor, rfq=self.get_object()))

    @extend_schema(summary="Return the recommended award", request=fields.ReasonIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="return-award")
    @transition
    def return_award(self, request: Request, pk: UUID) -> Response:
        return self.answer(return_award(actor=self.actor, rfq=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Close without an award", request=fields.CloseIn, responses=RfqOut)
    @action(detail=True, methods=["post"], url_path="close-without-award")
    @transition
    def close_without_award(self, request: Request, pk: UUID) -> Response:
        return self.answer(close_without_award(actor=self.actor, rfq=self.get_object(), **self.input(fields.CloseIn)))
