"""Invitations of a request and questions about it, for both sides."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import Input, NoInput, Output
from api.viewsets import ReadMixin, Resource, transition
from core.errors import Invalid
from organizations.roles import Permission
from projects.sourcing.actions.cda import accept_cda
from projects.sourcing.actions.invitation import (
    accept_invitation,
    answer_question,
    ask_question,
    decline_invitation,
    invite_provider,
    lock_out,
    uninvite_provider,
    view_invitation,
)
from projects.sourcing.api import fields
from projects.sourcing.api.reading import reading_permission
from projects.sourcing.enums import DeclineReason, InvitationStatus
from projects.sourcing.models import Invitation, Question, Rfq
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.disclosure import cda_between
from projects.sourcing.selectors.reply import no_response
from projects.sourcing.selectors.rfq import readable_invitations, readable_rfqs
from projects.sourcing.selectors.steps import steps_of_invitation
from providers.models import Provider

READ = {"list", "retrieve", "cda"}


class ProviderRefOut(Output):
    """Which provider."""

    slug = serializers.CharField()
    name = serializers.CharField()


class BidderOut(Output):
    """A provider and its answer."""

    id = serializers.UUIDField()
    rfq = serializers.UUIDField(source="rfq_id")
    provider = ProviderRefOut()
    status = serializers.ChoiceField(choices=InvitationStatus.choices)
    joined = serializers.BooleanField(help_text="By itself, to a request that all who match may join")
    round = serializers.IntegerField()
    viewed_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    decline_reason = serializers.ChoiceField(choices=DeclineReason.choices, allow_blank=True)
    decline_text = serializers.CharField()
    lock_reason = serializers.CharField()
    no_response = serializers.SerializerMethodField(help_text="By the clock: the deadline has passed without an answer")
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    def get_no_response(self, invitation: Invitation) -> bool:
        return no_response(invitation)

    def get_available_actions(self, invitation: Invitation) -> list[str]:
        return steps_of_invitation(self.context["view"].actor, invitation)


class BidderIn(Input):
    """Whom to ask."""

    provider = serializers.SlugField(max_length=120, help_text="The slug of its profile")


class CdaOut(Output):
    """The agreement as it would be, or is, accepted."""

    text = serializers.CharField()
    sha256 = serializers.CharField(allow_null=True, help_text="null until both have accepted")
    in_force_until = serializers.DateTimeField(allow_null=True)


class OfRfq(Resource):
    """What belongs to a request: to a reader of neither side it is not there."""

    def needed_permission(self) -> Any:
        if self.action in READ:
            return reading_permission(self)
        return super().needed_permission()

    def rfq(self) -> Rfq:
        """The request in the address."""
        return get_object_or_404(readable_rfqs(self.actor), pk=self.kwargs["rfq_pk"])


class RfqInvitationViewSet(ReadMixin, OfRfq):
    """A sponsor sees everybody it has invited, a provider its own invitation."""

    permissions = {
        "create": Permission.RFQ_EDIT,
        "destroy": Permission.RFQ_EDIT,
        "lock_out": Permission.RFQ_PUBLISH,
        "view": Permission.QUOTE_VIEW,
        "accept": Permission.QUOTE_EDIT,
        "decline": Permission.QUOTE_EDIT,
        "accept_cda": Permission.CDA_ACCEPT,
    }
    queryset = Invitation.objects.none()
    serializer_class = BidderOut

    def get_queryset(self) -> QuerySet[Invitation]:
        return readable_invitations(self.actor).filter(rfq_id=self.kwargs["rfq_pk"])

    @extend_schema(summary="Invite a provider", request=BidderIn, responses={201: BidderOut})
    @transition
    def create(self, request: Request, rfq_pk: UUID) -> Response:
        rfq, slug = self.rfq(), self.input(BidderIn)["provider"]
        provider = Provider.objects.visible_to(self.actor).filter(slug=slug).first()
        if provider is None:
            raise Invalid(errors={"provider": [_("There is no such provider.")]})
        invitation = invite_provider(actor=self.actor, rfq=rfq, provider=provider)
        return self.answer(invitation, status.HTTP_201_CREATED)

    @extend_schema(summary="Take an invitation off a draft", responses={204: None})
    def destroy(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        uninvite_provider(actor=self.actor, invitation=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(summary="Take a provider off a request", request=fields.ReasonIn, responses=BidderOut)
    @action(detail=True, methods=["post"], url_path="lock-out")
    @transition
    def lock_out(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        return self.answer(lock_out(actor=self.actor, invitation=self.get_object(), **self.input(fields.ReasonIn)))

    @extend_schema(summary="Say that it was seen", request=NoInput, responses=BidderOut)
    @action(detail=True, methods=["post"])
    @transition
    def view(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(view_invitation(actor=self.actor, invitation=self.get_object()))

    @extend_schema(summary="Intend to quote", request=NoInput, responses=BidderOut)
    @action(detail=True, methods=["post"])
    @transition
    def accept(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        self.input(NoInput)
        return self.answer(accept_invitation(actor=self.actor, invitation=self.get_object()))

    @extend_schema(summary="Decline with a reason", request=fields.DeclineIn, responses=BidderOut)
    @action(detail=True, methods=["post"])
    @transition
    def decline(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        values = self.input(fields.DeclineIn)
        return self.answer(decline_invitation(actor=self.actor, invitation=self.get_object(), **values))

    @extend_schema(summary="The confidentiality agreement", responses=CdaOut)
    @action(detail=True, methods=["get"])
    def cda(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        invitation = self.get_object()
        recipient = invitation.provider.organization
        found = cda_between(self.actor, invitation.rfq)
        if recipient is None or found is None:
            text = cda_text(invitation.rfq, recipient) if recipient else ""
            return Response({"text": text, "sha256": None, "in_force_until": None})
        return Response(CdaOut({"text": found.text, "sha256": found.sha256, "in_force_until": found.expires_at}).data)

    @extend_schema(summary="Accept the confidentiality agreement", request=fields.NameIn, responses=BidderOut)
    @action(detail=True, methods=["post"], url_path="accept-cda")
    @transition
    def accept_cda(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        invitation = self.get_object()
        accept_cda(actor=self.actor, invitation=invitation, name=self.input(fields.NameIn)["name"])
        return self.answer(invitation)


class QuestionOut(Output):
    """A question in its asker's words: for the sponsor and the asker. Who asked is named to the sponsor alone."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    asked_by = serializers.SerializerMethodField()
    published_text = serializers.CharField()
    answer = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)

    def get_asked_by(self, question: Question) -> str:
        return question.invitation.provider.slug


