"""A database, a Redis, relays and workers of one's own, to be broken."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import redis
from psycopg2 import sql

from core.embedded.redis import EmbeddedRedis
from tests import laid_out

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60
NAME, EMPTY = "opencdmo_faults", "opencdmo_faults_empty"
MIGRATED: set[str] = set()
"""Servers on which this run has added the ledger's tables to ``EMPTY``."""


class Stack:
    """``folder`` holds Redis, logs and the client's ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.redis = EmbeddedRedis(folder / "redis", folder / "s")
        self.redis.start()
        server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
        self.database = f"{server}/{NAME}"
        self.environment = {
            **os.environ,
            "DATABASE_URL": self.database,
            "REDIS_URL": self.redis.url,
            "OPENCDMO_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
            "PYTHONWARNINGS": "ignore",
        }
        self.processes: list[subprocess.Popen[bytes]] = []
        if server not in MIGRATED:
            self._create_database(EMPTY, os.environ[laid_out.NAME])
            self.run("manage.py", "migrate", "--run-syncdb", "--verbosity", "0", DATABASE_URL=f"{server}/{EMPTY}")
            MIGRATED.add(server)
        self._create_database(NAME, EMPTY)

    def run(self, *command: str, **environment: str) -> str:
        """Run a program of ours to its end; returns what it printed."""
        known = {**self.environment, **environment}
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=known, check=True, capture_output=True, text=True)
        return done.stdout

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start one in the background, in a process group of its own."""
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.processes.append(process)
        return process

    def relay(self) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "relay")

    def worker(self) -> subprocess.Popen[bytes]:
        options = ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        return self.start("-m", "celery", "--app", "config", "worker", *options)

    def writer(self, what: str, number: int) -> subprocess.Popen[bytes]:
        return self.start("tests/faults/writer.py", what, str(self.ledger), str(number))

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger.txt"

    def confirmed(self) -> set[int]:
        """The entries whose commit the client saw."""
        return {int(line) for line in self.ledger.read_text().splitlines()}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with contextlib.closing(psycopg2.connect(self.database)) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def column(self, query: str) -> list[Any]:
        return [row[0] for row in self.rows(query)]

    def books(self) -> tuple[list[int], list[int], list[int]]:
        """Entries, entries with an event, entries with an effect: each as often as it stands there, in order."""
        return (
            self.column("SELECT id FROM ledger_entry ORDER BY id"),
            self.column("SELECT subject_id::bigint FROM events_event WHERE kind = 'ledger.written' ORDER BY 1"),
            self.column("SELECT entry_id FROM ledger_effect ORDER BY 1"),
        )

    @contextlib.contextmanager
    def held(self, table: str) -> Iterator[None]:
        """Nobody reads or writes the table meanwhile."""
        with contextlib.closing(psycopg2.connect(self.database)) as connection, connection.cursor() as cursor:
            cursor.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(table)))
            yield

    def waiting_for(self, table: str) -> bool:
        """Whether somebody stands before a table that is held."""
        query = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = '{}'::regclass AND mode <> 'AccessExclusiveLock'"
        return self.column(query.format(table)) != [0]

    def settle(self) -> None:
        """Wait until nothing is left to do."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self.column("SELECT count(*) FROM events_dispatch WHERE confirmed_at IS NULL") == [0]:
                return
            time.sleep(0.2)
        left = self.column("SELECT event_id FROM events_dispatch WHERE confirmed_at IS NULL")
        raise AssertionError(f"{len(left)} events are still open after {PATIENCE_SECONDS} seconds")

    def client(self) -> "redis.Redis":
        return redis.Redis(unix_socket_path=str(self.redis.socket))

    def stop(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.redis.stop()

    def _create_database(self, name: str, template: str) -> None:
        with contextlib.closing(psycopg2.connect(os.environ["DATABASE_URL"])) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                new, old = sql.Identifier(name), sql.Identifier(template)
                cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(new))
                cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))


def children_of(pid: int) -> Iterator[int]:
    """The processes that ``pid`` started."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                yield int(entry.name)
