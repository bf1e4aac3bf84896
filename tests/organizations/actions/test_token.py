"""API tokens: shown once, stored as a digest, no more than their owner may do, ended with the membership."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.errors import Forbidden, Invalid, NotFound, WrongState
from organizations.actions.membership import end_membership
from organizations.actions.organization import deactivate_organization
from organizations.actions.token import create_token, revoke_token
from organizations.actor import Actor
from organizations.enums import Kind, Role, Scope
from organizations.models import ApiToken
from tests.factories import MembershipFactory, actor

pytestmark = pytest.mark.django_db

READ = [Scope.ORGANIZATION_READ]


def make(owner: Actor, *scopes: Scope, days: int = 30) -> tuple[ApiToken, str]:
    return create_token(actor=owner, name="LIMS", scopes=scopes or READ, days=days)


def status(secret: str, path: str = "/api/v1/me/") -> int:
    return Client().get(path, headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_lets_a_program_in_and_only_its_digest_is_stored():
    token, secret = make(actor())
    assert status(secret) == 200
    assert secret.startswith("ocd_")
    assert len(secret) >= 43
    stored = ApiToken.objects.filter(pk=token.pk).values()[0]
    assert not any(secret in str(value) for value in stored.values())
    assert secret.startswith(stored["prefix"])


def test_every_way_a_token_can_end_gives_the_same_answer(client: Client):
    owner = actor()
    bodies = set()

    def refused(secret: str) -> None:
        response = client.get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"})
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")
        bodies.add((response.json()["type"], response.json()["detail"]))

    refused("ocd_unknown")
    refused("")
    token, secret = make(owner)
    revoke_token(actor=owner, token=token)
    refused(secret)
    _token, secret = make(owner, days=7)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        refused(secret)
    leaver = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    _token, secret = make(Actor.of(leaver))
    end_membership(actor=owner, membership=leaver)
    refused(secret)
    person = MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER])
    _token, secret = make(Actor.of(person))
    User.objects.filter(pk=person.user_id).update(is_active=False)
    refused(secret)
    _token, secret = make(owner)
    deactivate_organization(actor=actor(kind=Kind.OPERATOR), organization=owner.organization, reason="test")
    refused(secret)
    assert len(bodies) == 1


def test_a_token_does_no_more_than_its_scopes():
    _token, secret = make(actor(), Scope.EVENTS_READ)
    response = Client().get("/api/v1/organizations/", headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 200
    listed = response.json()["results"]
    detail = Client().get(f"/api/v1/organizations/{listed[0]['id']}/", headers={"Authorization": f"Bearer {secret}"})
    assert detail.status_code == 403
    assert "organization:read" in detail.json()["detail"]


def test_a_token_can_make_no_token():
    _token, secret = make(actor())
    body = {"name": "x", "scopes": ["organization:read"], "days": 7}
    response = Client().post(
        "/api/v1/tokens/", body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )
    assert response.status_code == 403
    assert "browser" in response.json()["detail"]


def test_scopes_that_the_roles_cannot_use_are_refused_by_name():
    with pytest.raises(Invalid) as refusal:
        make(actor(Role.VIEWER), Scope.ORGANIZATION_WRITE)
    assert "organization:write" in str(refusal.value.errors["scopes"][0])


@pytest.mark.parametrize(
    ("values", "field"), [({"days": 9999}, "days"), ({"name": " "}, "name"), ({"scopes": []}, "scopes")]
)
def test_a_wrong_value_is_refused_beside_its_field(values, field):
    with pytest.raises(Invalid) as refusal:
        create_token(actor=actor(), **{"name": "x", "scopes": READ, "days": 7, **values})
    assert list(refusal.value.errors) == [field]


def test_an_owner_revokes_a_colleagues_token_and_a_colleague_only_their_own():
    owner = actor()
    colleague = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[Role.VIEWER]))
    theirs, _secret = make(colleague)
    own, _secret = make(owner)
    with pytest.raises(NotFound):
        revoke_token(actor=colleague, token=own)
    assert revoke_token(actor=owner, token=theirs).state == "revoked"
    with pytest.raises(WrongState, match="already"):
        revoke_token(actor=owner, token=theirs)


def test_the_last_use_is_noted_at_most_once_a_minute(django_assert_num_queries):
    token, secret = make(actor())
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        status(secret)
    with time_machine.travel(start + timedelta(seconds=30), tick=False):
        status(secret)
    token.refresh_from_db()
    assert token.last_used_at == start
    with time_machine.travel(start + timedelta(seconds=61), tick=False):
        status(secret)
    token.refresh_from_db()
    assert token.last_used_at == start + timedelta(seconds=61)


def test_a_visitor_makes_no_token():
    with pytest.raises(Forbidden):
        make(Actor(actor().user))
