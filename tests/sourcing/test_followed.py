"""What happens to organisations and profiles is followed in requests, and told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from core.clock import database_now
from core.errors import Invalid, WrongState
from notifications.models import Notification, OutgoingMail
from organizations.actions.organization import deactivate_organization, reactivate_organization
from organizations.actor import Actor
from organizations.enums import Kind
from organizations.models import Organization
from projects.sourcing.actions.award import approve_award
from projects.sourcing.actions.entering import enter_quote
from projects.sourcing.actions.invitation import accept_invitation, invite_provider, lock_out
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.actions.rfq import publish_rfq
from projects.sourcing.actions.rfq_course import pause_rfq, resume_rfq
from projects.sourcing.models import Invitation, Rfq
from providers.actions.claim import approve_claim
from providers.enums import ProviderState
from providers.models import Merge, Provider
from services.actions.merge import merge_providers, undo_merge
from tests.factories import actor
from tests.factories.providers import claim, provider_side
from tests.providers.house import operator
from tests.sourcing.deal import (
    Deal,
    bidder,
    content_of,
    draft_deal,
    drafted,
    open_deal,
    opened_deal,
    pass_deadline,
    recommended,
)
from tests.sourcing.test_entering import document

pytestmark = pytest.mark.django_db
Deliver = Callable[[], None]


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("person__email", flat=True))


def emails(*people: Actor) -> set[str]:
    return {one.user.email for one in people}


def stopped(deal: Deal, deliver_events: Deliver) -> Organization:
    organization = Organization.objects.get(pk=deal.manager.organization_id)
    deactivated = deactivate_organization(actor=operator(), organization=organization, reason="Fees unpaid.")
    deliver_events()
    return deactivated


@contextmanager
def refused(why: str) -> Iterator[None]:
    """Beside the provider that was chosen."""
    with pytest.raises(Invalid) as caught:
        yield
    assert why in str(caught.value.errors["provider"])


# Organisations -------------------------------------------------------------------------------------------------------


def test_a_deactivated_sponsors_open_request_is_paused_and_its_bidders_are_told(deliver_events: Deliver):
    deal = open_deal(1)
    stopped(deal, deliver_events)
    assert (deal.again().status, deal.rfq.paused_with_sponsor) == ("paused", True)
    assert told("rfq.paused") == emails(deal.bidder.owner, deal.bidder.manager)
    assert (
        "deactivated the sponsor's organisation"
        in OutgoingMail.objects.get(to=[deal.bidder.owner.user.email], subject__contains="paused").text
    )


def test_it_runs_on_with_the_time_that_was_left_when_the_sponsor_is_back(deliver_events: Deliver):
    deal = open_deal(1)
    organization = stopped(deal, deliver_events)
    left = deal.again().remaining
    with pytest.raises(WrongState, match="once it is active again"):
        resume_rfq(actor=operator(), rfq=deal.rfq)
    reactivate_organization(actor=operator(), organization=organization, reason="Paid.")
    deliver_events()
    assert (deal.again().status, deal.rfq.paused_with_sponsor) == ("open", False)
    assert timedelta(0) <= left - (deal.rfq.deadline - database_now()) < timedelta(minutes=5)
    assert told("rfq.resumed") == emails(deal.bidder.owner, deal.bidder.manager)


def test_bidders_whose_quotes_wait_for_a_decision_hear_that_nobody_takes_it_and_that_somebody_can_again(
    deliver_events: Deliver,
):
    deal, _quotes = opened_deal()
    lock_out(actor=deal.manager, invitation=deal.bidders[1].invitation, reason="A conflict came up.")
    organization = stopped(deal, deliver_events)
    assert told("rfq.left_waiting") == emails(deal.bidder.owner, deal.bidder.manager)
    assert (deal.again().status, told("rfq.paused")) == ("evaluation", set())
    assert not told("rfq.taken_up_again")
    reactivate_organization(actor=operator(), organization=organization, reason="Paid.")
    deliver_events()
    assert told("rfq.taken_up_again") == emails(deal.bidder.owner, deal.bidder.manager)


def test_what_the_sponsor_had_paused_itself_stays_paused(deliver_events: Deliver):
    deal = open_deal(1)
    pause_rfq(actor=deal.manager, rfq=deal.rfq, reason="Wait.")
    organization = stopped(deal, deliver_events)
    reactivate_organization(actor=operator(), organization=organization, reason="Paid.")
    deliver_events()
    assert deal.again().status == "paused"


def test_a_request_whose_start_comes_while_its_sponsor_is_deactivated_is_paused_at_it(deliver_events: Deliver):
    deal = draft_deal(1, starts_at=database_now() + timedelta(days=2))
    publish_rfq(actor=deal.manager, rfq=deal.rfq)
    stopped(deal, deliver_events)
    assert deal.again().status == "scheduled"
    ago = database_now() - timedelta(seconds=1)
    Rfq.objects.filter(pk=deal.rfq.pk).update(starts_at=ago, notice_due_at=ago)
    tell_of_what_is_due()
    deliver_events()
    assert deal.again().status == "paused"


def test_a_provider_whose_organisation_is_deactivated_is_neither_invited_nor_awarded(deliver_events: Deliver):
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    other = draft_deal(1)
    house = Organization.objects.get(pk=deal.bidder.provider.organization_id)
    deactivate_organization(actor=operator(), organization=house, reason="Fees unpaid.")
    with refused("nobody there could answer"):
        invite_provider(actor=other.manager, rfq=other.rfq, provider=deal.bidder.provider)
    with pytest.raises(WrongState, match="is deactivated: it cannot be awarded"):
        approve_award(actor=deal.approver, rfq=deal.rfq)


def test_a_suspended_provider_is_not_invited_even_by_who_had_its_page_open():
    deal, late = draft_deal(1), bidder("late")
    Provider.objects.filter(pk=late.provider.pk).update(state=ProviderState.SUSPENDED)
    with refused("have suspended late"):
        invite_provider(actor=deal.manager, rfq=deal.rfq, provider=late.provider)


def test_whoever_comes_to_a_profile_hears_what_it_was_invited_to(deliver_events: Deliver):
    deal, past = open_deal(1), open_deal(1)
    house = unclaimed("house")
    open_one, _past = (invite_provider(actor=one.manager, rfq=one.rfq, provider=house) for one in (deal, past))
    pass_deadline(past.rfq)
    deliver_events()
    assert not told("rfq_invitation.created")
    owner = provider_side()
    approve_claim(actor=operator(), claim=claim(house, owner), reason="It is theirs.")
    deliver_events()
    assert told("rfq_invitation.created") == emails(owner)
    assert Notification.objects.get(kind="rfq_invitation.created").path == f"/invitations-to-quote/{open_one.pk}/"


# Profiles ------------------------------------------------------------------------------------------------------------


def unclaimed(slug: str) -> Provider:
    return Provider.objects.create(
        slug=slug, name=slug, country_id="DE", city="Halle", types=["cdmo"], summary="What they do.",
        standards_basis="expected",
    )  # fmt: skip


def made_one(deal: Deal, deliver_events: Deliver, kept: Provider) -> tuple[Merge, Invitation]:
    """The request's second invitation, to a profile that nobody has claimed, follows it."""
    gone = unclaimed("gone")
    invitation = invite_provider(actor=deal.manager, rfq=deal.rfq, provider=gone)
    merge = merge_providers(actor=operator(), kept=kept, merged=gone, reason="One company.")
    deliver_events()
    invitation.refresh_from_db()
    return merge, invitation