class QuestionIn(Input):
    """In private, to the sponsor."""

    text = serializers.CharField(max_length=3000)


class AnswerIn(Input):
    """As everybody will read it, with no trace of who asked."""

    published_text = serializers.CharField(max_length=3000)
    answer = serializers.CharField(max_length=5000)


class RfqQuestionViewSet(ReadMixin, OfRfq):
    """A sponsor sees every question, a provider its own. What was answered stands in the request for all."""

    permissions = {"create": Permission.QUOTE_EDIT, "answer_it": Permission.RFQ_EDIT}
    queryset = Question.objects.none()
    serializer_class = QuestionOut

    def get_queryset(self) -> QuerySet[Question]:
        rows = Question.objects.filter(invitation__in=readable_invitations(self.actor).order_by().values("pk"))
        return rows.filter(rfq_id=self.kwargs["rfq_pk"]).select_related("rfq", "invitation__provider")

    @extend_schema(summary="Ask the sponsor", request=QuestionIn, responses={201: QuestionOut})
    @transition
    def create(self, request: Request, rfq_pk: UUID) -> Response:
        rows = Invitation.objects.received_by(self.actor)
        invitation = get_object_or_404(rows, rfq_id=rfq_pk)
        question = ask_question(actor=self.actor, invitation=invitation, **self.input(QuestionIn))
        return self.answer(question, status.HTTP_201_CREATED)

    @extend_schema(summary="Publish an answer to everybody", request=AnswerIn, responses=QuestionOut)
    @action(detail=True, methods=["post"], url_path="answer")
    @transition
    def answer_it(self, request: Request, rfq_pk: UUID, pk: UUID) -> Response:
        question = answer_question(actor=self.actor, question=self.get_object(), **self.input(AnswerIn))
        return self.answer(self.get_queryset().get(pk=question.pk))
