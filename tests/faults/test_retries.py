"""Programs that retry with one Idempotency-Key, while web workers and PostgreSQL are killed: everything happens once."""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests import laid_out
from tests.bench.stack import HEADERS, ROOT, Stack
from tests.faults.stack import children_of

pytestmark = [pytest.mark.faults, pytest.mark.django_db]  # theirs are copies of the database of the run

ACCIDENTS = 6
PATIENCE_SECONDS = 120


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """Servers of its own, since they are killed; the environment of the run is put back afterwards."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        os.environ[laid_out.DUMP] = str(laid_out.dump(Path(folder) / "tables.sql"))
        for name in ("DATABASE_URL", "REDIS_URL"):
            os.environ.pop(name, None)
        made = Stack(Path(folder))
        try:
            made.start()
            made.serve()
            yield made
        finally:
            made.stop()
            os.environ.clear()
            os.environ.update(before)


def until_it_is_done(port: int, path: str, secret: str, answers: list[str]) -> None:
    """As a program that never gives up: the same key until there is an answer below 500."""
    headers = {
        **HEADERS,
        "Authorization": f"Bearer {secret}",
        "Content-Type": "application/json",
        "Idempotency-Key": path[-40:],
    }
    ends = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < ends:
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        with contextlib.suppress(OSError, http.client.HTTPException):
            wire.request("POST", path, body="{}", headers=headers)
            answer = wire.getresponse()
            body = answer.read().decode()
            if answer.status < 500 and answer.status not in {409, 429}:
                answers.append(f"{answer.status} {json.loads(body).get('status')}")
                return
        wire.close()
        time.sleep(0.05)
    answers.append("gave up")


def accident(stack: Stack, chance: random.Random) -> None:
    """A web worker dies, or a process of PostgreSQL, which then drops everybody and recovers from its log."""
    assert stack.web is not None
    victims = list(children_of(stack.web.pid))
    if chance.random() < 0.5:
        pid_file = Path(stack.folder) / "postgres" / "postmaster.pid"
        # Not the one that recovers: PostgreSQL gives up for good when that one dies, and would have to be started anew.
        children = children_of(int(pid_file.read_text().splitlines()[0]))
        victims = [pid for pid in children if b"startup" not in _command(pid)]
    with contextlib.suppress(ProcessLookupError, IndexError):
        os.kill(chance.choice(victims), signal.SIGKILL)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def column(query: str) -> list[object]:
    with contextlib.closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def test_one_award_and_one_version_come_of_many_retries_while_servers_die(stack: Stack):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.bidding"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wanted = json.loads(done.stdout.splitlines()[-1])
    answers: list[str] = []
    threads = [
        threading.Thread(target=until_it_is_done, args=(stack.port, path, secret, answers))
        for path, secret in wanted.values()
        for _double in range(3)
    ]
    chance = random.Random(11)
    for number in range(ACCIDENTS):
        accident(stack, chance)
        if number < len(threads):
            threads[number].start()
        time.sleep(chance.uniform(0.05, 0.4))
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["200 awarded"] * 3 + ["200 submitted"] * 3
    assert column("SELECT count(*) FROM sourcing_award") == [2]
    assert column("SELECT count(*) FROM sourcing_outcome") == [2]
    assert column("SELECT count(*) FROM events_event WHERE kind = 'rfq.awarded'") == [1]
    once = "SELECT count(*) FROM sourcing_quoteversion v JOIN sourcing_quote q ON q.id = v.quote_id WHERE q.status = 'submitted'"
    assert column(once) == [1]
    assert column("SELECT count(*) FROM events_event WHERE kind = 'quote.submitted'") == [3]  # two of the awarded request
