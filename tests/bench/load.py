"""A load generator for the loopback: as many requests at once as there are clients, each on a connection of its own, since
gunicorn's synchronous workers close theirs after an answer, as behind a proxy."""

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

PATIENCE_SECONDS = 30


@dataclass
class Load:
    """What came of it: milliseconds of each answer, and how many were no 200."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    failed: int = 0
    bytes: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds if self.seconds else 0.0

    def percentile(self, part: float) -> float:
        """Milliseconds within which that part of the answers came."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


@dataclass
class _Asked:
    """A request under way."""

    wire: socket.socket
    left: bytes
    begun: float
    answer: bytearray = field(default_factory=bytearray)


def put_load(port: int, paths: Sequence[str], headers: dict[str, str], *, clients: int, seconds: float, most: int) -> Load:
    """Ask for the paths in turn for so long, or so often. Raises RuntimeError when nothing answers."""
    load, asked, todo = Load(), selectors.DefaultSelector(), _requests(paths, headers)
    begun = time.perf_counter()
    running = [_ask(port, next(todo), asked) for _ in range(clients)]
    last = begun
    sent = len(running)
    while running:
        ready = asked.select(timeout=PATIENCE_SECONDS)
        if not ready:
            raise RuntimeError(f"No answer in {PATIENCE_SECONDS} seconds.")
        for key, _events in ready:
            request: _Asked = key.data
            if not _go_on(request, asked):
                continue
            last = time.perf_counter()
            _note(request, last, load)
            running.remove(request)
            if last - begun < seconds and sent < most:
                running.append(_ask(port, next(todo), asked))
                sent += 1
    load.seconds = last - begun
    return load


def _requests(paths: Sequence[str], headers: dict[str, str]) -> Iterator[bytes]:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return (f"GET {path} HTTP/1.1\r\n{lines}Connection: close\r\n\r\n".encode() for path in cycle(paths))


def _ask(port: int, request: bytes, asked: selectors.BaseSelector) -> _Asked:
    wire = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
    wire.setblocking(False)
    begun = _Asked(wire, request, time.perf_counter())
    asked.register(wire, selectors.EVENT_WRITE, begun)
    return begun


def _go_on(request: _Asked, asked: selectors.BaseSelector) -> bool:
    """Whether the answer is there to its end."""
    if request.left:
        request.left = request.left[request.wire.send(request.left) :]
        if not request.left:
            asked.modify(request.wire, selectors.EVENT_READ, request)
        return False
    try:
        part = request.wire.recv(1 << 18)
    except BlockingIOError:
        return False
    except ConnectionResetError:
        part = b""
    request.answer += part
    if part:
        return False
    asked.unregister(request.wire)
    request.wire.close()
    return True


def _note(request: _Asked, now: float, load: Load) -> None:
    load.times.append((now - request.begun) * 1000)
    load.bytes += len(request.answer)
    load.failed += not request.answer.startswith(b"HTTP/1.1 200")
