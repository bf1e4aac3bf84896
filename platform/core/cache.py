"""The cache may be gone at any moment; the site must not care."""

import logging
import time
from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 0.25
"""How long one call may take: a frozen Redis accepts connections and never answers."""

REST_SECONDS = 3.0
"""After a failure the cache is not asked for so long, so that a page pays the patience once and not for every call."""


COUNT = """
local used = tonumber(redis.call('GET', KEYS[1]) or '0') + tonumber(redis.call('GET', KEYS[2]) or '0') * tonumber(ARGV[1])
if used < tonumber(ARGV[2]) and redis.call('INCR', KEYS[1]) == 1 then
    redis.call('EXPIRE', KEYS[1], ARGV[3])
end
return tostring(used)
"""
"""What ``ForgivingRedisCache.count`` does, where it is done."""


class ForgivingRedisCache(RedisCache):
    """Redis that answers "not there" when it is down or frozen. Nothing that must be true may be kept only here."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", PATIENCE_SECONDS)
        options.setdefault("socket_connect_timeout", PATIENCE_SECONDS)
        super().__init__(server, params)
        self._resting_until = 0.0

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().add, True, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._forgive(super().get, default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().set, None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().touch, False, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().delete, False, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().get_many, {}, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().set_many, [], *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().delete_many, None, *args, **kwargs)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        return self._forgive(super().incr, delta, key, delta, version)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._forgive(super().has_key, False, *args, **kwargs)

    def clear(self) -> Any:
        return self._forgive(super().clear, False)

    def count(self, key: str, before: str, share: float, limit: int, seconds: int) -> float:
        """Count one more under ``key``, unless what is counted there and ``share`` of what is under ``before`` reach the limit.

        Returns what was used until now; nothing when the cache is down. In one round trip, so that nobody comes between."""
        keys = [self.make_and_validate_key(one) for one in (key, before)]
        return float(self._forgive(self._count, 0.0, keys, [share, limit, seconds]))

    @cached_property
    def _count(self) -> Any:
        return self._cache.get_client(write=True).register_script(COUNT)

    def _forgive(self, call: Any, instead: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self._resting_until:
            return instead
        try:
            return call(*args, **kwargs)
        except RedisError as error:
            self._resting_until = time.monotonic() + REST_SECONDS
            logger.warning("The cache did not answer and is left alone for a moment: %s", error)
            return instead
