"""A pytest plugin, loaded before Django: every process of a run gets its own PostgreSQL and Redis in a temporary folder, unless DATABASE_URL
and REDIS_URL name others."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from core.embedded.postgres import EmbeddedPostgres  # noqa: E402
from core.embedded.redis import EmbeddedRedis  # noqa: E402

OURS = "OPENCDMO_TEST_SERVICES"
"""Names the variables that a run has set for its own process, which its workers do not take over."""

HANDS_OUT = "--numprocesses" in sys.argv and "PYTEST_XDIST_WORKER" not in os.environ
"""This process gives tests to workers and runs none: it needs no servers, for which its workers would wait."""

COLLECT_AFTER = (50_000, 20, 20)
"""Allocations, and young collections, before Python looks for cycles. With its own (700, 10, 10) a tenth to a quarter of a run's
time goes to walking again and again through classes, templates and vocabularies that stay."""


def keep_compiled_code() -> None:
    """Half a hundred programs are started in a run. Where PYTHONDONTWRITEBYTECODE is set each would compile the product anew, a
    fifth of its start."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def start_services() -> None:
    """Before Django reads its settings, so that they say where the servers are."""
    for name in filter(None, os.environ.pop(OURS, "").split(",")):
        os.environ.pop(name, None)
    before = set(os.environ)
    folder = Path(tempfile.mkdtemp(prefix="ocdmo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.setdefault("OPENCDMO_DATA", str(folder / "var"))
    if "DATABASE_URL" not in os.environ and not HANDS_OUT:
        postgres = EmbeddedPostgres(folder / "pg", folder / "s", durable=False)
        postgres.start()
        atexit.register(postgres.stop)
        postgres.ensure_database("opencdmo")
        os.environ["DATABASE_URL"] = postgres.url("opencdmo")
    if "REDIS_URL" not in os.environ and not HANDS_OUT:
        redis = EmbeddedRedis(folder / "redis", folder / "r")
        redis.start()
        atexit.register(redis.stop)
        os.environ["REDIS_URL"] = redis.url
    os.environ[OURS] = ",".join({"OPENCDMO_DATA", "DATABASE_URL", "REDIS_URL"} - before)


gc.set_threshold(*COLLECT_AFTER)
keep_compiled_code()
start_services()
