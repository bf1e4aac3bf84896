"""Pages of organisations: what was typed is kept, lists cost the same for one row and for three."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.actions import emit
from notifications.models import Notification
from organizations.actions.invitation import invite
from organizations.actions.membership import end_membership
from organizations.actor import Actor
from organizations.enums import Role
from organizations.models import Organization
from organizations.rules import MOST_A_DAY
from tests.factories import ApiTokenFactory, InvitationFactory, MembershipFactory, actor

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def owner(client: Client) -> Actor:
    made = actor()
    client.force_login(made.user, backend=BACKEND)
    return made


def more_members(owner: Actor) -> None:
    MembershipFactory.create(organization=owner.organization)
    InvitationFactory.create(organization=owner.organization)


def more_tokens(owner: Actor) -> None:
    ApiTokenFactory.create(membership=owner.membership)


def more_events(owner: Actor) -> None:
    with transaction.atomic():
        event = emit("organization.changed", actor=owner, subject=owner.organization)
    Notification.objects.create(
        person=owner.user, event=event, kind="token.created", params={"token": "x"}, path="/organization/tokens/"
    )


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/organization/members/", more_members),
        ("/organization/tokens/", more_tokens),
        ("/trail/", more_events),
        ("/notifications/", more_events),
        ("/dashboard/", more_events),
    ],
)
def test_a_page_takes_the_same_number_of_queries_for_one_and_three_rows(
    client: Client, owner: Actor, path: str, more: Callable[[Actor], None]
):
    more(owner)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        assert client.get(path).status_code == 200
    more(owner)
    more(owner)
    with CaptureQueriesContext(connection) as three:
        client.get(path)
    assert len(three) == len(one)


def test_a_wrong_form_is_422_with_what_was_typed_and_founds_nothing(client: Client, owner: Actor):
    before = Organization.objects.count()
    form = {"kinds": ["sponsor"], "legal_name": "Harbour", "country": "XX", "website": "not an address"}
    response = client.post("/organizations/new/", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Harbour"' in page
    assert 'value="not an address"' in page
    assert page.count('class="error"') == 2
    assert Organization.objects.count() == before


def test_the_kind_asked_for_is_ticked(client: Client, owner: Actor):
    page = client.get("/organizations/new/?kind=provider").content.decode()
    assert 'value="provider" id="id_kinds_1" checked' in page.replace(' aria-describedby="id_kinds_helptext"', "")


def test_an_action_that_finds_fault_stands_beside_the_field(client: Client, owner: Actor):
    response = client.post(
        "/organization/invitations/new/", {"emails": "a@b.org, nonsense", "roles": ["viewer"], "language": "en"}
    )
    assert response.status_code == 422
    assert "“nonsense” is not an e-mail address." in response.content.decode()
    assert "a@b.org, nonsense" in response.content.decode()


def test_a_stale_save_says_so_and_keeps_what_was_typed(client: Client, owner: Actor):
    form: dict[str, Any] = {"legal_name": "Mine", "country": "DE", "website": "", "version": 1}
    Organization.objects.get(pk=owner.organization_id).save()
    response = client.post("/organization/", form)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody changed this" in page
    assert 'value="Mine"' in page
    assert "It now says:" in page


def test_somebody_without_an_organisation_is_led_to_one(client: Client):
    alone = MembershipFactory.create()
    other = MembershipFactory.create(organization=alone.organization)
    end_membership(actor=Actor.of(other), membership=alone)
    client.force_login(alone.user, backend=BACKEND)
    page = client.get("/dashboard/").content.decode()
    assert "You do not act for an organisation yet" in page
    assert 'href="/organizations/new/"' in page
    assert client.get("/organization/members/").status_code == 403


def test_an_invitation_to_ones_own_address_waits_on_the_dashboard(client: Client, owner: Actor):
    invitation = InvitationFactory.create(email=owner.user.email)
    assert f"You are invited to join {invitation.organization}" in client.get("/dashboard/").content.decode()


def test_switching_to_an_organisation_one_left_is_refused_with_a_word(client: Client, owner: Actor):
    stranger = MembershipFactory.create()
    response = client.post("/organizations/switch/", {"organization": str(stranger.organization_id)}, follow=True)
    assert "not a member of that organisation any more" in response.content.decode()
    assert client.get("/organization/").context["organization"] == owner.organization


def test_a_removed_member_acts_for_the_next_organisation_at_the_next_request(client: Client, owner: Actor):
    second = MembershipFactory.create(user=owner.user, roles=[Role.VIEWER])
    chief = MembershipFactory.create(organization=second.organization)
    client.post("/organizations/switch/", {"organization": str(second.organization_id)})
    assert client.get("/organization/").context["organization"] == second.organization
    end_membership(actor=Actor.of(chief), membership=second)
    assert client.get("/organization/").context["organization"] == owner.organization


def test_the_trail_says_what_is_wrong_with_a_filter_and_shows_nothing_false(client: Client, owner: Actor):
    more_events(owner)
    response = client.get("/trail/?kind=nonsense")
    assert response.status_code == 200
    assert "Select a valid choice" in response.content.decode()


def test_the_role_table_is_public_and_complete(client: Client):
    from organizations.roles import Permission

    page = client.get("/organization/roles/").content.decode()
    assert [permission.value for permission in Permission if permission.value not in page] == []


def test_who_has_invited_enough_for_today_reads_so_above_what_they_typed(client: Client, owner: Actor):
    for start in range(0, MOST_A_DAY, 20):
        invite(actor=owner, emails=[f"{start + n}@example.org" for n in range(20)], roles=[Role.VIEWER], language="en")
    form = {"emails": "typed@example.org", "roles": ["viewer"], "language": "en"}
    answer = client.post("/organization/invitations/new/", form)
    text = answer.content.decode()
    assert (answer.status_code, "At most 100 invitations are sent within a day" in text) == (422, True)
    assert "typed@example.org" in text
