"""The lines of a quote as a sheet: to take out, fill in elsewhere and bring in again."""

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import uuid5

import openpyxl
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from core.errors import Invalid
from core.languages import in_each_language
from projects.sourcing.content import LONGEST_REPLY, LineAnswer, QuoteContent, Reply
from projects.sourcing.enums import Answer, PriceModel
from projects.sourcing.models import RfqLine
from services.imports.cells import Complaint, Line, Reader
from services.imports.columns import Column, Kind, Sheet
from services.imports.export import quoted, write_text
from services.imports.files import ensure_readable, read_file
from vocabulary.phrases import normalised
from vocabulary.selectors.vocabulary import current_vocabulary

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
WIDTHS = (44, 26, 26, 16, 12, 44, 40)
MOST_COMPLAINTS = 200
LONGEST_NOTE = 2000

LINES = Sheet(
    "quote-lines",
    "Quote lines",
    "报价行",
    (
        Column("title", "Line", "行", most=800),
        Column("answer", "Answer", "答复"),
        Column("price_model", "Priced", "计价方式"),
        Column("price", "Price, or cap", "价格或上限", Kind.NUMBER, decimals=6),
        Column("quantity", "How many", "数量", Kind.NUMBER, decimals=6),
        Column("note", "Note", "备注", most=LONGEST_REPLY),
        Column("line", "ID", "编号", Kind.KEY, is_needed=True),
    ),
)
"""``title`` is for whoever fills it in; which line it is, the ID says. Below the lines each question about one has a row, and its
answer in the note."""

Asked = dict[str, tuple[str, str]]
"""By the ID of a question's row its line and its wording."""


