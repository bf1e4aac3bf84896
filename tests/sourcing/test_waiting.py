"""The first page after sign-in says what each person is to do next."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actor import Actor
from organizations.enums import Kind, Role
from projects.sourcing.actions.invitation import ask_question
from projects.sourcing.selectors.waiting import waiting_for
from tests.factories import actor, providers
from tests.providers.house import build_house, in_days, verified
from tests.sourcing.deal import (
    awarded_deal,
    draft_deal,
    drafted,
    joined,
    open_deal,
    opened_deal,
    pass_deadline,
    recommended,
    score_all,
    sent,
)

pytestmark = pytest.mark.django_db


def texts(actor: Actor) -> list[str]:
    return [step.text for step in waiting_for(actor)]


def test_a_new_provider_is_to_find_its_profile_until_it_has_claimed_one():
    owner = actor(kind=Kind.PROVIDER)
    assert texts(owner) == ["Find your company's profile, or add it"]
    assert texts(actor(Role.VIEWER, organization=owner.organization)) == []
    assert texts(actor()) == []
    providers.claim(providers.provider(), owner)
    assert texts(owner) == []


def test_a_provider_with_a_profile_has_none_to_find():
    owner = actor(kind=Kind.PROVIDER)
    providers.claimed(owner)
    assert texts(owner) == []


def test_a_draft_waits_for_its_managers_and_for_nobody_else():
    deal = draft_deal()
    assert texts(deal.manager) == ["Finish the request and publish it"]
    assert texts(deal.viewer) == []
    assert texts(deal.bidder.manager) == []


def test_a_published_request_waits_for_each_invited_provider_until_its_deadline():
    deal = open_deal()
    (step,) = waiting_for(deal.bidder.manager)
    assert (step.text, step.due) == ("Say whether you quote", deal.rfq.deadline)
    assert texts(deal.bidder.viewer) == []
    assert texts(deal.manager) == []
    pass_deadline(deal.rfq)
    assert texts(deal.bidder.manager) == []


def test_a_question_waits_for_the_sponsor_and_is_counted():
    deal = open_deal(1)
    invitation = joined(deal.bidder).invitation
    assert invitation is not None
    ask_question(actor=deal.bidder.manager, invitation=invitation, text="Which cell line?")
    assert texts(deal.manager) == ["Answer a question of a bidder"]
    ask_question(actor=deal.bidder.manager, invitation=invitation, text="Which medium?")
    assert texts(deal.manager) == ["Answer 2 questions of bidders"]


def test_a_draft_quote_waits_until_it_is_sent_and_then_the_closed_request_for_its_opening():
    deal = open_deal(2)
    drafted(deal, deal.bidders[0])
    assert texts(deal.bidders[0].manager) == ["Finish the quote and send it"]
    sent(deal, deal.bidders[1])
    assert texts(deal.bidders[1].manager) == []
    pass_deadline(deal.rfq)
    assert texts(deal.manager) == texts(deal.evaluator) == ["Open the quotes"]
    assert texts(deal.viewer) == []


def test_opened_quotes_wait_to_be_scored_then_compared_then_the_award_for_its_approver():
    deal, quotes = opened_deal()
    assert texts(deal.evaluator) == ["Score the quotes"]
    score_all(deal, quotes)
    assert texts(deal.evaluator) == []
    assert texts(deal.approver) == []
    recommended_deal, its_quotes = opened_deal()
    recommended(recommended_deal, its_quotes)
    assert texts(recommended_deal.approver) == ["Approve the recommended award"]
    assert texts(recommended_deal.manager) == []


def test_nothing_waits_after_the_award():
    deal, quotes = awarded_deal()
    people = [deal.owner, deal.manager, deal.approver, deal.evaluator, *(one.manager for one in deal.bidders)]
    assert [texts(person) for person in people] == [[]] * len(people)
    assert len(quotes) == 2


def test_the_dashboard_shows_the_steps_with_links(client: Client):
    deal = open_deal()
    client.force_login(deal.bidder.manager.require_person())
    answer = client.get("/dashboard/").content.decode()
    invitation = deal.bidder.invitation
    assert invitation is not None
    assert f'<a href="/invitations-to-quote/{invitation.pk}/">Say whether you quote</a>' in answer
    assert "RFQ-" in answer


def test_more_requests_take_no_more_queries():
    deal = open_deal(1)
    with CaptureQueriesContext(connection) as one:
        waiting_for(deal.manager)
        waiting_for(deal.bidder.manager)
    for _again in range(2):
        open_deal(1)
    with CaptureQueriesContext(connection) as three:
        waiting_for(deal.manager)
        waiting_for(deal.bidder.manager)
    assert len(three) == len(one)


def test_a_certificate_waits_for_its_renewal_from_a_month_before_its_end():
    house = build_house()
    soon = verified(house, valid_until=in_days(21))
    verified(house, number="DE-2", valid_until=in_days(60))
    steps = [step for step in waiting_for(house.owner) if "certificate" in step.text]
    assert [(step.text, step.about, step.link, step.due) for step in steps] == [
        ("Renew the certificate before it ends", str(soon), "/my/certificates/", soon.ends_at)
    ]
