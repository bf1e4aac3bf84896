"""A large upload waits under no name and leaves nothing, even when it breaks off."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, UnreadablePostError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

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


def posted(folder: Path, *files: bytes, breaks_off: bool = False) -> tuple[HttpRequest, Watched]:
    """A request with these files, and its body to ask what it saw."""
    sent = []
    for number, content in enumerate(files):
        sent.append(io.BytesIO(content))
        sent[-1].name = f"offer-{number}.pdf"
    body = encode_multipart(BOUNDARY, {"file": sent, "note": "large"})
    watched = Watched(body, folder, breaks_off)
    environ: dict[str, Any] = {"wsgi.input": watched, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": MULTIPART_CONTENT}
    return RequestFactory().generic("POST", "/", **environ), watched


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
