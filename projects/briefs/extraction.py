"""The text of a brief that comes as a file: TXT, DOCX, XLSX, PDF. All of it or none: what is too long is refused, never cut."""

import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
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
from documents.content import DOCX, PDF, XLSX, text_in
from documents.enums import Purpose
from documents.rules import ensure_acceptable
from projects.briefs.models import LONGEST_BRIEF
from projects.briefs.reading.wrapping import unfolded

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NUMBER = re.compile(
    r"[<>≤≥~≈]?\s?[\d.,\s]{1,20}(?:\s?[-–]\s?[\d.,\s]{1,20})?|[\d.,]{1,12}\s?(?:k|m|bn|million|thousand|万|亿)",
    re.IGNORECASE,
)
UNIT = re.compile(r"[^\W\d_][^\d,;:]{0,30}|[%€$£¥]")
FORCE = re.compile(
    r"nice(?:[ -]to[ -]have)?|must(?:[ -]have)?|optional|preferred|required|mandatory|desirable|必须|必需|优先|可选|加分",
    re.IGNORECASE,
)
MOST_XML, MOST_PAGES, MOST_ROWS, MOST_BLANK, MOST_COLUMNS = 20 << 20, 60, 2000, 20_000, 100
"""Bytes of unpacked XML, pages, and rows of each sheet that are looked at: a brief is short, a bomb is not."""
BROKEN = (zipfile.BadZipFile, ParseError, DefusedXmlException, InvalidFileException, PyPdfError)


class TooMuch(Exception):
    """More pages or rows than are looked at, with the sentence that says so."""


def text_of(upload: "File[Any]") -> str:
    """The words of an uploaded brief. Raises Invalid for a file that is not taken, is too long, cannot be read or says nothing."""
    kind = ensure_acceptable(upload, Purpose.BRIEF)
    upload.seek(0)
    reader = {DOCX: _docx, XLSX: _xlsx, PDF: _pdf}.get(kind, _txt)
    try:
        text = _joined(reader(cast(BinaryIO, upload)))
    except TooMuch as error:
        raise Invalid(errors={"file": [str(error)]}) from error
    except BROKEN as error:
        raise _unreadable(upload) from error
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, OSError) as error:
        logging.getLogger(__name__).info("A brief could not be read: %s", type(error).__name__)
        raise _unreadable(upload) from error
    if not text.strip():
        raise Invalid(errors={"file": [_("No text was found in this file. A scanned page is a picture: paste its words.")]})
    if len(text) > LONGEST_BRIEF:
        raise _too_long(upload, len(text))
    return text


def _too_long(upload: "File[Any]", length: int) -> Invalid:
    words = _(
        "“%(name)s” has %(length)s characters of text; at most %(most)s can be read, and nothing was left out for you. "
        "Paste the part that says what you need, or choose a shorter file."
    )
    return Invalid(errors={"file": [words % {"name": upload.name, "length": f"{length:,}", "most": f"{LONGEST_BRIEF:,}"}]})


def _unreadable(upload: "File[Any]") -> Invalid:
    words = _("“%(name)s” cannot be read: it is damaged or protected. Paste its text.") % {"name": upload.name}
    return Invalid(errors={"file": [words]})


def _joined(parts: Iterable[str]) -> str:
    """Paragraphs stay apart, with one empty line at most."""
    text = "\n".join(line.strip() for part in parts for line in part.replace("\0", " ").splitlines() or [""])
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _whole(text: str) -> str:
    """With its sentences put together, unless it is so long that it is refused anyway."""
    return unfolded(text) if len(text) <= 2 * LONGEST_BRIEF else text


def _txt(file: BinaryIO) -> Iterator[str]:
    yield _whole(text_in(file.read()) or "")


def _docx(file: BinaryIO) -> Iterator[str]:
    """Paragraphs in order, items of lists with a dash; of tables a line for each row."""
    with zipfile.ZipFile(file) as archive:
        if archive.getinfo("word/document.xml").file_size > MOST_XML:
            raise ValueError("too much XML")
        with archive.open("word/document.xml") as document:
            depth = 0
            for event, element in iterparse(document, events=("start", "end")):
                if element.tag == f"{WORD}tbl":
                    depth += 1 if event == "start" else -1
                elif event == "end" and depth < 2 and element.tag == (f"{WORD}tr" if depth else f"{WORD}p"):
                    yield in_words(_cells(element)) if depth else _paragraph(element)
                    element.clear()


def _cells(row: Any) -> list[str]:
    return [" ".join("".join(_runs(one)) for one in cell.iter(f"{WORD}p")) for cell in row.iterfind(f"{WORD}tc")]


def _paragraph(element: Any) -> str:
    text = "".join(_runs(element)).strip()
    style = element.find(f"{WORD}pPr/{WORD}pStyle")
    is_item = element.find(f"{WORD}pPr/{WORD}numPr") is not None or (
        style is not None and style.get(f"{WORD}val", "").startswith("List")
    )
    return f"- {text}" if text and is_item else text


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
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
                if number >= MOST_BLANK:
                    break
                cells = [_shown(cell) for cell in row if cell is not None]
                if number >= MOST_ROWS and any(cells):
                    raise TooMuch(
                        _("A sheet has more than %(most)s rows. Paste the part that says what you need.")
                        % {"most": f"{MOST_ROWS:,}"}
                    )
                yield in_words(cells)
    finally:
        workbook.close()


def in_words(cells: Iterable[str]) -> str:
    """A row of a table: what it is about, a colon, the rest. A number and its unit belong together: "Scale: 500 L"; how much hangs
    on it stands in brackets behind it: "Country: UK (nice to have)"."""
    parts: list[str] = []
    for cell in (one.strip() for one in cells):
        if len(parts) > 1 and FORCE.fullmatch(cell):
            parts[-1] = f"{parts[-1]} ({'nice to have' if cell.lower() == 'nice' else cell})"
        elif cell and parts and NUMBER.fullmatch(parts[-1]) and UNIT.fullmatch(cell):
            parts[-1] = f"{parts[-1]} {cell}"
        elif cell:
            parts.append(cell)
    if len(parts) < 2:
        return "".join(parts)
    first = parts[0].rstrip(" :：")
    return f"{first}: {', '.join(parts[1:])}"


def _shown(cell: Any) -> str:
    """As a person would write it: 500, not 500.0; a day without an hour."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time.min:
        return cell.date().isoformat()
    return str(cell).strip()


def _pdf(file: BinaryIO) -> Iterator[str]:
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("protected")
    if len(reader.pages) > MOST_PAGES:
        raise TooMuch(
            _("It has %(pages)s pages; at most %(most)s can be read. Paste the part that says what you need.")
            % {"pages": f"{len(reader.pages):,}", "most": MOST_PAGES}
        )
    yield _whole("\n".join(page.extract_text() for page in reader.pages))
