"""Invitations, what is disclosed to whom, and questions without a trace of who asked."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from core.clock import database_now
from core.errors import Forbidden, Invalid, NotFound, WrongState
from events.models import Event
from organizations.enums import Role
from projects.sourcing.actions.award import approve_award
from projects.sourcing.actions.cda import accept_cda, offer_cda
from projects.sourcing.actions.invitation import (
    accept_invitation,
    answer_question,
    ask_question,
    decline_invitation,
    lock_out,
    view_invitation,
)
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import start_quote
from projects.sourcing.actions.quote_course import withdraw_quote
from projects.sourcing.actions.rfq_course import cancel_rfq, pause_rfq
from projects.sourcing.enums import CancelReason, Tier
from projects.sourcing.models import Cda, Invitation, Question, Quote, Rfq
from projects.sourcing.selectors.cda import cda_text
from projects.sourcing.selectors.disclosure import LINE_FIELDS, RFQ_FIELDS, rfq_as_seen, tier_of
from projects.sourcing.selectors.reply import no_response
from projects.sourcing.selectors.rfq import published_answers
from projects.sourcing.selectors.steps import steps_of_invitation
from tests.factories import actor
from tests.rewritten import rewritten
from tests.selling import signed_in
from tests.sourcing.deal import (
    Deal,
    awarded_deal,
    draft_deal,
    joined,
    open_deal,
    pass_deadline,
    recommended,
    sent,
)

pytestmark = pytest.mark.django_db
SECRETS = ("CANARY-TITLE", "CANARY-BRIEF", "CANARY-DETAILS", "CANARY-LINE-QUESTION?", "CANARY-HANDOVER")


@pytest.fixture
def deal() -> Deal:
    return open_deal(2)


# Answers -------------------------------------------------------------------------------------------------------------


def test_a_provider_sees_intends_declines_and_comes_back(deal: Deal):
    one = deal.bidder
    assert view_invitation(actor=one.viewer, invitation=one.invitation).status == "viewed"
    assert accept_invitation(actor=one.manager, invitation=one.invitation).status == "intends"
    declined = decline_invitation(actor=one.manager, invitation=one.invitation, reason="no-capacity")
    assert (declined.status, declined.decline_reason) == ("declined", "no-capacity")
    again = accept_invitation(actor=one.manager, invitation=one.invitation)
    assert (again.status, again.decline_reason) == ("intends", "")
    told = Event.objects.filter(kind__startswith="rfq_invitation.", subject_id=str(again.pk)).order_by("pk")
    assert [event.kind.split(".")[1] for event in told] == ["created", "viewed", "accepted", "declined", "accepted"]
    assert all(deal.rfq.organization_id in event.organization_ids for event in told)


def test_a_quote_that_was_withdrawn_and_declined_is_final_in_its_round(deal: Deal):
    one = deal.bidder
    withdraw_quote(actor=one.manager, quote=sent(deal, one))
    declined = decline_invitation(actor=one.manager, invitation=one.invitation, reason="no-capacity")
    assert steps_of_invitation(one.manager, declined) == []
    with pytest.raises(
        WrongState, match="You have withdrawn your quote and declined: in this round you cannot quote again"
    ):
        accept_invitation(actor=one.manager, invitation=one.invitation)
    assert Invitation.objects.get(pk=declined.pk).status == "declined"


def test_seeing_it_twice_is_told_once(deal: Deal):
    for _ in range(2):
        view_invitation(actor=deal.bidder.viewer, invitation=deal.bidder.invitation)
    assert Event.objects.filter(kind="rfq_invitation.viewed").count() == 1


@pytest.mark.parametrize(("reason", "text", "field"), [("dunno", "", "reason"), ("other", " ", "text")])
def test_a_decline_has_a_reason(deal: Deal, reason: str, text: str, field: str):
    with pytest.raises(Invalid) as error:
        decline_invitation(actor=deal.bidder.manager, invitation=deal.bidder.invitation, reason=reason, text=text)
    assert list(error.value.errors) == [field]


def test_who_has_sent_a_quote_withdraws_it_before_declining(deal: Deal):
    sent(deal, deal.bidder)
    with pytest.raises(WrongState, match="Withdraw it first"):
        decline_invitation(actor=deal.bidder.manager, invitation=deal.bidder.invitation, reason="timeline")


def test_after_the_deadline_nobody_answers_and_silence_is_computed(deal: Deal):
    sent(deal, deal.bidder)
    pass_deadline(deal.rfq)
    silent = Invitation.objects.get(pk=deal.bidders[1].invitation.pk)
    with pytest.raises(WrongState, match="The deadline was"):
        accept_invitation(actor=deal.bidders[1].manager, invitation=silent)
    assert no_response(silent)
    assert not no_response(Invitation.objects.get(pk=deal.bidder.invitation.pk))


def test_a_locked_out_provider_reads_why_and_nothing_else(deal: Deal):
    one = joined(deal.bidder)
    lock_out(actor=deal.manager, invitation=one.invitation, reason="A conflict came up.")
    mine = Invitation.objects.received_by(one.owner).get()
    assert (mine.status, mine.lock_reason) == ("locked-out", "A conflict came up.")
    assert not Rfq.objects.visible_to(one.owner).exists()
    with pytest.raises(WrongState):
        start_quote(actor=one.manager, invitation=mine)
    with pytest.raises(WrongState):
        ask_question(actor=one.manager, invitation=mine, text="Why?")


def test_nobody_is_taken_off_a_request_that_is_over(client: Any, deal: Deal):
    page = reverse("rfq_detail", args=[deal.rfq.pk])
    client.force_login(deal.manager.user)
    assert "Take off" in client.get(page).content.decode()
    cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason=CancelReason.BUDGET, text="Other plans.")
    for over in (awarded_deal()[0], deal):
        one = Invitation.objects.get(pk=over.bidder.invitation.pk)
        before = one.status
        with pytest.raises(WrongState, match="nobody can be taken off it any more"):
            lock_out(actor=over.manager, invitation=one, reason="x")
        assert steps_of_invitation(over.manager, Invitation.objects.select_related("rfq").get(pk=one.pk)) == []
        client.force_login(over.manager.user)
        text = client.get(reverse("rfq_detail", args=[over.rfq.pk])).content.decode()
        assert (str(one.provider) in text, "Take off" in text) == (True, False)
        assert Invitation.objects.get(pk=one.pk).status == before


def test_a_request_is_nobodys_business_who_is_not_invited(deal: Deal):
    stranger = open_deal(1).bidder.manager
    assert not Rfq.objects.visible_to(stranger).filter(pk=deal.rfq.pk).exists()
    with pytest.raises(NotFound):
        view_invitation(actor=stranger, invitation=deal.bidder.invitation)


def test_a_draft_is_nobodys_but_the_sponsors():
    draft = draft_deal(1)
    assert not Rfq.objects.visible_to(draft.bidder.owner).exists()
    assert not Invitation.objects.visible_to(draft.bidder.owner).exists()
    with pytest.raises(NotFound):
        accept_invitation(actor=draft.bidder.manager, invitation=draft.bidder.invitation)


# Tiers ---------------------------------------------------------------------------------------------------------------


def seen(who: Any, rfq: Rfq) -> str:
    shown = rfq_as_seen(who, rfq)
    return f"{shown.sponsor} {shown.values} {[line.values for line in shown.lines]}"


def test_before_the_agreement_only_the_teaser_is_there(deal: Deal):
    assert tier_of(deal.bidder.owner, deal.rfq) == Tier.TEASER
    assert [secret for secret in SECRETS if secret in seen(deal.bidder.owner, deal.rfq)] == []


def test_under_the_agreement_all_but_the_handover_is_there(deal: Deal):
    joined(deal.bidder)
    assert [secret for secret in SECRETS if secret in seen(deal.bidder.owner, deal.rfq)] == list(SECRETS[:-1])
    assert [secret for secret in SECRETS if secret in seen(deal.bidders[1].owner, deal.rfq)] == []


def test_after_the_award_the_winner_alone_sees_the_handover():
    deal, _quotes = awarded_deal()
    assert "CANARY-HANDOVER" in seen(deal.bidder.owner, deal.rfq)
    assert "CANARY-HANDOVER" not in seen(deal.bidders[1].owner, deal.rfq)


def test_what_is_confidential_stands_in_one_table():
    of_request = {name for name, tier in RFQ_FIELDS.items() if tier != Tier.TEASER}
    of_line = {name for name, tier in LINE_FIELDS.items() if tier != Tier.TEASER}
    assert (of_request, of_line) == (
        {"title", "brief", "criteria", "handover"},
        {"details", "questions", "required_questions"},
    )


def test_a_sponsor_stays_unnamed_until_the_agreement():
    deal = open_deal(1, sponsor_named=False)
    assert "Sponsor of Secrets" not in seen(deal.bidder.owner, deal.rfq)
    cda = accept_cda(actor=deal.bidder.owner, invitation=deal.bidder.invitation, name="Paul")
    assert "Sponsor of Secrets" not in cda.text
    assert "Sponsor of Secrets" in seen(deal.bidder.owner, deal.rfq)


def test_an_agreement_ends_by_the_clock_and_with_it_what_it_disclosed(deal: Deal):
    joined(deal.bidder)
    with rewritten(Cda):
        Cda.objects.update(recipient_accepted_at=database_now() - timedelta(days=2), expires_at=database_now())
    assert tier_of(deal.bidder.owner, deal.rfq) == Tier.TEASER


def test_a_request_without_an_agreement_shows_its_details():
    deal = open_deal(1, needs_cda=False)
    assert tier_of(deal.bidder.owner, deal.rfq) == Tier.CDA


# The agreement -------------------------------------------------------------------------------------------------------


def test_an_agreement_names_both_sides_times_and_the_digest_of_its_text(deal: Deal):
    one = deal.bidder
    cda = accept_cda(actor=one.owner, invitation=one.invitation, name="Paul Provider")
    assert (cda.sponsor_name, cda.recipient_name) == ("Olga Owner", "Paul Provider")
    assert cda.sha256 == hashlib.sha256(cda.text.encode()).hexdigest()
    assert all(words in cda.text for words in ("Sponsor of Secrets AG", "Paul Provider", "Olga Owner", deal.rfq.number))
    months = (cda.expires_at.year - cda.recipient_accepted_at.year) * 12 + cda.expires_at.month
    assert months - cda.recipient_accepted_at.month == 36


def test_an_agreement_is_accepted_once_and_used_again_for_the_next_request(deal: Deal):
    one = deal.bidder
    first = accept_cda(actor=one.owner, invitation=one.invitation, name="Paul")
    assert accept_cda(actor=one.owner, invitation=one.invitation, name="Paul") == first
    assert Cda.objects.count() == 1


def test_only_owners_and_signatories_bind_their_organisation(deal: Deal):
    with pytest.raises(Forbidden):
        accept_cda(actor=deal.bidder.manager, invitation=deal.bidder.invitation, name="Max")
    with pytest.raises(Forbidden):
        offer_cda(actor=deal.manager, rfq=draft_deal(1).rfq, name="Max")


def test_an_agreement_needs_a_printed_name_and_an_offer(deal: Deal):
    with pytest.raises(Invalid):
        accept_cda(actor=deal.bidder.owner, invitation=deal.bidder.invitation, name=" ")
    with pytest.raises(WrongState):
        offer_cda(actor=deal.owner, rfq=deal.rfq, name="Too late")


def test_an_agreement_is_seen_by_its_two_parties(deal: Deal):
    accept_cda(actor=deal.bidder.owner, invitation=deal.bidder.invitation, name="Paul")
    readers = {"sponsor": deal.viewer, "provider": deal.bidder.viewer, "rival": deal.bidders[1].owner}
    assert {name: Cda.objects.visible_to(who).count() for name, who in readers.items()} == {
        "sponsor": 1,
        "provider": 1,
        "rival": 0,
    }


# Questions -----------------------------------------------------------------------------------------------------------


def test_a_question_is_private_and_its_answer_everybodys_with_no_trace_of_who_asked(deal: Deal):
    one, rival = deal.bidders
    question = ask_question(actor=one.manager, invitation=one.invitation, text="CANARY: does bidder-0's line fit?")
    assert not Question.objects.visible_to(rival.manager).exists()
    answer_question(actor=deal.manager, question=question, published_text="Does a 2 kL line fit?", answer="Yes.")
    shown = published_answers(deal.rfq)
    assert [(row["published_text"], row["answer"]) for row in shown] == [("Does a 2 kL line fit?", "Yes.")]
    assert set(shown[0]) == {"published_text", "answer", "published_at"}
    event = Event.objects.get(kind="rfq_question.answered")
    assert (event.subject_type, set(event.data)) == ("sourcing.rfq", {"question"})
    assert not Question.objects.visible_to(rival.manager).exists()


def test_after_the_cutoff_a_question_is_refused_with_the_time(deal: Deal):
    Rfq.objects.update(question_cutoff=database_now() - timedelta(seconds=1), question_days=None)
    with pytest.raises(WrongState, match="Questions could be asked until 2026-"):
        ask_question(actor=deal.bidder.manager, invitation=deal.bidder.invitation, text="Too late?")


def test_an_answer_is_published_once_and_says_something(deal: Deal):
    question = ask_question(actor=deal.bidder.manager, invitation=deal.bidder.invitation, text="How?")
    with pytest.raises(Invalid) as error:
        answer_question(actor=deal.manager, question=question, published_text="", answer="")
    assert set(error.value.errors) == {"published_text", "answer"}
    answer_question(actor=deal.manager, question=question, published_text="How?", answer="So.")
    with pytest.raises(WrongState):
        answer_question(actor=deal.manager, question=question, published_text="How?", answer="Otherwise.")


def test_while_it_is_paused_nothing_is_asked_or_sent(deal: Deal):
    one = joined(deal.bidder)
    pause_rfq(actor=deal.manager, rfq=deal.rfq, reason="Wait.")
    with pytest.raises(WrongState, match="“Paused”"):
        ask_question(actor=one.manager, invitation=one.invitation, text="How long?")
    with pytest.raises(WrongState, match="“Paused”"):
        start_quote(actor=one.manager, invitation=one.invitation)
    assert not Quote.objects.exists()


@pytest.mark.parametrize("end", ["cancelled", "awarded"])
def test_an_agreement_discloses_nothing_of_a_request_that_is_over(end: str):
    if end == "cancelled":
        deal = open_deal(1)
        late = deal.bidder
        cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason=CancelReason.NEED_ENDED, text="No need.")
    else:
        deal = open_deal(2)
        late, quotes = deal.bidders[1], [sent(deal, deal.bidder)]
        pass_deadline(deal.rfq)
        open_envelopes(actor=deal.manager, rfq=deal.rfq)
        recommended(deal, quotes)
        approve_award(actor=deal.approver, rfq=deal.rfq)
    page = signed_in(late.owner).get(reverse("invitation_to_quote", args=[late.invitation.pk])).content.decode()
    assert ("Accept for our organisation" in page, "CANARY-BRIEF" in page) == (False, False)
    with pytest.raises(WrongState, match="its agreement can be accepted no more"):
        accept_cda(actor=late.owner, invitation=late.invitation, name="Paul Provider")
    assert tier_of(late.owner, deal.again()) == Tier.TEASER
    assert not Cda.objects.filter(recipient=late.provider.organization).exists()


def test_an_agreement_that_is_in_force_is_given_again_when_the_request_is_over(deal: Deal):
    one = joined(deal.bidder)
    cancel_rfq(actor=deal.manager, rfq=deal.rfq, reason=CancelReason.NEED_ENDED, text="No need.")
    assert accept_cda(actor=one.owner, invitation=one.invitation, name="Paul Provider") == Cda.objects.get()


def test_an_operator_may_lock_out(deal: Deal):
    operator = actor(Role.OWNER, kind="operator")
    lock_out(actor=operator, invitation=deal.bidder.invitation, reason="Sanctioned.")
    assert Invitation.objects.get(pk=deal.bidder.invitation.pk).status == "locked-out"


def test_the_text_that_a_sponsor_offers_names_it_once_and_each_provider_as_the_other_side():
    deal = draft_deal(1)
    deal.rfq.sponsor_named = True
    text = cda_text(deal.rfq)
    assert text.count("Sponsor of Secrets AG") == 1
    assert 'each provider that accepts this text ("the recipient")' in text
