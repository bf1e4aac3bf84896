"""What may be told of a number that few stand behind. No query: tests try every small case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

AT_LEAST = 3
"""A number is told when so many different sponsors stand behind it. None, and one or two, are never told apart."""

Name = TypeVar("Name")
Cell = tuple[str | None, str | None]
"""A stage and a modality by their codes; None where it was not said."""


@dataclass(frozen=True)
class Asked:
    """The lines that one sponsor has asked for in a cell; how many of these nobody quoted, and how many are still open."""

    cell: Cell
    sponsor: UUID | int
    lines: int
    unanswered: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Told:
    """What is told of a cell. ``unanswered`` None: not to be told."""

    lines: int
    unanswered: int | None


def told_parts(parts: Mapping[Name, tuple[int, int]]) -> dict[Name, int | None]:
    """Counts, with the sponsors behind each, of parts whose sum is known to the reader. A part that alone was kept back would
    be what is missing in the sum: then the smallest of the others is kept back as well."""
    found = {name: count if sponsors >= AT_LEAST else None for name, (count, sponsors) in parts.items()}
    kept_back = [name for name, count in found.items() if count is None]
    if len(kept_back) == 1 and parts[kept_back[0]][0]:
        others = [name for name in found if name != kept_back[0]]
        if others:
            found[min(others, key=lambda name: parts[name][0])] = None
    return found


def told_cells(asked: Iterable[Asked]) -> dict[Cell, Told]:
    """The cells that at least three sponsors have asked in. There are no sums over cells, since they would tell the others.

    What nobody quoted is told once nothing in the cell is open any more (or each deadline would tell which cell its request
    stands in), and where both it and the rest of the cell come from at least three sponsors; there may be no rest.
    """
    by_cell: dict[Cell, list[Asked]] = {}
    for one in asked:
        by_cell.setdefault(one.cell, []).append(one)
    return {cell: _told(rows) for cell, rows in by_cell.items() if _sponsors(rows) >= AT_LEAST}


def _told(rows: list[Asked]) -> Told:
    without = [one for one in rows if one.unanswered]
    rest = [one for one in rows if one.lines > one.unanswered]
    is_open = any(one.waiting for one in rows)
    is_told = not is_open and _sponsors(without) >= AT_LEAST and (not rest or _sponsors(rest) >= AT_LEAST)
    return Told(sum(one.lines for one in rows), sum(one.unanswered for one in rows) if is_told else None)


def _sponsors(rows: Iterable[Asked]) -> int:
    return len({one.sponsor for one in rows if one.lines})
