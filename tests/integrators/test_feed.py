"""The event feed while many write at once: nothing skipped, nothing twice, nothing of others."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from events import seals
from events.actions import emit
from organizations.actions.token import create_token
from organizations.actor import Actor
from organizations.enums import Scope
from tests.factories import actor

WRITERS, ROUNDS = 4, 8


class Follower:
    """A program that follows its organisation's feed, a few at a time."""

    def __init__(self, person: Actor) -> None:
        _token, secret = create_token(actor=person, name="feed", scopes=[Scope.EVENTS_READ], days=7)
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})
        self.address = "/api/v1/events/?page_size=3"
        self.seen: list[dict[str, Any]] = []

    def look(self) -> None:
        """Read on until there is nothing more at this moment."""
        while True:
            page = self.client.get(self.address).json()
            self.seen += page["results"]
            if page["next"]:
                self.address = page["next"]
            elif page["results"]:
                self.address = f"/api/v1/events/?page_size=3&after={self.seen[-1]['position']}"
            else:
                return


def write(person: Actor, together: Barrier, number: int) -> None:
    """Transactions that begin together and commit in another order than their events were numbered in."""
    try:
        for one in range(ROUNDS):
            with transaction.atomic():
                emit("shortlist.created", actor=person, subject=person.require_person(), data={"n": f"{number}-{one}"})
                together.wait(30)
                if number % 2:
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT pg_sleep(0.005)")
    finally:
        connection.close()


def seal_until(finished: Event) -> None:
    try:
        while not finished.is_set():
            seals.seal_committed()
    finally:
        connection.close()


def numbers(follower: Follower) -> list[str]:
    return [one["data"]["n"] for one in follower.seen if "n" in one["data"]]


@pytest.mark.django_db(transaction=True)
def test_a_follower_gets_each_of_its_own_events_once_however_they_are_committed():
    people = [actor(), actor()]
    followers = [Follower(person) for person in people]
    together, finished = Barrier(WRITERS), Event()
    sealer = Thread(target=seal_until, args=(finished,))
    sealer.start()
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, people[number // 2], together, number) for number in range(WRITERS)]
        while not all(one.done() for one in writing):
            followers[0].look()
        for one in writing:
            one.result()
    finished.set()
    sealer.join()
    while seals.seal_committed():
        pass
    for follower, own in zip(followers, ((0, 1), (2, 3)), strict=True):
        follower.look()
        assert sorted(numbers(follower)) == sorted(f"{number}-{one}" for number in own for one in range(ROUNDS))
        positions = [one["position"] for one in follower.seen]
        assert positions == sorted(set(positions))
    assert seals.first_flaw() is None


@pytest.mark.django_db(transaction=True)
def test_an_event_that_is_committed_after_later_ones_is_not_skipped():
    """Were the feed ordered by the events' own numbers, a follower would have gone past it."""
    person = actor()
    follower = Follower(person)
    begun, go = Event(), Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                emit("shortlist.created", actor=person, subject=person.require_person(), data={"n": "early"})
                begun.set()
                go.wait(30)
        finally:
            connection.close()

    thread = Thread(target=slow)
    thread.start()
    begun.wait(30)
    with transaction.atomic():
        emit("shortlist.created", actor=person, subject=person.require_person(), data={"n": "late"})
    seals.seal_committed()
    follower.look()
    assert numbers(follower) == ["late"]
    go.set()
    thread.join()
    seals.seal_committed()
    follower.look()
    assert numbers(follower) == ["late", "early"]
