"""A profile is verified, sent back, suspended and reinstated by operators who wrote none of it; the catalogue follows at once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import Forbidden, Invalid, NotFound, WrongState
from events.models import Event
from notifications.models import Notification
from organizations.enums import Role
from providers.actions.standing import (
    reinstate_provider,
    send_back_profile,
    submit_profile,
    suspend_provider,
    verify_profile,
)
from providers.enums import Decision, ProviderState
from providers.models import Provider, Review
from services.actions.catalogue import refresh_provider
from services.models import CatalogueEntry, Offering
from tests.factories import MembershipFactory
from tests.factories.providers import claimed, operator, provider, provider_side, service_line, site

pytestmark = pytest.mark.django_db
DECISIONS = [verify_profile, send_back_profile, suspend_provider, reinstate_provider]


def ready(owner: Any, **values: Any) -> Provider:
    """A claimed profile with a site."""
    made = claimed(owner, **values)
    site(made)
    return made


def waiting(owner: Any) -> Provider:
    return submit_profile(actor=owner, provider=ready(owner))


def test_a_complete_profile_waits_for_an_operator():
    owner = provider_side()
    assert waiting(owner).submitted_at is not None
    assert Event.objects.get().kind == "provider.submitted"


def test_what_is_missing_is_named():
    owner = provider_side()
    with pytest.raises(Invalid, match="a summary, at least one site"):
        submit_profile(actor=owner, provider=claimed(owner, summary=""))


def test_only_its_own_editors_submit_a_profile_and_only_once():
    owner = provider_side()
    mine = waiting(owner)
    with pytest.raises(WrongState, match="waits for an operator already"):
        submit_profile(actor=owner, provider=mine)
    with pytest.raises(NotFound):
        submit_profile(actor=provider_side(), provider=mine)
    with pytest.raises(Forbidden):
        submit_profile(actor=provider_side(Role.VIEWER), provider=mine)
    with pytest.raises(Forbidden):
        submit_profile(actor=operator(), provider=mine)


def test_a_verified_profile_says_when_and_why():
    made = verify_profile(actor=operator(), provider=waiting(provider_side()), reason="Register and site list checked")
    assert (made.state, made.submitted_at, made.verified_at is not None) == (ProviderState.VERIFIED, None, True)
    assert Review.objects.get().decision == Decision.APPROVED
    assert Event.objects.filter(kind="provider.verified").get().data["provider"] == str(made.pk)


def test_a_profile_that_was_sent_back_is_submitted_again():
    owner = provider_side()
    made = send_back_profile(actor=operator(), provider=waiting(owner), reason="Which site?")
    assert (made.state, made.submitted_at) == (ProviderState.CLAIMED, None)
    assert submit_profile(actor=owner, provider=made).submitted_at is not None


@pytest.mark.parametrize("decide", [verify_profile, send_back_profile])
def test_nobody_decides_on_a_profile_that_does_not_wait(decide: Any):
    with pytest.raises(WrongState, match="does not wait"):
        decide(actor=operator(), provider=ready(provider_side()), reason="x")


@pytest.mark.parametrize("decide", DECISIONS)
def test_whoever_wrote_it_or_belongs_there_does_not_decide(decide: Any):
    owner, writer, member = provider_side(), operator(), operator()
    MembershipFactory.create(user=member.user, organization=owner.organization, roles=[Role.VIEWER])
    made = waiting(owner)
    Provider.objects.filter(pk=made.pk).update(editor_ids=[writer.user_id])
    for chief in (writer, member):
        with pytest.raises(Forbidden, match="Another operator has to decide"):
            decide(actor=chief, provider=made, reason="x")


@pytest.mark.parametrize("decide", DECISIONS)
def test_only_operators_decide_and_with_a_reason(decide: Any):
    owner = provider_side()
    made = waiting(owner)
    for who in (owner, operator(Role.VIEWER)):
        with pytest.raises(Forbidden):
            decide(actor=who, provider=made, reason="x")
    with pytest.raises(Invalid):
        decide(actor=operator(), provider=made, reason=" ")
    assert Review.objects.count() == 0


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_merged_profile_has_no_standing(decide: Any):
    with pytest.raises(WrongState, match="merged into another"):
        decide(actor=operator(), provider=provider(merged_into=provider()), reason="x")


@pytest.mark.parametrize(
    ("state", "has_owner", "after"),
    [
        (ProviderState.UNCLAIMED, False, ProviderState.UNCLAIMED),
        (ProviderState.CLAIMED, True, ProviderState.CLAIMED),
        (ProviderState.VERIFIED, True, ProviderState.CLAIMED),
    ],
)
def test_a_suspended_profile_comes_back_and_is_verified_anew(state: str, has_owner: bool, after: str):
    owner, chief = provider_side(), operator()
    made = provider(state=state, organization=owner.organization if has_owner else None, verified_at="2026-11-01T00:00Z")
    assert suspend_provider(actor=chief, provider=made, reason="Complaint").state == ProviderState.SUSPENDED
    with pytest.raises(WrongState, match="suspended already"):
        suspend_provider(actor=chief, provider=made, reason="Complaint")
    assert reinstate_provider(actor=chief, provider=made, reason="Cleared").state == after
    with pytest.raises(WrongState, match="is not suspended"):
        reinstate_provider(actor=chief, provider=made, reason="Cleared")


def test_a_suspension_takes_a_waiting_profile_out_of_the_queue():
    made = suspend_provider(actor=operator(), provider=waiting(provider_side()), reason="Complaint")
    assert made.submitted_at is None


def test_its_offerings_leave_pages_and_searches_at_once_and_come_back(client: Client, deliver_events: Callable[[], None]):
    made, chief = ready(provider_side(), name="Wacker"), operator()
    offering = Offering.objects.create(
        provider=made, service_line=service_line(), status="published", published_at="2026-11-01T00:00Z"
    )
    refresh_provider(made.pk)
    addresses = [made.get_absolute_url(), offering.get_absolute_url()]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert "Wacker" in client.get(reverse("catalogue")).content.decode()
    suspend_provider(actor=chief, provider=made, reason="Complaint")
    # No worker has run.
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert "Wacker" not in client.get(reverse("catalogue")).content.decode()
    assert not CatalogueEntry.objects.get(offering=offering).is_live
    deliver_events()
    reinstate_provider(actor=chief, provider=made, reason="Cleared")
    deliver_events()
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    assert CatalogueEntry.objects.get(offering=offering).is_live


def test_its_people_are_told_with_the_reason_and_an_unclaimed_ones_nobody(deliver_events: Callable[[], None]):
    owner, chief = provider_side(), operator()
    made = waiting(owner)
    send_back_profile(actor=chief, provider=made, reason="Which site?")
    suspend_provider(actor=chief, provider=provider(), reason="Complaint")
    deliver_events()
    rows = {row.kind: (row.person, row.params.get("reason")) for row in Notification.objects.all()}
    assert rows == {"provider.submitted": (chief.user, None), "provider.sent_back": (owner.user, "Which site?")}
