"""PostgreSQL and Redis for one run, unless the environment names servers of somebody else."""

import os
import shutil
import tempfile
from pathlib import Path

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis

LONGEST_SOCKET_PATH = 100
"""The kernel allows 107 bytes for a socket's whole path."""

DATABASE = "opencdmo"


class Services:
    """Starts what is missing and puts the addresses into the environment; stops only what it started."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.sockets = socket_folder(data)
        self.postgres = None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(data / "postgres", self.sockets / "p")
        self.redis = None if os.environ.get("REDIS_URL") else EmbeddedRedis(data / "redis", self.sockets / "r")

    def start(self) -> None:
        """Raises RuntimeError, naming the log to read, when a server does not come up."""
        if self.postgres:
            self.postgres.start()
            self.postgres.ensure_database(DATABASE)
            os.environ["DATABASE_URL"] = self.postgres.url(DATABASE)
        if self.redis:
            self.redis.start()
            os.environ["REDIS_URL"] = self.redis.url

    def stop(self) -> None:
        """In the opposite order, and without a trace of sockets."""
        for server in (self.redis, self.postgres):
            if server:
                server.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)


def socket_folder(data: Path) -> Path:
    """Inside the data folder where its path is short enough, else a private folder among the temporary ones."""
    inside = data / "run"
    if len(os.fsencode(inside)) + len("/p/.s.PGSQL.5432") < LONGEST_SOCKET_PATH:
        inside.mkdir(mode=0o711, exist_ok=True)
        return inside
    folder = Path(tempfile.mkdtemp(prefix="opencdmo-"))
    folder.chmod(0o711)
    return folder
