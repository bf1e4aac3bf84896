"""Counts drawn as rows of bars, in the way of a comparison's charts."""

from collections.abc import Sequence

from projects.sourcing.views.charts import ROW, WIDTH, Box, Strip, Strips

Part = tuple[str, str, float]
"""A tone, what a pointer is told, how much."""


def bars_of(rows: Sequence[tuple[str, Sequence[Part]]]) -> Strips | None:
    """A row of parts one after the other for each name; None where there is nothing to draw."""
    most = max((sum(size for _tone, _text, size in parts) for _name, parts in rows), default=0)
    if not most:
        return None
    drawn = tuple(Strip(name, number * ROW, _boxes(parts, most)) for number, (name, parts) in enumerate(rows))
    return Strips(drawn, marks_of(most))


def across(size: float, most: float) -> float:
    """Where so much of ``most`` ends on the drawing."""
    return round(size / most * WIDTH, 2)


def _boxes(parts: Sequence[Part], most: float) -> tuple[Box, ...]:
    boxes, before = [], 0.0
    for tone, text, size in parts:
        if size:
            start, end = across(before, most), across(before + size, most)
            boxes.append(Box(start, round(end - start, 2), tone, text))
        before += size
    return tuple(boxes)


def marks_of(most: float) -> tuple[tuple[float, str], ...]:
    """Nothing and all of it, and a half where that is a whole number: nobody is invited half a time."""
    sizes = [0, most / 2, most] if most % 2 == 0 else [0, most]
    return tuple((across(size, most), f"{size:,.4g}") for size in sizes)
