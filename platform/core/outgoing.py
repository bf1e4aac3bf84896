"""The one door through which the platform calls others over HTTP. A test makes sure that there is no second.

Private addresses are refused and the connection goes to the address that was checked (``core.addresses``), redirects are not
followed, and neither a slow nor a talkative answer costs more than a few seconds and kilobytes.
"""

import contextlib
import http.client
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import urllib3
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from core.addresses import AddressRefused, Unresolved, is_named, permitted_addresses, target_of

CONNECT_SECONDS = 3
TOTAL_SECONDS = 10
READ_LIMIT = 64 * 1024
"""Bytes of an answer that are read; the rest stays with whoever sent it."""

CONFIG = Config(
    ip_filter_enable=True,
    ip_filter_allow_loopback_ips=False,
    never_redirect=True,
    default_timeout=(CONNECT_SECONDS, TOTAL_SECONDS),
    user_agent_override="OpenCDMO",
)


class Trouble(models.TextChoices):
    """Why there was no answer."""

    REFUSED = "address-refused", _("The address leads where the platform does not call")
    UNRESOLVED = "unresolved", _("The name was not found")
    TIMEOUT = "timeout", _("No answer in time")
    TLS = "tls", _("No trusted encrypted connection")
    CONNECTION = "connection", _("No connection")


@dataclass(frozen=True)
class Answer:
    """What came back: ``status`` with the first bytes of the body, or None with the trouble. ``retry_after`` is in seconds."""

    status: int | None
    milliseconds: int
    body: bytes = b""
    retry_after: int | None = None
    trouble: str = ""

    @property
    def is_success(self) -> bool:
        """2xx alone."""
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send ``body`` there, once. Whatever goes wrong is an Answer too; nothing is raised for what others do."""
    start = time.perf_counter()

    def answer(status: int | None, **values: Any) -> Answer:
        return Answer(status, round((time.perf_counter() - start) * 1000), **values)

    with _Deadline(TOTAL_SECONDS) as deadline, _session() as session:
        try:
            target_of(url)  # as it was given: the library reads some spellings more kindly
            response = session.post(url, data=body, headers={**headers, "Accept-Encoding": "identity"}, stream=True)
        except Unresolved:
            return answer(None, trouble=Trouble.UNRESOLVED)
        except AddressRefused:
            return answer(None, trouble=Trouble.REFUSED)
        except (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError) as error:
            return answer(None, trouble=Trouble.TIMEOUT if deadline.has_passed else _trouble(error))
        with contextlib.closing(response):
            if deadline.has_passed:  # in the middle of the headers, which then look complete
                return answer(None, trouble=Trouble.TIMEOUT)
            retry_after = _seconds(response.headers.get("Retry-After", ""))
            return answer(response.status_code, body=_beginning(response), retry_after=retry_after)


def _beginning(response: requests.Response) -> bytes:
    """The first bytes. The status has come: what breaks off afterwards does not take it back."""
    read = b""
    with contextlib.suppress(urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError):
        for part in response.raw.stream(4096, decode_content=False):
            read += part
            if len(read) >= READ_LIMIT:
                break
    return read[:READ_LIMIT]


def _trouble(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return Trouble.TLS
    return Trouble.TIMEOUT if isinstance(error, (requests.Timeout, TimeoutError)) else Trouble.CONNECTION


def _seconds(value: str) -> int | None:
    """``Retry-After`` as seconds from now, whether it is a number or a date."""
    if value.isascii() and value.isdigit():
        return int(value[:9])
    try:
        return max(0, round((parsedate_to_datetime(value) - timezone.now()).total_seconds()))
    except (TypeError, ValueError):
        return None


@contextlib.contextmanager
def _session() -> Iterator[requests.Session]:
    """For one call: no cookies, no proxies or passwords from the environment, nothing kept open."""
    with HTTPSession(CONFIG) as session:
        session.trust_env = False
        session.mount("http://", PinnedAdapter(is_https_proto=False))
        session.mount("https://", PinnedAdapter(is_https_proto=True))
        yield session


class PinnedAdapter(IPFilterAdapter):
    """Looks the host up once, by our rules, and connects to what it found; a public address passes the library's filter too."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _WatchedPool, "https": _WatchedTlsPool}

    def build_connection_pool_key_attributes(
        self, request: requests.PreparedRequest, verify: bool | str, cert: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        target = target_of(request.url or "")
        address = permitted_addresses(target)[0]
        number = f"[{address}]" if isinstance(address, ipaddress.IPv6Address) else str(address)
        if not is_named(address):
            pinned = request.copy()
            pinned.url = f"{target.scheme}://{number}:{target.port}/"
            super().build_connection_pool_key_attributes(pinned, verify, cert)
        host, pool = HTTPAdapter.build_connection_pool_key_attributes(self, request, verify, cert)
        request.headers["Host"] = target.netloc
        if target.scheme == "https":  # the certificate is the name's, not the number's
            pool |= {"assert_hostname": target.host, "server_hostname": target.host}
        return {**host, "host": number}, pool


class _Deadline:
    """Cuts the call's connection when its time is over: a timeout for each read would let a dripping answer take for ever."""

    def __init__(self, seconds: float) -> None:
        self.has_passed = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> "_Deadline":
        self._token = _current.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _current.reset(self._token)
        with self._lock:
            for one in self._sockets:
                one.close()
            self._sockets.clear()

    def watch(self, connection: socket.socket) -> None:
        """A second handle on the connection: TLS takes the first one away."""
        with self._lock:
            self._sockets.append(connection.dup())
        if self.has_passed:
            self._cut()

    def _cut(self) -> None:
        self.has_passed = True
        with self._lock:
            for one in self._sockets:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)


_current: ContextVar[_Deadline] = ContextVar("deadline of the call")


class _WatchedConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _current.get().watch(connection)
        return connection


class _WatchedTlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        connection = super()._new_conn()
        _current.get().watch(connection)
        return connection


class _WatchedPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _WatchedConnection


class _WatchedTlsPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _WatchedTlsConnection
