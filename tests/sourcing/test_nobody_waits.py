"""Nobody waits, and no bidder is late, while a file of somebody else is looked through."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, models, transaction

from organizations.enums import Kind
from organizations.models import Organization
from projects.sourcing.actions.entering import enter_quote
from projects.sourcing.actions.quote_file import attach_file
from projects.sourcing.actions.rfq_document import attach_document, replace_document
from projects.sourcing.models import Invitation, Quote, Rfq
from providers.actions.certificate import add_certificate, edit_certificate
from providers.actions.claim import answer_claim, request_claim, send_back_claim
from providers.models import Certificate, Claim, Provider
from tests.factories import actor
from tests.providers.house import build_house, evidence, facts, operator
from tests.sourcing.deal import content_of, draft_deal, drafted, open_deal

pytestmark = pytest.mark.django_db(transaction=True)
GUARDED: tuple[type[models.Model], ...] = (Rfq, Invitation, Quote, Claim, Certificate, Provider, Organization)
Work = Callable[[], object]


def note() -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"Some words.", "text/plain")


def an_attached_file() -> Work:
    deal = open_deal(1)
    return lambda: attach_document(actor=deal.manager, rfq=deal.rfq, upload=note(), tier="award")


def a_replaced_file() -> Work:
    deal = draft_deal(1)
    row = attach_document(actor=deal.manager, rfq=deal.rfq, upload=note(), tier="teaser")
    return lambda: replace_document(actor=deal.manager, row=row, upload=note())


def a_file_of_a_quote() -> Work:
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    return lambda: attach_file(actor=deal.bidder.manager, quote=quote, upload=note())


def an_entered_quote() -> Work:
    deal = open_deal(1)
    told: dict[str, Any] = {"source": "letter", "reason": "Their systems are down.", "content": content_of(deal.rfq)}
    return lambda: enter_quote(actor=actor(kind=Kind.OPERATOR), invitation=deal.bidder.invitation, upload=note(), **told)


def a_claim() -> Work:
    house = build_house()
    Provider.objects.filter(pk=house.provider.pk).update(organization=None, state="unclaimed")
    told = {"position": "Head of quality", "statement": "It is ours."}
    return lambda: request_claim(actor=house.owner, provider=house.provider, evidence=[evidence()], **told)


def an_answered_claim() -> Work:
    a_claim()()
    claim = Claim.objects.get()
    send_back_claim(actor=operator(), claim=claim, reason="Show more.")
    who = actor(organization=claim.organization)
    return lambda: answer_claim(
        actor=who, claim=claim, position="Head of quality", statement="It is ours.", evidence=[evidence()]
    )


def a_certificate() -> Work:
    house = build_house()
    return lambda: add_certificate(actor=house.owner, facts=facts(house), upload=evidence())


def another_certificate() -> Work:
    house = build_house()
    row = add_certificate(actor=house.owner, facts=facts(house), upload=evidence())
    return lambda: edit_certificate(actor=house.owner, certificate=row, changes={}, upload=evidence())


class Scanner:
    """A clamd that, while it looks through a file, tries whether somebody else could have every row there is."""

    def __init__(self, server: socket.socket) -> None:
        self.server, self.looked, self.taken = server, 0, set[str]()

    def serve(self) -> None:
        while True:
            try:
                peer, _address = self.server.accept()
            except OSError:
                return
            with peer, peer.makefile("rb") as stream:
                stream.read(10)
                while length := struct.unpack("!I", stream.read(4))[0]:
                    stream.read(length)
                self.look()
                peer.sendall(b"stream: OK\0")

    def look(self) -> None:
        self.looked += 1
        for model in GUARDED:
            try:
                with transaction.atomic():
                    list(model._default_manager.select_for_update(nowait=True))
            except Exception:
                self.taken.add(model.__name__)
        connections.close_all()


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Iterator[Callable[[], Scanner]]:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "clamd"))
    server.listen()
    found = Scanner(server)
    thread = threading.Thread(target=found.serve)

    def on() -> Scanner:
        settings.CLAMD_URL = f"unix://{tmp_path / 'clamd'}"
        thread.start()
        return found

    yield on
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


@pytest.mark.parametrize(
    "prepared",
    [
        an_attached_file,
        a_replaced_file,
        a_file_of_a_quote,
        an_entered_quote,
        a_claim,
        an_answered_claim,
        a_certificate,
        another_certificate,
    ],
)
def test_while_a_file_is_looked_through_every_row_can_be_had_by_others(prepared: Callable[[], Work], scanner: Any):
    work, found = prepared(), scanner()
    work()
    assert (found.looked, found.taken) == (1, set())
