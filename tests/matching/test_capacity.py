"""A run that is kept says when other capacity is free than it counted, and only then."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from projects.briefs.actions.package import PackageFacts, add_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from projects.matching.actions.match_run import start_match
from projects.matching.models import MatchRun
from projects.matching.selectors.outdated import outdated
from providers.enums import SlotStatus
from providers.models import Site, Slot, Suite
from tests.briefs.house import House, Program, build_house, signed_in
from tests.catalogue import offering, seller
from vocabulary.models import ServiceLine

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

LINE, OTHER_LINE = "mammalian-ds-clinical", "aseptic-vial-filling"
FROM, TO = date(2027, 3, 1), date(2027, 6, 30)


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    """Asks for one service in a window; "able" does it, "other trade" does not."""
    offering(seller("able"), line=LINE)
    offering(seller("other trade"), line=OTHER_LINE)
    made = create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))
    package(house, made, LINE, starts_on=FROM, ends_on=TO)
    return made


def package(house: House, project: Project, line: str, **values: Any) -> None:
    facts = PackageFacts(service_line=ServiceLine.objects.get(pk=line), **values)
    add_package(actor=house.owner, project=project, facts=facts)


def suite(slug: str, line: str = LINE) -> Suite:
    made = Suite.objects.create(site=Site.objects.get(provider__slug=slug), name=f"Suite {line}")
    made.service_lines.set([line])
    return made


def window(room: Suite, starts_on: date = FROM, ends_on: date = TO, **values: Any) -> Slot:
    return Slot.objects.create(suite=room, starts_on=starts_on, ends_on=ends_on, **values)


@pytest.fixture
def match(house: House, heron: Project, deliver_events: Callable[[], None]) -> Callable[[], MatchRun]:
    def finished() -> MatchRun:
        run = start_match(actor=house.owner, project=heron)
        deliver_events()
        run.refresh_from_db()
        assert not outdated(run, house.owner)
        return run

    return finished


def test_a_window_that_comes_outdates_a_run(house: House, match: Callable[[], MatchRun]):
    run = match()
    window(suite("able"))
    found = outdated(run, house.owner)
    assert (found.by_capacity, found.by_catalogue, found.by_project) == (True, False, False)


@pytest.mark.parametrize(
    "change",
    [
        {"status": SlotStatus.RESERVED},
        {"ends_on": TO - timedelta(days=9)},
        {"starts_on": TO + timedelta(days=1), "ends_on": TO + timedelta(days=9)},
    ],
)
def test_a_window_that_is_taken_or_moved_outdates_a_run(
    house: House, match: Callable[[], MatchRun], change: dict[str, Any]
):
    slot = window(suite("able"))
    run = match()
    Slot.objects.filter(pk=slot.pk).update(**change)
    assert outdated(run, house.owner).by_capacity


def test_a_window_that_goes_or_whose_suite_closes_outdates_a_run(house: House, match: Callable[[], MatchRun]):
    room = suite("able")
    slot = window(room)
    run = match()
    Suite.objects.filter(pk=room.pk).update(closed_at=timezone.now())
    assert outdated(run, house.owner).by_capacity
    Suite.objects.filter(pk=room.pk).update(closed_at=None)
    assert not outdated(run, house.owner)
    slot.delete()
    assert outdated(run, house.owner).by_capacity


def test_a_hold_that_ends_outdates_a_run(house: House, match: Callable[[], MatchRun]):
    held_until = timezone.now() + timedelta(days=2)
    window(suite("able"), status=SlotStatus.HELD, held_until=held_until)
    run = match()
    with time_machine.travel(held_until + timedelta(minutes=1), tick=False):
        assert outdated(run, house.owner).by_capacity


def test_windows_that_do_not_concern_a_run_leave_it_as_it_is(house: House, match: Callable[[], MatchRun]):
    """In another time, in a suite for other work, of somebody who is not eligible, after one that is free already."""
    room = suite("able")
    window(room)
    run = match()
    window(room, TO + timedelta(days=1), TO + timedelta(days=90))
    window(suite("able", OTHER_LINE))
    window(suite("other-trade"))
    window(room, FROM + timedelta(days=1))
    assert not outdated(run, house.owner)


def test_a_run_without_a_window_of_time_minds_no_capacity(house: House, deliver_events: Callable[[], None]):
    offering(seller("able"), line=LINE)
    project = create_project(actor=house.owner, facts=ProjectFacts(codename="Egret"))
    package(house, project, LINE)
    run = start_match(actor=house.owner, project=project)
    deliver_events()
    run.refresh_from_db()
    window(suite("able"))
    assert not outdated(run, house.owner)


def test_of_a_run_that_kept_no_capacity_nothing_is_said(house: House, match: Callable[[], MatchRun]):
    run = match()
    window(suite("able"))
    MatchRun.objects.filter(pk=run.pk).update(capacity="")
    run.refresh_from_db()
    assert not outdated(run, house.owner)


def test_the_page_and_a_program_say_that_other_capacity_is_free(
    house: House, heron: Project, match: Callable[[], MatchRun]
):
    run = match()
    window(suite("able"))
    sentence = "Other capacity is free than at the time of this run."
    browser = signed_in(house.owner)
    assert sentence in browser.get(f"/projects/{heron.pk}/matches/").content.decode()
    assert sentence in browser.get(f"/projects/{heron.pk}/chain-plans/").content.decode()
    assert Program(house.owner).get(f"/api/v1/match-runs/{run.pk}/").json()["outdated"] == ["capacity"]
