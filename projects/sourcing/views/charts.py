"""Where the marks of a comparison's charts stand. Each has its numbers beside it as a table.

Across in percent of the room there is, down in pixels: letters keep their size on a phone and on a wide screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import accumulate

from django.utils.safestring import SafeString, mark_safe

from core.money import Money
from projects.sourcing.selectors.comparison import Cell, Column, Comparison, convert
from projects.sourcing.selectors.sensitivity import Sensitivity

WIDTH = 100
ROW, NAME, BAR = 42, 18, 16
"""A row has its name above its bar."""
COLOURS = 8
CASH_HEIGHT, SLOPES_HEIGHT, UNIT = 220, 170, 14


@dataclass(frozen=True)
class Box:
    """A bar. ``tone`` names its colour, ``text`` what a pointer is told."""

    x: float
    width: float
    tone: str
    text: str


@dataclass(frozen=True)
class Strip:
    """A quote's row: its name, its bars, and ticks across it."""

    name: str
    y: int
    boxes: tuple[Box, ...]
    ticks: tuple[Box, ...] = ()

    @property
    def drawn(self) -> SafeString:
        """Its bars and ticks. A drawing has hundreds, so they are put together here: a template takes ten times as long."""
        top = self.y + NAME
        bars = (
            f'<rect class="{one.tone}" x="{one.x}%" y="{top}" width="{one.width}%" height="{BAR}">'
            f"<title>{escape(one.text)}</title></rect>"
            for one in self.boxes
        )
        ticks = (
            f'<line class="tick-line" x1="{one.x}%" x2="{one.x}%" y1="{top}" y2="{top + BAR + 4}">'
            f"<title>{escape(one.text)}</title></line>"
            for one in self.ticks
        )
        return mark_safe("".join((*bars, *ticks)))  # noqa: S308 - what is not ours is escaped


@dataclass(frozen=True)
class Strips:
    """A chart of rows."""

    rows: tuple[Strip, ...]
    marks: tuple[tuple[float, str], ...]

    @property
    def height(self) -> int:
        return self.floor + 20

    @property
    def floor(self) -> int:
        return len(self.rows) * ROW


@dataclass(frozen=True)
class Path:
    """A quote's line. ``table`` are its steps: week, amount, amount so far."""

    name: str
    tone: str
    points: str
    table: tuple[tuple[int, Money, Money], ...] = ()


@dataclass(frozen=True)
class Curves:
    """Lines over weeks or weights; ``marker`` stands at what holds now, ``levels`` are heights and what they mean."""

    paths: tuple[Path, ...]
    marks: tuple[tuple[float, str], ...]
    height: int
    marker: float | None = None
    levels: tuple[tuple[float, str], ...] = ()


def composition_of(comparison: Comparison) -> Strips | None:
    """What each levelled total is made of, line by line; gaps that were filled are pale."""
    totals = [one.levelled for one in comparison.columns]
    most = max((one.amount for one in totals if one is not None), default=Decimal(0))
    if not most:
        return None
    rows = []
    for number, column in enumerate(comparison.columns):
        cells = [(str(line), cells[number]) for line, cells in comparison.rows]
        boxes = _stacked(cells, most) if column.levelled is not None else ()
        rows.append(Strip(column.provider, number * ROW, boxes))
    return Strips(tuple(rows), _marks(most))


def _stacked(cells: Sequence[tuple[str, Cell]], most: Decimal) -> tuple[Box, ...]:
    boxes, x = [], 0.0
    for number, (title, cell) in enumerate(cells):
        if cell.levelled is None:
            continue
        width = float(cell.levelled.amount / most) * WIDTH
        tone = f"s{number % COLOURS}{' filled' if cell.is_filled else ''}"
        boxes.append(Box(round(x, 2), round(width, 2), tone, f"{title}: {cell.levelled}"))
        x += width
    return tuple(boxes)


def schedule_of(comparison: Comparison) -> Strips | None:
    """From the start to the last result in weeks, with the milestones."""
    weeks = [one.content.weeks or 0 for one in comparison.columns]
    most = max([*weeks, *(one.week or 0 for column in comparison.columns for one in column.content.milestones)], default=0)
    if not most:
        return None
    rows = []
    for number, column in enumerate(comparison.columns):
        length = column.content.weeks or 0
        bars = (Box(0, _across(length, most), f"s{number % COLOURS}", f"{column.provider}: {length}"),)
        dated = [one for one in column.content.milestones if one.week is not None]
        ticks = tuple(Box(_across(one.week or 0, most), 0, "", f"{one.week}: {one.title}") for one in dated)
        rows.append(Strip(column.provider, number * ROW, bars if length else (), ticks))
    return Strips(tuple(rows), _marks(Decimal(most)))


def _across(week: int, weeks: int) -> float:
    """Where a week stands when so many fill the drawing."""
    return round(week / weeks * WIDTH, 2)


def cash_of(comparison: Comparison) -> Curves | None:
    """What is paid up to each week, in the currency of the comparison."""
    paid = [(number, one, _steps(one, comparison.currency)) for number, one in enumerate(comparison.columns)]
    paid = [row for row in paid if row[2]]
    if not paid:
        return None
    most = max(steps[-1][2].amount for _number, _column, steps in paid)
    weeks = max(steps[-1][0] for _number, _column, steps in paid) or 1

    def point(week: int, amount: Decimal) -> tuple[float, float]:
        return _across(week, weeks), round(CASH_HEIGHT - 20 - float(amount / most) * (CASH_HEIGHT - 38), 1)

    paths = []
    for number, column, steps in paid:
        points, before = [point(0, Decimal(0))], Decimal(0)
        for week, _amount, so_far in steps:
            points += [point(week, before), point(week, so_far.amount)]
            before = so_far.amount
        drawn = " ".join(f"{x},{y}" for x, y in [*points, point(weeks, before)])
        paths.append(Path(column.provider, f"s{number % COLOURS}", drawn, tuple(steps)))
    levels = tuple((point(0, part)[1], f"{part:,.0f}") for part in (most, most / 2))
    return Curves(tuple(paths), _marks(Decimal(weeks)), CASH_HEIGHT, levels=levels)


def _steps(column: Column, currency: str) -> list[tuple[int, Money, Money]]:
    amounts = [(one.week or 0, convert(amount, column.rate, currency)) for one, amount in column.content.payments]
    known = sorted(((week, amount) for week, amount in amounts if amount is not None), key=lambda pair: pair[0])
    sums = list(accumulate(amount.amount for _week, amount in known))
    return [(week, amount, Money(so_far, currency)) for (week, amount), so_far in zip(known, sums, strict=True)]


def slopes_of(one: Sensitivity) -> Curves:
    """Each quote's score as one weight goes from 0 to 100 percent."""
    paths = []
    for line in one.lines:
        points = [(Decimal(0), line.at_nothing), (Decimal(100), line.at_all)]
        drawn = " ".join(f"{weight},{round(10 + (10 - float(score)) * UNIT, 1)}" for weight, score in points)
        paths.append(Path(line.provider, f"s{line.number % COLOURS}", drawn))
    marks = tuple((weight, f"{weight} %") for weight in (0, 50, 100))
    return Curves(tuple(paths), marks, SLOPES_HEIGHT, float(one.weight))


def _marks(most: Decimal) -> tuple[tuple[float, str], ...]:
    """Nothing, a half and all of it, written short."""
    return tuple((WIDTH * part / 2, f"{most * part / 2:,.0f}") for part in (0, 1, 2))
