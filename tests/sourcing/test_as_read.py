"""A bidder answers the edition that it has read, whatever is amended, moved or stopped at the same moment."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.clock import database_now
from core.errors import Invalid, StaleVersion
from events.models import Event
from organizations.actions.organization import deactivate_organization
from organizations.models import Organization
from projects.sourcing.actions.invitation import invite_provider, lock_out
from projects.sourcing.actions.joining import join_rfq
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.actions.quote_course import approve_quote, confirm_quote, submit_quote, withdraw_quote
from projects.sourcing.actions.rfq import publish_rfq
from projects.sourcing.actions.rfq_course import amend_rfq, cancel_rfq, pause_rfq, start_round
from projects.sourcing.models import Invitation, Quote, Rfq
from providers.enums import ProviderState
from providers.models import Provider
from services.actions.merge import merge_providers
from tests.at_once import at_once
from tests.providers.house import Program, operator, signed_in
from tests.sourcing.deal import Deal, bidder, draft_deal, drafted, open_deal, opened_deal, sent
from tests.sourcing.test_followed import unclaimed

pytestmark = pytest.mark.django_db
Deliver = Callable[[], None]


def amended(deal: Deal, title: str) -> Rfq:
    """What is asked for is something else."""
    return amend_rfq(actor=deal.manager, rfq=deal.again(), changes={"brief": title}, reason="The scope has changed.")


def test_what_was_written_for_another_edition_is_not_sent_unread():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    amended(deal, "Twice as much")
    with pytest.raises(StaleVersion, match="its edition is 2 now"):
        submit_quote(actor=deal.bidder.manager, quote=quote, expected_edition=1)
    assert submit_quote(actor=deal.bidder.manager, quote=quote, expected_edition=2).sent.edition == 2


def test_a_quote_is_not_approved_for_an_edition_that_its_approver_has_not_read():
    deal = open_deal(1)
    set_policy(
        actor=deal.bidder.owner, approves_rfqs=False, quote_limit=0, quote_limit_currency="EUR", quiet_days=7
    )  # fmt: skip
    quote = sent(deal, deal.bidder)
    amended(deal, "Twice as much")
    with pytest.raises(StaleVersion, match="its edition is 2 now"):
        approve_quote(actor=deal.bidder.owner, quote=quote, expected_edition=1)


def test_a_quote_is_not_confirmed_for_an_edition_that_nobody_has_read():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    amended(deal, "Twice as much")
    amended(deal, "Three times as much")
    with pytest.raises(StaleVersion, match="its edition is 3 now"):
        confirm_quote(actor=deal.bidder.manager, quote=quote, expected_edition=2)
    assert confirm_quote(actor=deal.bidder.manager, quote=quote, expected_edition=3).status == "submitted"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_attempt", range(4))
def test_of_a_confirmation_and_an_amendment_at_once_none_confirms_what_was_not_read(_attempt: int):
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    amended(deal, "Twice as much")
    at_once(
        lambda: confirm_quote(actor=deal.bidder.manager, quote=quote, expected_edition=2),
        lambda: amended(deal, "Three times as much"),
    )
    assert (deal.again().edition, Quote.objects.get().status) == (3, "needs-reconfirmation")


def test_the_pages_and_the_api_hold_an_answer_to_the_edition_that_was_shown():
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    client = signed_in(deal.bidder.manager)
    assert f"/quotes/{quote.pk}/steps/submit/?edition=1" in client.get(f"/quotes/{quote.pk}/").content.decode()
    shown = client.get(f"/quotes/{quote.pk}/steps/submit/?edition=1").content.decode()
    assert 'name="expected_edition" value="1"' in shown
    amended(deal, "Twice as much")
    refused = client.post(f"/quotes/{quote.pk}/steps/submit/", {"expected_edition": "1"})
    assert (refused.status_code, "its edition is 2 now" in refused.content.decode()) == (422, True)
    path, program = f"/api/v1/quotes/{quote.pk}/submit/", Program(deal.bidder.manager)
    assert program.send("POST", path, {"edition": 1}).status_code == 412
    assert program.send("POST", path, {"edition": 2}).json()["status"] == "submitted"


def test_while_the_clock_is_stopped_a_quote_is_taken_back_without_a_reason():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    pause_rfq(actor=deal.manager, rfq=deal.rfq, reason="Wait.")
    Rfq.objects.filter(pk=deal.rfq.pk).update(deadline=database_now() - timedelta(hours=1), question_cutoff=None)
    assert withdraw_quote(actor=deal.bidder.manager, quote=quote).status == "withdrawn"


def test_a_quote_is_kept_as_late_where_no_timer_has_written_the_start_down():
    deal = draft_deal(1, starts_at=database_now() + timedelta(days=1))
    publish_rfq(actor=deal.manager, rfq=deal.rfq)
    Rfq.objects.update(starts_at=database_now() - timedelta(hours=1))
    quote = drafted(deal, deal.bidder)
    Rfq.objects.update(deadline=database_now() - timedelta(milliseconds=50), question_cutoff=None)
    assert (deal.again().status, submit_quote(actor=deal.bidder.manager, quote=quote).status) == ("scheduled", "late")


@pytest.mark.parametrize("end", ["cancelled", "taken off"])
def test_nobody_is_told_of_the_validity_of_what_can_be_awarded_no_more(end: str):
    deal, quotes = opened_deal()
    if end == "cancelled":
        rest = {
            "invitations": [deal.bidder.invitation.pk],
            "deadline": database_now() + timedelta(days=9),
            "reason": "Better.",
        }
        rfq = start_round(actor=deal.manager, rfq=deal.rfq, **rest)
        cancel_rfq(actor=deal.manager, rfq=rfq, reason="budget", text="No money.")
    else:
        lock_out(actor=deal.manager, invitation=deal.bidder.invitation, reason="A conflict came up.")
    Quote.objects.filter(pk=quotes[0].pk).update(notice_due_at=database_now(), valid_until=database_now().date())
    assert tell_of_what_is_due() == 1
    assert not Event.objects.filter(kind="quote.expiring").exists()


def test_a_suspended_provider_does_not_join_by_itself():
    deal, late = draft_deal(0, audience="matching"), bidder("late")
    publish_rfq(actor=deal.manager, rfq=deal.rfq)
    Provider.objects.filter(pk=late.provider.pk).update(state=ProviderState.SUSPENDED)
    with pytest.raises(Invalid) as caught:
        join_rfq(actor=late.manager, rfq=deal.rfq)
    assert "have suspended late" in str(caught.value.errors)


# Two connections -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_attempt", range(4))
def test_of_a_merge_and_an_invitation_at_once_no_invitation_is_left_where_nobody_reads_it(
    _attempt: int, deliver_events: Deliver
):
    deal, kept, gone = open_deal(1), bidder("kept"), unclaimed("gone")
    chief = operator()
    at_once(
        lambda: merge_providers(actor=chief, kept=kept.provider, merged=gone, reason="One company."),
        lambda: invite_provider(actor=deal.manager, rfq=deal.rfq, provider=gone),
    )
    deliver_events()
    assert Provider.objects.get(pk=gone.pk).merged_into == kept.provider
    assert not Invitation.objects.filter(provider=gone).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_attempt", range(4))
def test_of_a_deactivation_and_a_publication_at_once_no_request_stays_open(_attempt: int, deliver_events: Deliver):
    deal = draft_deal(1)
    organization, chief = Organization.objects.get(pk=deal.manager.organization_id), operator()
    outcomes = at_once(
        lambda: publish_rfq(actor=deal.manager, rfq=deal.rfq),
        lambda: deactivate_organization(actor=chief, organization=organization, reason="Fees unpaid."),
    )
    deliver_events()
    assert outcomes == [None, None]
    assert deal.again().status == "paused"
