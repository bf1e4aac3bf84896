"""A bidder's own trail, feed and webhooks: what happens to the requests it is asked to quote on, and nothing of who asks."""

from collections.abc import Callable

import pytest

from events.models import Event
from projects.sourcing.actions.rfq_course import extend_rfq
from projects.sourcing.kinds import IN_THEIR_TRAIL
from tests.sourcing.deal import Bidder, open_deal
from webhooks.kinds import choice_for

Deliver = Callable[[], None]

pytestmark = pytest.mark.django_db


def trail_of(one: Bidder) -> list[Event]:
    return [event for event in Event.objects.visible_to(one.manager) if event.kind.startswith("bidding.")]


def test_each_bidder_finds_the_invitation_and_what_follows_in_its_own_trail(deliver_events: Deliver):
    deal = open_deal(2, sponsor_named=False)
    deliver_events()
    extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=deal.rfq.deadline.replace(year=2099), reason="Holidays")
    deliver_events()
    deliver_events()
    for one in deal.bidders:
        assert sorted(event.kind for event in trail_of(one)) == ["bidding.extended", "bidding.invited"]
    assert [event for event in Event.objects.visible_to(deal.manager) if event.kind.startswith("bidding.")] == []


def test_it_names_the_request_and_nobody_of_the_sponsor(deliver_events: Deliver):
    deal = open_deal(1, sponsor_named=False)
    deliver_events()
    (event,) = trail_of(deal.bidder)
    assert (event.subject_id, event.actor_user_id, event.actor_organization_id) == (str(deal.rfq.pk), None, None)
    assert deal.manager.require_person().name not in event.actor_label
    assert deal.rfq.organization_id not in event.organization_ids


def test_a_provider_can_choose_each_of_them_for_a_webhook():
    offered = {kind for _group, kinds in choice_for(["provider"]) for kind in kinds}  # type: ignore[list-item]
    assert set(IN_THEIR_TRAIL.values()) <= offered
    sponsors = {kind for _group, kinds in choice_for(["sponsor"]) for kind in kinds}  # type: ignore[list-item]
    assert not any(kind.startswith("bidding.") for kind in sponsors)
