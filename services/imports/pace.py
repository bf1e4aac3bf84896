"""How far a file is on its way into the catalogue. Its rows are settled in one transaction, which nobody else can look into, so
what is told of it meanwhile stands in the cache, and may be gone."""

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.core.cache import cache

KEPT_SECONDS = 600
EVERY_SECONDS = 1.0
Item = TypeVar("Item")
Tell = Callable[[float], None]


class Pace:
    """Counts rows, and tells the share that is done at most once a second. ``passes`` is how often each row is gone through."""

    def __init__(self, rows: int, passes: int, tell: Tell) -> None:
        self.total, self.done, self.tell = max(rows * passes, 1), 0, tell
        self._next = 0.0

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each counted when the next is asked for."""
        for item in items:
            yield item
            self.step()

    def step(self, rows: int = 1) -> None:
        """So many rows more are done."""
        self.done += rows
        now = time.monotonic()
        if now >= self._next:
            self._next = now + EVERY_SECONDS
            self.tell(min(self.done / self.total, 1.0))


def telling(run_id: uuid.UUID) -> Tell:
    """Writes the share of an import down for those who look at it."""
    return lambda share: cache.set(_key(run_id), share, KEPT_SECONDS)


def told(run_id: uuid.UUID) -> float:
    """The share that was told last; 0 when none was, or the cache is gone."""
    return float(cache.get(_key(run_id)) or 0)


def _key(run_id: uuid.UUID) -> str:
    return f"import:{run_id}"
