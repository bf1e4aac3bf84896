"""The text of a brief that comes as a file: TXT, DOCX, XLSX, PDF. All of it or none: what is too long is refused, never cut."""

import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import zip_longest
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
from documents.content import DOCX, PDF, XLSX, FileType, text_in
from documents.enums import Purpose
from documents.rules import ensure_acceptable
from projects.briefs.mail import mail_text
from projects.briefs.models import LONGEST_BRIEF
from projects.briefs.reading.writing.wrapping import unfolded
from projects.briefs.tables import Columns

HEADER = re.compile(r"word/header\d{0,3}\.xml")
MOST_HEADERS = 9
OFF = frozenset(["0", "false", "off"])
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
REFUSED = re.compile(
    r"(?:is |are )?(?:not (?:acceptable|accepted|allowed|permitted|wanted|considered|possible|suitable)|unacceptable|exclude[ds]?|no[ -]go|ruled out|forbidden|prohibited|unsuitable)|不接受|排除|不可|不允许",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"(?:(?P<most>max(?:imum)?\.?|at most|up to|upper limit|ceiling)|min(?:imum)?\.?|at least|lower limit)", re.IGNORECASE
)
BOUND = re.compile(r"^(?:max|min) ")
NO_VALUE, HIDDEN_SHEET, PICTURE = (
    "[formula without a value]",
    "[hidden sheet, not read]",
    "[page %s is a picture, not read]",
)
"""Stand in the text for what could not be read, so that a person sees it (see ``reading.unread``)."""
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
        raise Invalid(errors={"file": [_nothing_in(kind)]})
    if len(text) > LONGEST_BRIEF:
        raise _too_long(upload, len(text))
    return text


def _nothing_in(kind: FileType | None) -> str:
    if kind is PDF:
        return _("No text was found in this file. A scanned page is a picture: paste its words.")
    return _("This file is empty. Choose another one, or paste the text.")


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
    content = file.read()
    yield _whole(mail_text(content) or text_in(content) or "")


def _docx(file: BinaryIO) -> Iterator[str]:
    """What stands above every page, once; paragraphs in order, items of lists with a dash; of tables a line for each row."""
    with zipfile.ZipFile(file) as archive:
        headers = sorted(name for name in archive.namelist() if HEADER.fullmatch(name))[:MOST_HEADERS]
        yield from dict.fromkeys(line for name in headers for line in _lines(archive, name) if line.strip())
        yield from _lines(archive, "word/document.xml")


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    """The paragraphs and rows of one part of a document."""
    if archive.getinfo(name).file_size > MOST_XML:
        raise ValueError("too much XML")
    with archive.open(name) as part:
        depth, columns = 0, Columns()
        for event, element in iterparse(part, events=("start", "end")):
            if element.tag == f"{WORD}tbl":
                depth += 1 if event == "start" else -1
                columns = columns if depth else Columns()
            elif event == "end" and depth < 2 and element.tag == (f"{WORD}tr" if depth else f"{WORD}p"):
                yield in_words(columns.row(_cells(element))) if depth else _paragraph(element)
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
    """Its words, without those that are struck through or hidden."""
    gone = {text for run in paragraph.iter(f"{WORD}r") if _is_gone(run) for text in run.iter(f"{WORD}t")}
    for element in paragraph.iter():
        if element.tag == f"{WORD}t":
            yield "" if element in gone else element.text or ""
        elif element.tag in {f"{WORD}tab", f"{WORD}br"}:
            yield " "


def _is_gone(run: Any) -> bool:
    marks = [run.find(f"{WORD}rPr/{WORD}{name}") for name in ("strike", "dstrike", "vanish")]
    return any(mark is not None and mark.get(f"{WORD}val", "true") not in OFF for mark in marks)


def _xlsx(file: BinaryIO) -> Iterator[str]:
    """A line for each row that says something."""
    with zipfile.ZipFile(file) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_XML:
            raise ValueError("too much XML")
    file.seek(0)
    values = load_workbook(file, read_only=True, data_only=True)
    formulas = load_workbook(file, read_only=True)
    try:
        for sheet, written in zip(values.worksheets, formulas.worksheets, strict=True):
            yield from _sheet(sheet, written) if sheet.sheet_state == "visible" else [HIDDEN_SHEET]
    finally:
        values.close()
        formulas.close()


def _sheet(sheet: Any, written: Any) -> Iterator[str]:
    """The rows of a sheet: its values, and where a formula has none a mark."""
    rows = zip(
        sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True),
        written.iter_rows(max_col=MOST_COLUMNS, values_only=True),
        strict=False,
    )
    columns = Columns()
    for number, (row, formulas) in enumerate(rows):
        if number >= MOST_BLANK:
            break
        cells = [
            _shown(cell) if cell is not None else NO_VALUE if isinstance(formula, str) and formula.startswith("=") else ""
            for cell, formula in zip_longest(row, formulas)
        ]
        if number >= MOST_ROWS and any(cells):
            raise TooMuch(
                _("A sheet has more than %(most)s rows. Paste the part that says what you need.")
                % {"most": f"{MOST_ROWS:,}"}
            )
        yield in_words(columns.row(cells))


def in_words(cells: Iterable[str]) -> str:
    """A row of a table: what it is about, a colon, the rest. A number and its unit belong together: "Scale: 500 L"; how much hangs
    on it stands in brackets behind it: "Country: UK (nice to have)"."""
    parts: list[str] = []
    limit = ""
    for cell in (one.strip() for one in cells):
        bound = LIMIT.fullmatch(cell) if parts else None
        if bound and parts[-1][:1].isdigit():
            parts[-1] = f"{_bound(bound)}{parts[-1]}"
        elif bound and not limit:
            limit = _bound(bound)
        elif cell and not _is_of_the_last(parts, cell):
            parts.append(f"{limit}{cell}")
            limit = ""
    if len(parts) < 2:
        return "".join(parts)
    first = parts[0].rstrip(" :：")
    return f"{first}: {', '.join(parts[1:])}"


def _bound(match: re.Match[str]) -> str:
    return "max " if match["most"] else "min "


def _is_of_the_last(parts: list[str], cell: str) -> bool:
    """Whether a cell says how much hangs on the one before, or is its unit; then it is put to it."""
    if not parts:
        return False
    if REFUSED.fullmatch(cell):
        parts[-1] = f"{parts[-1]} (not acceptable)"
    elif len(parts) > 1 and FORCE.fullmatch(cell):
        parts[-1] = f"{parts[-1]} ({'nice to have' if cell.lower() == 'nice' else cell})"
    elif NUMBER.fullmatch(BOUND.sub("", parts[-1])) and UNIT.fullmatch(cell):
        parts[-1] = f"{parts[-1]} {cell}"
    else:
        return False
    return True


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
    pages = [(page.extract_text(), "/XObject" in (page.get("/Resources") or {})) for page in reader.pages]
    if any(text.strip() for text, _has_pictures in pages):
        yield _whole(
            "\n".join(
                PICTURE % number if has_pictures and not text.strip() else text
                for number, (text, has_pictures) in enumerate(pages, start=1)
            )
        )
