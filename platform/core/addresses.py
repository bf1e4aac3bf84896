"""Where the platform may call: public addresses, and the private networks that an operator named. Everything else is refused.

The address is spelled in one way only, so that no two programs read it differently; the name is looked up once, and whoever
calls goes to the very address that was looked at here.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from requests_hardened.ip_filter import EXTRA_BLOCKED_NET_RANGES

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 500
PUBLIC_PORTS = {"https": frozenset({443, 8443}), "http": frozenset({80, 8080})}
"""On the public internet. Inside a private network that an operator named, a receiver listens where it likes."""

DEFAULT_PORT = {"https": 443, "http": 80}
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
NETLOC = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
NUMBER = re.compile(r"[0-9]+|0[xX][0-9A-Fa-f]*")
PRINTABLE = re.compile(r"[!-~]+")


class AddressRefused(Exception):
    """The platform does not call there. ``message`` says why, for the person who typed it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class Unresolved(AddressRefused):
    """The name has no address at the moment."""


@dataclass(frozen=True)
class Target:
    """An address taken apart. ``host`` is a name or a number, IPv6 without its brackets."""

    scheme: str
    host: str
    port: int
    netloc: str


def target_of(url: str) -> Target:
    """The parts of ``url``. Raises AddressRefused for a spelling that could be read in two ways."""
    if len(url) > LONGEST or not PRINTABLE.fullmatch(url) or "\\" in url:
        raise AddressRefused(_("Write an address of up to 500 printable ASCII characters, an international name as xn--…."))
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise AddressRefused(_("This is not an address.")) from error
    schemes = {"https"} if settings.OUTGOING_HTTPS_ONLY else {"https", "http"}
    if parts.scheme not in schemes:
        raise AddressRefused(_("The address must start with https://."))
    if "@" in parts.netloc:
        raise AddressRefused(_("Leave out the user name and password: each delivery is signed instead."))
    if parts.fragment:
        raise AddressRefused(_("Leave out what follows the “#”: it is never sent."))
    found = NETLOC.fullmatch(parts.netloc)
    if found is None:
        raise AddressRefused(_("This is not an address."))
    port = int(found["port"] or DEFAULT_PORT[parts.scheme])
    if not 1 <= port <= 65535:
        raise AddressRefused(_("There is no such port."))
    return Target(parts.scheme, _host(found["host"]), port, parts.netloc)


def permitted_addresses(target: Target) -> list[Address]:
    """Look the host up, once, and return where it lies. One address that is not permitted spoils them all.

    Raises AddressRefused, or Unresolved when there is none. The caller connects to one of what is returned and looks nothing up
    again: a name that answers differently the next time gains nothing.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unresolved(_("This name is not found at the moment. Check how it is spelled.")) from error
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    if not addresses:
        raise Unresolved(_("This name is not found at the moment. Check how it is spelled."))
    for address in addresses:
        _ensure_permitted(address, target)
    return addresses


def ensure_may_be_called(url: str) -> None:
    """Whether the platform would call there now: spelling, name, address, port. Raises AddressRefused."""
    permitted_addresses(target_of(url))


def is_named(address: Address) -> bool:
    """Whether it lies in a private network that the operator named in OUTGOING_PRIVATE_NETWORKS."""
    return any(plain(address) in network for network in settings.OUTGOING_PRIVATE_NETWORKS)


def plain(address: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _ensure_permitted(address: Address, target: Target) -> None:
    if is_named(address):
        return
    if not _is_public(plain(address)):
        raise AddressRefused(
            _("This leads into a private network or to this server itself, where the platform does not call.")
        )
    if target.port not in PUBLIC_PORTS[target.scheme]:
        ports = ", ".join(str(port) for port in sorted(PUBLIC_PORTS[target.scheme]))
        raise AddressRefused(_("Use one of the usual ports: %(ports)s.") % {"ports": ports})


def _is_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special and not any(address in network for network in EXTRA_BLOCKED_NET_RANGES)


def _host(written: str) -> str:
    """A number in its one usual spelling, or a name that cannot be taken for a number."""
    try:
        if written.startswith("["):
            return str(ipaddress.IPv6Address(written[1:-1]))
        if NUMBER.fullmatch(written.rsplit(".", 1)[-1]):
            return str(ipaddress.IPv4Address(written))
    except ValueError as error:
        raise AddressRefused(_("Write the number in the usual way, such as 203.0.113.7.")) from error
    if len(written) > 253 or not all(LABEL.fullmatch(label) for label in written.split(".")):
        raise AddressRefused(_("This is not an address."))
    return written.lower()