def test_an_invitation_follows_its_company_to_the_profile_that_is_kept(deliver_events: Deliver):
    deal, fresh = open_deal(1), bidder("fresh")
    _merge, invitation = made_one(deal, deliver_events, fresh.provider)
    assert invitation.provider == fresh.provider
    assert told("rfq_invitation.created") == emails(fresh.owner, fresh.manager)
    assert told("rfq_invitation.moved") == emails(deal.owner, deal.manager)
    assert accept_invitation(actor=fresh.manager, invitation=invitation).status == "intends"


def test_where_both_are_invited_each_keeps_its_invitation(deliver_events: Deliver):
    deal = open_deal(1)
    _merge, invitation = made_one(deal, deliver_events, deal.bidder.provider)
    assert (invitation.provider.slug, told("rfq_invitation.moved")) == ("gone", set())


def test_nobody_is_invited_to_their_own_request_by_a_merge(deliver_events: Deliver):
    deal = open_deal(1)
    own = unclaimed("own")
    Provider.objects.filter(pk=own.pk).update(organization=deal.manager.organization_id, state="claimed")
    own.refresh_from_db()
    _merge, invitation = made_one(deal, deliver_events, own)
    assert invitation.provider.slug == "gone"


def test_an_undone_merge_gives_back_what_nobody_answered_and_tells_both(deliver_events: Deliver):
    deal, fresh = open_deal(1), bidder("fresh")
    merge, invitation = made_one(deal, deliver_events, fresh.provider)
    undo_merge(actor=operator(), merge=merge, reason="Two companies.")
    deliver_events()
    invitation.refresh_from_db()
    assert (invitation.provider.slug, invitation.status) == ("gone", "invited")
    assert told("rfq_invitation.taken_back") == emails(fresh.owner, fresh.manager)
    assert told("rfq_invitation.moved_back") == emails(deal.owner, deal.manager)


def test_what_a_bidder_has_begun_stays_its_own_when_a_merge_is_undone(deliver_events: Deliver):
    deal, fresh = open_deal(1), bidder("fresh")
    merge, invitation = made_one(deal, deliver_events, fresh.provider)
    fresh.invitation = invitation
    quote = drafted(deal, fresh)
    undo_merge(actor=operator(), merge=merge, reason="Two companies.")
    deliver_events()
    assert submit_quote(actor=fresh.manager, quote=quote).status == "submitted"


def test_a_quote_that_an_operator_entered_moves_with_its_invitation_and_back(deliver_events: Deliver):
    deal, fresh = open_deal(1), bidder("fresh")
    gone = unclaimed("gone")
    invitation = invite_provider(actor=deal.manager, rfq=deal.rfq, provider=gone)
    enter_quote(
        actor=actor(kind=Kind.OPERATOR), invitation=invitation, content=content_of(deal.rfq), upload=document(),
        source="letter", reason="They write letters.",
    )  # fmt: skip
    merge = merge_providers(actor=operator(), kept=fresh.provider, merged=gone, reason="One company.")
    deliver_events()
    assert Invitation.objects.get(pk=invitation.pk).provider == fresh.provider
    undo_merge(actor=operator(), merge=merge, reason="Two companies.")
    deliver_events()
    assert Invitation.objects.get(pk=invitation.pk).provider == gone


def test_a_profile_that_was_merged_is_not_invited_even_by_who_had_its_page_open(deliver_events: Deliver):
    deal, fresh, gone = draft_deal(1), bidder("fresh"), unclaimed("gone")
    merge_providers(actor=operator(), kept=fresh.provider, merged=gone, reason="One company.")
    with refused("gone is one with fresh now"):
        invite_provider(actor=deal.manager, rfq=deal.rfq, provider=gone)
