"""Nothing stays behind: not even when the supervisor itself is killed with ``kill -9``.

Everything started for one run carries a mark in its environment. A small process watches the supervisor through a pipe; when
the pipe closes without a goodbye, it ends whatever still carries the mark.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

MARK = "OPENCDMO_RUN"
GOODBYE = b"."
PATIENCE_SECONDS = 8.0


class Guardian:
    """Start it before anything else is started."""

    def __init__(self, mark: str) -> None:
        reading, self._writing = os.pipe()
        os.set_inheritable(self._writing, False)
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._writing)
            _watch(reading, mark)
            os._exit(0)
        os.close(reading)
        # A child of the supervisor that kept the pipe open would hide the supervisor's death.
        os.register_at_fork(after_in_child=self._let_go)

    def dismiss(self) -> None:
        """All is stopped in good order."""
        with contextlib.suppress(OSError):
            os.write(self._writing, GOODBYE)
        os.close(self._writing)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def _let_go(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._writing)


def _watch(reading: int, mark: str) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    if os.read(reading, 1) != GOODBYE:
        end_all(mark)


def end_all(mark: str) -> None:
    """Ask every process of the run to end, then make it. SIGINT is PostgreSQL's word for "at once, but in order"."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    for pid in processes_of(mark):
        _signal(pid, signal.SIGINT if _name(pid) == "postgres" else signal.SIGTERM)
    while time.monotonic() < deadline and any(True for _ in processes_of(mark)):
        time.sleep(0.1)
    for pid in processes_of(mark):
        _signal(pid, signal.SIGKILL)


def processes_of(mark: str) -> Iterator[int]:
    """Every living process whose environment carries the mark, but this one."""
    wanted = f"{MARK}={mark}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        if int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0"):
                yield int(entry.name)


def _name(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
