"""What a sponsor asks of an opened quote, its provider's answer, and the versions of a quote, for programs."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, NoInput, Output
from api.viewsets import transition
from organizations.roles import Permission
from projects.sourcing.actions.asking import answer_ask, ask_of_quote, decline_ask, withdraw_ask
from projects.sourcing.api import fields
from projects.sourcing.api.content import ContentField
from projects.sourcing.enums import AskKind, AskStatus
from projects.sourcing.models import Quote, QuoteVersion
from projects.sourcing.selectors.quote import content_for, versions_for


class AskIn(Input):
    """What is asked for; other terms are named in ``text``."""

    kind = serializers.ChoiceField(choices=AskKind.choices)
    text = serializers.CharField(max_length=3000, required=False, allow_blank=True, default="")


class AskOut(Output):
    """What was asked of an opened quote, and what came of it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=AskKind.choices)
    text = serializers.CharField()
    status = serializers.ChoiceField(choices=AskStatus.choices)
    version = serializers.IntegerField(allow_null=True, help_text="The version that answered")
    reason = serializers.CharField(help_text="Why it was declined")
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class QuoteVersionOut(Output):
    """A version that was sent, with what its reader may see of it."""

    number = serializers.IntegerField()
    edition = serializers.IntegerField()
    sent_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    content = serializers.SerializerMethodField()

    @extend_schema_field(ContentField(allow_null=True))
    def get_content(self, version: QuoteVersion) -> Any:
        content = content_for(self.context["view"].actor, self.context["quote"], version)
        return {name: value for name, value in content.as_json().items() if name != "salt"} if content else None


class AskingMixin:
    """Actions of a quote that was opened. What a quote says is in no answer to a POST."""

    ASKING: ClassVar[dict[str, Permission]] = {
        "ask": Permission.RFQ_PUBLISH,
        "withdraw_ask": Permission.RFQ_PUBLISH,
        "answer_ask": Permission.QUOTE_EDIT,
        "decline_ask": Permission.QUOTE_SUBMIT,
    }

    @extend_schema(summary="Ask for a binding quote, other terms or renewal", request=AskIn, responses={201: AskOut})
    @action(detail=True, methods=["post"], serializer_class=AskOut)
    @transition
    def ask(self: Any, request: Request, pk: UUID) -> Response:
        ask = ask_of_quote(actor=self.actor, quote=self.get_object(), **self.input(AskIn))
        return Response(AskOut(ask).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary="Take back what was asked", request=NoInput, responses=AskOut)
    @action(detail=True, methods=["post"], url_path="withdraw-ask", serializer_class=AskOut)
    @transition
    def withdraw_ask(self: Any, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return _last(withdraw_ask(actor=self.actor, quote=self.get_object()))

    @extend_schema(summary="Begin a new version in answer", request=NoInput, responses=AskOut)
    @action(detail=True, methods=["post"], url_path="answer-ask", serializer_class=AskOut)
    @transition
    def answer_ask(self: Any, request: Request, pk: UUID) -> Response:
        self.input(NoInput)
        return _last(answer_ask(actor=self.actor, quote=self.get_object()))

    @extend_schema(summary="Let the quote stay as it is", request=fields.ReasonIn, responses=AskOut)
    @action(detail=True, methods=["post"], url_path="decline-ask", serializer_class=AskOut)
    @transition
    def decline_ask(self: Any, request: Request, pk: UUID) -> Response:
        return _last(decline_ask(actor=self.actor, quote=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Versions that were sent, the newest first", responses=QuoteVersionOut(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def versions(self: Any, request: Request, pk: UUID) -> Response:
        quote = self.get_object()
        context = {**self.get_serializer_context(), "quote": quote}
        return Response(QuoteVersionOut(versions_for(self.actor, quote), many=True, context=context).data)


def _last(quote: Quote) -> Response:
    return Response(AskOut(quote.asks.order_by("created_at").last()).data)
