"""A small memory for what is costly to make again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """Keeps the ``size`` values used last, in this process. The key must say everything that the value depends on.

    ``most_bytes`` bounds them all together, for values that are large and of different sizes, by ``len`` of each.
    """

    def __init__(self, size: int, *, most_bytes: int | None = None) -> None:
        self.size, self.most_bytes, self.bytes = size, most_bytes, 0
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """The value, or None."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: Hashable, value: T) -> T:
        """Keep a value, and let the one go that was not used for longest."""
        with self._lock:
            self.bytes += self._bytes_of(value) - self._bytes_of(self._values.pop(key, None))
            self._values[key] = value
            while len(self._values) > self.size or (self.most_bytes and self.bytes > self.most_bytes):
                self.bytes -= self._bytes_of(self._values.popitem(last=False)[1])
        return value

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value; made, and kept, where there is none."""
        value = self.get(key)
        return self.put(key, make()) if value is None else value

    def latest(self) -> T | None:
        """The value used last, or None."""
        with self._lock:
            return next(reversed(self._values.values()), None)

    def items(self) -> list[tuple[Hashable, T]]:
        """All that is kept, what was used last at the end."""
        with self._lock:
            return list(self._values.items())

    def forget(self) -> None:
        """Start from nothing."""
        with self._lock:
            self._values.clear()
            self.bytes = 0

    def _bytes_of(self, value: Any) -> int:
        return len(value) if self.most_bytes and value is not None else 0
