"""A new version of a quote that was sent: until it is sent itself, everybody on the provider's side sees that it is not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from core.clock import database_now
from events.models import Event
from notifications.models import Notification, OutgoingMail
from projects.sourcing.actions.asking import answer_ask, ask_of_quote
from projects.sourcing.actions.evaluation import declare_conflict
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.actions.opening import open_envelopes
from projects.sourcing.actions.quote import revise_quote, save_quote
from projects.sourcing.actions.quote_course import submit_quote
from projects.sourcing.models import Quote, Rfq
from projects.sourcing.selectors.steps import steps_of_quote
from projects.sourcing.selectors.waiting import waiting_for
from tests.providers.house import signed_in
from tests.sourcing.deal import Deal, content_of, joined, open_deal, pass_deadline, sent

pytestmark = pytest.mark.django_db
NOT_SENT = "Version 2 not sent"


@pytest.fixture
def deal() -> Deal:
    return open_deal(2)


def revised(deal: Deal) -> Quote:
    """Sent at 1000 a line, and rewritten at 1200."""
    manager = deal.bidder.manager
    quote = revise_quote(actor=manager, quote=sent(deal, deal.bidder))
    return save_quote(actor=manager, quote=quote, content=content_of(deal.rfq, price="1200.00"))


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode().replace("\xa0", " ")


def test_every_page_of_its_provider_says_that_the_new_version_is_not_sent_and_the_sponsors_say_nothing(deal: Deal):
    quote = revised(deal)
    client = signed_in(deal.bidder.manager)
    page = read(client, f"/quotes/{quote.pk}/")
    assert "Version 2 is not sent: version 1 holds." in page
    assert "EUR 1,200.00" in page
    assert "EUR 1,200.00" not in read(client, f"/quotes/{quote.pk}/?version=1")
    assert [NOT_SENT in read(client, path) for path in ("/quotes/", "/invitations-to-quote/")] == [True, True]
    theirs = signed_in(deal.manager)
    assert "not sent" not in read(theirs, f"/rfqs/{deal.rfq.pk}/")
    submit_quote(actor=deal.bidder.manager, quote=Quote.objects.get(pk=quote.pk))
    paths = (f"/quotes/{quote.pk}/", "/quotes/", "/invitations-to-quote/")
    assert ["not sent" in read(client, path) for path in paths] == [False, False, False]


def test_it_waits_on_the_dashboard_until_it_is_sent(deal: Deal):
    quote = revised(deal)
    (step,) = waiting_for(deal.bidder.manager)
    assert step.text == "Send the new version of the quote: until then the earlier one holds"
    assert (step.link, step.due) == (f"/quotes/{quote.pk}/", deal.rfq.deadline)
    submit_quote(actor=deal.bidder.manager, quote=Quote.objects.get(pk=quote.pk))
    assert waiting_for(deal.bidder.manager) == []


def test_after_the_deadline_the_page_shows_what_counts_and_says_that_the_new_version_came_too_late(deal: Deal):
    quote = revised(deal)
    pass_deadline(deal.rfq)
    page = read(signed_in(deal.bidder.manager), f"/quotes/{quote.pk}/")
    assert "Version 2 was not sent in time. Version 1 counts, and is what you read here." in page
    assert ("EUR 1,000.00" in page, "EUR 1,200.00" in page) == (True, False)
    assert {"edit", "submit"} & set(steps_of_quote(deal.bidder.manager, Quote.objects.get(pk=quote.pk))) == set()
    assert waiting_for(deal.bidder.manager) == []


def test_shortly_before_the_deadline_its_provider_is_reminded_that_the_newest_version_is_not_sent(
    deal: Deal, deliver_events: Callable[[], None]
):
    revised(deal)
    sent(deal, deal.bidders[1])
    Rfq.objects.filter(pk=deal.rfq.pk).update(
        notice_due_at=database_now(), deadline=database_now() + timedelta(days=2), question_cutoff=None
    )
    tell_of_what_is_due()
    deliver_events()
    told = Notification.objects.filter(kind="rfq.reminder_due")
    people = {deal.bidder.owner.user, deal.bidder.manager.user}
    assert {one.person for one in told} == people
    mail = OutgoingMail.objects.filter(to__contains=[deal.bidder.manager.user.email]).get(subject__contains="not sent")
    assert "The new version of your quote" in mail.text


def test_at_the_deadline_its_provider_is_told_once_which_version_counts_and_the_sponsor_is_not(
    deal: Deal, deliver_events: Callable[[], None]
):
    quote = revised(deal)
    sent(deal, deal.bidders[1])
    pass_deadline(deal.rfq)
    Rfq.objects.filter(pk=deal.rfq.pk).update(notice_due_at=database_now())
    tell_of_what_is_due()
    deliver_events()
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    deliver_events()
    told = Notification.objects.filter(kind="quote.revision_missed")
    assert {(one.person, one.path) for one in told} == {
        (one.user, f"/quotes/{quote.pk}/") for one in (deal.bidder.owner, deal.bidder.manager)
    }
    mail = OutgoingMail.objects.get(to__contains=[deal.bidder.manager.user.email], subject__contains="was not sent")
    assert mail.subject.endswith("Heron: version 2 was not sent, version 1 counts")
    (event,) = Event.objects.filter(kind="quote.revision_missed")
    assert event.organization_ids == [deal.bidder.provider.organization_id]


def test_after_an_opening_that_came_before_the_notice_the_page_and_a_message_still_say_what_became_of_it(
    deal: Deal, deliver_events: Callable[[], None]
):
    quote = revised(deal)
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    deliver_events()
    assert Notification.objects.filter(kind="quote.revision_missed").count() == 2
    page = read(signed_in(deal.bidder.manager), f"/quotes/{quote.pk}/")
    assert "Version 2 was not sent in time and was not opened. Version 1 counts, and is what you read here." in page
    theirs = read(signed_in(deal.manager), f"/rfqs/{deal.rfq.pk}/quotes/{quote.pk}/")
    assert "not sent" not in theirs


def test_what_was_neither_confirmed_nor_sent_again_is_not_compared_and_its_provider_reads_so(
    deal: Deal, deliver_events: Callable[[], None]
):
    quote = revised(deal)
    Quote.objects.filter(pk=quote.pk).update(status="needs-reconfirmation")
    pass_deadline(deal.rfq)
    Rfq.objects.filter(pk=deal.rfq.pk).update(notice_due_at=database_now())
    tell_of_what_is_due()
    deliver_events()
    mail = OutgoingMail.objects.get(to__contains=[deal.bidder.manager.user.email], subject__contains="was not sent")
    assert mail.subject.endswith("version 2 was not sent, and your quote is not compared")
    assert "your quote is not compared" in read(signed_in(deal.bidder.manager), f"/quotes/{quote.pk}/")


def test_a_version_written_in_answer_after_the_opening_takes_the_place_of_what_was_said_of_the_dropped_one(deal: Deal):
    quote = revised(deal)
    pass_deadline(deal.rfq)
    open_envelopes(actor=deal.manager, rfq=deal.rfq)
    declare_conflict(actor=deal.manager, rfq=deal.rfq, has_conflict=False)
    ask_of_quote(actor=deal.manager, quote=Quote.objects.get(pk=quote.pk), kind="negotiation", text="Ten percent less.")
    client = signed_in(deal.bidder.manager)
    answer_ask(actor=deal.bidder.manager, quote=quote)
    assert "was not opened" not in read(client, f"/quotes/{quote.pk}/")
    submit_quote(actor=deal.bidder.manager, quote=Quote.objects.get(pk=quote.pk))
    assert "was not opened" not in read(client, f"/quotes/{quote.pk}/")


def test_a_draft_that_was_never_sent_is_no_revision(deal: Deal):
    one = joined(deal.bidder)
    client = signed_in(one.manager)
    path = client.post(f"/invitations-to-quote/{one.invitation.pk}/quote/").headers["Location"].removesuffix("edit/")
    assert ["not sent" in read(client, shown) for shown in (path, "/quotes/")] == [False, False]
