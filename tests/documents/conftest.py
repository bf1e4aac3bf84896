"""Files to try: real ones, broken ones, and a private folder of the test's own."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Document, private_storage

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40 + b"\xff\xd9"


def archive(*names: str) -> bytes:
    """A zip archive with files of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return buffer.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
XLSX = archive("[Content_Types].xml", "xl/workbook.xml")

Upload = Callable[..., SimpleUploadedFile]


def upload(name: str = "licence.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file as a browser sends it, which claims to be an innocent one."""
    return SimpleUploadedFile(name, content, "application/octet-stream")


@pytest.fixture(autouse=True)
def private_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the bytes of this test lie."""
    folder = tmp_path / "documents"
    folder.mkdir()
    storage = Document._meta.get_field("file").storage
    assert storage is private_storage()
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(storage), name, str(folder))
    return folder


def stored(folder: Path) -> list[Path]:
    """Every file in the private folder."""
    return [path for path in folder.rglob("*") if path.is_file()]
