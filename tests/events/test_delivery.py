"""Each handler's effect happens once, whatever fails in between."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from accounts.models import User
from core.clock import ClockTimestamp, database_now
from events import registry
from events.actions import emit
from events.delivery import MAX_ATTEMPTS, RETRY_AFTER, run_handlers, send_again
from events.models import Dispatch, Event, Receipt
from events.relay import publish_due
from events.tasks import deliver
from organizations.actor import Actor
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def handlers() -> Iterator[registry.Handler]:
    """Register handlers of ``thing.happened`` for one test."""
    before = {kind: dict(found) for kind, found in registry._handlers.items()}
    yield registry.on("thing.happened")
    registry._handlers.clear()
    registry._handlers.update(before)


def something_happens() -> Event:
    with transaction.atomic():
        return emit("thing.happened", actor=Actor.system(), subject=UserFactory.create())


def test_a_handler_runs_once_however_often_it_is_delivered(handlers):
    seen = []
    handlers(seen.append)
    event = something_happens()
    assert run_handlers(event.pk)
    assert run_handlers(event.pk)
    assert seen == [event]
    assert Dispatch.objects.get(pk=event.pk).confirmed_at is not None


def test_a_failing_handler_leaves_no_effect_and_does_not_stop_the_others(handlers):
    def fails(event: Event) -> None:
        User.objects.filter(pk=event.subject_id).update(name="half done")
        raise RuntimeError("confidential words")

    reached = []
    handlers(fails)
    handlers(lambda event: reached.append(event.pk))
    event = something_happens()
    assert not run_handlers(event.pk)
    assert reached == [event.pk]
    assert not User.objects.filter(name="half done").exists()
    assert Receipt.objects.count() == 1


def test_a_failure_is_kept_without_its_words_and_due_again_later(handlers):
    def fails(event: Event) -> None:
        raise RuntimeError("confidential words")

    handlers(fails)
    event = something_happens()
    Dispatch.objects.update(attempts=1)
    run_handlers(event.pk)
    dispatch = Dispatch.objects.get(pk=event.pk)
    assert dispatch.attempts == 2
    assert dispatch.last_error.endswith("fails: RuntimeError")
    assert "confidential" not in dispatch.last_error
    assert dispatch.confirmed_at is None
    assert (dispatch.due_at - event.occurred_at).total_seconds() == pytest.approx(RETRY_AFTER[1].total_seconds(), abs=5)


def test_a_repaired_handler_catches_up_and_the_others_do_not_repeat(handlers):
    broken, calls = [True], []

    def moody(event: Event) -> None:
        if broken:
            raise RuntimeError

    handlers(moody)
    handlers(lambda event: calls.append(event.pk))
    event = something_happens()
    assert not run_handlers(event.pk)
    broken.clear()
    assert send_again([event.pk]) == 1
    assert run_handlers(event.pk)
    assert calls == [event.pk]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Events handed to a queue that nobody reads."""
    lost: list[int] = []
    monkeypatch.setattr(deliver, "apply_async", lambda args, retry: lost.extend(args[0]))
    return lost


def test_what_no_worker_answers_for_is_sent_again_without_end(handlers, sent: list[int]):
    handlers(lambda event: None)
    event = something_happens()
    for _minute in range(MAX_ATTEMPTS + 5):
        Dispatch.objects.update(due_at=ClockTimestamp())
        publish_due()
    assert sent == [event.pk] * (MAX_ATTEMPTS + 5)
    assert Dispatch.objects.get().attempts == 0


def test_what_a_handler_failed_for_too_often_is_not_sent_again(handlers, sent: list[int]):
    def fails(event: Event) -> None:
        raise RuntimeError

    handlers(fails)
    event = something_happens()
    for _time in range(MAX_ATTEMPTS):
        run_handlers(event.pk)
    Dispatch.objects.update(due_at=ClockTimestamp())
    publish_due()
    assert sent == []
    send_again([event.pk])
    publish_due()
    assert sent == [event.pk]


@pytest.mark.parametrize(("age", "pause"), [(0, 60), (5, 60), (60, 360), (6000, 3600)])
def test_the_longer_an_event_has_waited_the_longer_until_it_is_sent_again(handlers, sent: list[int], age: int, pause: int):
    """Age in minutes, pause in seconds: a dead worker's queue does not fill with one event."""
    handlers(lambda event: None)
    occurred_at = database_now() - timedelta(minutes=age)
    event = Event.objects.create(kind="thing.happened", subject_type="-", subject_id="-", occurred_at=occurred_at)
    Dispatch.objects.create(event=event)
    publish_due()
    dispatch = Dispatch.objects.get()
    assert (dispatch.due_at - dispatch.sent_at).total_seconds() == pytest.approx(pause, abs=1)


def test_an_event_outside_a_transaction_is_refused():
    user = UserFactory.create()
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(RuntimeError, match="outside a transaction"):
            emit("thing.happened", actor=Actor.system(), subject=user)
    finally:
        connection.in_atomic_block = before


def test_an_event_keeps_who_what_and_when():
    event = something_happens()
    event.refresh_from_db()
    assert (event.kind, event.actor_label, event.subject_type) == ("thing.happened", "OpenCDMO", "accounts.user")
    assert (datetime.now(UTC) - event.occurred_at).total_seconds() < 60
