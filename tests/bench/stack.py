"""Servers of the benchmark's own: PostgreSQL, Redis, and gunicorn with the production settings on two workers."""

import base64
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from core.embedded.services import Services
from tests import laid_out
from tests.faults.stack import children_of

ROOT = Path(__file__).resolve().parents[2]
HOST = "bench.example"
HEADERS = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1", "Accept-Language": "en"}
"""What the proxy in front of it adds."""

PATIENCE_SECONDS = 180


class Stack:
    """``folder`` holds everything, and may be thrown away afterwards."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.services = Services(folder)
        self.port = _free_port()
        self.web: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """The databases, and the environment that programs of ours read."""
        os.environ.update(
            {
                "DJANGO_SETTINGS_MODULE": "config.settings.prod",
                "OPENCDMO_DATA": str(self.folder),
                "SECRET_KEY": secrets.token_urlsafe(64),
                "ENCRYPTION_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
                "ALLOWED_HOSTS": HOST,
                "BASE_URL": f"https://{HOST}",
                "DEFAULT_FROM_EMAIL": f"bench@{HOST}",
                "BEHIND_PROXY": "true",
                "THROTTLE_SCALE": "1000000",
                "LOG_LEVEL": "WARNING",
                "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
                "MALLOC_ARENA_MAX": "2",
            }
        )
        self.services.start()
        if made := os.environ.get(laid_out.DUMP):
            laid_out.load(Path(made), os.environ["DATABASE_URL"])
        else:
            self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--no-input", "--verbosity", "0")

    def manage(self, *command: str) -> None:
        """One of our commands, to its end."""
        subprocess.run([sys.executable, "-W", "ignore", "manage.py", *command], cwd=ROOT, check=True)

    def serve(self) -> None:
        """Start gunicorn as it runs in production, and wait until both workers have answered."""
        command = [
            "-m",
            "gunicorn",
            "--config",
            "python:config.gunicorn",
            "--bind",
            f"127.0.0.1:{self.port}",
            "config.wsgi",
        ]
        with (self.folder / "gunicorn.log").open("wb") as log:
            self.web = subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self.web.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"gunicorn did not start; {self.folder / 'gunicorn.log'} says why.")

    def memory(self) -> list[float]:
        """Megabytes of each worker: what is its own, and its part of what it shares (PSS)."""
        assert self.web is not None
        return [_pss(pid) for pid in children_of(self.web.pid)]

    def stop(self) -> None:
        """Only what was started here."""
        if self.web is not None and self.web.poll() is None:
            self.web.send_signal(signal.SIGTERM)
            self.web.wait(timeout=30)
        self.services.stop()


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
