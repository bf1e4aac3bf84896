"""A file is taken whole or not at all, and every opening is recorded."""

import contextlib
import hashlib
import os
import resource
import signal
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from core.errors import Forbidden, Invalid, NotFound
from documents import scanner
from documents.actions import Unstorable, open_document, store_document, sweep_files
from documents.enums import Purpose, Scan
from documents.models import Document, Opening
from documents.scanner import ScannerSilent
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind
from tests.documents.conftest import DOCX, PDF, PNG, stored, upload
from tests.factories import actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Actor:
    return actor(kind=Kind.PROVIDER)


def keep(owner: Actor, name: str = "licence.pdf", content: bytes = PDF, purpose: Purpose = Purpose.EVIDENCE) -> Document:
    return store_document(actor=owner, upload=upload(name, content), purpose=purpose)


def test_a_file_is_kept_with_its_fingerprint_type_and_size(owner: Actor, private_folder: Path):
    document = keep(owner, "GMP 证书.pdf")
    (path,) = stored(private_folder)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (document.size, document.content_type, document.name) == (len(PDF), "application/pdf", "GMP 证书.pdf")
    assert (document.organization_id, document.uploaded_by) == (owner.organization_id, owner.user)
    assert document.scan == Scan.OFF
    assert "licence" not in document.file.name


