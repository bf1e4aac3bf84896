"""A run that cannot be done, one that fails by a fault of ours, and one that takes long: each is told apart."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from events.delivery import run_handlers
from events.models import Event
from projects.briefs.models import Project
from projects.matching.actions.match_run import start_match
from projects.matching.enums import RunStatus
from projects.matching.models import MatchRun
from tests.briefs.house import House, signed_in

pytestmark = pytest.mark.django_db

SENTENCE = "What was asked could not be read any more. Start a new run."


def _under_way(house: House, project: Project) -> MatchRun:
    run = start_match(actor=house.owner, project=project)
    assert run_handlers(Event.objects.get(kind="match_run.requested", subject_id=str(run.pk)).pk)
    return run


@pytest.mark.parametrize("fault", [ValueError("zip() argument 2 is shorter"), KeyError("fit"), ZeroDivisionError()])
def test_a_fault_of_ours_is_logged_and_tried_again_and_not_told_as_the_sponsors(
    house: House, blue_heron: Project, monkeypatch: Any, caplog: pytest.LogCaptureFixture, fault: Exception
):
    def broken(*args: Any) -> None:
        raise fault

    run = _under_way(house, blue_heron)
    monkeypatch.setattr("projects.matching.selectors.match_run.rank", broken)
    with caplog.at_level(logging.ERROR, "events.delivery"):
        assert not run_handlers(Event.objects.get(kind="match_run.begun", subject_id=str(run.pk)).pk)
    assert "match_the_project" in caplog.text
    run.refresh_from_db()
    assert (run.status, run.failure) == (RunStatus.RUNNING, "")
    monkeypatch.undo()
    assert run_handlers(Event.objects.get(kind="match_run.begun", subject_id=str(run.pk)).pk)
    run.refresh_from_db()
    assert run.status == RunStatus.FINISHED


def test_why_it_failed_is_said_in_the_readers_language(
    house: House, blue_heron: Project, deliver_events: Callable[[], None]
):
    run = start_match(actor=house.owner, project=blue_heron)
    MatchRun.objects.filter(pk=run.pk).update(asked={"packages": [{"name": ""}], "words": []})
    deliver_events()
    run.refresh_from_db()
    assert run.why_failed == SENTENCE
    with translation.override("zh-hans"):
        assert run.why_failed not in {"", SENTENCE}
    assert SENTENCE in signed_in(house.owner).get(run.get_absolute_url()).content.decode()


def test_a_run_that_takes_long_says_so_and_is_asked_for_less_often(house: House, blue_heron: Project):
    run = _under_way(house, blue_heron)
    page = signed_in(house.owner).get(run.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert "longer than usual" not in page
    MatchRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(minutes=3))
    page = signed_in(house.owner).get(run.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 20s"' in page
    assert "longer than usual" in page
