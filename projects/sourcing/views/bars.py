"""Counts drawn as rows of bars, in the way of a comparison's charts."""

from collections.abc import Sequence

from projects.sourcing.views.charts import LEFT, ROW, WIDTH, Box, Strip, Strips

Part = tuple[str, str, float]
"""A tone, what a pointer is told, how much."""


def bars_of(rows: Sequence[tuple[str, Sequence[Part]]], width: int = WIDTH) -> Strips | None:
    """A row of parts one after the other for each name; None where there is nothing to draw."""
    most = max((sum(size for _tone, _text, size in parts) for _name, parts in rows), default=0)
    if not most:
        return None
    drawn = tuple(Strip(name, number * ROW, _boxes(parts, most, width)) for number, (name, parts) in enumerate(rows))
    return Strips(drawn, marks_of(most, width), width)


def across(size: float, most: float, width: int) -> float:
    """Where so much of ``most`` ends on the drawing."""
    return round(LEFT + size / most * (width - LEFT - 4), 1)


def _boxes(parts: Sequence[Part], most: float, width: int) -> tuple[Box, ...]:
    boxes, before = [], 0.0
    for tone, text, size in parts:
        if size:
            start, end = across(before, most, width), across(before + size, most, width)
            boxes.append(Box(start, round(end - start, 1), tone, text))
        before += size
    return tuple(boxes)


def marks_of(most: float, width: int) -> tuple[tuple[float, str], ...]:
    """Nothing and all of it, and a half where that is a whole number: nobody is invited half a time."""
    sizes = [0, most / 2, most] if most % 2 == 0 else [0, most]
    return tuple((across(size, most, width), f"{size:,.4g}") for size in sizes)