class Unfit(Invalid):
    """A sheet that is not brought in; ``complaints`` name sheet, row and column of each thing that is wrong."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints[:MOST_COMPLAINTS]
        super().__init__(errors={"sheet": [text_of(one) for one in self.complaints]})


def quote_csv(content: QuoteContent, lines: Iterable[RfqLine]) -> bytes:
    """The lines with what is answered so far."""
    return write_text([_heads(), *_rows(content, lines)])


def quote_xlsx(content: QuoteContent, lines: Iterable[RfqLine]) -> bytes:
    """The same, with lists to choose from."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title, page.freeze_panes = LINES.title, "B2"
    lines = list(lines)
    for cells in [_heads(), *_rows(content, lines)]:
        page.append([quoted(cell) for cell in cells])
    for cell, width in zip(page[1], WIDTHS, strict=True):
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="ECF0F3")
        page.column_dimensions[cell.column_letter].width = width
    for letter, choices in (("B", Answer), ("C", PriceModel)):
        labels = ",".join(str(one.label) for one in choices)
        chosen = DataValidation(type="list", formula1=f'"{labels}"', allow_blank=True)
        page.add_data_validation(chosen)
        chosen.add(f"{letter}2:{letter}{len(lines) + 1}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_lines_from(name: str, file: bytes, content: QuoteContent, lines: Iterable[RfqLine]) -> QuoteContent:
    """The quote with the answers of a sheet in the place of its own; lines and questions that are not in it stay. All of it, or
    nothing.

    Raises Unfit with the place of everything that is wrong, Invalid for a file that is no sheet.
    """
    known = {str(line.pk): line for line in lines}
    try:
        ensure_readable(name, file)
        raw = read_file(file, (LINES,))[0]
    except Invalid as error:
        raise Invalid(errors={"sheet": [text for texts in error.errors.values() for text in texts]}) from error
    complaints: list[Complaint] = []
    found: dict[str, LineAnswer] = {}
    asked = _asked(known.values())
    texts: dict[str, str] = {}
    for row in Reader(current_vocabulary()).lines(LINES, raw, complaints):
        key = str(row.values.get("line") or "")
        if key in asked:
            texts[key] = _reply(row, key in texts, complaints)
            continue
        answer = _answer(row, known, found, complaints)
        if answer is not None:
            found[answer.line] = answer
    if not found and not texts and not complaints:
        complaints.append(Complaint(LINES.title, 0, "", _("There is no row in it.")))
    if complaints:
        raise Unfit(sorted(complaints, key=lambda one: one.row))
    standing = {key: content.answers.get(key, LineAnswer(key)) for key in known}
    lines_now = (replace(found.get(key, one), replies=one.replies) for key, one in standing.items())
    return replace(content, lines=tuple(_with_replies(one, asked, texts) for one in lines_now))


def text_of(complaint: Complaint) -> str:
    """In a sentence, with its place."""
    place = {"sheet": complaint.sheet, "row": complaint.row, "column": complaint.column, "text": complaint.text}
    if not complaint.row:
        return _("%(sheet)s: %(text)s") % place
    return _("%(sheet)s, row %(row)s, %(column)s: %(text)s") % place


def _asked(lines: Iterable[RfqLine]) -> Asked:
    """A question's row has an ID of its own, which a reworded question does not have any more."""
    return {str(uuid5(line.pk, one.text)): (str(line.pk), one.text) for line in lines for one in line.asked}


def _reply(row: Line, stands_twice: bool, complaints: list[Complaint]) -> str:
    """The answer to a question, or what is wrong added to the complaints."""
    values = row.values
    if stands_twice:
        complaints.append(Complaint(LINES.title, row.number, LINES.column("line").head, _("This question stands twice.")))
    for name in ("answer", "price_model", "price", "quantity"):
        if values.get(name) not in (None, ""):
            text = _("This row is a question: write its answer in the note, and nothing here.")
            complaints.append(Complaint(LINES.title, row.number, LINES.column(name).head, text))
    return str(values.get("note") or "")


def _with_replies(answer: LineAnswer, asked: Asked, texts: dict[str, str]) -> LineAnswer:
    """What the sheet says to a question takes the place of what was said; an empty one takes it away."""
    said = {question: texts[key] for key, (line, question) in asked.items() if line == answer.line and key in texts}
    kept = {one.question: one.text for one in answer.replies} | said
    return replace(answer, replies=tuple(Reply(question, text) for question, text in kept.items() if text))


def _answer(
    row: Line, known: dict[str, RfqLine], found: dict[str, LineAnswer], complaints: list[Complaint]
) -> LineAnswer | None:
    """One row, or None with what is wrong added to the complaints."""
    values = row.values
    key = str(values.get("line") or "")

    def wrong(field: str, text: str) -> None:
        complaints.append(Complaint(LINES.title, row.number, LINES.column(field).head, text))

    if key and key not in known:
        wrong("line", _("This request has no such line. Take out the sheet again."))
    elif key in found:
        wrong("line", _("This line stands twice."))
    answer = _choice(values.get("answer", ""), Answer, lambda text: wrong("answer", text))
    model = _choice(values.get("price_model", ""), PriceModel, lambda text: wrong("price_model", text))
    if values.get("price") is not None and values["price"] < 0:
        wrong("price", _("Enter a price of 0 or more."))
    if len(values.get("note") or "") > LONGEST_NOTE:
        wrong("note", _("Write at most %(most)s characters.") % {"most": LONGEST_NOTE})
    if any(one.row == row.number for one in complaints):
        return None
    price, quantity, note = (values.get(name) for name in ("price", "quantity", "note"))
    return LineAnswer(key, answer, model or PriceModel.FIXED.value, price, quantity, note or "")


def _choice(cell: str, choices: type[TextChoices], wrong: Any) -> str:
    """By its code, or what it is called in either language."""
    if not cell:
        return ""
    for one in choices:
        if normalised(cell) in {normalised(text) for text in (one.value, *in_each_language(one.label))}:
            return str(one.value)
    wrong(_("Write one of: %(choices)s.") % {"choices": ", ".join(str(one.label) for one in choices)})
    return ""


def _heads() -> list[Any]:
    return [column.head for column in LINES.columns]


def _rows(content: QuoteContent, lines: Iterable[RfqLine]) -> Iterable[list[Any]]:
    lines = list(lines)
    answers = content.answers
    for line in lines:
        one = answers.get(str(line.pk), LineAnswer(str(line.pk)))
        model = str(PriceModel(one.price_model).label) if one.price_model in PriceModel.values else ""
        title = f"{line} ({line.certificates_text})" if line.certificates_in_force else str(line)
        yield [title, one.label, model, _number(one.price), _number(one.quantity), one.note, str(line.pk)]
    titles = {str(line.pk): line for line in lines}
    for key, (line_key, question) in _asked(lines).items():
        reply = answers.get(line_key, LineAnswer(line_key)).reply_to(question)
        yield [f"{titles[line_key]}: {question}", "", "", "", "", reply, key]


def _number(value: Any) -> Any:
    """As a number where a spreadsheet holds it exactly, else as text."""
    if value is None:
        return ""
    plain = f"{value.normalize():f}"
    return (int(plain) if "." not in plain else float(plain)) if len(plain) < 15 else plain
