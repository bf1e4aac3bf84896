"""One tenant with something in every table, and everybody who might come by."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.crypto import encrypt
from events.actions import emit
from notifications.models import Notification
from organizations.actor import Actor
from organizations.enums import Kind, Role, Scope
from organizations.models import ApiToken, Invitation, Membership, Organization
from tests.factories import ApiTokenFactory, InvitationFactory, MembershipFactory, OrganizationFactory, UserFactory
from tests.matrix.rows import rows_of_a_tenant
from tests.matrix.walk import Asker, Plain

CANARY = "canary-7f3a9c"
"""Stands in each confidential text of the tenant; nobody else's answer may contain it."""

OWN_CANARY = "own-canary-2b81d4"
"""Stands in what is the tenant's own business: not even operators' answers may contain it."""

SEALED_CANARY = "sealed-canary-9e41b7"
"""Stands in a sealed quote. Its bidder is nobody of those who ask: no answer to anybody may contain it."""

PROFILE = "profile-of-the-tenant"


@dataclass
class World:
    """The tenant's rows that routes are asked about, and the people."""

    sponsor: Organization
    owner: Membership
    manager: Membership
    viewer: Membership
    rival: Membership
    provider: Membership
    former: Membership
    operator: Membership
    superuser: User
    invitation: Invitation
    token: ApiToken
    notification: Notification
    secrets: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)


def build_world() -> World:
    """Rows made directly, so that a broken action cannot hide a broken guard."""
    sponsor = OrganizationFactory.create(
        legal_name="Harbour BioTherapeutics", website=f"https://{CANARY}.example", kinds=[Kind.SPONSOR, Kind.PROVIDER]
    )
    owner = _member(sponsor, Role.OWNER, name=f"Olga {CANARY}")
    former = _member(sponsor, Role.OWNER)
    Membership.objects.filter(pk=former.pk).update(ended_at=timezone.now())
    operator = _member(OrganizationFactory.create(kinds=[Kind.OPERATOR]), Role.OWNER)
    User.objects.filter(pk=operator.user_id).update(is_staff=True)
    with transaction.atomic():
        event = emit("organization.changed", actor=Actor.of(owner), subject=sponsor, data={"fields": [CANARY]})
    world = World(
        sponsor=sponsor,
        owner=owner,
        manager=_member(sponsor, Role.MANAGER, name=f"Mei {CANARY}"),
        viewer=_member(sponsor, Role.VIEWER, name=f"Vera {CANARY}"),
        rival=_member(OrganizationFactory.create(kinds=[Kind.SPONSOR]), Role.OWNER),
        provider=_member(OrganizationFactory.create(kinds=[Kind.PROVIDER]), Role.MANAGER),
        former=former,
        operator=operator,
        superuser=UserFactory.create(is_staff=True, is_superuser=True),
        invitation=InvitationFactory.create(organization=sponsor, email=f"{CANARY}@example.org", invited_by=owner.user),
        token=ApiTokenFactory.create(membership=owner, name=f"Token {CANARY}"),
        notification=Notification.objects.create(
            person=owner.user, event=event, kind="token.created", params={"token": CANARY}, path="/organization/tokens/"
        ),
    )
    for person in (operator.user, world.superuser):
        secret = encrypt(b"JBSWY3DPEHPK3PXP", context="mfa")
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": secret})
    _tokens(world)
    world.rows = rows_of_a_tenant(sponsor, owner, PROFILE, CANARY, OWN_CANARY, SEALED_CANARY)
    return world


def _member(organization: Organization, *roles: Role, **person: Any) -> Membership:
    return MembershipFactory.create(organization=organization, roles=list(roles), user=UserFactory.create(**person))


def _tokens(world: World) -> None:
    now = timezone.now()
    every = [scope.value for scope in Scope]
    rows: dict[str, dict[str, Any]] = {f"token {scope}": {"scopes": [scope]} for scope in every}
    rows |= {
        "token of all scopes": {"scopes": every},
        "token expired": {"scopes": every, "expires_at": now - timedelta(seconds=1)},
        "token revoked": {"scopes": every, "revoked_at": now},
        "token of rival": {"scopes": every, "membership": world.rival},
        "token of former": {"scopes": every, "membership": world.former},
    }
    for role, values in rows.items():
        secret = f"ocd_{hashlib.sha256(role.encode()).hexdigest()}"
        digest = hashlib.sha256(secret.encode()).hexdigest()
        used = {"last_used_at": now + timedelta(hours=1)}  # noted already, so that no request writes it
        ApiTokenFactory.create(**{"membership": world.owner, "digest": digest, "name": "Key", **used, **values})
        world.secrets[role] = secret


def browsers(world: World) -> dict[str, Asker]:
    """A signed-in (or not) browser for each role. Each signs in once; every request starts from that session."""
    gone = _member(world.sponsor, Role.VIEWER)
    people = {"visitor": None, "owner": world.owner.user, "manager": world.manager.user, "viewer": world.viewer.user,
              "rival": world.rival.user, "provider": world.provider.user, "former": world.former.user,
              "operator": world.operator.user, "superuser": world.superuser, "deactivated": gone.user}  # fmt: skip
    askers = {role: _with_session(user) for role, user in people.items()}
    User.objects.filter(pk=gone.user_id).update(is_active=False)
    return askers


def programs(world: World) -> dict[str, Asker]:
    """A program with each kind of token."""
    return {role: _with_token(secret) for role, secret in world.secrets.items()}


def _with_session(user: User | None) -> Asker:
    signed_in = Client()
    if user is not None:
        signed_in.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    def make() -> Plain:
        client = Plain()
        client.cookies.load(signed_in.cookies.output(header="", sep=";"))
        return client

    return make


def _with_token(secret: str) -> Asker:
    return lambda: Plain(headers={"Authorization": f"Bearer {secret}"})
