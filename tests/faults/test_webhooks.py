"""Every event reaches its receiver, whoever is killed on the way; a repetition is known by its identity."""

import os
import signal
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from uuid import UUID

import pytest
from standardwebhooks import Webhook

from tests.faults.stack import PATIENCE_SECONDS, Stack, children_of
from tests.receiver import Receiver, receiving
from webhooks.payload import message_id_of

pytestmark = [pytest.mark.faults, pytest.mark.django_db]  # theirs are copies of the database of the run

EVENTS = 300


def until_received(receiver: Receiver, count: int) -> None:
    """Wait until so many different deliveries have come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len({one.headers["webhook-id"] for one in list(receiver.received)}) < count:
        assert time.monotonic() < deadline, f"{len(receiver.received)} of {count} came"
        time.sleep(0.02)


def kill_children(*parents: int) -> None:
    for parent in parents:
        for child in list(children_of(parent)):
            os.kill(child, signal.SIGKILL)


def test_three_hundred_events_arrive_while_workers_are_killed_each_under_one_identity():
    with tempfile.TemporaryDirectory(prefix="ocw-") as folder, receiving("dawdle") as receiver:
        stack = Stack(Path(folder))
        stack.environment["OUTGOING_PRIVATE_NETWORKS"] = "127.0.0.0/8"
        try:
            workers = [stack.worker(), stack.worker()]
            stack.start("-m", "celery", "--app", "config", "beat", "--schedule", f"{folder}/beat", "--loglevel", "WARNING")
            stack.relay()
            endpoint, secret = stack.run("tests/faults/hooked.py", receiver.url, str(EVENTS)).split()
            until_received(receiver, 40)
            kill_children(*(worker.pid for worker in workers))
            until_received(receiver, 120)
            kill_children(*(worker.pid for worker in workers))
            until_received(receiver, 180)
            os.killpg(workers[0].pid, signal.SIGKILL)
            until_received(receiver, EVENTS)
            events = stack.rows("SELECT uuid::text, id FROM events_event WHERE kind = 'organization.changed' ORDER BY id")
        finally:
            stack.stop()
    bodies = defaultdict(set)
    for one in receiver.received:
        Webhook(secret).verify(one.body, one.headers, json_parse=False)
        bodies[one.headers["webhook-id"]].add(one.body)
    assert set(bodies) == {message_id_of(UUID(endpoint), UUID(uuid)) for uuid, _ in events}
    assert {len(one) for one in bodies.values()} == {1}
    told = [Webhook(secret).verify(one.body, one.headers)["data"] for one in receiver.received]
    by_position = {one["position"]: one["event_id"] for one in told}
    assert [by_position[position] for position in sorted(by_position)] == [uuid for uuid, _ in events]
