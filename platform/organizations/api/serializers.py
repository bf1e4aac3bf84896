"""Shapes of people and organisations in the API."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Input, Output
from core.countries import country_codes
from events.models import Seal
from organizations.actions.token import VALIDITIES
from organizations.actor import Actor
from organizations.enums import InvitationStatus, Kind, Role, Scope
from organizations.models import Invitation, Membership, Organization
from organizations.roles import Permission

ROLES = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices))


class OrganizationOut(Output):
    """An organisation the reader belongs to."""

    id = serializers.UUIDField()
    legal_name = serializers.CharField()
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Kind.choices))
    country = serializers.CharField(help_text="ISO 3166 code")
    website = serializers.CharField()
    ror_id = serializers.CharField(help_text="The nine characters of a ROR id, or empty")
    duns = serializers.CharField(help_text="Nine digits, or empty")
    created_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, organization: Organization) -> list[str]:
        return _allowed(self, {"update": Permission.ORGANIZATION_EDIT, "invite": Permission.MEMBER_INVITE})


class OrganizationIn(Input):
    """A new organisation; whoever makes it becomes its owner."""

    legal_name = serializers.CharField(max_length=200)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Kind.choices), min_length=1)
    country = serializers.ChoiceField(choices=sorted(country_codes()), help_text="ISO 3166 code")
    website = serializers.URLField(required=False, allow_blank=True, default="")


class OrganizationChange(Input):
    """What may change; fields left out stay."""

    legal_name = serializers.CharField(max_length=200, required=False)
    country = serializers.ChoiceField(choices=sorted(country_codes()), required=False, help_text="ISO 3166 code")
    website = serializers.URLField(required=False, allow_blank=True)
    ror_id = serializers.CharField(max_length=40, required=False, allow_blank=True, help_text="Bare or as its address")
    duns = serializers.CharField(max_length=20, required=False, allow_blank=True)


class MemberOut(Output):
    """A member as colleagues see them."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    roles = ROLES
    since = serializers.DateTimeField(source="created_at")
    version = serializers.IntegerField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, member: Membership) -> list[str]:
        return _allowed(self, {"change_roles": Permission.MEMBER_EDIT, "remove": Permission.MEMBER_REMOVE})


class RolesIn(Input):
    """A member's new roles, all of them."""

    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices), min_length=1)


class InvitationOut(Output):
    """An invitation as the inviting organisation sees it."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    roles = ROLES
    status = serializers.ChoiceField(choices=InvitationStatus.choices)
    is_expired = serializers.BooleanField()
    expires_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    available_actions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_available_actions(self, invitation: Invitation) -> list[str]:
        if invitation.status != InvitationStatus.OPEN:
            return []
        return _allowed(self, {"resend": Permission.MEMBER_INVITE, "withdraw": Permission.MEMBER_INVITE})


class InvitationIn(Input):
    """One invitation. The link goes by mail."""

    email = serializers.EmailField()
    roles = serializers.ListField(child=serializers.ChoiceField(choices=Role.choices), min_length=1)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False, default="en")


class TokenOut(Output):
    """A key, without its secret."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices))
    state = serializers.ChoiceField(choices=["active", "expired", "revoked"])
    expires_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class TokenCreated(TokenOut):
    """A key with its secret, this once: the answer to a repeated Idempotency-Key has none."""

    secret = serializers.CharField(required=False, help_text="`ocd_…`; if it got lost, revoke the key and make another")


class TokenIn(Input):
    """A new key for the member who is signed in."""

    name = serializers.CharField(max_length=80)
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=Scope.choices), min_length=1)
    days = serializers.ChoiceField(choices=[(days, str(days)) for days in VALIDITIES], help_text="How long it is valid")


class EventOut(Output):
    """One line of the trail."""

    id = serializers.UUIDField(source="event.uuid")
    position = serializers.IntegerField(help_text="Gapless, in the order of the commits")
    kind = serializers.CharField(source="event.kind")
    occurred_at = serializers.DateTimeField(source="event.occurred_at")
    actor = serializers.CharField(source="event.actor_label")
    subject_type = serializers.CharField(source="event.subject_type")
    subject_id = serializers.CharField(source="event.subject_id")
    subject = serializers.CharField(source="event.subject_label")
    data = serializers.SerializerMethodField("said")  # type: ignore[assignment]  # DRF keeps fields apart from properties

    @extend_schema_field(serializers.JSONField())
    def said(self, seal: Seal) -> dict[str, Any]:
        return seal.event.data_for(self.context["request"].actor)


class MyOrganization(Output):
    """One of the reader's organisations."""

    id = serializers.UUIDField(source="organization.id")
    legal_name = serializers.CharField(source="organization.legal_name")
    kinds = serializers.ListField(child=serializers.CharField(), source="organization.kinds")
    roles = ROLES


class MeOut(Output):
    """Who asks, for whom, and what they may do."""

    id = serializers.UUIDField(source="user.id")
    name = serializers.CharField(source="user.name")
    email = serializers.EmailField(source="user.email")
    language = serializers.CharField(source="user.language")
    time_zone = serializers.CharField(source="user.time_zone")
    acts_for = MyOrganization(source="membership", allow_null=True)
    organizations = MyOrganization(source="memberships", many=True)
    scopes = serializers.SerializerMethodField()
    permissions = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField(), allow_null=True))
    def get_scopes(self, actor: Actor) -> list[str] | None:
        return None if actor.scopes is None else sorted(actor.scopes)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_permissions(self, actor: Actor) -> list[str]:
        return sorted(permission.value for permission in Permission if actor.can(permission))


class MeChange(Input):
    """What one may change about oneself; fields left out stay."""

    name = serializers.CharField(max_length=120, required=False)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)
    time_zone = serializers.CharField(max_length=64, required=False)


def _allowed(serializer: serializers.Serializer[Any], steps: dict[str, Permission]) -> list[str]:
    actor: Actor = serializer.context["request"].actor
    return [name for name, permission in steps.items() if actor.can(permission)]
