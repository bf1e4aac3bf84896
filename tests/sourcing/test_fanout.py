"""Many bidders are told in parts, each once, whatever is run again. How fast it is: ``python -m tests.bench.fanout``."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.delivery import run_handlers
from events.models import Event
from notifications.models import Notification
from projects.sourcing.actions.telling import PART
from projects.sourcing.handlers import tell_the_bidders
from tests.bench.crowd import KIND, Crowd

pytestmark = pytest.mark.django_db


def test_many_are_told_in_parts_each_once_however_often_a_part_is_run(deliver_events: Callable[[], None]):
    crowd = Crowd(2 * PART + 7)
    crowd.publish()
    assert crowd.progress() == {"told": False, "mailed": False}
    deliver_events()
    parts = Event.objects.filter(kind="rfq.telling")
    assert [len(one.data["invitations"]) for one in parts.order_by("id")] == [PART, PART, 7]
    for event in [*parts, Event.objects.get(kind=KIND)]:
        event.receipts.all().delete()
        run_handlers(event.pk)
    deliver_events()
    assert (crowd.progress()["told"], crowd.wrong()) == (True, [])


def test_a_part_takes_as_many_queries_for_many_as_for_few():
    counted = []
    for size in (3, 30):
        crowd = Crowd(size, f"of-{size}")
        crowd.publish()
        event = Event.objects.get(kind=KIND, subject_id=str(crowd.rfq.pk))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            tell_the_bidders(event)
        counted.append(len(queries))
        assert Notification.objects.filter(event=event).count() == size
    assert counted[0] == counted[1]


def test_the_trail_of_a_part_is_for_operators_alone(deliver_events: Callable[[], None]):
    crowd = Crowd(PART + 1)
    crowd.publish()
    deliver_events()
    assert not Event.objects.visible_to(crowd.manager).filter(kind="rfq.telling").exists()
