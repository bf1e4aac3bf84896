"""What cannot be read or done by somebody is not offered, asked or hidden: invitations nobody reads, approvals, answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from core.clock import database_now
from core.errors import Forbidden, WrongState
from events.models import Event
from organizations.actor import Actor
from projects.sourcing.actions.award import approve_award, recommend_award
from projects.sourcing.actions.evaluation import answer_clarification, ask_clarification, declare_conflict
from projects.sourcing.actions.invitation import invite_provider
from projects.sourcing.actions.reaching import note_reached
from projects.sourcing.admin_counts import invitations_unread
from projects.sourcing.selectors.steps import steps_of_rfq
from projects.sourcing.selectors.unread import unread_invitations
from projects.sourcing.selectors.waiting import waiting_for
from providers.enums import ProviderState
from tests.sourcing.deal import draft_deal, open_deal, opened_deal, outcomes_for, pass_deadline, recommended, score_all
from tests.sourcing.test_entering import administration
from tests.sourcing.test_split_award import page

pytestmark = pytest.mark.django_db


def unclaimed(deal: Any) -> Any:
    """A profile that belongs to nobody here."""
    provider = deal.bidder.provider
    provider.pk, provider.slug, provider.name = None, "silent-house", "Silent House"
    provider.organization, provider.state, provider._state.adding = None, ProviderState.UNCLAIMED, True
    provider.save()
    return provider


def test_the_sponsor_reads_that_nobody_reads_an_invitation_and_what_to_do(deliver_events: Any) -> None:
    deal = open_deal(1)
    before = len(mail.outbox)
    provider = unclaimed(deal)
    invite_provider(actor=deal.manager, rfq=deal.rfq, provider=provider)
    deliver_events()
    text = page(deal.manager, "rfq_detail", deal.rfq.pk)
    assert "Nobody at these companies reads requests here yet:" in text
    assert "nobody reads it here yet" in text
    assert "the company claims it" in text
    assert len(mail.outbox) == before


def test_operators_have_a_queue_of_invitations_that_nobody_reads_while_they_can_be_answered() -> None:
    admin, draft = administration(), draft_deal(1)
    provider = unclaimed(draft)
    invite_provider(actor=draft.manager, rfq=draft.rfq, provider=provider)
    assert not unread_invitations().exists()  # of a draft nobody knows
    deal = open_deal(1)
    waiting = invite_provider(actor=deal.manager, rfq=deal.rfq, provider=provider)
    assert [one.pk for one in unread_invitations()] == [waiting.pk]
    assert invitations_unread(None) == "1"  # type: ignore[arg-type]
    assert "Unread invitations" in admin.get("/admin/").content.decode()
    listed = admin.get("/admin/sourcing/invitation/?queue=unread").content.decode()
    assert "Silent House" in listed
    assert deal.bidder.provider.name not in listed
    pass_deadline(deal.rfq)
    assert not unread_invitations().exists()


def test_an_operator_ticks_whom_they_reached_and_takes_the_tick_back() -> None:
    admin, deal = administration(), open_deal(1)
    waiting = invite_provider(actor=deal.manager, rfq=deal.rfq, provider=unclaimed(deal))
    path = f"/admin/sourcing/invitation/{waiting.pk}"
    assert admin.post(f"{path}/reached-out/", {"reason": "By mail to bd@silent.example"}).status_code == 302
    assert (list(unread_invitations()), list(unread_invitations(reached=True))) == ([], [waiting])
    assert "Silent House" not in admin.get("/admin/sourcing/invitation/?queue=unread").content.decode()
    assert "Silent House" in admin.get("/admin/sourcing/invitation/?queue=reached").content.decode()
    assert "By mail to bd@silent.example" in admin.get(f"{path}/change/").content.decode()
    assert "the operator reached out" in page(deal.manager, "rfq_detail", deal.rfq.pk)
    assert "bd@silent.example" not in page(deal.manager, "rfq_detail", deal.rfq.pk)
    assert admin.post(f"{path}/not-reached/", {"reason": "It came back."}).status_code == 302
    assert list(unread_invitations()) == [waiting]
    told = Event.objects.filter(kind__startswith="rfq_invitation.reach").order_by("pk")
    assert [one.kind for one in told] == ["rfq_invitation.reached_out", "rfq_invitation.reach_undone"]
    assert all(deal.rfq.organization_id in one.organization_ids for one in told)


def test_nobody_but_an_operator_ticks_whom_they_reached_and_only_a_company_that_nobody_reads_for() -> None:
    deal = open_deal(1)
    invitation = deal.bidder.invitation
    with pytest.raises(Forbidden):
        note_reached(actor=deal.manager, invitation=invitation, note="By mail.")
    with pytest.raises(WrongState):
        note_reached(actor=Actor.system(), invitation=invitation, note="By mail.")


def test_the_dashboard_names_what_happened_to_and_leads_there_on_either_side(deliver_events: Any) -> None:
    deal = open_deal(1)
    deliver_events()
    text = page(deal.manager, "dashboard")
    assert f'<a href="/rfqs/{deal.rfq.pk}/">{deal.rfq}</a>' in text
    theirs = page(deal.bidder.manager, "dashboard")
    assert f'<a href="/invitations-to-quote/{deal.bidder.invitation.pk}/">' in theirs
    assert f"/rfqs/{deal.rfq.pk}/" not in theirs


def test_who_recommended_an_award_is_not_offered_to_approve_it() -> None:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    lines = {str(line.pk): str(quotes[0].pk) for line in deal.rfq.lines.all()}
    recommend_award(actor=deal.manager, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best.")
    rfq = deal.again()
    assert {"award", "return_award"} & set(steps_of_rfq(deal.manager, rfq)) == set()
    assert {"award", "return_award"} <= set(steps_of_rfq(deal.approver, rfq))
    assert "Somebody else has to approve it" in page(deal.manager, "rfq_detail", rfq.pk)


def test_an_owner_who_recommended_is_neither_offered_nor_reminded_to_approve() -> None:
    deal, quotes = opened_deal()
    score_all(deal, quotes)
    declare_conflict(actor=deal.owner, rfq=deal.rfq, has_conflict=False)
    lines = {str(line.pk): str(quotes[0].pk) for line in deal.rfq.lines.all()}
    recommend_award(actor=deal.owner, rfq=deal.rfq, lines=lines, outcomes=outcomes_for(quotes), reason="Best.")
    rfq = deal.again()
    assert "award" not in steps_of_rfq(deal.owner, rfq)
    assert "Approve the recommended award" not in [one.text for one in waiting_for(deal.owner)]
    assert "Approve the recommended award" in [one.text for one in waiting_for(deal.approver)]


def test_an_approver_with_a_conflict_of_interest_is_not_offered_to_approve() -> None:
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    declare_conflict(actor=deal.approver, rfq=deal.rfq, has_conflict=True, text="My brother works there.")
    assert "award" not in steps_of_rfq(deal.approver, deal.again())


def test_after_an_award_nothing_is_asked_of_a_bidder() -> None:
    deal, quotes = opened_deal()
    due = database_now() + timedelta(days=3)
    asked = ask_clarification(actor=deal.manager, quote=quotes[1], question="Which line?", due_at=due)
    recommended(deal, quotes)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    text = page(deal.bidders[1].manager, "quote_detail", quotes[1].pk)
    assert "Which line?" in text
    assert "nothing is asked any more" in text
    assert 'name="answer"' not in text
    assert [one.text for one in waiting_for(deal.bidders[1].manager)] == []
    with pytest.raises(WrongState, match="decided"):
        answer_clarification(actor=deal.bidders[1].manager, clarification=asked, answer="This one.")
