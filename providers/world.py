"""A map of the world as dots, drawn here: no tiles, nothing fetched.

``data/world.txt`` is our own coarse drawing of the land: a line for each row of a grid from 77° north to 56° south, with
``start+length`` for each run of land, in cells of two degrees. Rows are equally far apart in Miller's projection, which gives
the middle latitudes the room that most sites need.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "world.txt"
COLUMNS, ROWS = 180, 81
HEIGHT, FIRST_ROW = 62, 10
"""What a map of the whole world shows, in cells: from 71° north to 43° south, where nearly everybody is."""
DEGREES_A_CELL = 2
TOP = 98.42
"""Miller's y of the first row, in degrees."""
NARROWEST, WHOLE_ABOVE = 54, 100
"""A map is never narrower than the first, in cells; what spans more than the second is shown on the whole world."""
MARGIN = 8
WHOLE = (0.0, float(FIRST_ROW), float(COLUMNS))
"""Left, top and width."""
NEAR, RADIUS = 4.2, 1.25
"""In 180ths of the map's width: what is nearer becomes one mark, and how large a mark of one place is."""


@dataclass(frozen=True)
class Spot:
    """A place to be marked: degrees north and east, what it is called, where its mark leads, and how much it counts."""

    latitude: float
    longitude: float
    name: str
    link: str
    count: int = 1


@dataclass(frozen=True)
class Mark:
    """A place, or several too near to be told apart. Positions and sizes are in cells."""

    x: float
    y: float
    radius: float
    link: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class WorldMap:
    """What a template draws. ``land`` are lines whose dashes are the dots; ``unit`` is a 180th of the width."""

    view_box: str
    unit: float
    land: str
    marks: tuple[Mark, ...]

    @property
    def line(self) -> float:
        """How thick a mark's border is."""
        return round(0.35 * self.unit, 2)

    @property
    def letter(self) -> float:
        """How large the numbers are."""
        return round(2.4 * self.unit, 2)


def map_of(spots: Iterable[Spot], *, whole: bool = False) -> WorldMap:
    """The part of the world that holds the spots, or all of it; what stands first gives a common mark its link."""
    placed = [(*_position(spot), spot) for spot in spots]
    left, top, width = WHOLE if whole else _frame([(x, y) for x, y, _spot in placed])
    unit = width / COLUMNS
    view_box = f"{left:g} {top:g} {width:g} {width * HEIGHT / COLUMNS:g}"
    return WorldMap(view_box, unit, _land(), tuple(_marks(placed, unit)))


def _position(spot: Spot) -> tuple[float, float]:
    """In cells from the upper left corner."""
    miller = math.degrees(1.25 * math.log(math.tan(math.pi / 4 + 0.4 * math.radians(spot.latitude))))
    return (spot.longitude + 180) / DEGREES_A_CELL, (TOP - miller) / DEGREES_A_CELL + 0.5


def _frame(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Left, top and width of a window with the world's shape around the points."""
    if not points:
        return WHOLE
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    needed = max(max(xs) - min(xs), (max(ys) - min(ys)) * COLUMNS / HEIGHT) + 2 * MARGIN
    if needed > WHOLE_ABOVE:
        return WHOLE
    width = max(float(NARROWEST), math.ceil(needed))
    height = width * HEIGHT / COLUMNS
    left = (max(xs) + min(xs) - width) / 2
    top = (max(ys) + min(ys) - height) / 2
    return round(min(max(left, 0), COLUMNS - width), 1), round(min(max(top, 0), ROWS - height), 1), width


def _marks(placed: list[tuple[float, float, Spot]], unit: float) -> Iterable[Mark]:
    """One for each place that no earlier one is near to. Marks of much work are larger, and stand behind the others."""
    groups: list[list[tuple[float, float, Spot]]] = []
    for x, y, spot in placed:
        near = (group for group in groups if math.hypot(group[0][0] - x, group[0][1] - y) < NEAR * unit)
        group = next(near, None)
        if group is None:
            groups.append([(x, y, spot)])
        else:
            group.append((x, y, spot))
    marks = [_mark(group, unit) for group in groups]
    return sorted(marks, key=lambda mark: -mark.radius)


def _mark(group: list[tuple[float, float, Spot]], unit: float) -> Mark:
    x, y, first = group[0]
    names = tuple(dict.fromkeys(spot.name for _x, _y, spot in group))
    count = sum(spot.count for _x, _y, spot in group)
    radius = RADIUS * unit * min(count, 60) ** 0.18
    return Mark(round(x, 1), round(y, 1), round(radius, 2), first.link, names, count)


@cache
def _land() -> str:
    """A line for each run. A dash of no length with a round end is a dot, and each line begins its dashes anew."""
    rows = DATA.read_text(encoding="ascii").splitlines()
    runs = [(row, *map(int, run.split("+"))) for row, line in enumerate(rows) for run in line.split()]
    return "".join(f"M{start}.5 {row}.5h{length - 1}.1" for row, start, length in runs)
