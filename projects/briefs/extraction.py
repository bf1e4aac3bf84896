"""The text of a brief that comes as a file: TXT, DOCX, XLSX, PDF. At most twenty thousand characters are taken."""

import logging
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # ships no types
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]
from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from core.errors import Invalid
from documents.content import DOCX, PDF, XLSX
from documents.enums import Purpose
from documents.rules import ensure_acceptable
from projects.briefs.models import LONGEST_BRIEF

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_XML, MOST_PAGES, MOST_ROWS = 20 << 20, 60, 2000
"""Bytes of unpacked XML, pages and rows that are looked at: a brief is short, a bomb is not."""
BROKEN = (zipfile.BadZipFile, ParseError, DefusedXmlException, InvalidFileException, PyPdfError)


def text_of(upload: "File[Any]") -> str:
    """The words of an uploaded brief. Raises Invalid for a file that is not taken, cannot be read or says nothing."""
    kind = ensure_acceptable(upload, Purpose.BRIEF)
    upload.seek(0)
    reader = {DOCX: _docx, XLSX: _xlsx, PDF: _pdf}.get(kind, _txt)
    try:
        text = _joined(reader(cast(BinaryIO, upload)))
    except BROKEN as error:
        raise _unreadable(upload) from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, OSError) as error:
        logging.getLogger(__name__).info("A brief could not be read: %s", type(error).__name__)
        raise _unreadable(upload) from error
    if not text.strip():
        raise Invalid(errors={"file": [_("No text was found in this file. A scanned page is a picture: paste its words.")]})
    return text


def _unreadable(upload: "File[Any]") -> Invalid:
    words = _("“%(name)s” cannot be read: it is damaged or protected. Paste its text.") % {"name": upload.name}
    return Invalid(errors={"file": [words]})


def _joined(parts: Iterable[str]) -> str:
    """As many lines as a brief may have characters."""
    lines: list[str] = []
    length = 0
    for part in parts:
        line = part.replace("\0", " ").strip()
        if line:
            lines.append(line)
            length += len(line) + 1
        if length > LONGEST_BRIEF:
            break
    return "\n".join(lines)[:LONGEST_BRIEF]


def _txt(file: BinaryIO) -> Iterator[str]:
    yield from file.read(8 * LONGEST_BRIEF).decode("utf-8-sig", errors="replace").splitlines()


def _docx(file: BinaryIO) -> Iterator[str]:
    """Paragraphs in order, those of tables too."""
    with zipfile.ZipFile(file) as archive:
        if archive.getinfo("word/document.xml").file_size > MOST_XML:
            raise ValueError("too much XML")
        with archive.open("word/document.xml") as document:
            for _event, element in iterparse(document):
                if element.tag == f"{WORD}p":
                    yield "".join(_runs(element))
                    element.clear()


def _runs(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{WORD}t":
            yield element.text or ""
        elif element.tag in {f"{WORD}tab", f"{WORD}br"}:
            yield " "


def _xlsx(file: BinaryIO) -> Iterator[str]:
    """A line for each row that says something."""
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_XML:
            raise ValueError("too much XML")
    file.seek(0)
    workbook = load_workbook(file, read_only=True, data_only=True)
    try:
        for sheet in workbook.worksheets:
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=40, values_only=True):
                cells = [str(cell).strip() for cell in row if cell is not None]
                yield ": ".join(cells[:2]) + "".join(f", {cell}" for cell in cells[2:])
    finally:
        workbook.close()


def _pdf(file: BinaryIO) -> Iterator[str]:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("protected")
    for page in reader.pages[:MOST_PAGES]:
        yield from page.extract_text().splitlines()
