"""Is it alive, is it ready, is all well? Apps add their own checks with ``register``."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from redis.backoff import NoBackoff
from redis.retry import Retry

from core.clock import database_now
from core.models import Heartbeat

logger = logging.getLogger(__name__)

HEARTBEAT_LIMIT_SECONDS = 60
REDIS_PATIENCE_SECONDS = 0.5


@dataclass(frozen=True)
class Health:
    """One check's answer. ``age_seconds`` where the check measures an age. Says nothing an outsider could use."""

    ok: bool
    detail: str = ""
    age_seconds: float | None = None

    def as_json(self) -> dict[str, object]:
        return {key: value for key, value in asdict(self).items() if value not in ("", None)}


Check = Callable[[], Health]
_checks: dict[str, Check] = {}
_needed_by_pages: set[str] = set()


def register(name: str, *, pages_need_it: bool = False) -> Callable[[Check], Check]:
    """Add a check to ``/readyz?all``, or to ``/readyz`` as well: what no page is served without.

    It must answer within a second, whatever is broken.
    """

    def add(check: Check) -> Check:
        _checks[name] = check
        if pages_need_it:
            _needed_by_pages.add(name)
        return check

    return add


def examine(*, everything: bool) -> dict[str, Health]:
    """Run every check, or those of what pages need; one that raises has failed."""
    return {name: _safely(name, one) for name, one in _checks.items() if everything or name in _needed_by_pages}


def _safely(name: str, check: Check) -> Health:
    try:
        return check()
    except Exception:  # whatever is broken: the answer is that it is
        logger.exception("Health check %s failed", name)
        return Health(ok=False, detail="does not answer")


@register("database", pages_need_it=True)
def database() -> Health:
    """PostgreSQL answers."""
    database_now()
    return Health(ok=True)


@register("redis")
def broker() -> Health:
    """Redis answers, soon: a frozen one must not freeze the check."""
    return Health(ok=bool(_redis().ping()))


@register("migrations", pages_need_it=True)
def migrations() -> Health:
    """The tables are those of this code. Once they are, they stay so for the life of the process."""
    return Health(ok=True) if _is_migrated() else Health(ok=False, detail="Run manage.py migrate.")


@register("heartbeat")
def heartbeat() -> Health:
    """A task went through beat, Redis and a worker not long ago."""
    last = Heartbeat.objects.filter(name="worker").first()
    if last is None:
        return Health(ok=False, detail="No worker has run a task yet.")
    age = (database_now() - last.beat_at).total_seconds()
    return Health(ok=age < HEARTBEAT_LIMIT_SECONDS, age_seconds=round(age, 1))


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=REDIS_PATIENCE_SECONDS,
        socket_connect_timeout=REDIS_PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def _is_migrated() -> bool:
    if _seen_migrated:
        return True
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    _seen_migrated.append(True)
    return True


_seen_migrated: list[bool] = []
