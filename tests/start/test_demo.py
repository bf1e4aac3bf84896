"""``make demo``: what it starts it stops, what it cannot start it explains. Real processes, each ended by its own id."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.embedded.guardian import MARK

pytestmark = pytest.mark.faults

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 90


class Demo:
    """One start on a data folder and a free port."""

    def __init__(self, data: Path, port: int, **environment: str) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in OURS}
        self.data, self.port = data, port
        self.environment = {
            **clean,
            "OPENCDMO_DATA": str(data),
            "PORT": str(port),
            "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
            "HOME": str(data.parent),
            **environment,
        }
        self.log = data.parent / f"{port}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "core.embedded.serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    def ready(self) -> dict[str, Any]:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz?all", timeout=2) as answer:
                    body: dict[str, Any] = json.load(answer)
                    return body
            except OSError:
                time.sleep(0.2)
        raise AssertionError(self.log.read_text()[-3000:])

    def until_it_has_locked(self) -> None:
        """The data folder is its own."""
        with (self.data / "lock").open("a") as file:
            while self.process.poll() is None:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                fcntl.flock(file, fcntl.LOCK_UN)
                time.sleep(0.05)
        raise AssertionError(self.log.read_text()[-3000:])

    def asked(self, path: str, token: str = "") -> dict[str, Any]:
        """What the API answers."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            body: dict[str, Any] = json.load(answer)
            return body

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)

    def sentence(self) -> str:
        """What it says when it does not start."""
        assert self.process.wait(60) == 1
        return self.log.read_text().strip().splitlines()[-1]

    def left(self) -> list[str]:
        """The command of every process that still carries a mark of this data folder."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                variables = (entry / "environ").read_bytes()
            except OSError:
                continue
            if f"OPENCDMO_DATA={self.data}".encode() in variables.split(b"\0") and MARK.encode() in variables:
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        return found

    def nothing_left(self) -> bool:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if not self.left():
                return True
            time.sleep(0.2)
        return False


OURS = {"DATABASE_URL", "REDIS_URL", "OPENCDMO_DATA", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "ENCRYPTION_KEYS", "BASE_URL",
        "ALLOWED_HOSTS", "DEFAULT_FROM_EMAIL"}  # fmt: skip
"""What the suite itself has set, and the demo must not inherit."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A path with spaces and Chinese in it, longer than a socket's may be."""
    deep = tmp_path / "数据 folder" / ("x" * 60)
    deep.mkdir(parents=True)
    return deep / "var"


def test_a_demo_starts_empty_is_killed_starts_again_with_its_data_and_a_story_and_ends_without_a_trace(folder: Path):
    first = Demo(folder, free_port(), EMPTY="1")
    assert first.ready()["status"] == "ready"
    known = json.loads((folder / "demo.json").read_text())
    assert known["base_url"] == f"http://127.0.0.1:{first.port}"
    assert {"email", "password", "organization", "kind", "roles", "token"} <= set(known["users"][0])
    assert (folder / "demo.json").stat().st_mode & 0o777 == 0o600
    token = known["users"][1]["token"]
    assert first.asked("me/", token)["email"] == known["users"][1]["email"]
    assert first.asked("offerings/")["results"] == []

    first.process.kill()
    first.process.wait()
    assert first.nothing_left(), first.left()

    second = Demo(folder, first.port)
    second.until_it_has_locked()
    again = Demo(folder, free_port())  # asks for a while; meanwhile the second one gets ready
    assert "Another OpenCDMO runs on" in again.sentence()
    second.ready()
    assert json.loads((folder / "demo.json").read_text())["users"][1]["token"] == token
    assert second.asked("offerings/")["results"]
    taken = Demo(folder.with_name("third"), first.port)
    assert "is taken by another program. Choose another" in taken.sentence()

    # Ctrl-C does the same: the signal is answered by raising what the keyboard raises.
    assert second.end(signal.SIGTERM) == 0
    assert second.nothing_left()
    assert not (folder / "lock").exists()
    assert not (folder / "run").exists()


@pytest.mark.parametrize(
    ("breaking", "words"),
    [
        (lambda folder: folder.write_text("I am a file"), "is not a folder"),
        (lambda folder: (folder / "postgres").mkdir(parents=True), "is not a whole PostgreSQL cluster"),
        (lambda folder: _cluster_of(folder, "16"), "was written by PostgreSQL 16"),
    ],
)
def test_a_broken_data_folder_gets_one_sentence(folder: Path, breaking: Any, words: str):
    breaking(folder)
    demo = Demo(folder, free_port())
    sentence = demo.sentence()
    assert sentence.startswith("OpenCDMO did not start.")
    assert words in sentence
    assert demo.nothing_left()


def _cluster_of(folder: Path, version: str) -> None:
    (folder / "postgres" / "global").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").write_text(version)
    (folder / "postgres" / "global" / "pg_control").write_bytes(b"")


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_an_impossible_port_gets_one_sentence(folder: Path, port: str):
    assert "PORT is" in Demo(folder, 1, PORT=port).sentence()


def test_a_server_of_somebody_else_that_does_not_answer_gets_one_sentence(folder: Path):
    address = "postgresql://nobody@127.0.0.1:9/none"
    sentence = Demo(folder, free_port(), DATABASE_URL=address).sentence()
    assert "DATABASE_URL" in sentence