@pytest.mark.parametrize(
    ("name", "content", "purpose", "words"),
    [
        ("empty.pdf", b"", Purpose.EVIDENCE, "is empty"),
        ("program.pdf", b"MZ\x90\0", Purpose.EVIDENCE, "These are: PDF, PNG, JPEG"),
        ("notes.txt", b"hello", Purpose.EVIDENCE, "is not a file that is taken here"),
        ("photo.pdf", PNG, Purpose.EVIDENCE, "is of the type PNG"),
        ("rows.csv", b"a,b", Purpose.BRIEF, "is not a file that is taken here"),
        ("licence.xlsx", DOCX, Purpose.EVIDENCE, "Give it the ending .docx"),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing(
    owner: Actor, private_folder: Path, name: str, content: bytes, purpose: Purpose, words: str
):
    with pytest.raises(Invalid, match=words):
        keep(owner, name, content, purpose)
    assert (Document.objects.count(), stored(private_folder)) == (0, [])


def test_a_file_above_the_limit_is_refused_and_one_at_it_is_taken(owner: Actor, settings: Any):
    settings.DOCUMENT_SIZE_LIMITS = {**settings.DOCUMENT_SIZE_LIMITS, "evidence": len(PDF)}
    assert keep(owner).size == len(PDF)
    with pytest.raises(Invalid, match="too large"):
        keep(owner, content=PDF + b"\n")


def test_somebody_without_an_organisation_stores_nothing(owner: Actor):
    with pytest.raises(Forbidden):
        keep(Actor(user=owner.user))


@transaction.atomic
def keep_and_fail(owner: Actor, folder: Path) -> None:
    before = len(stored(folder))
    keep(owner)
    assert len(stored(folder)) == before + 1
    raise RuntimeError


def test_a_transaction_that_is_undone_leaves_no_bytes(owner: Actor, private_folder: Path):
    with pytest.raises(RuntimeError):
        keep_and_fail(owner, private_folder)
    assert stored(private_folder) == []


def test_an_undone_step_of_a_transaction_takes_only_its_own_bytes(owner: Actor, private_folder: Path):
    first = keep(owner)
    with pytest.raises(RuntimeError):
        keep_and_fail(owner, private_folder)
    assert [path.name for path in stored(private_folder)] == [Path(first.file.name).name]


@pytest.mark.django_db(transaction=True)
def test_committed_bytes_stay(owner: Actor, private_folder: Path):
    keep(owner)
    with pytest.raises(RuntimeError), transaction.atomic():
        raise RuntimeError
    assert len(stored(private_folder)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_row_that_the_database_refuses_leaves_no_bytes(owner: Actor, private_folder: Path):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE documents_document ADD CONSTRAINT refuse CHECK (size < 0) NOT VALID")
    try:
        with pytest.raises(DatabaseError):
            keep(owner)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE documents_document DROP CONSTRAINT refuse")
    assert stored(private_folder) == []


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """The kernel refuses to let any file of this process grow past a few bytes, the one that the tests are told in included."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_full_disk_is_said_clearly_and_leaves_no_half_file(owner: Actor, private_folder: Path):
    with full_disk(), pytest.raises(Unstorable, match="no room for it"):
        keep(owner)
    assert (Document.objects.count(), stored(private_folder)) == (0, [])


def test_the_sweep_removes_old_bytes_without_a_row_and_nothing_else(owner: Actor, private_folder: Path):
    document = keep(owner)
    for name in ("stray", "half.part", "young"):
        (private_folder / name).write_bytes(b"x")
    past = (timezone.now() - timedelta(hours=2)).timestamp()
    for name in ("stray", "half.part", document.file.name):
        os.utime(private_folder / name, (past, past))
    assert sweep_files() == 2
    assert sorted(path.name for path in stored(private_folder)) == sorted(["young", Path(document.file.name).name])


# Openings ------------------------------------------------------------------------------------------------------------


def test_an_opening_is_recorded_with_who_and_for_whom(owner: Actor):
    open_document(actor=owner, document=keep(owner))
    opening = Opening.objects.get()
    assert (opening.person, opening.organization_id, opening.reason) == (owner.user, owner.organization_id, "")


def test_another_organisations_file_is_not_there(owner: Actor):
    document = keep(owner)
    with pytest.raises(NotFound):
        open_document(actor=actor(kind=Kind.PROVIDER), document=document)
    assert Opening.objects.count() == 0


def test_an_operator_says_why_and_its_owners_can_read_it(owner: Actor):
    document = keep(owner)
    operator = actor(kind=Kind.OPERATOR)
    for reason in ("", "  "):
        with pytest.raises(Invalid):
            open_document(actor=operator, document=document, reason=reason)
    open_document(actor=operator, document=document, reason="Claim of the profile")
    assert Opening.objects.get().reason == "Claim of the profile"
    seen = Event.objects.visible_to(owner).get(kind="document.opened")
    assert seen.data == {"reason": "Claim of the profile"}


def test_bytes_that_are_missing_are_said_to_be(owner: Actor, private_folder: Path):
    document = keep(owner)
    stored(private_folder)[0].unlink()
    with pytest.raises(NotFound, match="restored from a backup"):
        open_document(actor=owner, document=document)


# The scanner ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def clamd(settings: Any, tmp_path: Path) -> Iterator[Callable[[bytes], dict[str, bytes]]]:
    """A server that speaks INSTREAM and gives one answer; what it was sent is kept."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "clamd"))
    server.listen()
    settings.CLAMD_URL = f"unix://{tmp_path / 'clamd'}"
    seen: dict[str, bytes] = {}

    def answer(verdict: bytes) -> dict[str, bytes]:
        threading.Thread(target=serve, args=(verdict,), daemon=True).start()
        return seen

    def serve(verdict: bytes) -> None:
        peer, _address = server.accept()
        with peer, peer.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            body = b""
            while length := struct.unpack("!I", stream.read(4))[0]:
                body += stream.read(length)
            seen["body"] = body
            peer.sendall(verdict)

    yield answer
    server.close()


def test_a_scanned_file_says_so_and_all_of_it_was_scanned(owner: Actor, clamd: Any):
    seen = clamd(b"stream: OK\0")
    assert keep(owner).scan == Scan.CLEAN
    assert seen["body"] == PDF


def test_an_infected_file_is_refused(owner: Actor, private_folder: Path, clamd: Any):
    clamd(b"stream: Eicar-Signature FOUND\0")
    with pytest.raises(Invalid, match="scanner found something"):
        keep(owner)
    assert (Document.objects.count(), stored(private_folder)) == (0, [])


def test_a_scanner_that_errs_or_is_gone_lets_nothing_in(owner: Actor, settings: Any, clamd: Any, tmp_path: Path):
    clamd(b"INSTREAM size limit exceeded. ERROR\0")
    with pytest.raises(ScannerSilent):
        keep(owner)
    settings.CLAMD_URL = f"unix://{tmp_path / 'nobody'}"
    with pytest.raises(ScannerSilent, match="does not answer"):
        keep(owner)
    assert Document.objects.count() == 0


def test_a_scanner_that_answers_a_letter_at_a_time_is_not_waited_for(
    owner: Actor, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each letter comes in time; all of them would outlast the web worker."""
    monkeypatch.setattr(scanner, "PATIENCE_SECONDS", 0.5)
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "slow"))
    server.listen()
    settings.CLAMD_URL = f"unix://{tmp_path / 'slow'}"

    def dribble() -> None:
        peer, _address = server.accept()
        with peer, contextlib.suppress(OSError):
            for letter in b"stream: OK\0":
                threading.Event().wait(0.2)
                peer.sendall(bytes([letter]))

    threading.Thread(target=dribble, daemon=True).start()
    with pytest.raises(ScannerSilent):
        keep(owner)
    assert Document.objects.count() == 0
    server.close()
