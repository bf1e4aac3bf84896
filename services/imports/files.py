"""From a file's bytes to sheets of texts. Whatever is wrong with the file is said in a sentence; nothing in it is executed."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

import openpyxl
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.figures import written
from services.imports.columns import SHEETS, Sheet, sheet_called, sheet_with

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL, MOST_BLANK = 20_000, 100, 5_000, 1_000
FIRST_ROWS = 20
"""Within how many rows a foreign file's head is looked for: titles and totals stand above it."""
CODES_SHEETS = {"codes", "代码"}
MERGED = re.compile(rb'<mergeCell[^>]*\bref="([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)"')
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
QUOTED = (*STARTS_A_FORMULA, "'")
"""What is written with an apostrophe before it, and read without: an apostrophe of its own among them."""


@dataclass
class RawSheet:
    """A sheet as it was read: its heads, its rows with their numbers, and what is wrong with its shape."""

    key: str
    heads: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return vars(self)


def ensure_readable(name: str, content: bytes) -> None:
    """What can be said without reading it. Raises Invalid."""
    if not content:
        _refuse(_("The file is empty."))
    if len(content) > LARGEST_FILE:
        text = _("The file is larger than %(size)s. Split it, or leave out what has not changed.")
        _refuse(text % {"size": filesizeformat(LARGEST_FILE)})
    if content.startswith(b"PK"):
        _ensure_workbook(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0") or (b"\0" in content[:4096] and not _is_utf16(content)):
        _refuse(_("This is neither a workbook (.xlsx) nor a text file (.csv). Save it as one of them."))


def read_file(content: bytes, known: tuple[Sheet, ...] = SHEETS) -> list[RawSheet]:
    """The sheets of a workbook, or the one of a text file; ``known`` are those it may have. Raises Invalid."""
    sheets = list(_workbook(content, known) if content.startswith(b"PK") else _text(content, known))
    if not sheets:
        _refuse(_("No sheet was found. They are called: %(names)s.") % {"names": ", ".join(one.en for one in known)})
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        _refuse_length()
    return sheets


def read_rows(content: bytes) -> list[list[str]]:
    """All rows of the first sheet, or of a text file, before anybody knows which of them is the head. Raises Invalid."""
    rows: list[list[str]] = []
    for cells in _first_sheet(content) if content.startswith(b"PK") else _text_rows(_decoded(content)):
        rows.append([_unquoted(cell) for cell in cells[:MOST_COLUMNS]])
        if len(rows) > MOST_ROWS + FIRST_ROWS:
            _refuse_length()
    return rows


def _first_sheet(content: bytes) -> Iterator[list[str]]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        page = book.worksheets[0]
        page.reset_dimensions()
        for row in page.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            yield [_plain(cell) for cell in row]
    except Exception as error:  # whatever a foreign file makes the reader stumble over
        raise Invalid(errors={"file": [_("The workbook cannot be read. Open and save it again, then retry.")]}) from error


def _text_rows(text: str) -> Iterator[list[str]]:
    first = "".join(text.splitlines(keepends=True)[:FIRST_ROWS])
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    except csv.Error:
        _refuse(_("The file cannot be read as comma-separated values."))


def _refuse_length() -> NoReturn:
    _refuse(_("There are more than %(most)s rows. Split the file.") % {"most": f"{MOST_ROWS:,}"})


def _refuse(text: str) -> NoReturn:
    raise Invalid(errors={"file": [text]})


def _ensure_workbook(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        _refuse(_("The file is damaged: it cannot be unpacked."))
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        _refuse(_("This is neither a workbook (.xlsx) nor a text file (.csv). Save it as one of them."))
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > 1000:
        _refuse(_("The workbook unpacks to more than can be read. Save only the sheets that are needed."))


def _workbook(content: bytes, known: tuple[Sheet, ...]) -> Iterator[RawSheet]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        parts = zipfile.ZipFile(io.BytesIO(content))
        for page in book.worksheets:
            sheet = sheet_called(page.title, known)
            if sheet is None:
                if page.title.strip().casefold() not in CODES_SHEETS:
                    text = _("There is no sheet “%(title)s”. They are called: %(names)s.")
                    _refuse(text % {"title": page.title[:60], "names": ", ".join(one.title for one in known)})
                continue
            page.reset_dimensions()
            rows = ([_plain(cell) for cell in row] for row in page.iter_rows(values_only=True, max_col=MOST_COLUMNS))
            raw = _sheet(sheet, rows)
            raw.merged = [one.decode() for one in MERGED.findall(parts.read(page._worksheet_path.lstrip("/")))][:50]
            yield raw
    except Invalid:
        raise
    except Exception as error:  # whatever a foreign file makes the reader stumble over
        raise Invalid(errors={"file": [_("The workbook cannot be read. Open and save it again, then retry.")]}) from error


def _text(content: bytes, known: tuple[Sheet, ...]) -> Iterator[RawSheet]:
    text = _decoded(content)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        lines = list(rows)
    except csv.Error:
        _refuse(_("The file cannot be read as comma-separated values."))
    heads = next((line for line in lines if any(cell.strip() for cell in line)), [])
    sheet = sheet_with(heads, known)
    if sheet is None:
        text = _("The columns are those of no sheet. Start from a template or an export.")
        _refuse(text)
    else:
        yield _sheet(sheet, iter(lines))


def _decoded(content: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else GB 18030, which Chinese spreadsheets are saved in."""
    for encoding in ["utf-16"] if _is_utf16(content) else ["utf-8-sig", "gb18030"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid(errors={"file": [_("The characters cannot be read. Save the file as UTF-8.")]})


def _is_utf16(content: bytes) -> bool:
    return content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _sheet(sheet: Sheet, rows: Iterator[list[str]]) -> RawSheet:
    raw = RawSheet(sheet.key, [])
    for number, cells in enumerate(rows, start=1):
        tidy = [_unquoted(cell) for cell in cells[:MOST_COLUMNS]]
        if not any(tidy):
            if raw.heads and len(raw.blank) < MOST_BLANK:
                raw.blank.append(number)
        elif not raw.heads:
            raw.heads = tidy
        else:
            raw.rows.append((number, tidy))
        if len(raw.rows) > MOST_ROWS:
            _refuse_length()
    while raw.blank and (not raw.rows or raw.blank[-1] > raw.rows[-1][0]):
        raw.blank.pop()
    return raw


def _unquoted(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    text = cell.strip()[:LONGEST_CELL].replace("\0", "").replace("\r\n", "\n")
    return text[1:] if text.startswith("'") and text[1:].startswith(QUOTED) else text


def _plain(cell: Any) -> str:
    """A cell as text: numbers without an exponent, days as 2027-01-11."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        number = Decimal(repr(cell))
        return written(number) if number.is_finite() else str(cell)
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell)
