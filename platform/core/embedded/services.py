"""PostgreSQL and Redis for one run, unless the environment names servers of somebody else."""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import psycopg2
import redis

from core.embedded.postgres import EmbeddedPostgres
from core.embedded.redis import EmbeddedRedis

LONGEST_SOCKET_PATH = 100
"""The kernel allows 107 bytes for a socket's whole path."""

DATABASE = "opencdmo"
OLDEST_POSTGRES = 150_000


class Services:
    """Starts what is missing and puts the addresses into the environment; stops only what it started."""

    def __init__(self, data: Path) -> None:
        self.data = data
        is_needed = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
        self.sockets = socket_folder(data) if is_needed else data / "run"
        self.postgres = None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(data / "postgres", self.sockets / "p")
        self.redis = None if os.environ.get("REDIS_URL") else EmbeddedRedis(data / "redis", self.sockets / "r")

    def start(self) -> None:
        """Raises RuntimeError, naming the log or the variable to look at, when a server does not come up."""
        if self.postgres is None:
            ensure_postgres_answers(os.environ["DATABASE_URL"])
        if self.redis is None:
            ensure_redis_answers(os.environ["REDIS_URL"])
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


def ensure_postgres_answers(url: str) -> None:
    """Somebody else's server must be there, and new enough."""
    try:
        with contextlib.closing(psycopg2.connect(url, connect_timeout=5)) as connection:
            version = connection.server_version
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise RuntimeError(
            f"The database in DATABASE_URL does not answer ({reason}). Start it, or correct the address."
        ) from error
    if version < OLDEST_POSTGRES:
        raise RuntimeError(f"DATABASE_URL points to PostgreSQL {version // 10_000}; 15 or later is needed.")


def ensure_redis_answers(url: str) -> None:
    """Somebody else's server must be there."""
    try:
        redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5).ping()
    except (redis.RedisError, ValueError) as error:
        raise RuntimeError(
            f"The server in REDIS_URL does not answer ({error}). Start it, or correct the address."
        ) from error


def socket_folder(data: Path) -> Path:
    """Inside the data folder where its path is short enough, else a private folder among the temporary ones."""
    inside = data / "run"
    if len(os.fsencode(inside)) + len("/p/.s.PGSQL.5432") < LONGEST_SOCKET_PATH:
        inside.mkdir(mode=0o711, exist_ok=True)
        return inside
    folder = Path(tempfile.mkdtemp(prefix="opencdmo-"))
    folder.chmod(0o711)
    return folder
