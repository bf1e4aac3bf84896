"""A large upload waits under no name and leaves nothing, even when it breaks off."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, UnreadablePostError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from projects.sourcing.models import Quote
from projects.sourcing.models.paper import sealed_storage
from projects.sourcing.selectors.quote import own_content
from tests.providers.house import signed_in
from tests.sourcing.deal import drafted, open_deal
from tests.sourcing.test_pages import filled

LARGE = b"%PDF-1.7 " + b"x" * 3 * 2**20


class Watched(io.BytesIO):
    """A request's body. Notes what lies in the folder whenever more is read; may break off halfway."""

    def __init__(self, body: bytes, folder: Path, breaks_off: bool) -> None:
        super().__init__(body)
        self.folder, self.most, self.seen, self.reads = folder, len(body) // 2 if breaks_off else len(body), [], 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        self.seen += [path.name for path in self.folder.iterdir()]
        if self.tell() > self.most:
            raise OSError("The connection is gone.")
        return super().read(size)


def watched_body(folder: Path, data: dict[str, Any], *, breaks_off: bool = False) -> tuple[dict[str, Any], Watched]:
    """What a server hands over with such a form, and its body to ask what it saw."""
    body = encode_multipart(BOUNDARY, data)
    watched = Watched(body, folder, breaks_off)
    return {"wsgi.input": watched, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": MULTIPART_CONTENT}, watched


def posted(folder: Path, *files: bytes, breaks_off: bool = False) -> tuple[HttpRequest, Watched]:
    """A request with these files, and its body."""
    sent = [named(content, f"offer-{number}.pdf") for number, content in enumerate(files)]
    environ, watched = watched_body(folder, {"file": sent, "note": "large"}, breaks_off=breaks_off)
    return RequestFactory().generic("POST", "/", **environ), watched


def named(content: bytes, name: str) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """The temporary folder of uploads."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_large_files_are_read_whole_and_have_no_name_on_the_disk_meanwhile(folder: Path):
    request, body = posted(folder, LARGE, b"small")
    first, second = request.FILES.getlist("file")
    assert (body.reads > 10, body.seen, list(folder.iterdir())) == (True, [], [])
    assert (first.name, first.size, first.content_type) == ("offer-0.pdf", len(LARGE), "application/pdf")
    assert (b"".join(first.chunks()), second.read()) == (LARGE, b"small")
    first.seek(0)
    assert first.read() == LARGE
    assert request.POST["note"] == "large"
    request.close()
    assert (first.closed, second.closed) == (True, True)


def test_an_upload_that_breaks_off_leaves_nothing(folder: Path):
    request, body = posted(folder, LARGE, breaks_off=True)
    with pytest.raises(UnreadablePostError):
        request.FILES  # noqa: B018 - reading it is what fails
    assert (body.reads > 10, body.seen, list(folder.iterdir())) == (True, [], [])
    request.upload_handlers[1].file.close()  # as the end of a process would


@pytest.mark.django_db
def test_a_large_file_that_goes_through_a_page_waits_under_no_name_and_arrives_sealed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    sealed = tmp_path_factory.mktemp("sealed")
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(sealed_storage()), name, str(sealed))
    deal = open_deal(1)
    quote = drafted(deal, deal.bidder)
    provider = signed_in(deal.bidder.manager)
    typed = filled(provider.get(f"/quotes/{quote.pk}/edit/"), version=str(quote.version))
    offer = b"batch,price\n" * 2**18
    environ, body = watched_body(folder, {**typed, "attach-upload": named(offer, "offer.csv")})
    answer = provider.generic("POST", f"/quotes/{quote.pk}/files/", **environ)
    assert (answer.status_code, body.reads > 10, body.seen, list(folder.iterdir())) == (302, True, [], [])
    (kept,) = own_content(deal.bidder.manager, Quote.objects.get(pk=quote.pk)).attachments
    opened = provider.get(f"/quotes/{quote.pk}/files/{kept.id}/")
    assert (kept.name, b"".join(opened) == offer) == ("offer.csv", True)
    (path,) = [one for one in sealed.rglob("*") if one.is_file()]
    assert b"batch" not in path.read_bytes()
