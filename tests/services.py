"""A pytest plugin, loaded before Django: every run gets its own PostgreSQL and Redis in a temporary folder, unless DATABASE_URL and REDIS_URL name others."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from core.embedded.postgres import EmbeddedPostgres  # noqa: E402
from core.embedded.redis import EmbeddedRedis  # noqa: E402


def start_services() -> None:
    """Before Django reads its settings, so that they say where the servers are."""
    folder = Path(tempfile.mkdtemp(prefix="ocdmo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.setdefault("OPENCDMO_DATA", str(folder / "var"))
    if "DATABASE_URL" not in os.environ:
        postgres = EmbeddedPostgres(folder / "pg", folder / "s", durable=False)
        postgres.start()
        atexit.register(postgres.stop)
        postgres.ensure_database("opencdmo")
        os.environ["DATABASE_URL"] = postgres.url("opencdmo")
    if "REDIS_URL" not in os.environ:
        redis = EmbeddedRedis(folder / "redis", folder / "r")
        redis.start()
        atexit.register(redis.stop)
        os.environ["REDIS_URL"] = redis.url


start_services()
