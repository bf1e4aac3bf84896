"""Suites and windows: what is firm is once, holds end by the clock, and nobody touches what is not theirs."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import DomainError, Forbidden, Invalid, NotFound, StaleVersion, WrongState
from events.models import Event
from providers.actions.slot import SlotFacts, add_slot, edit_slot, move_slot, remove_slot
from providers.actions.suite import SuiteFacts, add_suite, close_suite, edit_suite, reopen_suite
from providers.models import Slot, Suite
from providers.selectors.capacity import HEAD, WIDTH, timeline_of
from tests.factories import actor
from tests.providers.house import House, Program, build_house, in_days, signed_in
from vocabulary.models import ServiceLine, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return build_house()


def suite_facts(house: House, **values: Any) -> SuiteFacts:
    known = {"site": house.site, "name": "Suite A", "service_lines": (ServiceLine.objects.get(pk="mab-gmp"),)}
    return SuiteFacts(**known | values)


def suite(house: House, **values: Any) -> Suite:
    return add_suite(actor=house.owner, facts=suite_facts(house, **values))


def slot(house: House, room: Suite, first: int = 10, last: int = 20, *steps: str) -> Slot:
    """A window from so many days to so many days ahead, moved by steps."""
    made = add_slot(actor=house.owner, suite=room, facts=SlotFacts(in_days(first), in_days(last)))
    for step in steps:
        made = move_slot(actor=house.owner, slot=made, step=step)
    return made


# Suites --------------------------------------------------------------------------------------------------------------


def test_a_suite_is_added_edited_closed_and_reopened_and_each_step_is_told(house: House):
    room = suite(house)
    room = edit_suite(actor=house.owner, suite=room, changes=vars(suite_facts(house, name="Suite B")))
    edit_suite(actor=house.owner, suite=room, changes=vars(suite_facts(house, name="Suite B")))
    reopen_suite(actor=house.owner, suite=close_suite(actor=house.owner, suite=room))
    told = Event.objects.filter(kind__startswith="suite.").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["suite.created", "suite.edited", "suite.closed", "suite.reopened"]


def test_a_suites_scale_has_a_unit_and_its_name_is_once_at_a_site(house: House):
    with pytest.raises(Invalid, match="needs your attention"):
        suite(house, scale_value=2000)
    suite(house, scale_value=2000, scale_unit=Unit.objects.get(pk="l-bioreactor"))
    with pytest.raises(Invalid) as error:
        suite(house)
    assert list(error.value.errors) == ["name"]


def test_a_booked_suite_is_not_closed_and_a_closed_one_takes_no_window(house: House):
    room = suite(house)
    booked = slot(house, room, 10, 20, "reserve")
    with pytest.raises(WrongState, match="is booked"):
        close_suite(actor=house.owner, suite=room)
    move_slot(actor=house.owner, slot=booked, step="release")
    close_suite(actor=house.owner, suite=room)
    with pytest.raises(WrongState, match="is closed"):
        slot(house, room)


# Windows -------------------------------------------------------------------------------------------------------------


def test_a_window_goes_through_its_states(house: House):
    made = slot(house, suite(house))
    for step, status in [("reserve", "reserved"), ("confirm", "confirmed"), ("start", "in-use"), ("finish", "done")]:
        made = move_slot(actor=house.owner, slot=made, step=step)
        assert made.status == status
    with pytest.raises(WrongState):
        move_slot(actor=house.owner, slot=made, step="release")
    with pytest.raises(WrongState):
        move_slot(actor=house.owner, slot=made, step="no_such_step")


def test_a_hold_ends_by_the_clock_without_any_task(house: House):
    made = slot(house, suite(house))
    until = timezone.now() + timedelta(days=3)
    made = move_slot(actor=house.owner, slot=made, step="hold", held_until=until)
    visitor = actor()
    with time_machine.travel(until - timedelta(seconds=1), tick=False):
        assert not Slot.objects.visible_to(visitor).free().exists()
        with pytest.raises(WrongState):
            move_slot(actor=house.owner, slot=made, step="hold", held_until=until + timedelta(days=1))
    with time_machine.travel(until, tick=False):
        assert Slot.objects.visible_to(visitor).free().get().standing == "open"
        later = move_slot(actor=house.owner, slot=made, step="hold", held_until=until + timedelta(days=1))
    assert later.held_until == until + timedelta(days=1)


@pytest.mark.parametrize("days", [None, -1, 91])
def test_a_hold_says_until_when_and_not_for_ever(house: House, days: int | None):
    until = None if days is None else timezone.now() + timedelta(days=days)
    with pytest.raises(Invalid) as error:
        move_slot(actor=house.owner, slot=slot(house, suite(house)), step="hold", held_until=until)
    assert list(error.value.errors) == ["held_until"]


def test_two_firm_windows_of_one_suite_do_not_overlap_and_two_suites_do_not_mind(house: House):
    room, other = suite(house), suite(house, name="Suite B")
    slot(house, room, 10, 20, "reserve")
    second = slot(house, room, 20, 30)
    with pytest.raises(Invalid, match="needs your attention") as error:
        move_slot(actor=house.owner, slot=second, step="reserve")
    assert [str(text) for text in error.value.errors[""]] == ["The suite is taken in that time."]
    edit_slot(actor=house.owner, slot=second, changes=vars(SlotFacts(in_days(21), in_days(30))))
    move_slot(actor=house.owner, slot=second, step="reserve")
    with pytest.raises(Invalid):
        edit_slot(actor=house.owner, slot=second, changes=vars(SlotFacts(in_days(20), in_days(30))))
    slot(house, other, 10, 30, "reserve")


@pytest.mark.parametrize(("first", "last", "field"), [(20, 10, ""), (-20, -10, "ends_on")])
def test_days_are_in_order_and_not_over(house: House, first: int, last: int, field: str):
    with pytest.raises(Invalid) as error:
        slot(house, suite(house), first, last)
    assert list(error.value.errors) == [field]
    assert not Slot.objects.exists()


def test_what_is_taken_is_not_deleted_and_what_is_done_not_moved(house: House):
    made = slot(house, suite(house), 10, 20, "reserve", "confirm")
    with pytest.raises(WrongState, match="is taken"):
        remove_slot(actor=house.owner, slot=made)
    made = move_slot(actor=house.owner, slot=made, step="start")
    with pytest.raises(WrongState, match="stays as it is"):
        edit_slot(actor=house.owner, slot=made, changes=vars(SlotFacts(in_days(10), in_days(25))))


def test_others_viewers_and_old_versions_are_refused(house: House):
    room = suite(house)
    made, rival = slot(house, room), build_house("rival")
    calls: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (edit_slot, {"slot": made, "changes": {"note": "x"}}),
        (remove_slot, {"slot": made}),
        (move_slot, {"slot": made, "step": "reserve"}),
        (close_suite, {"suite": room}),
        (edit_suite, {"suite": room, "changes": {"name": "X"}}),
    ]
    for act, values in calls:
        with pytest.raises(NotFound):
            act(actor=rival.owner, **values)
        with pytest.raises(Forbidden):
            act(actor=house.viewer, **values)
        with pytest.raises(StaleVersion):
            act(actor=house.owner, **values, expected_version=99)
    with pytest.raises(NotFound):
        add_slot(actor=rival.owner, suite=room, facts=SlotFacts(in_days(1), in_days(2)))
    with pytest.raises(Invalid):
        suite(rival, site=house.site)


@pytest.mark.django_db(transaction=True)
def test_of_many_reservations_at_once_one_wins_and_the_others_are_told_why():
    house = build_house()
    room = suite(house)
    windows = [slot(house, room, 10 + number, 30 + number) for number in range(6)]
    start, outcomes = threading.Barrier(len(windows)), []

    def reserve(window: Slot) -> None:
        start.wait(timeout=20)
        try:
            move_slot(actor=house.owner, slot=window, step="reserve")
            outcomes.append("won")
        except DomainError as error:
            outcomes.append(type(error).__name__)
        except Exception as error:  # what would be a 500
            outcomes.append(repr(error))
        connections.close_all()

    threads = [threading.Thread(target=reserve, args=[window]) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["Invalid"] * 5 + ["won"]
    assert Slot.objects.filter(status="reserved").count() == 1


@pytest.mark.django_db(transaction=True)
def test_even_who_forgets_the_lock_is_stopped_by_the_database():
    house = build_house()
    room = suite(house)
    slot(house, room, 10, 20, "reserve")
    with pytest.raises(Exception, match="slot_firm_ones_do_not_overlap"):
        Slot.objects.create(suite=room, starts_on=in_days(15), ends_on=in_days(16), status="confirmed")


# Drawn ---------------------------------------------------------------------------------------------------------------


def test_a_timeline_puts_windows_where_their_days_are_and_those_that_overlap_in_lanes(house: House):
    room = Suite(name="A")
    days = [(date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 1, 20), date(2026, 3, 1)), (date(2026, 2, 1), date(2026, 2, 2)),
            (date(2020, 1, 1), date(2020, 2, 1)), (date(2025, 1, 1), date(2040, 1, 1))]  # fmt: skip
    drawn = timeline_of([Slot(suite=room, starts_on=first, ends_on=last) for first, last in days], date(2026, 1, 15))
    assert len(drawn.ticks) == 18
    lanes = [((bar.y - HEAD) // 22, bar.x) for bar in drawn.bars]
    assert lanes[:2] == [(0, 0.0), (1, 0.0)]
    assert (drawn.lanes, len(drawn.bars)) == (3, 4)
    assert max(bar.x + bar.width for bar in drawn.bars) == pytest.approx(WIDTH)


# Pages and API -------------------------------------------------------------------------------------------------------


def test_suites_and_windows_are_kept_on_pages(house: House):
    browser = signed_in(house.owner)
    form = {"site": house.site.pk, "name": "Suite A", "service_lines": ["mab-gmp"], "scale_value": "2000",
            "scale_unit": "l-bioreactor"}  # fmt: skip
    assert browser.post("/my/suites/new/", form).status_code == 302
    room = Suite.objects.get()
    days = {"starts_on": in_days(10), "ends_on": in_days(20)}
    assert browser.post(f"/my/suites/{room.pk}/windows/new/", days).status_code == 302
    made = Slot.objects.get()
    assert 'class="open"' in browser.get("/my/capacity/").content.decode()
    assert browser.post(f"/my/slots/{made.pk}/hold/", {"until": in_days(5)}).status_code == 302
    made.refresh_from_db()
    assert made.held_until == datetime.combine(in_days(6), datetime.min.time(), UTC)
    assert browser.post(f"/my/slots/{made.pk}/let-go/").status_code == 302
    assert browser.post(f"/my/slots/{made.pk}/", {**days, "version": 3, "note": "Spring"}).status_code == 302
    assert browser.post(f"/my/slots/{made.pk}/remove/").status_code == 302
    assert browser.post(f"/my/suites/{room.pk}/close/").status_code == 302
    assert browser.post(f"/my/suites/{room.pk}/reopen/").status_code == 302
    assert browser.post(f"/my/suites/{room.pk}/", {**form, "name": "Suite B", "version": 3}).status_code == 302
    assert Suite.objects.get().name == "Suite B"


def test_the_form_says_that_the_suite_is_taken(house: House):
    room = suite(house)
    slot(house, room, 10, 20, "reserve")
    second = slot(house, room, 21, 30, "reserve")
    form = {"starts_on": in_days(20), "ends_on": in_days(30), "version": second.version}
    answer = signed_in(house.owner).post(f"/my/slots/{second.pk}/", form)
    assert answer.status_code == 422
    assert "The suite is taken in that time." in answer.content.decode()


def test_pages_keep_viewers_and_strangers_out(house: House):
    room = suite(house)
    made, rival = slot(house, room), build_house("rival")
    for path in (f"/my/suites/{room.pk}/", f"/my/suites/{room.pk}/close/", f"/my/suites/{room.pk}/windows/new/",
                 f"/my/slots/{made.pk}/", f"/my/slots/{made.pk}/remove/", f"/my/slots/{made.pk}/reserve/"):  # fmt: skip
        assert signed_in(house.viewer).post(path).status_code == 403
        assert signed_in(rival.owner).post(path).status_code == 404
    page = signed_in(house.viewer).get("/my/capacity/").content.decode()
    assert "Suite A" in page
    assert str(made.pk) not in page


def test_everybody_sees_free_windows_and_no_others(house: House):
    room, closed = suite(house), suite(house, name="Closed suite")
    slot(house, room, 10, 20)
    slot(house, room, 30, 40, "reserve")
    slot(house, closed, 10, 20)
    close_suite(actor=house.owner, suite=closed)
    Slot.objects.create(suite=room, starts_on=in_days(-20), ends_on=in_days(-10))
    path = f"/api/v1/providers/{house.provider.slug}/capacity/"
    (row,) = Client().get(path).json()
    assert (row["suite"], row["starts_on"], row["ends_on"]) == ("Suite A", str(in_days(10)), str(in_days(20)))
    assert len(signed_in(house.owner).get(path).json()) == 1
    page = Client().get(f"/providers/{house.provider.slug}/").content.decode()
    assert page.count("free from") == 1
    assert "Closed suite" not in page


def test_programs_keep_suites_and_windows_with_versions_and_keys(house: House):
    api, body = Program(house.owner), {"site": str(house.site.pk), "name": "Suite A", "service_lines": ["mab-gmp"]}
    key = {"Idempotency-Key": "one"}
    made = [api.send("POST", "/api/v1/my/suites/", body, **key) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert Suite.objects.count() == 1
    room = made[0]["Location"]
    assert api.send("PATCH", room, {"scale_value": "2", "scale_unit": "l-bioreactor"}).json()["scale"] == {
        "value": "2", "unit": "l-bioreactor",
    }  # fmt: skip
    days = {"suite": made[0].json()["id"], "starts_on": str(in_days(10)), "ends_on": str(in_days(20))}
    window = api.send("POST", "/api/v1/my/slots/", days)
    path, tag = window["Location"], window["ETag"]
    assert window.json()["available_actions"] == ["update", "remove", "hold", "reserve"]
    until = (timezone.now() + timedelta(days=2)).isoformat()
    assert api.send("POST", f"{path}hold/", {"held_until": until}).json()["status"] == "held"
    assert api.send("POST", f"{path}let-go/", {}, **{"If-Match": tag}).status_code == 412
    for step, status in [("let-go", "open"), ("reserve", "reserved"), ("confirm", "confirmed"), ("release", "released")]:
        assert api.send("POST", f"{path}{step}/", {}).json()["status"] == status
    assert api.send("POST", f"{path}start/", {}).status_code == 409
    assert api.send("PATCH", path, {"note": "x"}).status_code == 409
    assert api.send("DELETE", path).status_code == 204
    assert api.send("POST", f"{room}close/", {}).json()["available_actions"] == ["update", "reopen"]


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("suites", {"name": "A", "service_lines": ["mab-gmp"], "site": "00000000-0000-4000-8000-000000000000"}, "#/site"),
        ("suites", {"name": "A", "service_lines": []}, "#/site"),
        (
            "suites",
            {"name": "A", "service_lines": ["x"], "site": "00000000-0000-4000-8000-000000000000"},
            "#/service_lines/0",
        ),
        (
            "slots",
            {"suite": "00000000-0000-4000-8000-000000000000", "starts_on": "2030-01-01", "ends_on": "2030-01-02"},
            "#/suite",
        ),
        ("slots", {"suite": "x", "starts_on": "2030-01-01", "ends_on": "2030-01-02"}, "#/suite"),
    ],
)
def test_wrong_values_are_named(house: House, path: str, body: dict[str, Any], pointer: str):
    answer = Program(house.owner).send("POST", f"/api/v1/my/{path}/", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("path", ["/my/capacity/", "/api/v1/my/suites/", "/api/v1/my/slots/", "/providers/harbour-bio/",
                                  "/api/v1/providers/harbour-bio/capacity/"])  # fmt: skip
def test_a_list_takes_the_same_number_of_queries_for_one_and_three(house: House, path: str):
    browser = signed_in(house.owner)
    slot(house, suite(house))

    def queries() -> int:
        browser.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(path).status_code == 200
        return len(seen)

    first = queries()
    for name in "BC":
        room = suite(house, name=name, site=house.other_site)
        slot(house, room)
        slot(house, room, 40, 50, "reserve")
    assert queries() == first


def test_a_window_is_back_on_the_public_page_when_its_hold_has_ended_and_nothing_else_happened(
    house: House, client: Client
):
    held = slot(house, suite(house, name="Train Nine"), 10, 20)
    move_slot(actor=house.owner, slot=held, step="hold", held_until=timezone.now() + timedelta(days=2))
    page = f"/providers/{house.provider.slug}/"
    assert "Train Nine" not in client.get(page).content.decode()
    Slot.objects.filter(pk=held.pk).update(held_until=timezone.now() - timedelta(seconds=5))  # as the clock would
    assert "Train Nine" in client.get(page).content.decode()
