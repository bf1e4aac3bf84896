"""Runs of matching do not pile up: the newest are kept, and those that a request was drawn up from."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.clock import database_now
from core.sweeping import AT_ONCE
from events.models import Event
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.briefs.models import Project
from projects.matching.models import ChainPlan, Match, MatchRun
from projects.sourcing.actions.rfq import create_rfq
from projects.sourcing.models import Rfq
from projects.sourcing.selectors.facts import RfqFacts
from projects.sourcing.tasks import remove_old_runs
from tests.briefs.house import House, build_house, signed_in
from tests.factories import actor

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _two_are_kept(settings: Any) -> None:
    settings.MATCH_RUNS_KEPT = 2


@pytest.fixture
def house() -> House:
    return build_house()


@pytest.fixture
def heron(house: House) -> Project:
    return create_project(actor=house.owner, facts=ProjectFacts(codename="Heron"))


def run(house: House, project: Project, hours: int, status: str = "finished") -> MatchRun:
    """Begun so many hours ago, with somebody in it."""
    ended: dict[str, Any] = {"finished_at": NOW - timedelta(hours=hours), "catalogue_revision": 1}
    made = MatchRun.objects.create(
        organization=house.organization, project=project, created_by=house.owner.require_person(), status=status, engine="1",
        asked={"packages": [{"name": "", "service_line": "", "requirements": []}], "words": []}, **(ended if status == "finished" else {}),
    )  # fmt: skip
    Match.objects.create(run=made, slug="able", name="Able", rank=1, score=0.5, is_eligible=True)
    MatchRun.objects.filter(pk=made.pk).update(created_at=NOW - timedelta(hours=hours))
    return made


def left() -> set[Any]:
    return set(MatchRun.objects.values_list("pk", flat=True))


def request_drawn_up(house: House, project: Project, at: datetime) -> Rfq:
    facts = RfqFacts(codename="Heron", deadline=database_now() + timedelta(days=30))
    made = create_rfq(actor=house.owner, facts=facts, project=project)
    Rfq.objects.filter(pk=made.pk).update(created_at=at)
    return made


def test_the_newest_of_each_project_are_kept_and_the_others_go_with_their_matches(house: House, heron: Project):
    other = create_project(actor=house.owner, facts=ProjectFacts(codename="Egret"))
    runs = [run(house, heron, hours) for hours in (1, 2, 3, 4)]
    alone = run(house, other, 99)
    remove_old_runs()
    assert left() == {runs[0].pk, runs[1].pk, alone.pk}
    assert Match.objects.count() == 3
    assert not ChainPlan.objects.exists()
    remove_old_runs()
    assert left() == {runs[0].pk, runs[1].pk, alone.pk}


def test_failures_do_not_push_out_what_came_to_an_end_nor_does_anybody_touch_what_is_under_way(
    house: House, heron: Project
):
    ended = [run(house, heron, hours) for hours in (50, 60)]
    failed = [run(house, heron, hours, "failed") for hours in (1, 2, 3)]
    under_way = [run(house, heron, hours, status) for hours in (70, 80, 90) for status in ("requested", "running")]
    remove_old_runs()
    assert left() == {one.pk for one in [*ended, *failed[:2], *under_way]}


def test_the_run_that_a_request_was_drawn_up_from_stays(house: House, heron: Project):
    runs = [run(house, heron, hours) for hours in (1, 2, 3, 10, 20)]
    request_drawn_up(house, heron, NOW - timedelta(hours=9))
    remove_old_runs()
    assert left() == {runs[0].pk, runs[1].pk, runs[3].pk}


def test_a_request_from_before_any_run_and_one_without_a_project_keep_none(house: House, heron: Project):
    runs = [run(house, heron, hours) for hours in (1, 2, 3)]
    request_drawn_up(house, heron, NOW - timedelta(hours=30))
    create_rfq(actor=house.owner, facts=RfqFacts(codename="Alone", deadline=database_now() + timedelta(days=30)))
    remove_old_runs()
    assert left() == {runs[0].pk, runs[1].pk}


def test_at_most_a_portion_goes_at_once_the_oldest_first(house: House, heron: Project):
    by: dict[str, Any] = {"organization": house.organization, "project": heron, "created_by": house.owner.require_person()}
    made = MatchRun.objects.bulk_create(MatchRun(status="failed", engine="1", **by) for _one in range(AT_ONCE + 5))
    for number, one in enumerate(made):
        one.created_at = NOW - timedelta(minutes=number)
    MatchRun.objects.bulk_update(made, ["created_at"])
    remove_old_runs()
    assert left() == {one.pk for one in made[:5]}


def test_the_sponsor_reads_in_its_trail_that_a_run_was_removed_and_nobody_else_does(house: House, heron: Project):
    for hours in (1, 2, 3):
        run(house, heron, hours)
    remove_old_runs()
    told = Event.objects.filter(kind="match_run.removed")
    assert [one.data for one in told] == [{"project": str(heron.pk)}]
    assert told.visible_to(house.owner).count() == 1
    assert not told.visible_to(actor()).exists()


def test_the_page_that_lists_runs_says_how_many_are_kept(house: House, heron: Project):
    run(house, heron, 1)
    page = signed_in(house.owner).get(f"/projects/{heron.pk}/matches/").content.decode()
    assert "The newest 2 runs of a project are kept, and the last one before each request." in page
