"""What stands, as a workbook or as text: in the columns that an import reads, so that what goes out can come back."""

import csv
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.figures import written
from core.languages import in_each_language
from core.values import Values
from services.imports.columns import CAPACITY, NONE, OFFERINGS, SHEETS, SITES, SUITES, Column, Kind, Sheet
from services.imports.files import QUOTED
from services.imports.places import site_name
from services.imports.standing import Standing
from vocabulary.choosing import is_choosable
from vocabulary.models.term import reads_chinese
from vocabulary.phrases import normalised
from vocabulary.selectors.vocabulary import Vocabulary

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
Cells = list[Any]


def workbook_of(standing: Standing) -> bytes:
    """Every sheet with what stands now."""
    return _workbook((sheet, list(rows_of(sheet, standing))) for sheet in SHEETS)


def text_of(sheet: Sheet, standing: Standing) -> bytes:
    """One sheet as comma-separated values."""
    return write_text([[column.head for column in sheet.columns], *rows_of(sheet, standing)])


def template(vocabulary: Vocabulary) -> bytes:
    """Every sheet with its heads and an example row, and one of the codes that are allowed."""
    examples = ((sheet, [[column.example for column in sheet.columns]]) for sheet in SHEETS)
    return _workbook(examples, ("代码" if reads_chinese() else "Codes", list(_codes(vocabulary))))


def write_text(rows: list[Cells]) -> bytes:
    """Comma-separated values in UTF-8, with the mark that spreadsheets look for."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([written(Decimal(repr(cell))) if isinstance(cell, float) else quoted(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def quoted(cell: Any) -> Any:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(QUOTED) else cell


def rows_of(sheet: Sheet, standing: Standing) -> Iterator[Cells]:
    """What stands, row by row."""
    write = Writer(standing)
    for pk, values in standing.values[sheet.key].items():
        yield [write.cell(sheet, column, pk, values) for column in sheet.columns]


class Writer:
    """Writes values as cells."""

    def __init__(self, standing: Standing) -> None:
        self.sites = {pk: site_name(values) for pk, values in standing.values[SITES.key].items()}
        if len({normalised(name) for name in self.sites.values()}) < len(self.sites):
            self.sites = {pk: str(pk) for pk in self.sites}
        self.suites = standing.values[SUITES.key]
        self._write: dict[Kind, Callable[[Any], Any]] = {
            Kind.NUMBER: _number,
            Kind.DATE: date.isoformat,
            Kind.TERMS: "; ".join,
            Kind.SITE: lambda pk: self.sites[pk],
            Kind.SITES: lambda keys: "; ".join(self.sites[pk] for pk in keys),
            Kind.SUITE: lambda pk: self.suites[pk]["name"],
        }

    def cell(self, sheet: Sheet, column: Column, pk: uuid.UUID, values: Values) -> Any:
        """What stands in a column."""
        if column.kind is Kind.KEY:
            return str(pk)
        value = (
            self.suites[values["suite"]]["site"] if sheet is CAPACITY and column.field == "site" else values[column.field]
        )
        if column.field == "authorities" and not value:
            return NONE if values["authorities_known"] else ""
        if value in (None, "", []):
            return ""
        return self._write.get(column.kind, lambda one: one)(value)


def _number(value: Decimal) -> int | float | str:
    """As a number where the sheet can hold it exactly, else as text."""
    plain = f"{value.normalize():f}"
    return (int(plain) if "." not in plain else float(plain)) if len(plain) < 15 else plain


def _codes(vocabulary: Vocabulary) -> Iterator[Cells]:
    yield ["column", "code", "English", "中文"]
    seen: set[Any] = set()
    for column in (column for sheet in (OFFERINGS, *SHEETS) for column in sheet.columns):
        if column.choices:
            yield from ([f"{column.en} / {column.zh}", one.value, *in_each_language(one.label)] for one in column.choices)
        if column.terms and column.terms not in seen:
            seen.add(column.terms)
            for term in vocabulary.in_use(column.terms):
                if is_choosable(term):
                    yield [f"{column.en} / {column.zh}", term.code, term.label_en, term.label_zh]


def _workbook(sheets: Any, codes: tuple[str, list[Cells]] | None = None) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for sheet, rows in sheets:
        _page(book, sheet.title, [[column.head for column in sheet.columns], *rows])
    if codes:
        _page(book, *codes)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _page(book: Any, title: str, rows: list[Cells]) -> None:
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    heads = [WriteOnlyCell(page, value=head) for head in rows[0]]
    for index, head in enumerate(heads):
        head.font = Font(bold=True)
        page.column_dimensions[openpyxl.utils.get_column_letter(index + 1)].width = 22
    page.append(heads)
    for row in rows[1:]:
        page.append([quoted(cell) for cell in row])
