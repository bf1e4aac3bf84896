"""Quotes, for programs. An answer to a POST never holds what a quote says: stored answers would keep it unsealed."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, NoInput
from api.viewsets import ReadMixin, Resource, transition
from organizations.roles import Permission
from projects.sourcing.actions.evaluation import answer_clarification, ask_clarification, score_quote
from projects.sourcing.actions.opening import judge_quote
from projects.sourcing.actions.quote import renew_quote, revise_quote, save_quote, start_quote
from projects.sourcing.actions.quote_course import (
    admit_late_quote,
    approve_quote,
    confirm_quote,
    return_quote,
    submit_quote,
    withdraw_quote,
)
from projects.sourcing.api import fields
from projects.sourcing.api.asking import AskingMixin
from projects.sourcing.api.content import ContentIn, content_from
from projects.sourcing.api.quote_out import QuoteMoved, QuoteOut, QuoteRow
from projects.sourcing.api.reading import reading_permission
from projects.sourcing.models import Invitation, Quote
from projects.sourcing.selectors.quote import readable_quotes


class QuoteIn(Input):
    """Which invitation it answers."""

    invitation = serializers.UUIDField()


class RenewIn(Input):
    """Until when it holds."""

    valid_until = serializers.DateField()


class JudgeIn(fields.ReasonIn):
    """Pass or fail."""

    passed = serializers.BooleanField()


class ScoreIn(Input):
    """From 0 to 10 by each criterion's code."""

    scores = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=10))
    comment = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")
    version = serializers.IntegerField(required=False, help_text="The version that was read: 409 where a newer one is open")


class ClarifyIn(Input):
    """A question, and until when it is to be answered."""

    question = serializers.CharField(max_length=3000)
    due_at = serializers.DateTimeField()


class ClarifiedIn(Input):
    """In words; price and scope stay as they are."""

    clarification = serializers.UUIDField()
    answer = serializers.CharField(max_length=5000)


EDIT, SUBMIT, APPROVE = Permission.QUOTE_EDIT, Permission.QUOTE_SUBMIT, Permission.QUOTE_APPROVE


class QuoteViewSet(AskingMixin, ReadMixin, Resource):
    """A provider's own quotes, and those a sponsor has asked for: their states before the opening, their content after it."""

    permissions = {
        "create": EDIT, "partial_update": EDIT, "revise": EDIT, "submit": SUBMIT, "confirm": SUBMIT, "withdraw": SUBMIT,
        "renew": SUBMIT, "approve": APPROVE, "send_back": APPROVE,
        "admit": Permission.RFQ_PUBLISH, "judge": Permission.RFQ_EVALUATE, "score": Permission.RFQ_EVALUATE,
        "clarify": Permission.RFQ_EVALUATE, "answer_clarification": SUBMIT, **AskingMixin.ASKING,
    }  # fmt: skip
    queryset = Quote.objects.none()
    serializer_class = QuoteOut

    def needed_permission(self) -> Any:
        if self.action in {"list", "retrieve", "versions"}:
            return reading_permission(self)
        return super().needed_permission()

    def get_queryset(self) -> QuerySet[Quote]:
        return readable_quotes(self.actor).select_related("outcome").order_by("-created_at", "pk")

    def get_serializer_class(self) -> Any:
        if self.action == "list":
            return QuoteRow
        return QuoteOut if self.action in {"retrieve", "partial_update"} else QuoteMoved

    @extend_schema(summary="Begin a quote, or go on with it", request=QuoteIn, responses={201: QuoteMoved})
    @transition
    def create(self, request: Request) -> Response:
        rows = Invitation.objects.received_by(self.actor)
        invitation = get_object_or_404(rows, pk=self.input(QuoteIn)["invitation"])
        return self._moved(start_quote(actor=self.actor, invitation=invitation), status.HTTP_201_CREATED)

    @extend_schema(summary="Save what it says", request=ContentIn, responses=QuoteOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        quote = self.get_object()
        content = content_from(self.input(ContentIn)["content"])
        save_quote(actor=self.actor, quote=quote, content=content, expected_version=self.expected_version(quote))
        return self.answer(self.get_object())

    @extend_schema(summary="Send it", request=fields.EditionIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def submit(self, request: Request, pk: UUID) -> Response:
        return self._moved(submit_quote(actor=self.actor, quote=self.get_object(), **self.input(fields.EditionIn)))

    @extend_schema(summary="Approve and send", request=fields.EditionIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def approve(self, request: Request, pk: UUID) -> Response:
        return self._moved(approve_quote(actor=self.actor, quote=self.get_object(), **self.input(fields.EditionIn)))

    @extend_schema(summary="Return to its author", request=fields.ReasonIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"], url_path="return")
    @transition
    def send_back(self, request: Request, pk: UUID) -> Response:
        return self._moved(return_quote(actor=self.actor, quote=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Begin a new version", request=NoInput, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def revise(self, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return self._moved(revise_quote(actor=self.actor, quote=self.get_object()))

    @extend_schema(summary="Withdraw", request=fields.OptionalReasonIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def withdraw(self, request: Request, pk: UUID) -> Response:
        values = self.input(fields.OptionalReasonIn)
        return self._moved(withdraw_quote(actor=self.actor, quote=self.get_object(), **values))

    @extend_schema(summary="Confirm after an amendment", request=fields.EditionIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def confirm(self, request: Request, pk: UUID) -> Response:
        return self._moved(confirm_quote(actor=self.actor, quote=self.get_object(), **self.input(fields.EditionIn)))

    @extend_schema(summary="Let it hold longer", request=RenewIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def renew(self, request: Request, pk: UUID) -> Response:
        until: date = self.input(RenewIn)["valid_until"]
        return self._moved(renew_quote(actor=self.actor, quote=self.get_object(), valid_until=until))

    @extend_schema(summary="Admit a late one", request=fields.ReasonIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def admit(self, request: Request, pk: UUID) -> Response:
        return self._moved(admit_late_quote(actor=self.actor, quote=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Shortlist, or find not qualified", request=JudgeIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def judge(self, request: Request, pk: UUID) -> Response:
        return self._moved(judge_quote(actor=self.actor, quote=self.get_object(), **self.input(JudgeIn)))

    @extend_schema(summary="Give one's scores", request=ScoreIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def score(self, request: Request, pk: UUID) -> Response:
        return self._moved(score_quote(actor=self.actor, quote=self.get_object(), **self.input(ScoreIn)))

    @extend_schema(summary="Ask about an opened quote", request=ClarifyIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"])
    @transition
    def clarify(self, request: Request, pk: UUID) -> Response:
        quote = self.get_object()
        ask_clarification(actor=self.actor, quote=quote, **self.input(ClarifyIn))
        return self._moved(quote)

    @extend_schema(summary="Answer what the sponsor asks", request=ClarifiedIn, responses=QuoteMoved)
    @action(detail=True, methods=["post"], url_path="answer-clarification")
    @transition
    def answer_clarification(self, request: Request, pk: UUID) -> Response:
        quote, values = self.get_object(), self.input(ClarifiedIn)
        row = get_object_or_404(quote.clarifications.select_related("quote"), pk=values["clarification"])
        answer_clarification(actor=self.actor, clarification=row, answer=values["answer"])
        return self._moved(quote)

    def _moved(self, quote: Quote, status_code: int = status.HTTP_200_OK) -> Response:
        """Its state alone, which may be stored."""
        return self.answer(self.get_queryset().get(pk=quote.pk), status_code)
