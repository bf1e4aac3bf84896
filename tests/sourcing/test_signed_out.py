"""What is sent after the session has ended is there again once the same person has signed in; nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core import held
from drafts.models import Draft
from organizations.actor import Actor
from projects.sourcing.models import Question, Quote
from projects.sourcing.selectors.quote import own_content
from tests.factories import PASSWORD, actor
from tests.providers.house import signed_in
from tests.sourcing.deal import Bidder, Deal, draft_deal, drafted, joined, open_deal
from tests.sourcing.test_pages import filled

pytestmark = pytest.mark.django_db
WORDS = "We can begin in the second week of May, with both trains."
TEXTS = {"text": WORDS}


@pytest.fixture
def deal() -> Deal:
    return open_deal(1)


@pytest.fixture
def one(deal: Deal) -> Bidder:
    return joined(deal.bidder)


@pytest.fixture
def quote(deal: Deal, one: Bidder) -> Quote:
    return drafted(deal, one)


def address_of(quote: Quote) -> str:
    return f"/quotes/{quote.pk}/edit/"


def typed(browser: Client, quote: Quote, **values: Any) -> dict[str, Any]:
    page = browser.get(address_of(quote))
    return filled(page, version=str(page.context["version"]), summary=WORDS, **values)


def from_page(page: str) -> dict[str, str]:
    return {"Referer": f"http://testserver{page}"}


def loses_session(browser: Client) -> None:
    del browser.cookies[settings.SESSION_COOKIE_NAME]


def signs_in(browser: Client, who: Actor) -> None:
    person = who.require_person()
    if not person.check_password(PASSWORD):
        person.set_password(PASSWORD)
        person.save()
        EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    answer = browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_quote_that_met_an_expired_session_stands_in_its_editor_after_signing_in(one: Bidder, quote: Quote):
    browser = signed_in(one.manager)
    sent = typed(browser, quote)
    loses_session(browser)
    refused = browser.post(address_of(quote), sent, headers=from_page(address_of(quote)))
    assert refused["Location"] == f"/account/login/?next={address_of(quote)}"
    assert own_content(one.manager, quote).summary != WORDS
    signs_in(browser, one.manager)
    page = browser.get(address_of(quote))
    assert page.context["forms"].quote["summary"].value() == WORDS
    assert "stands in the form below" in page.content.decode()
    browser.post(address_of(quote), filled(page, version=str(page.context["version"])))
    assert own_content(one.manager, quote).summary == WORDS
    assert "had been signed out" not in browser.get("/dashboard/").content.decode()


def test_what_is_held_is_sealed_and_has_an_end(one: Bidder, quote: Quote):
    browser = signed_in(one.manager)
    sent = typed(browser, quote)
    loses_session(browser)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser.post(address_of(quote), sent, headers=from_page(address_of(quote)))
        rows = Session.objects.order_by("-expire_date").values_list("session_data", flat=True)
        assert all(WORDS not in str(browser.session.decode(row)) for row in rows)
        assert browser.session.get_expiry_age() == held.HELD_FOR.total_seconds()
        clock.shift(held.HELD_FOR + timedelta(seconds=1))
        signs_in(browser, one.manager)
        assert WORDS not in browser.get(address_of(quote)).content.decode()


def test_nobody_else_who_signs_in_there_is_shown_it_and_it_is_gone(one: Bidder, quote: Quote):
    browser = Client()
    signs_in(browser, one.manager)
    sent = typed(browser, quote)
    loses_session(browser)
    browser.post(address_of(quote), sent, headers=from_page(address_of(quote)))
    signs_in(browser, actor())
    assert not browser.get("/dashboard/").context["held"]
    browser.logout()
    signs_in(browser, one.manager)
    assert WORDS not in browser.get(address_of(quote)).content.decode()


def test_who_signed_in_themselves_is_known_again(one: Bidder, quote: Quote):
    browser = Client()
    signs_in(browser, one.manager)
    sent = typed(browser, quote)
    loses_session(browser)
    browser.post(address_of(quote), sent, headers=from_page(address_of(quote)))
    signs_in(browser, one.manager)
    assert WORDS in browser.get(address_of(quote)).content.decode()


def test_a_request_for_quotes_becomes_a_draft_of_its_form():
    deal = draft_deal(0)
    browser = signed_in(deal.manager)
    address = f"/rfqs/{deal.rfq.pk}/edit/"
    sent = filled(browser.get(address), title="Typed meanwhile")
    loses_session(browser)
    browser.post(address, sent, headers=from_page(address))
    signs_in(browser, deal.manager)
    page = browser.get(address).content.decode()
    assert 'value="Typed meanwhile"' in page
    assert "was kept" in page
    assert "had been signed out before" not in page
    assert Draft.objects.get().person_id == deal.manager.user_id


def test_a_question_asked_beside_other_things_is_handed_back_on_the_page_and_sent_with_one_button(one: Bidder):
    browser, page = signed_in(one.manager), f"/invitations-to-quote/{one.invitation.pk}/"
    loses_session(browser)
    browser.post(f"{page}ask/", TEXTS, headers=from_page(page))
    assert Question.objects.count() == 0
    signs_in(browser, one.manager)
    shown = browser.get(page)
    assert WORDS in shown.content.decode()
    assert shown.context["held"].fields == [("text", WORDS)]
    browser.post(shown.context["held"].address, TEXTS)
    assert Question.objects.get().text == WORDS
    assert "had been signed out" not in browser.get("/dashboard/").content.decode()


def test_what_is_held_can_be_discarded(one: Bidder):
    browser, page = signed_in(one.manager), f"/invitations-to-quote/{one.invitation.pk}/"
    loses_session(browser)
    browser.post(f"{page}ask/", TEXTS, headers=from_page(page))
    signs_in(browser, one.manager)
    assert browser.post("/again/discard/", {"next": page})["Location"] == page
    assert WORDS not in browser.get(page).content.decode()


def test_a_button_that_met_an_expired_session_leads_back_to_its_page_and_nothing_is_held(one: Bidder):
    browser, page = signed_in(one.manager), f"/invitations-to-quote/{one.invitation.pk}/"
    loses_session(browser)
    answer = browser.post(f"{page}decline/", {}, headers=from_page(page), follow=True)
    assert answer.redirect_chain == [(f"/account/login/?next={page}", 302)]
    assert "so nothing was done" in answer.content.decode()
    signs_in(browser, one.manager)
    assert "had been signed out before" not in browser.get(page).content.decode()


def test_secrets_are_held_nowhere(one: Bidder):
    browser, page = signed_in(one.manager), f"/invitations-to-quote/{one.invitation.pk}/"
    secrets = {"password": "a b c d e f g h i j k", "api_token": "a b c d e f g h i j k", "code": "1 2 3 4 5 6 7 8 9 10 11"}
    loses_session(browser)
    browser.post(f"{page}ask/", TEXTS | secrets, headers=from_page(page))
    signs_in(browser, one.manager)
    assert browser.get(page).context["held"].fields == [("text", WORDS)]


def test_what_is_too_long_to_be_held_is_shown_to_who_typed_it(one: Bidder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(held, "MOST_BYTES", 100)
    browser, page = signed_in(one.manager), f"/invitations-to-quote/{one.invitation.pk}/"
    loses_session(browser)
    answer = browser.post(f"{page}ask/", TEXTS, headers=from_page(page))
    assert (answer.status_code, WORDS in answer.content.decode()) == (401, True)


def test_a_script_is_told_where_to_sign_in_and_nothing_leaves_the_page(one: Bidder, quote: Quote):
    browser = signed_in(one.manager)
    sent = typed(browser, quote)
    loses_session(browser)
    answer = browser.post(address_of(quote), sent, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Reswap"], answer.content) == (401, "none", b"")
    assert "/account/login/?next=/again/" in answer["HX-Trigger"]
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
    assert "Close this tab" in browser.get("/again/").content.decode()
