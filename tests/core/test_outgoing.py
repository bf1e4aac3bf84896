"""The platform calls nobody whom it must not, and nobody it calls can keep it or fill it."""

import ast
import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest

from core import outgoing
from core.addresses import AddressRefused, ensure_may_be_called
from core.outgoing import READ_LIMIT, Trouble, post
from tests.receiver import receiving

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = "93.184.215.14"

HOSTILE = [
    "http://127.0.0.1/", "http://127.1/", "http://127.0.0.1:8000/", "http://127.255.255.254/", "http://0.0.0.0/", "http://0/",
    "http://2130706433/", "http://017700000001/", "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://0x7f000001/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://198.18.0.1/",
    "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://192.0.0.192/", "http://100.100.100.200/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[fec0::1]/",
    "http://[ff02::1]/", "http://224.0.0.1/", "http://255.255.255.255/", "http://240.0.0.1/", "http://192.0.2.1/",
    "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://user:secret@example.org/",
    "http://example.org@127.0.0.1/", "http://127.0.0.1#@example.org/", "http://127.0.0.1\\@example.org/",
    "http://%31%32%37.0.0.1/", "http://①②⑦.⓪.⓪.①/", "http://[fe80::1%25eth0]/", "http://93.184.215.14:22/",
    "http://93.184.215.14:6379/", "http://93.184.215.14:0/", "http://93.184.215.14:99999/", "http://93.184.215.014/",
    "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "//example.org/", "example.org", "http://", "http:///x",
    "http://exa mple.org/", "http://example.org/\r\nX-Injected: 1", "http://-.example/", "http://" + "a" * 500 + ".example/",
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_a_hostile_address_is_refused_when_saved_and_when_sent(url: str):
    with pytest.raises(AddressRefused) as refused:
        ensure_may_be_called(url)
    assert str(refused.value)
    answer = post(url, b"{}", {})
    assert answer.status is None
    assert answer.trouble in {Trouble.REFUSED, Trouble.UNRESOLVED}


@pytest.mark.parametrize("url", ["https://93.184.215.14/", "https://93.184.215.14:8443/x?y=1", "http://[2606:4700::1111]/"])
def test_a_public_address_is_accepted(url: str):
    ensure_may_be_called(url)


def test_in_production_only_encrypted_connections_are_made(settings: Any):
    settings.OUTGOING_HTTPS_ONLY = True
    with pytest.raises(AddressRefused, match="https"):
        ensure_may_be_called(f"http://{PUBLIC}/")
    assert post(f"http://{PUBLIC}/", b"", {}).trouble == Trouble.REFUSED


class Names:
    """A name server with a mind of its own: the n-th question gets the n-th answer, the last for ever."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    def __call__(self, host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        with_number = [host] if host[0].isdigit() else self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += not host[0].isdigit()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in with_number]


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", Names([PUBLIC, "127.0.0.1"]))
    with pytest.raises(AddressRefused):
        ensure_may_be_called("https://rebind.example/")


def test_a_name_that_changes_its_address_after_it_was_saved_is_refused_when_sent(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", Names([PUBLIC], ["127.0.0.1"]))
    with receiving() as receiver:
        url = f"http://rebind.example:{receiver.port}/".replace(f":{receiver.port}", ":8080")
        ensure_may_be_called(url)
        assert post(url, b"{}", {}).trouble == Trouble.REFUSED
        assert receiver.received == []


def test_the_connection_goes_where_was_looked_even_if_the_name_changes_in_between(settings: Any, monkeypatch: Any):
    settings.OUTGOING_PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.1/32")]
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    with receiving() as receiver:
        answer = post(f"http://rebind.example:{receiver.port}/", b"{}", {})
        assert (answer.status, names.asked) == (200, 1)
        assert receiver.received[0].headers["Host"] == f"rebind.example:{receiver.port}"


def test_only_the_networks_that_are_named_are_called(settings: Any):
    settings.OUTGOING_PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.1/32")]
    with receiving() as receiver:
        assert post(receiver.url, b"{}", {}).status == 200
        settings.OUTGOING_PRIVATE_NETWORKS = [ipaddress.ip_network("10.0.0.0/8")]
        assert post(receiver.url, b"{}", {}).trouble == Trouble.REFUSED
        assert len(receiver.received) == 1


@pytest.fixture
def _own_machine(settings: Any) -> None:
    settings.OUTGOING_PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]


@pytest.mark.usefixtures("_own_machine")
class TestAnswers:
    def test_no_redirect_is_followed(self):
        with receiving() as elsewhere, receiving(302) as receiver:
            receiver.answer_headers = {"Location": elsewhere.url}
            answer = post(receiver.url, b"{}", {})
            assert (answer.status, answer.is_success, elsewhere.received) == (302, False, [])

    def test_of_ten_megabytes_the_first_are_read(self):
        with receiving("talk") as receiver:
            answer = post(receiver.url, b"{}", {})
        assert (answer.status, answer.body) == (200, b"x" * READ_LIMIT)

    @pytest.mark.parametrize("behaviour", ["hang", "drip"])
    def test_neither_silence_nor_dripping_keeps_the_caller(self, behaviour: str, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(outgoing, "TOTAL_SECONDS", 0.3)
        with receiving(behaviour) as receiver:
            assert post(receiver.url, b"{}", {}).trouble == Trouble.TIMEOUT

    def test_a_connection_that_breaks_off_and_one_that_is_refused_are_answers(self):
        with receiving("break_off") as receiver:
            assert post(receiver.url, b"{}", {}).trouble == Trouble.CONNECTION
        assert post(receiver.url, b"{}", {}).trouble == Trouble.CONNECTION

    def test_a_receiver_without_a_trusted_certificate_is_refused(self):
        with receiving() as receiver:
            answer = post(receiver.url.replace("http:", "https:"), b"{}", {})
        assert (answer.status, answer.trouble) == (None, Trouble.TLS)

    @pytest.mark.parametrize(("value", "seconds"), [("120", 120), ("Wed, 01 Jan 2020 00:00:00 GMT", 0), ("soon", None)])
    def test_retry_after_is_read_as_number_and_as_date(self, value: str, seconds: int | None):
        with receiving(429) as receiver:
            receiver.answer_headers = {"Retry-After": value}
            assert post(receiver.url, b"{}", {}).retry_after == seconds

    def test_the_environment_names_no_proxy(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        with receiving() as receiver:
            assert post(receiver.url, b"{}", {}).status == 200


def test_nobody_else_calls_out():
    clients = {"requests", "requests_hardened", "urllib3", "httpx", "aiohttp", "httplib2", "pycurl", "http.client", "urllib.request",
               "urllib.response", "ftplib", "telnetlib", "xmlrpc"}  # fmt: skip
    doors = {ROOT / "platform/core/outgoing.py", ROOT / "platform/core/addresses.py"}
    found = []
    for folder in ("platform", "providers", "services", "projects"):
        # The tour is a program outside of the product, which asks the product.
        for path in (path for path in (ROOT / folder).rglob("*.py") if "tour" not in path.parts):
            for node in ast.walk(ast.parse(path.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if isinstance(node, ast.ImportFrom):
                    names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
                hits = {name for name in names for client in clients if name == client or name.startswith(f"{client}.")}
                found += [f"{path.relative_to(ROOT)}: {name}" for name in hits if path not in doors]
    assert found == []
