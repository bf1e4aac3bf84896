"""``make demo``: the whole product on one machine, under one supervisor. Run as ``python -m core.embedded.serve``."""

import contextlib
import fcntl
import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from honcho.manager import Manager
from honcho.printer import Printer

from core.embedded.guardian import MARK, Guardian
from core.embedded.refusal import CannotStart, because_of, ensure_folder, ensure_port_free
from core.embedded.services import Services

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = "config.settings.demo"
LOCK_SECONDS = 5


def main() -> int:
    """The exit code: 0 after Ctrl-C or SIGTERM, 1 with a sentence otherwise."""
    signal.signal(signal.SIGTERM, _interrupt)
    data = Path(os.environ.get("OPENCDMO_DATA") or ROOT / "var").expanduser().resolve()
    try:
        return serve(data, _port())
    except CannotStart as refusal:
        print(f"\nOpenCDMO did not start. {refusal}", file=sys.stderr)  # noqa: T201 - the terminal is its interface
    except OSError as error:
        print(f"\nOpenCDMO did not start. {because_of(error, data)}", file=sys.stderr)  # noqa: T201
    except KeyboardInterrupt:
        return 0
    return 1


def serve(data: Path, port: int) -> int:
    """Check, start, prepare, run until told to stop, stop everything."""
    ensure_folder(data)
    with _only_one(data) as lock, _guarded():
        # The guardian goes on holding the lock until nothing is left of us. Nobody else we fork does: it would outlive both.
        os.register_at_fork(after_in_child=lock.close)
        ensure_port_free(port)
        _set_environment(data, port)
        services = Services(data)
        try:
            _start(services)
            _prepare()
            return _run(port)
        finally:
            services.stop()


@contextlib.contextmanager
def _only_one(data: Path) -> Iterator[TextIO]:
    """The lock goes with the process, however it ends; the file goes when it ends well."""
    path = data / "lock"
    with path.open("w") as file:
        if not _locked(file):
            sentence = f"Another OpenCDMO runs on {data}. Stop it, or give this one a folder of its own with OPENCDMO_DATA."
            raise CannotStart(sentence)
        try:
            yield file
        finally:
            path.unlink(missing_ok=True)


def _locked(file: TextIO) -> bool:
    """Asked for a moment: the guardian of one that was killed holds it until nothing of that one is left."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        else:
            return True


@contextlib.contextmanager
def _guarded() -> Iterator[None]:
    mark = uuid.uuid4().hex
    guardian = Guardian(mark)
    os.environ[MARK] = mark
    try:
        yield
    finally:
        guardian.dismiss()


def _port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotStart(f"PORT is {given!r}; it must be a number from 1 to 65535.")
    return int(given)


def _set_environment(data: Path, port: int) -> None:
    """What the started processes read. Secrets are made once and kept in the data folder."""
    keys = _secrets(data / "secrets.env")
    fixed = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "OPENCDMO_DATA": str(data),
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        "PYTHONUNBUFFERED": "1",
        "MALLOC_ARENA_MAX": "2",
        # The demo may run as root in a throw-away container; the worker runs nothing but our own tasks.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }
    os.environ.update(fixed)
    for name, value in {"BASE_URL": f"http://127.0.0.1:{port}", **keys}.items():
        os.environ.setdefault(name, value)


def _secrets(path: Path) -> dict[str, str]:
    if not path.exists():
        key = f"{secrets.token_urlsafe(64)}"
        lines = f"SECRET_KEY={key}\nENCRYPTION_KEYS={secrets.token_urlsafe(32)}=\n"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(lines)
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return dict(pairs)


def _start(services: Services) -> None:
    try:
        services.start()
    except (RuntimeError, subprocess.CalledProcessError) as error:
        raise CannotStart(str(error)) from error


def _prepare() -> None:
    how = ["--empty"] if os.environ.get("EMPTY") else []
    done = subprocess.run([sys.executable, str(ROOT / "manage.py"), "prepare_demo", *how], check=False)
    if done.returncode:
        raise CannotStart("The database could not be prepared; the lines above say why.")


def _run(port: int) -> int:
    """Honcho shows every process's lines, and ends all when one ends."""
    manager = Manager(Printer(sys.stdout))
    for name, command in processes(port).items():
        manager.add_process(name, f"exec {command}", cwd=str(ROOT))
    print(f"\nOpenCDMO: http://127.0.0.1:{port}  (Ctrl-C stops it)\n", flush=True)  # noqa: T201
    manager.loop()
    if manager.returncode in (130, 143):
        return 0
    print("\nOne of the processes ended by itself, so all were stopped; its last lines are above.", file=sys.stderr)  # noqa: T201
    return 1


def processes(port: int) -> dict[str, str]:
    """The same programs as in a real installation."""
    python = shlex.quote(sys.executable)
    manage = f"{python} {shlex.quote(str(ROOT / 'manage.py'))}"
    schedule = shlex.quote(str(Path(os.environ["OPENCDMO_DATA"]) / "beat-schedule"))
    celery = f"{python} -m celery --app config --quiet"
    return {
        "web": f"{python} -m gunicorn --config python:config.gunicorn --bind 127.0.0.1:{port} config.wsgi",
        "worker": f"{celery} worker --concurrency 2 --without-gossip --without-mingle --loglevel WARNING",
        "beat": f"{celery} beat --schedule {schedule} --loglevel WARNING",
        "relay": f"{manage} relay",
    }


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
