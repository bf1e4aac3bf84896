"""``python -m tests.bench.fanout``: one request to SIZE=10000 providers, with the relay and two workers as in production.

It prints how long publishing takes, when everybody has been told in the application, by a mail in the outbox and by a mail that
a server has taken, and the most memory a worker had. CHAOS=1 kills workers and flushes Redis six times meanwhile. Ends with 1 when a
promise does not hold: published within 3 s, told within 120 s, 300 MB, nobody missed, nobody told twice.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.stack import ROOT, Stack
from tests.faults.stack import children_of

if TYPE_CHECKING:
    from tests.bench.crowd import Crowd

PUBLISH_SECONDS, TOLD_SECONDS, MEGABYTES = 3.0, 120.0, 300.0
PATIENCE_SECONDS = 600.0
KILL_EVERY_SECONDS, ACCIDENTS = 15.0, 6


class Processes:
    """The relay, a worker with two children, and beat, each ended by its own id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.relay = self._start("manage.py", "relay")
        self.beat = self._start("-m", "celery", "--app", "config", "beat", "--schedule", str(folder / "schedule"))
        self.worker = self._worker()
        self.peak = 0.0
        self.killed = 0

    def look(self) -> None:
        """Remember the most memory that a child of the worker had."""
        for pid in children_of(self.worker.pid):
            self.peak = max(self.peak, _resident(pid))

    def accident(self) -> None:
        """A child dies, then the whole group; Redis forgets everything."""
        import redis

        self.killed += 1
        if self.killed % 2:
            for child in list(children_of(self.worker.pid))[:1]:
                os.kill(child, signal.SIGKILL)
        else:
            os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = self._worker()
        redis.Redis.from_url(os.environ["REDIS_URL"]).flushall()

    def stop(self) -> None:
        """All of them."""
        for process in (self.worker, self.relay, self.beat):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _worker(self) -> "subprocess.Popen[bytes]":
        options = ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        return self._start("-m", "celery", "--app", "config", "worker", *options)

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{command[-1].strip('-').rsplit('/', 1)[-1]}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-W", "ignore", *command], cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )


def main() -> int:
    """Build, publish, watch, count."""
    size, chaos = int(os.environ.get("SIZE", "10000")), bool(os.environ.get("CHAOS"))
    folder = Path(os.environ.get("OPENCDMO_BENCH") or ROOT / "var").resolve() / "fanout"
    shutil.rmtree(folder, ignore_errors=True)
    stack = Stack(folder)
    processes = None
    try:
        os.environ["EMAIL_URL"] = "dummy://"
        stack.start()
        import django

        django.setup()
        from tests.bench.crowd import Crowd

        crowd = Crowd(size)
        processes = Processes(folder)
        time.sleep(5)  # the worker is up, as it would be
        begun = time.monotonic()
        crowd.publish()
        seconds = {"published": time.monotonic() - begun}
        _watch(crowd, processes, seconds, begun, chaos)
        wrong = crowd.wrong()
    finally:
        if processes:
            processes.stop()
        stack.stop()
    for name, value in seconds.items():
        print(f"{name:20}{value:8.1f} s")  # noqa: T201 - the terminal is its interface
    print(f"{'most memory':20}{processes.peak:8.0f} MB a worker, {processes.killed} accidents; {wrong or 'all told once'}")  # noqa: T201
    slow = seconds["published"] > PUBLISH_SECONDS or (not chaos and seconds.get("told", PATIENCE_SECONDS) > TOLD_SECONDS)
    return 1 if wrong or slow or processes.peak > MEGABYTES else 0


def _watch(crowd: "Crowd", processes: Processes, seconds: dict[str, float], begun: float, chaos: bool) -> None:
    """Until every mail has left, or patience ends."""
    accident = begun + KILL_EVERY_SECONDS / 2
    while "mailed" not in seconds and time.monotonic() - begun < PATIENCE_SECONDS:
        processes.look()
        if chaos and processes.killed < ACCIDENTS and time.monotonic() > accident and "told" not in seconds:
            processes.accident()
            accident += KILL_EVERY_SECONDS
        for name, done in crowd.progress().items():
            if done and name not in seconds:
                seconds[name] = time.monotonic() - begun
        time.sleep(0.5)


def _resident(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0) / 1024


if __name__ == "__main__":
    sys.exit(main())
