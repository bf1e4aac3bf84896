"""From texts to values, column by column. What cannot be read is named, and the rest is read on."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.figures import NoFigure, figure_in
from core.languages import in_each_language
from services.imports.columns import NONE, Column, Kind, Sheet
from services.imports.files import RawSheet
from vocabulary.choosing import is_choosable
from vocabulary.models import Term
from vocabulary.phrases import normalised
from vocabulary.selectors.vocabulary import Vocabulary

SEPARATORS = re.compile(r"[;；\n|]")
DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]00:00(?::00)?)?"),
    re.compile(r"(?P<y>\d{4})[/.年](?P<m>\d{1,2})[/.月](?P<d>\d{1,2})日?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)


class Unreadable(Exception):
    """A cell does not hold what its column holds; the message says why."""


@dataclass(frozen=True)
class Complaint:
    """Something wrong, with its place. Row 0 is the sheet as a whole."""

    sheet: str
    row: int
    column: str
    text: str

    def as_json(self) -> dict[str, Any]:
        return vars(self)


@dataclass
class Line:
    """A row as values by field. Places that other rows name are still texts."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    is_sound: bool = True


class Reader:
    """Reads the cells of one import. Names of terms are looked up by code or label, in either language."""

    def __init__(self, vocabulary: Vocabulary, step: Callable[[], None] = lambda: None) -> None:
        """``step`` is called after each row."""
        self.vocabulary, self._step = vocabulary, step
        self._names: dict[type[Term], dict[str, set[str]]] = {}
        self._read: dict[Kind, Callable[[str, Column], Any]] = {
            Kind.KEY: _key,
            Kind.TEXT: _text,
            Kind.NUMBER: _number,
            Kind.WHOLE: _whole,
            Kind.DATE: _day,
            Kind.CHOICE: _choice,
            Kind.TERM: self._term,
            Kind.TERMS: self._terms,
            Kind.SITE: _text,
            Kind.SITES: lambda cell, column: [one.strip() for one in SEPARATORS.split(cell) if one.strip()],
            Kind.SUITE: _text,
        }

    def lines(self, sheet: Sheet, raw: RawSheet, complaints: list[Complaint]) -> list[Line]:
        """The rows of a sheet; complaints are added to the list."""
        columns = list(self._columns(sheet, raw, complaints))
        found = []
        for number, cells in raw.rows:
            line = Line(number)
            for index, column in columns:
                cell = cells[index] if index < len(cells) else ""
                try:
                    line.values[column.field] = self._value(cell, column)
                except Unreadable as error:
                    complaints.append(Complaint(sheet.title, number, column.head, str(error)))
                    line.is_sound = False
            found.append(line)
            self._step()
        return found

    def _columns(self, sheet: Sheet, raw: RawSheet, complaints: list[Complaint]) -> Iterator[tuple[int, Column]]:
        """Where each column stands."""
        seen: set[str] = set()
        for index, head in enumerate(raw.heads):
            column = next((one for one in sheet.columns if normalised(head) in one.heads), None)
            if column is None and (head or any(len(cells) > index and cells[index] for _number, cells in raw.rows)):
                text = _("There is no such column. There are: %(heads)s.")
                heads = ", ".join(one.head for one in sheet.columns)
                complaints.append(Complaint(sheet.title, 1, head or _letter(index), text % {"heads": heads}))
            elif column is not None and column.field in seen:
                complaints.append(Complaint(sheet.title, 1, head, _("This column stands twice.")))
            elif column is not None:
                seen.add(column.field)
                yield index, column
        for column in sheet.columns:
            if column.is_needed and column.field not in seen:
                complaints.append(Complaint(sheet.title, 1, column.head, _("This column is missing.")))
        for place in raw.merged:
            text = _("Cells are merged here; only the first would be read. Undo it, and fill in each.")
            complaints.append(Complaint(sheet.title, 0, place, text))

    def _value(self, cell: str, column: Column) -> Any:
        if cell:
            return self._read[column.kind](cell, column)
        if column.is_needed:
            raise Unreadable(_("This cannot be left empty."))
        if column.kind in (Kind.TERMS, Kind.SITES):
            return None if column.field == "authorities" else []
        return "" if column.kind in (Kind.TEXT, Kind.CHOICE) else None

    def _terms(self, cell: str, column: Column) -> Any:
        if column.field == "authorities" and cell == NONE:
            return []
        return sorted({self._term(one.strip(), column) for one in SEPARATORS.split(cell) if one.strip()})

    def _term(self, cell: str, column: Column) -> str:
        assert column.terms is not None  # noqa: S101 - such columns name their vocabulary
        found = self._by_name(column.terms).get(normalised(cell), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            text = _("“%(text)s” is the name of several: %(codes)s. Write the code.")
            raise Unreadable(text % {"text": cell[:60], "codes": ", ".join(sorted(found))})
        raise Unreadable(_("“%(text)s” is not among the allowed codes and names.") % {"text": cell[:60]})

    def _by_name(self, model: type[Term]) -> dict[str, set[str]]:
        if model not in self._names:
            names: dict[str, set[str]] = {}
            for term in self.vocabulary.terms[model].values():
                if is_choosable(term):
                    for name in (term.label_en, term.label_zh):
                        names.setdefault(normalised(name), set()).add(term.code)
            # Retired codes are read, so that what an export says can come back; whether they may stay is asked later.
            self._names[model] = names | {normalised(code): {code} for code in self.vocabulary.terms[model]}
        return self._names[model]


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else f"{chr(64 + index // 26)}{chr(65 + index % 26)}"


def _key(cell: str, column: Column) -> uuid.UUID:
    try:
        return uuid.UUID(cell)
    except ValueError:
        raise Unreadable(_("This is no ID. Leave it empty for a new row.")) from None


def _text(cell: str, column: Column) -> str:
    if len(cell) > column.most:
        raise Unreadable(_("Write at most %(most)s characters.") % {"most": column.most})
    return cell


def _number(cell: str, column: Column) -> Decimal:
    most = Decimal(10) ** (column.digits - column.decimals)
    try:
        number = figure_in(cell, most)
    except NoFigure as error:
        raise Unreadable(str(error)) from error
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > column.decimals:
        raise Unreadable(_("Write at most %(most)s decimals.") % {"most": column.decimals})
    if abs(number) >= most:
        raise Unreadable(_("The number is too large."))
    return number


def _whole(cell: str, column: Column) -> int:
    number = _number(cell, column)
    if number != number.to_integral_value() or not 0 <= number <= 32767:
        raise Unreadable(_("Write a whole number."))
    return int(number)


def _day(cell: str, column: Column) -> date:
    return day_of(cell)


def day_of(cell: str) -> date:
    """A day as people and spreadsheets write it; none where day and month could be mistaken. Raises Unreadable."""
    for pattern in DAYS:
        found = pattern.fullmatch(cell)
        if found:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                break
    raise Unreadable(_("“%(text)s” is no day. Write it like 2027-01-31.") % {"text": cell[:40]})


def _choice(cell: str, column: Column) -> str:
    """By its code, or what it is called in either language."""
    assert column.choices is not None  # noqa: S101 - such columns name theirs
    for one in column.choices:
        if normalised(cell) in {normalised(text) for text in (one.value, *in_each_language(one.label))}:
            return str(one.value)
    raise Unreadable(_("Write one of: %(choices)s.") % {"choices": ", ".join(str(one.label) for one in column.choices)})
