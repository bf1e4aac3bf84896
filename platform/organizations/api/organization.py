"""Organisations, their members and invitations."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import SIGNED_IN
from api.serializers import NoInput
from api.viewsets import ReadMixin, Resource, transition
from core.errors import NotFound
from organizations.actions import invitation as invitations
from organizations.actions import membership as memberships
from organizations.actions import organization as organizations
from organizations.api.serializers import (
    InvitationIn,
    InvitationOut,
    MemberOut,
    OrganizationChange,
    OrganizationIn,
    OrganizationOut,
    RolesIn,
)
from organizations.enums import Kind, Role
from organizations.models import Invitation, Membership, Organization
from organizations.roles import Permission


class OrganizationViewSet(ReadMixin, Resource):
    """Organisations the reader belongs to; a token reaches only its own."""

    permissions = {
        "list": SIGNED_IN,
        "retrieve": Permission.ORGANIZATION_VIEW,
        "create": SIGNED_IN,
        "partial_update": Permission.ORGANIZATION_EDIT,
    }
    queryset = Organization.objects.none()
    serializer_class = OrganizationOut

    def get_queryset(self) -> QuerySet[Organization]:
        return Organization.objects.visible_to(self.actor)

    @extend_schema(summary="Found an organisation", request=OrganizationIn, responses={201: OrganizationOut})
    @transition
    def create(self, request: Request) -> Response:
        values = self.input(OrganizationIn)
        kinds = [Kind(kind) for kind in values.pop("kinds")]
        row = organizations.create_organization(actor=self.actor, kinds=kinds, **values)
        return self.created(row, "organization-detail")

    @extend_schema(summary="Change an organisation", request=OrganizationChange, responses=OrganizationOut)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        row = self.get_object()
        values, version = self.input(OrganizationChange), self.expected_version(row)
        row = organizations.update_organization(actor=self.actor, organization=row, expected_version=version, **values)
        return self.answer(row)


class OfOrganization(Resource):
    """What belongs to the organisation in the address: the one the actor acts for, else it is not there."""

    def organization(self) -> Organization:
        if self.kwargs["organization_pk"] != self.actor.organization_id:
            raise NotFound
        return get_object_or_404(Organization.objects.visible_to(self.actor), pk=self.kwargs["organization_pk"])


class MemberViewSet(ReadMixin, OfOrganization):
    """Members of the organisation one acts for."""

    permissions = {
        "list": Permission.MEMBER_VIEW,
        "retrieve": Permission.MEMBER_VIEW,
        "partial_update": Permission.MEMBER_EDIT,
        "destroy": Permission.MEMBER_VIEW,
    }
    queryset = Membership.objects.none()
    serializer_class = MemberOut

    def get_queryset(self) -> QuerySet[Membership]:
        rows = Membership.objects.visible_to(self.actor).filter(ended_at=None, organization=self.organization())
        return rows.select_related("user", "organization")

    @extend_schema(summary="Change a member's roles", request=RolesIn, responses=MemberOut)
    def partial_update(self, request: Request, organization_pk: UUID, pk: UUID) -> Response:
        row = self.get_object()
        roles = [Role(role) for role in self.input(RolesIn)["roles"]]
        version = self.expected_version(row)
        return self.answer(
            memberships.change_roles(actor=self.actor, membership=row, roles=roles, expected_version=version)
        )

    @extend_schema(summary="Remove a member, or leave", responses={204: None})
    def destroy(self, request: Request, organization_pk: UUID, pk: UUID) -> Response:
        row = self.get_object()
        memberships.end_membership(actor=self.actor, membership=row, expected_version=self.expected_version(row))
        return Response(status=status.HTTP_204_NO_CONTENT)


class InvitationViewSet(ReadMixin, OfOrganization):
    """Invitations to the organisation one acts for."""

    permissions = {
        "list": Permission.MEMBER_VIEW,
        "retrieve": Permission.MEMBER_VIEW,
        "create": Permission.MEMBER_INVITE,
        "resend": Permission.MEMBER_INVITE,
        "withdraw": Permission.MEMBER_INVITE,
    }
    queryset = Invitation.objects.none()
    serializer_class = InvitationOut

    def get_queryset(self) -> QuerySet[Invitation]:
        return Invitation.objects.visible_to(self.actor).filter(organization=self.organization())

    @extend_schema(summary="Invite somebody", request=InvitationIn, responses={201: InvitationOut})
    @transition
    def create(self, request: Request, organization_pk: UUID) -> Response:
        self.organization()
        values = self.input(InvitationIn)
        roles = [Role(role) for role in values["roles"]]
        made = invitations.invite(actor=self.actor, emails=[values["email"]], roles=roles, language=values["language"])
        return self.answer(made[0], status.HTTP_201_CREATED)

    @extend_schema(summary="Send an invitation again", request=NoInput, responses=InvitationOut)
    @action(detail=True, methods=["post"])
    @transition
    def resend(self, request: Request, **kwargs: Any) -> Response:
        self.input(NoInput)
        return self.answer(invitations.resend_invitation(actor=self.actor, invitation=self.get_object()))

    @extend_schema(summary="Withdraw an invitation", request=NoInput, responses=InvitationOut)
    @action(detail=True, methods=["post"])
    @transition
    def withdraw(self, request: Request, **kwargs: Any) -> Response:
        self.input(NoInput)
        return self.answer(invitations.withdraw_invitation(actor=self.actor, invitation=self.get_object()))
