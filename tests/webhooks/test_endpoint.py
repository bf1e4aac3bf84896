"""Who may set endpoints up, where they may lead, and what is never shown."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core.errors import Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from events.phrases import PHRASES
from organizations.actor import Actor
from organizations.enums import Kind, Role
from tests.factories import MembershipFactory, actor
from tests.receiver import Receiver
from webhooks.actions.endpoint import create_endpoint, edit_endpoint, pause_endpoint, resume_endpoint, rotate_secret
from webhooks.kinds import ALL, GROUPS, KEPT_BACK, OF_ONE_SIDE, kinds_for, noun_of
from webhooks.models import Endpoint
from webhooks.rules import MOST_ENDPOINTS

SetUp = Callable[..., tuple[Endpoint, str]]
URL = "http://127.0.0.1:9999/"


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OWNER, Role.MANAGER}])
def test_only_owners_and_managers_set_endpoints_up_and_see_them(
    role: Role, owner: Actor, set_up: SetUp, receiver: Receiver
):
    endpoint, _ = set_up(receiver)
    member = Actor.of(MembershipFactory.create(organization=owner.organization, roles=[role]))
    with pytest.raises(Forbidden):
        create_endpoint(actor=member, url=URL, description="", kinds=[ALL])
    with pytest.raises(Forbidden):
        rotate_secret(actor=member, endpoint=endpoint)
    assert not Endpoint.objects.visible_to(member).exists()


def test_an_endpoint_of_somebody_else_is_not_there(set_up: SetUp, receiver: Receiver):
    endpoint, _ = set_up(receiver)
    with pytest.raises(NotFound):
        rotate_secret(actor=actor(), endpoint=endpoint)
    assert not Endpoint.objects.visible_to(actor(kind=Kind.OPERATOR)).exists()


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://0x7f.1/", "http://169.254.169.254/", "ftp://127.0.0.1/", "nonsense", ""]
)
def test_a_hostile_address_is_refused_when_it_is_set_up_and_when_it_is_edited(
    url: str, owner: Actor, set_up: SetUp, receiver: Receiver
):
    with pytest.raises(Invalid) as refused:
        create_endpoint(actor=owner, url=url, description="", kinds=[ALL])
    assert list(refused.value.errors) == ["url"]
    endpoint, _ = set_up(receiver)
    with pytest.raises(Invalid):
        edit_endpoint(actor=owner, endpoint=endpoint, url=url, description="", kinds=[ALL])


@pytest.mark.parametrize(
    "kinds", [[], ["nonsense"], ["user.signed_in"], ["suite.created"], ["quote.created"], ["vocabulary.loaded"]]
)
def test_only_events_that_the_organisation_may_see_can_be_chosen(kinds: list[str], owner: Actor):
    with pytest.raises(Invalid) as refused:
        create_endpoint(actor=owner, url=URL, description="", kinds=kinds)
    assert list(refused.value.errors) == ["kinds"]


def test_every_kind_of_event_is_offered_to_somebody_or_kept_back_on_purpose():
    nouns = {noun_of(kind) for kind in PHRASES}
    assert set(OF_ONE_SIDE) <= set(PHRASES)
    listed = [noun for group in GROUPS for noun in group.nouns]
    assert len(listed) == len(set(listed))
    assert nouns - set(listed) - KEPT_BACK == set(), "list the noun in webhooks/kinds.py, or keep it back"
    assert set(kinds_for([Kind.OPERATOR])) == {kind for kind in PHRASES if noun_of(kind) not in KEPT_BACK}


def test_every_kind_that_an_action_emits_is_called_something():
    root = Path(__file__).resolve().parents[2]
    code = [
        path.read_text()
        for part in ("platform", "projects", "providers", "services")
        for path in (root / part).rglob("*.py")
    ]
    emitted = {kind for text in code for kind in re.findall(r"\bemit\(\s*\"([a-z_]+\.[a-z_]+)\"", text)}
    assert len(emitted) > 50
    assert emitted - set(PHRASES) == set(), "name it in events/phrases.py: without a phrase no webhook can be asked for it"


def test_the_same_address_twice_is_told_beside_the_field_and_there_is_an_end_to_endpoints(owner: Actor):
    create_endpoint(actor=owner, url=URL, description="", kinds=[ALL])
    with pytest.raises(Invalid) as refused:
        create_endpoint(actor=owner, url=URL, description="", kinds=[ALL])
    assert refused.value.errors == {"url": ["There is an endpoint with this address already."]}
    create_endpoint(actor=actor(), url=URL, description="", kinds=[ALL])
    for number in range(MOST_ENDPOINTS - 1):
        create_endpoint(actor=owner, url=f"{URL}{number}", description="", kinds=[ALL])
    with pytest.raises(WrongState, match="at most 20"):
        create_endpoint(actor=owner, url=f"{URL}more", description="", kinds=[ALL])


def test_a_secret_is_stored_encrypted_bound_to_its_endpoint_and_in_no_event(
    owner: Actor, set_up: SetUp, receiver: Receiver
):
    endpoint, secret = set_up(receiver)
    _, second = rotate_secret(actor=owner, endpoint=endpoint)
    assert secret.startswith("whsec_")
    assert secret != second
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(one)::text FROM webhooks_endpoint one")
        stored = cursor.fetchone()[0]
    for one in (secret, second):
        assert one not in stored
        assert one.removeprefix("whsec_") not in stored
        assert not any(one in str(vars(event)) for event in Event.objects.all())


def test_the_trail_names_the_host_and_not_the_address(owner: Actor, set_up: SetUp, receiver: Receiver):
    set_up(receiver, url=receiver.url + "&token=zyx")
    event = Event.objects.get(kind="webhook_endpoint.created")
    assert (event.subject_label, "zyx" in str(vars(event))) == (f"127.0.0.1:{receiver.port}", False)


def test_an_edit_of_what_somebody_else_changed_is_refused(owner: Actor, set_up: SetUp, receiver: Receiver):
    endpoint, _ = set_up(receiver)
    values: dict[str, Any] = {"actor": owner, "endpoint": endpoint, "description": "", "kinds": [ALL]}
    edit_endpoint(**values, url=receiver.url + "&a", expected_version=1)
    with pytest.raises(StaleVersion):
        edit_endpoint(**values, url=receiver.url + "&b", expected_version=1)


def test_pausing_twice_and_resuming_what_runs_are_refused(owner: Actor, set_up: SetUp, receiver: Receiver):
    endpoint, _ = set_up(receiver)
    with pytest.raises(WrongState):
        resume_endpoint(actor=owner, endpoint=endpoint)
    paused = pause_endpoint(actor=owner, endpoint=endpoint)
    assert (paused.status, paused.reason) == ("paused", "person")
    with pytest.raises(WrongState):
        pause_endpoint(actor=owner, endpoint=endpoint)
    resumed = resume_endpoint(actor=owner, endpoint=endpoint)
    assert (resumed.status, resumed.reason, resumed.stopped_at) == ("enabled", "", None)
