"""Who is told of what, once each, never an amount; and what operators see."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from core.clock import database_now
from events.models import Event
from notifications.models import Notification, OutgoingMail
from organizations.actor import Actor
from organizations.enums import Kind
from organizations.models import Organization
from projects.briefs.models import ExchangeRate
from projects.sourcing.actions.award import approve_award, close_without_award
from projects.sourcing.actions.invitation import (
    answer_question,
    ask_question,
    decline_invitation,
    invite_provider,
    lock_out,
)
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.actions.policy import set_policy
from projects.sourcing.actions.quote import renew_quote
from projects.sourcing.actions.quote_course import admit_late_quote, submit_quote
from projects.sourcing.actions.rfq import publish_rfq, request_approval
from projects.sourcing.actions.rfq_course import amend_rfq, cancel_rfq, extend_rfq, pause_rfq, resume_rfq
from projects.sourcing.models import Cda, Quote, Rfq
from projects.sourcing.tasks import tell_of_requests
from tests.factories import actor
from tests.providers.house import signed_in
from tests.rewritten import rewritten
from tests.sourcing.deal import (
    as_facts,
    bidder,
    draft_deal,
    drafted,
    joined,
    open_deal,
    opened_deal,
    pass_deadline,
    recommended,
    sent,
)
from tests.sourcing.test_sealed import side_by_side

pytestmark = pytest.mark.django_db
Deliver = Callable[[], None]


def told(kind: str) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("person__email", flat=True))


def emails(*people: Actor) -> set[str]:
    return {one.user.email for one in people}


def test_publishing_tells_every_bidders_owners_and_managers_once(deliver_events: Deliver):
    deal = open_deal(2)
    deliver_events()
    deliver_events()
    assert told("rfq.published") == emails(*(who for one in deal.bidders for who in (one.owner, one.manager)))
    assert Notification.objects.filter(kind="rfq.published").count() == 4
    assert "Sponsor of Secrets" not in "".join(f"{one.subject} {one.text} {one.html}" for one in OutgoingMail.objects.all())


def test_each_change_reaches_every_bidder_who_has_not_declined(deliver_events: Deliver):
    deal = open_deal(2)
    decline_invitation(actor=deal.bidders[1].manager, invitation=deal.bidders[1].invitation, reason="conflict")
    rfq = extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=deal.rfq.deadline + timedelta(days=9), reason="Holidays.")
    rfq = amend_rfq(actor=deal.manager, rfq=rfq, changes=vars(as_facts(rfq, brief="New")), reason="Scope.")
    rfq = resume_rfq(actor=deal.manager, rfq=pause_rfq(actor=deal.manager, rfq=rfq, reason="Wait."))
    cancel_rfq(actor=deal.manager, rfq=rfq, reason="budget", text="No money.")
    deliver_events()
    there = emails(deal.bidder.owner, deal.bidder.manager)
    for kind in ("rfq.extended", "rfq.amended", "rfq.paused", "rfq.resumed"):
        assert told(kind) == there
    assert told("rfq.cancelled") == there | emails(deal.bidders[1].owner, deal.bidders[1].manager)
    assert told("rfq_invitation.declined") == emails(deal.owner, deal.manager)


def test_questions_quotes_and_lock_outs_are_told_to_whom_they_concern(deliver_events: Deliver):
    deal = open_deal(2)
    one = deal.bidder
    question = ask_question(actor=one.manager, invitation=one.invitation, text="How?")
    answer_question(actor=deal.manager, question=question, published_text="How?", answer="So.")
    quote = drafted(deal, one)
    lock_out(actor=deal.manager, invitation=deal.bidders[1].invitation, reason="Conflict.")
    pass_deadline(deal.rfq)
    submit_quote(actor=one.manager, quote=quote)
    admit_late_quote(actor=deal.manager, quote=quote, reason="Our fault.")
    deliver_events()
    sponsor = emails(deal.owner, deal.manager)
    assert (told("rfq_question.asked"), told("quote.submitted_late")) == (sponsor, sponsor)
    assert told("rfq_invitation.locked_out") == emails(deal.bidders[1].owner, deal.bidders[1].manager)
    assert told("quote.admitted") == emails(one.owner, one.manager)


def test_who_is_invited_later_is_told_at_once_and_a_drafts_bidders_are_not(deliver_events: Deliver):
    draft = draft_deal(1)
    deal = open_deal(1)
    late = bidder("late")
    invite_provider(actor=deal.manager, rfq=deal.rfq, provider=late.provider)
    deliver_events()
    assert told("rfq_invitation.created") == emails(late.owner, late.manager)
    assert not Notification.objects.filter(person=draft.bidder.owner.user).exists()


def test_approvals_are_asked_of_others(deliver_events: Deliver):
    deal = draft_deal(1)
    set_policy(actor=deal.owner, approves_rfqs=True, quote_limit=None, quote_limit_currency="", quiet_days=7)
    request_approval(actor=deal.manager, rfq=deal.rfq)
    deliver_events()
    assert told("rfq.approval_requested") == emails(deal.owner, deal.approver)


def test_every_bidder_is_told_that_there_is_an_outcome(deliver_events: Deliver):
    deal, quotes = opened_deal()
    recommended(deal, quotes)
    approve_award(actor=deal.approver, rfq=deal.rfq)
    deliver_events()
    assert told("rfq.awarded") == emails(*(who for one in deal.bidders for who in (one.owner, one.manager)))
    assert told("rfq.award_recommended") == emails(deal.owner, deal.approver)


def test_no_notice_and_no_mail_holds_an_amount(deliver_events: Deliver):
    deal = open_deal(1)
    sent(deal, deal.bidder, price="7654.32")
    deliver_events()
    everything = "".join(f"{one.params}" for one in Notification.objects.all())
    everything += "".join(f"{one.subject} {one.text} {one.html}" for one in OutgoingMail.objects.all())
    assert "7654" not in everything


# By the clock --------------------------------------------------------------------------------------------------------


def due(rfq: Rfq, **columns: object) -> None:
    Rfq.objects.filter(pk=rfq.pk).update(notice_due_at=database_now(), **columns)


def test_a_silent_bidder_is_reminded_once_however_often_the_sweep_runs(deliver_events: Deliver):
    deal = open_deal(2)
    joined(deal.bidder)
    due(deal.rfq)
    for _ in range(2):
        tell_of_requests()
    deliver_events()
    assert Event.objects.filter(kind="rfq.reminder_due").count() == 1
    assert told("rfq.reminder_due") == emails(deal.bidders[1].owner, deal.bidders[1].manager)


def test_shortly_before_the_deadline_those_without_a_quote_are_reminded(deliver_events: Deliver):
    deal = open_deal(2)
    sent(deal, deal.bidder)
    joined(deal.bidders[1])
    due(deal.rfq, deadline=database_now() + timedelta(days=2), question_cutoff=None)
    tell_of_what_is_due()
    deliver_events()
    assert told("rfq.reminder_due") == emails(deal.bidders[1].owner, deal.bidders[1].manager)


def test_the_sponsor_is_told_when_the_deadline_has_passed(deliver_events: Deliver):
    deal = open_deal(1)
    pass_deadline(deal.rfq)
    due(deal.rfq)
    assert tell_of_what_is_due() == 1
    assert tell_of_what_is_due() == 0
    deliver_events()
    assert told("rfq.deadline_passed") == emails(deal.owner, deal.manager)


def test_a_start_is_told_by_the_sweep(deliver_events: Deliver):
    deal = draft_deal(1, starts_at=database_now() + timedelta(days=1))
    publish_rfq(actor=deal.manager, rfq=deal.rfq)
    due(deal.rfq, starts_at=database_now() - timedelta(seconds=1))
    tell_of_what_is_due()
    deliver_events()
    assert told("rfq.opened") == emails(deal.bidder.owner, deal.bidder.manager)
    assert deal.again().notice_due_at is not None


def test_an_agreement_that_ends_is_told_to_both_sides(deliver_events: Deliver):
    deal = open_deal(1)
    joined(deal.bidder)
    cda = Cda.objects.get()
    assert cda.notice_due_at == cda.expires_at - timedelta(days=30)
    for left in (timedelta(days=30), timedelta(days=7)):
        ends = database_now() + left
        with rewritten(Cda):
            Cda.objects.update(expires_at=ends, notice_due_at=ends - left)
        assert (tell_of_what_is_due(), tell_of_what_is_due()) == (1, 0)
    assert Cda.objects.get().notice_due_at is None
    deliver_events()
    assert told("cda.expiring") == emails(deal.owner, deal.bidder.owner)
    assert Event.objects.filter(kind="cda.expiring").count() == 2


def test_the_end_of_a_quotes_validity_is_told_to_both_sides_before_and_when_it_comes(deliver_events: Deliver):
    deal, (quote,) = opened_deal(("100.00",))
    assert quote.notice_due_at == quote.validity_ends_at - timedelta(days=7)
    both = emails(deal.owner, deal.manager, deal.bidder.owner, deal.bidder.manager)
    for kind, left in (("quote.expiring", 3), ("quote.expired", -1)):
        day = database_now().date() + timedelta(days=left)
        Quote.objects.update(valid_until=day, notice_due_at=database_now())
        assert (tell_of_what_is_due(), tell_of_what_is_due()) == (1, 0)
        deliver_events()
        assert told(kind) == both
    assert Quote.objects.get().notice_due_at is None


def test_a_renewal_moves_the_notice_and_a_decided_quote_is_not_told_of(deliver_events: Deliver):
    deal, (quote,) = opened_deal(("100.00",))
    day = quote.valid_until + timedelta(days=100)
    renewed = renew_quote(actor=deal.bidder.manager, quote=quote, valid_until=day)
    assert renewed.notice_due_at == renewed.validity_ends_at - timedelta(days=7)
    words = {str(quote.pk): {"reason": "need-ended", "feedback": "Thank you."}}
    close_without_award(actor=deal.manager, rfq=deal.rfq, reason="The need has ended.", outcomes=words)
    Quote.objects.update(notice_due_at=database_now())
    assert (tell_of_what_is_due(), tell_of_what_is_due()) == (1, 0)
    assert Event.objects.filter(kind__in=["quote.expiring", "quote.expired"]).count() == 0


def test_a_validity_is_no_secret_that_a_sealed_quotes_notice_could_tell():
    deal = open_deal(1)
    quote = sent(deal, deal.bidder)
    assert quote.notice_due_at is None
    with pytest.raises(IntegrityError, match="quote_notice_sealed"), transaction.atomic():
        Quote.objects.update(notice_due_at=database_now())


@pytest.mark.django_db(transaction=True)
def test_after_an_outage_four_sweeps_at_once_tell_of_each_once():
    opened_deal()
    other = open_deal(1)
    pass_deadline(other.rfq)
    Rfq.objects.update(notice_due_at=database_now() - timedelta(days=2))
    Cda.objects.update(notice_due_at=database_now() - timedelta(days=2))
    Quote.objects.update(notice_due_at=database_now() - timedelta(days=2), valid_until=database_now().date())
    side_by_side(*[tell_of_what_is_due] * 4)
    kinds = Event.objects.filter(actor_user_id=None).values_list("kind", flat=True)
    found = {kind: list(kinds).count(kind) for kind in set(kinds)}
    assert found == {"rfq.deadline_passed": 1, "cda.expiring": 2, "quote.expiring": 2}


# Operators -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def admin() -> Client:
    chief = actor(kind=Kind.OPERATOR)
    User.objects.filter(pk=chief.user_id).update(is_staff=True, second_factor_required=True)
    TOTP.activate(chief.user, "JBSWY3DPEHPK3PXP")
    return signed_in(chief)


MODELS = ("rfq", "invitation", "quote", "opening", "cda", "outcome", "exchangerate")


def test_operators_see_requests_and_states_and_no_secret_of_either_side(admin: Client):
    deal, _quotes = opened_deal(("7654.32",))
    waiting = open_deal(1)
    sent(waiting, waiting.bidder, price="8765.43")
    pages = [f"/admin/sourcing/{name}/" for name in MODELS] + [f"/admin/sourcing/rfq/{deal.rfq.pk}/change/"]
    pages += [f"/admin/sourcing/quote/{one.pk}/change/" for one in deal.bidder.invitation.quotes.all()]
    answers = [admin.get(path) for path in pages]
    assert {answer.status_code for answer in answers} == {200}
    found = "".join(answer.content.decode() for answer in answers)
    assert [canary for canary in ("CANARY", "7654.32", "7,654.32", "8765.43") if canary in found] == []


def test_an_operators_list_tells_quotes_of_two_sponsors_apart_whose_requests_have_the_same_number(admin: Client):
    deals = [open_deal(1), open_deal(1)]
    for number, deal in enumerate(deals):
        sent(deal, deal.bidder)
        Organization.objects.filter(pk=deal.rfq.organization_id).update(legal_name=("Heron AG", "Kite AG")[number])
    assert len({deal.rfq.number for deal in deals}) == 1
    page = admin.get("/admin/sourcing/quote/").content.decode()
    assert page.index("Kite AG") < page.index("Heron AG")
    found = admin.get("/admin/sourcing/quote/", {"q": "Kite"}).content.decode()
    assert ("Kite AG" in found, "Heron AG" in found) == (True, False)


def test_an_operator_pauses_with_a_reason(admin: Client):
    deal = open_deal(1)
    assert admin.post(f"/admin/sourcing/rfq/{deal.rfq.pk}/pause/", {"reason": "A complaint."}).status_code == 302
    assert deal.again().status == "paused"


def test_an_operator_imports_rates_all_or_none(admin: Client):
    path = "/admin/sourcing/exchangerate/import-rates/"
    rows = "base,counter,rate,on,source\nUSD,EUR,0.91,2026-11-24,ECB\n"
    assert admin.post(path, {"rows": rows + "USD,EUR,x,2026-11-23,ECB"}).status_code == 422
    assert not ExchangeRate.objects.exists()
    assert admin.post(path, {"rows": rows}).status_code == 302
    assert ExchangeRate.objects.count() == 1
    assert signed_in(open_deal(1).owner).get(path).status_code in {302, 404}
