"""The actor and the one role table."""

import pytest

from core.errors import Forbidden, NotSignedIn
from organizations.actor import Actor
from organizations.enums import Kind, Role, Scope
from organizations.roles import Permission
from tests.factories import MembershipFactory, actor


def test_a_visitor_is_asked_to_sign_in():
    with pytest.raises(NotSignedIn):
        Actor.anonymous().require(Permission.ORGANIZATION_VIEW)


@pytest.mark.django_db
def test_a_viewer_is_told_which_roles_may_invite():
    with pytest.raises(Forbidden, match="Owner, Manager"):
        actor(Role.VIEWER).require(Permission.MEMBER_INVITE)


@pytest.mark.django_db
def test_a_token_can_do_no_more_than_its_scopes():
    owner = Actor.of(MembershipFactory.create(), scopes=[Scope.ORGANIZATION_READ])
    assert owner.can(Permission.MEMBER_VIEW)
    with pytest.raises(Forbidden, match="organization:write"):
        owner.require(Permission.MEMBER_INVITE)


@pytest.mark.django_db
def test_only_an_operators_owner_operates_the_platform():
    assert actor(kind=Kind.OPERATOR).can(Permission.PLATFORM_OPERATE)
    assert not actor(kind=Kind.SPONSOR).can(Permission.PLATFORM_OPERATE)
    assert not actor(Role.VIEWER, kind=Kind.OPERATOR).can(Permission.PLATFORM_OPERATE)
