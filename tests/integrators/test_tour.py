"""The tour through a whole sourcing, against the demo's story in this process: its requests go through the whole stack."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from demo import signins, story
from demo.tour.__main__ import prepared
from demo.tour.course import take
from demo.tour.program import Answer, NotAsItShouldBe
from demo.tour.stage import Stage
from demo.tour.words import STORIES
from events.seals import seal_committed
from projects.sourcing.models import Rfq
from tests.sourcing.deal import pass_deadline


@pytest.fixture(scope="class")
def told(shipped: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        story.tell()


def in_process(method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
    """As over HTTP, without the wire."""
    path = "/" + address.partition("://")[2].partition("/")[2]
    found = Client().generic(method, path, body or b"", headers.get("Content-Type", ""), headers=dict(headers))
    return Answer(found.status_code, {name.lower(): value for name, value in found.headers.items()}, found.content)


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped", "told")
class TestTour:
    @pytest.fixture
    def stage(self, deliver_events: Callable[[], None]) -> Stage:
        """What goes on in the background happens when the tour waits; the deadline passes when it waits for it."""
        signins.write()

        def pause(moment: datetime | None) -> None:
            if moment is not None:
                pass_deadline(Rfq.objects.get(pk=made.rfq))
            deliver_events()
            seal_committed()

        self.said: list[str] = []
        made = prepared(signins.path(), self.said.append, in_process)
        made.pause, made.open_for = pause, timedelta(hours=1)
        return made

    def test_it_goes_from_two_briefs_to_an_award_and_can_be_taken_again_at_once(self, stage: Stage):
        take(stage)
        assert stage.bidders[0].slug == "boehringer-bioxcellence"
        assert "47  Every step stands in the sponsor's own trail" in self.said[-1]
        assert [one.slug for one in stage.providers if f"{one.slug}: awarded, with feedback" in "".join(self.said)] == [
            "wacker-biotech",
            "boehringer-bioxcellence",
        ]
        assert all(f"{stage.base_url}/" in one for one in self.said if "Too early" not in one)
        stage.number = 0
        take(stage, STORIES[-1:])
        assert stage.number == 25

    @pytest.mark.parametrize(
        ("instead", "words"),
        [({"id": "x", "requirements": []}, "Only 0 requirements"), ({}, "After step 2 an answer has another shape")],
    )
    def test_it_stops_at_the_first_thing_that_is_not_as_it_should_be(self, stage: Stage, instead: object, words: str):
        def forgetful(method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> Answer:
            if address.endswith("/intake/"):
                return Answer(201, {}, json.dumps(instead).encode())
            return in_process(method, address, headers, body)

        stage.sponsor.send = forgetful
        with pytest.raises(NotAsItShouldBe, match=words):
            take(stage)


def test_without_tokens_it_says_what_to_do(tmp_path: Path):
    with pytest.raises(NotAsItShouldBe, match="Start the demo with: make demo"):
        prepared(tmp_path / "demo.json", print)
