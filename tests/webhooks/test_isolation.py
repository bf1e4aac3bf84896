"""Many receivers that hang, at once: some that failed before, some that worked until now."""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.clock import ClockTimestamp, database_now
from core.outgoing import Answer
from organizations.actor import Actor
from tests.factories import actor
from tests.receiver import Receiver, let_go_once, receiving
from webhooks import courier, hands
from webhooks.actions.attempt import Parcel
from webhooks.hands import AT_ONCE, FAILING_AT_ONCE, PER_ENDPOINT, PER_ORGANIZATION, Hands
from webhooks.models import Attempt, Endpoint

SetUp = Callable[..., Any]
Happen = Callable[..., Any]
Sweep = Callable[[], int]


@pytest.fixture
def several(db: None) -> list[Actor]:
    """Owners of as many organisations as can fill all hands by what each may have in hand."""
    return [actor() for _ in range(AT_ONCE // PER_ORGANIZATION)]


def hang_up(several: list[Actor], set_up: SetUp, happen: Happen, hanging: Receiver, count: int) -> None:
    """So many endpoints of each at a receiver that hangs, and something to tell each of them."""
    for owner in several:
        for number in range(count):
            set_up(hanging, actor=owner, url=f"{hanging.url}&at={number}")
        happen(actor=owner, subject=owner.organization)


@pytest.fixture
def prepare(sweep: Sweep, settings: Any) -> Callable[[Endpoint], None]:
    """All is ready to be sent, and that of one endpoint becomes due when the others are under way."""

    def hold(endpoint: Endpoint) -> None:
        settings.OUTGOING_PAUSED = True
        sweep()
        settings.OUTGOING_PAUSED = False
        endpoint.deliveries.update(due_at=ClockTimestamp() + timedelta(seconds=0.4))

    return hold


def test_more_failing_receivers_that_hang_than_there_are_hands_leave_most_of_them_to_the_others(
    receiver: Receiver, several: list[Actor], set_up: SetUp, happen: Happen, sweep: Sweep
):
    quick, _ = set_up(receiver)
    with receiving("hang") as hanging:
        hang_up(several, set_up, happen, hanging, PER_ORGANIZATION + 1)
        Endpoint.objects.exclude(pk=quick.pk).update(failing_since=database_now(), failures=1)
        happen()

        with let_go_once(hanging, lambda: bool(receiver.received) and hanging.at_once >= FAILING_AT_ONCE):
            sweep()
        assert hanging.most_at_once == FAILING_AT_ONCE
        assert len(hanging.received) == len(several) * (PER_ORGANIZATION + 1)
    assert quick.deliveries.filter(status="delivered").count() == 1


def test_receivers_that_begin_to_hang_give_their_hands_back_to_the_others(
    receiver: Receiver,
    several: list[Actor],
    set_up: SetUp,
    happen: Happen,
    prepare: Callable[[Endpoint], None],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(hands, "PROMPT_AT_ONCE", len(several))
    monkeypatch.setattr(hands, "SLOW_SECONDS", 0.05)
    quick, _ = set_up(receiver)
    with receiving("hang") as hanging:
        hang_up(several, set_up, happen, hanging, 3)
        happen()
        prepare(quick)

        with let_go_once(hanging, lambda: bool(receiver.received)):
            courier.send_due()
    assert quick.deliveries.filter(status="delivered").count() == 1
    assert not Attempt.objects.filter(trouble="timeout").exists()


def test_an_organisation_has_only_so_many_on_their_way_however_many_endpoints_it_has(
    owner: Actor, set_up: SetUp, happen: Happen, sweep: Sweep
):
    with receiving("hang") as hanging:
        hang_up([owner], set_up, happen, hanging, PER_ORGANIZATION + 3)

        with let_go_once(hanging, lambda: hanging.at_once >= PER_ORGANIZATION):
            sweep()
        assert (hanging.most_at_once, len(hanging.received)) == (PER_ORGANIZATION, PER_ORGANIZATION + 3)


def test_while_a_turn_waits_for_the_last_slow_answer_the_others_are_served(
    receiver: Receiver,
    set_up: SetUp,
    happen: Happen,
    prepare: Callable[[Endpoint], None],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(courier, "TURN_SECONDS", 0.1)
    monkeypatch.setattr(hands, "SLOW_SECONDS", 0.05)
    quick, _ = set_up(receiver)
    with receiving("hang") as hanging:
        set_up(hanging)
        happen()
        prepare(quick)

        with let_go_once(hanging, lambda: bool(receiver.received)):
            courier.send_due()
    assert quick.deliveries.filter(status="delivered").count() == 1
    assert not Attempt.objects.filter(trouble="timeout").exists()


def test_an_endpoint_gets_one_at_first_and_four_when_it_has_answered_and_none_while_it_is_slow(
    receiver: Receiver, set_up: SetUp
):
    endpoint, _ = set_up(receiver)
    seconds = [0.0]
    ours = Hands(clock=lambda: seconds[0])
    parcel = Parcel(uuid4(), endpoint.pk, endpoint.organization_id, endpoint.url, {}, b"")
    first, second = Future[Answer](), Future[Answer]()

    assert ours.shares(()).of(endpoint) == 1
    ours.take(first, parcel)
    assert ours.shares(()).full_endpoints() == [endpoint.pk]
    first.set_result(Answer(200, 5))
    ours.give(first)
    assert ours.shares(()).of(endpoint) == PER_ENDPOINT
    ours.take(second, parcel)
    assert (ours.shares(()).of(endpoint), ours.shares(()).full_endpoints()) == (PER_ENDPOINT - 1, [])
    seconds[0] += hands.SLOW_SECONDS
    assert (ours.has_slow, ours.shares(()).full_endpoints()) == (True, [endpoint.pk])
