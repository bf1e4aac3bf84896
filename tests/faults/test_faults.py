"""Nothing lost, nothing doubled: the database is compared with the client's own ledger after every accident."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from events.seals import first_flaw, head_path
from tests.faults.stack import Stack, children_of

pytestmark = [pytest.mark.faults, pytest.mark.django_db]  # theirs are copies of the database of the run


@pytest.fixture
def stack() -> Iterator[Stack]:
    with tempfile.TemporaryDirectory(prefix="ocf-") as folder:
        made = Stack(Path(folder))
        try:
            yield made
        finally:
            made.stop()


def assert_once_each(stack: Stack) -> None:
    """Every entry has its event and its effect, once; none is missing that the client was promised; none is invented."""
    entries, events, effects = stack.books()
    assert entries
    assert events == entries
    assert effects == entries
    assert stack.confirmed() <= set(entries)
    assert stack.column("SELECT count(*) FROM events_seal WHERE event_id IN (SELECT id FROM events_event)") == stack.column(
        "SELECT count(*) FROM events_event"
    )
    with stack.asked():
        assert (head_path().exists(), first_flaw()) == (True, None)


def test_a_writer_killed_sixty_times_loses_no_event_and_invents_none(stack: Stack):
    stack.relay()
    stack.worker()
    stack.writer("kill", 60).wait()
    stack.settle()
    assert_once_each(stack)


def test_a_flushed_frozen_and_killed_redis_loses_nothing_and_holds_up_nobody(stack: Stack):
    stack.relay()
    stack.worker()
    writer = stack.writer("write", 400)
    stack.client().flushall()
    assert stack.redis.process is not None
    os.kill(stack.redis.process.pid, signal.SIGSTOP)
    status, seconds = stack.run("tests/faults/post.py").split()
    assert status == "302"
    assert float(seconds) < 1, "a POST must answer within a second while Redis is frozen"
    os.kill(stack.redis.process.pid, signal.SIGCONT)
    stack.client().flushall()
    stack.redis.process.kill()
    stack.redis.process.wait()
    writer.wait()
    stack.redis.start()
    stack.settle()
    assert_once_each(stack)


def test_a_worker_killed_in_the_middle_repeats_no_effect(stack: Stack):
    stack.relay()
    worker = stack.worker()
    writer = stack.writer("write", 300)
    while not stack.column("SELECT 1 FROM ledger_effect LIMIT 1"):
        time.sleep(0.02)  # asking without a pause takes the processor that those asked about need
    for child in children_of(worker.pid):
        os.kill(child, signal.SIGKILL)
        break
    writer.wait()
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    stack.worker()
    stack.settle()
    assert_once_each(stack)


def test_two_relays_and_one_killed_between_publishing_and_noting_double_nothing(stack: Stack):
    relays = [stack.relay(), stack.relay()]
    stack.worker()
    writer = stack.writer("write", 300)
    while not stack.column("SELECT 1 FROM events_dispatch WHERE sent_at IS NOT NULL LIMIT 1"):
        time.sleep(0.02)
    os.killpg(relays[0].pid, signal.SIGKILL)
    writer.wait()
    stack.settle()
    assert_once_each(stack)


def test_a_worker_killed_half_way_through_a_match_run_leaves_nothing_half_done_and_another_completes_it_once(stack: Stack):
    stack.relay()
    worker = stack.worker()
    stack.column("SELECT count(*) FROM matching_match")
    with stack.held("matching_match"):
        (run,) = stack.run("tests/faults/matcher.py").split()
        while not stack.waiting_for("matching_match"):  # ranked, and about to be kept
            time.sleep(0.05)
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        states = stack.column(f"SELECT status FROM matching_matchrun WHERE id = '{run}'")
    assert states == ["running"]
    assert stack.column("SELECT count(*) FROM matching_match") == [0]
    stack.worker()
    stack.settle()
    assert stack.column(f"SELECT status FROM matching_matchrun WHERE id = '{run}'") == ["finished"]
    assert stack.column(f"SELECT rank FROM matching_match WHERE run_id = '{run}' ORDER BY rank") == [1, 2, 3]
    assert stack.column(f"SELECT count FROM matching_matchrun WHERE id = '{run}'") == [3]
    assert stack.column(f"SELECT position FROM matching_chainplan WHERE run_id = '{run}'") == [1]
    assert stack.column("SELECT count(*) FROM events_event WHERE kind = 'match_run.finished'") == [1]
