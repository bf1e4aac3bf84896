"""The calendar of deadlines at a secret address."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from events.models import Event
from organizations.actions.calendar import end_calendar_address, make_calendar_address
from organizations.actions.membership import end_membership
from organizations.actor import Actor
from organizations.models import CalendarFeed
from projects.sourcing.actions.invitation import decline_invitation
from projects.sourcing.actions.rfq_course import extend_rfq
from tests.providers.house import Program
from tests.selling import signed_in
from tests.sourcing.deal import draft_deal, joined, open_deal, opened_deal

pytestmark = pytest.mark.django_db


def feed_of(person: Actor) -> dict[str, Any]:
    """Summaries by the part of the key before the identifier."""
    _feed, secret = make_calendar_address(actor=person)
    return read(secret)


def read(secret: str) -> dict[str, Any]:
    answer = Client().get(f"/calendar/{secret}.ics")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert all(one["DTSTAMP"] and str(one["URL"]).startswith("http") for one in events)
    return {str(one["UID"]).split("-")[0]: one for one in events}


def test_a_sponsor_sees_its_deadlines_and_a_bidder_its_own_without_what_is_confidential():
    deal = open_deal()
    asked, invited = feed_of(deal.viewer), feed_of(deal.bidder.viewer)
    assert set(asked) == {"deadline", "questions", "decision"}
    assert set(invited) == {"deadline", "questions"}
    assert str(asked["deadline"]["SUMMARY"]) == f"Quotes are due: {deal.rfq}"
    assert str(invited["deadline"]["SUMMARY"]) == f"Your quote is due: {deal.rfq}"
    assert invited["deadline"]["DTSTART"].dt.replace(microsecond=0) == deal.rfq.deadline.replace(microsecond=0)
    text = str([one.to_ical() for one in [*asked.values(), *invited.values()]])
    assert "CANARY" not in text


def test_drafts_strangers_and_what_was_declined_are_not_in_it():
    deal, drafted = open_deal(), draft_deal()
    assert feed_of(drafted.bidder.viewer) == {}
    assert feed_of(drafted.viewer) == {}
    joined(deal.bidder)
    decline_invitation(actor=deal.bidder.manager, invitation=deal.bidder.invitation, reason="timeline")
    assert feed_of(deal.bidder.viewer) == {}


def test_after_the_opening_the_validity_of_quotes_is_in_it_and_no_amount():
    deal, _quotes = opened_deal(("77123.00",))
    found = feed_of(deal.viewer)
    assert "validity" in found
    assert "77123" not in str(found)


def test_a_moved_deadline_keeps_its_key():
    deal = open_deal()
    _feed, secret = make_calendar_address(actor=deal.viewer)
    before = read(secret)["deadline"]
    later = datetime(2030, 1, 1, 12, tzinfo=UTC)
    extend_rfq(actor=deal.manager, rfq=deal.rfq, deadline=later, reason="Holidays.")
    after = read(secret)["deadline"]
    assert (str(after["UID"]), after["DTSTART"].dt) == (str(before["UID"]), later)


def test_an_address_ends_when_it_is_made_anew_ended_or_its_member_goes():
    deal = open_deal()
    _feed, first = make_calendar_address(actor=deal.viewer)
    _feed, second = make_calendar_address(actor=deal.viewer)
    assert CalendarFeed.objects.count() == 1
    assert second not in CalendarFeed.objects.get().digest
    assert Client().get(f"/calendar/{first}.ics").status_code == 404
    read(second)
    end_calendar_address(actor=deal.viewer)
    assert Client().get(f"/calendar/{second}.ics").status_code == 404
    _feed, third = make_calendar_address(actor=deal.viewer)
    end_membership(actor=deal.owner, membership=deal.viewer.require_membership())
    assert Client().get(f"/calendar/{third}.ics").status_code == 404
    kinds = list(Event.objects.filter(kind__startswith="calendar").order_by("id").values_list("kind", flat=True))
    assert kinds == ["calendar_feed.made", "calendar_feed.made", "calendar_feed.ended", "calendar_feed.made"]


def test_it_is_made_and_ended_on_a_page_that_shows_it_once():
    deal = open_deal()
    browser = signed_in(deal.viewer)
    assert "Make the address" in browser.get("/calendar/").content.decode()
    made = browser.post("/calendar/")
    assert (made.status_code, ".ics" in made.content.decode()) == (201, True)
    shown = browser.get("/calendar/").content.decode()
    assert ("You have an address" in shown, ".ics" in shown) == (True, False)
    assert browser.post("/calendar/end/").status_code == 302
    assert CalendarFeed.objects.count() == 0


def test_a_session_makes_one_by_the_api_and_a_token_makes_none():
    deal = open_deal()
    program, browser = Program(deal.viewer), signed_in(deal.viewer)
    assert program.get("/api/v1/calendar-feed/").status_code == 404
    assert program.send("post", "/api/v1/calendar-feed/", {}).status_code == 403
    made = browser.post("/api/v1/calendar-feed/", {}, content_type="application/json")
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    read(made.json()["address"].rsplit("/", 1)[1].removesuffix(".ics"))
    assert set(program.get("/api/v1/calendar-feed/").json()) == {"made_at"}
    assert program.send("delete", "/api/v1/calendar-feed/").status_code == 204
    assert program.get("/api/v1/calendar-feed/").status_code == 404
