"""Somebody's receiver of webhooks, on this machine's own address: obedient, down, slow, hanging, talkative or gone."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


@dataclass
class Received:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """``behaviour`` is one of the methods of ``_Handler``, or a status to answer with."""

    port: int = 0
    behaviour: str | int = 200
    answer_headers: dict[str, str] = field(default_factory=dict)
    received: list[Received] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    at_once: int = 0
    most_at_once: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?of=erp"


@contextlib.contextmanager
def let_go_once(hanging: Receiver, others_are_served: Callable[[], bool]) -> Iterator[None]:
    """Meanwhile a receiver hangs until the others are served, so that what waits for it would wait for ever if it held them up."""

    def watch() -> None:
        while not others_are_served():
            if hanging.released.wait(0.01):
                return
        hanging.released.set()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    yield
    hanging.released.set()
    watcher.join()


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver
    lock: Any

    def do_POST(self) -> None:
        receiver = self.receiver
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:  # the sender was killed between head and body: no server takes that for a request
            return
        with self.lock:
            receiver.received.append(Received(self.path, dict(self.headers), body))
            receiver.at_once += 1
            receiver.most_at_once = max(receiver.most_at_once, receiver.at_once)
        try:
            with contextlib.suppress(OSError):
                act = receiver.behaviour
                self._say(act) if isinstance(act, int) else getattr(self, f"_{act}")()
        finally:
            with self.lock:
                receiver.at_once -= 1

    def _say(self, status: int, body: bytes = b"ok") -> None:
        self.send_response(status)
        for name, value in self.receiver.answer_headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _hang(self) -> None:
        """Takes the request and says nothing until released."""
        self.receiver.released.wait(30)

    def _dawdle(self) -> None:
        """Long enough for its sender to be killed meanwhile."""
        self.receiver.released.wait(0.02)
        self._say(200)

    def _drip(self) -> None:
        """A letter of a header now and then, so that no single read takes long."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.receiver.released.wait(0.05):
            self.wfile.write(b"a")

    def _talk(self) -> None:
        """Ten megabytes."""
        self.send_response(200)
        self.send_header("Content-Length", str(10 * 2**20))
        self.end_headers()
        for _ in range(160):
            self.wfile.write(b"x" * 65536)

    def _break_off(self) -> None:
        """Half a status line, and good-bye."""
        self.wfile.write(b"HTTP/1.1 2")
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    """Takes as many at once as a courier has hands: behind a queue of five, as Python's own has, the kernel drops whoever comes while
    the threads do not get to accept."""

    request_queue_size = 128
    daemon_threads = True


@contextlib.contextmanager
def receiving(behaviour: str | int = 200) -> Iterator[Receiver]:
    """A receiver on a free port, until the end."""
    receiver = Receiver(behaviour=behaviour)
    handler = type("Handler", (_Handler,), {"receiver": receiver, "lock": threading.Lock()})
    server = _Server(("127.0.0.1", 0), handler)
    receiver.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield receiver
    finally:
        receiver.released.set()
        server.shutdown()
        server.server_close()
