"""The comparison as a table for spreadsheets. A text that would be taken for a formula gets an apostrophe."""

import csv
import io
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from core.money import Money
from projects.sourcing.models import RfqLine
from projects.sourcing.selectors.award import Allotment, Share
from projects.sourcing.selectors.comparison import Cell, Comparison

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(comparison: Comparison, awarded: Allotment | None = None) -> bytes:
    """UTF-8 with a byte order mark, since spreadsheets guess otherwise."""
    out = io.StringIO()
    csv.writer(out).writerows(table_of(comparison, awarded))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(comparison: Comparison, awarded: Allotment | None = None) -> bytes:
    """One sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in table_of(comparison, awarded):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_of(comparison: Comparison, awarded: Allotment | None = None) -> list[list[str]]:
    """A row a line with two columns a quote: how it answers, and what it costs; totals below. Once there is an award, a last
    column says who gets the line, and a last row what each bidder gets. Who was taken off the request is named at the end."""
    columns = comparison.columns
    head = [_("Line"), *(text for one in columns for text in (one.provider, _("Amount")))]
    winners = [_winner(one) for one in awarded.rows] if awarded else [""] * len(comparison.rows)
    if awarded:
        head.append(_("Awarded to"))
    rows = [
        row
        for (line, cells), winner in zip(comparison.rows, winners, strict=True)
        for row in _rows_of(line, cells, [winner] if awarded else [])
    ]
    totals: list[tuple[str, list[Any]]] = [
        (_("Total as quoted"), [one.total for one in columns]),
        (_("Total in %(currency)s") % {"currency": comparison.currency}, [one.converted for one in columns]),
        (_("Levelled total"), [one.levelled for one in columns]),
        (_("Weeks"), [one.content.weeks for one in columns]),
        (_("Score"), [one.score for one in columns]),
    ]
    if any(one.score_note for one in columns):
        totals.append((_("Scored version"), [one.score_note for one in columns]))
    if awarded:
        totals.append((_("Awarded"), [one.total for one in awarded.bidders]))
    rows += [[label, *(text for value in values for text in ("", _shown(value)))] for label, values in totals]
    if awarded:
        rows.append([_("Total of the award"), *[""] * (len(head) - 2), _shown(awarded.total)])
    if comparison.left_aside:
        rows.append([_("Taken off this request, and not compared:"), ", ".join(comparison.left_aside)])
    return [[_safe(text) for text in row] for row in [head, *rows]]


def _winner(share: Share) -> str:
    return share.column.provider if share.column else _("Nobody")


def _rows_of(line: RfqLine, cells: tuple[Cell, ...], last: list[str]) -> list[list[str]]:
    """The line, with ``last`` behind it, and below it each question with what every bidder answers."""
    questions = [
        [one.text, *(text for cell in cells for text in (cell.replies[place] or _("Not answered"), ""))]
        for place, one in enumerate(line.asked)
    ]
    return [[str(line), *(text for cell in cells for text in _texts(cell)), *last], *questions]


def _texts(cell: Cell) -> tuple[str, str]:
    state = cell.label or _("Not answered")
    if cell.is_filled:
        filled = _("filled with the median of the others")
        return f"{state}, {filled}", _shown(cell.levelled)
    return state, _shown(cell.amount)


def _shown(value: Money | Any) -> str:
    return "" if value is None else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
