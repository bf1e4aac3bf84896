"""The map: land where there is land, marks where the places are, near ones together."""

import pytest

from providers.world import COLUMNS, DATA, DEGREES_A_CELL, HEIGHT, ROWS, TOP, Spot, _position, map_of

HALLE, JENA = Spot(51.48, 11.97, "Halle", "#halle"), Spot(50.93, 11.59, "Jena", "#jena")
SAN_DIEGO, SHANGHAI = Spot(32.72, -117.16, "San Diego", "#sd"), Spot(31.23, 121.47, "Shanghai", "#sh")


def is_land(latitude: float, longitude: float) -> bool:
    x, y = _position(Spot(latitude, longitude, "", ""))
    runs = DATA.read_text().splitlines()[int(y)].split()
    return any(int(start) <= int(x) < int(start) + int(length) for start, length in (run.split("+") for run in runs))


def test_the_drawing_has_its_rows_and_stays_within_its_columns():
    rows = DATA.read_text().splitlines()
    assert len(rows) == ROWS
    assert all(sum(map(int, run.split("+"))) <= COLUMNS for row in rows for run in row.split())
    assert (TOP, DEGREES_A_CELL) == (98.42, 2)


@pytest.mark.parametrize(
    ("latitude", "longitude", "land"),
    [(51, 10, True), (40, -100, True), (-25, 135, True), (0, 25, True), (35, 105, True), (20, 78, True), (-10, -55, True),
     (40, -40, False), (0, -150, False), (-40, 80, False), (35, 18, False), (15, 65, False), (60, -86, False)],
)  # fmt: skip
def test_land_is_where_land_is(latitude: float, longitude: float, land: bool):
    assert is_land(latitude, longitude) is land


def test_near_places_share_a_mark_that_names_both_and_far_ones_do_not():
    marks = map_of([HALLE, JENA, SAN_DIEGO, SHANGHAI]).marks
    assert sorted((mark.names, mark.count) for mark in marks) == [
        (("Halle", "Jena"), 2),
        (("San Diego",), 1),
        (("Shanghai",), 1),
    ]


@pytest.mark.parametrize("spots", [[HALLE], [HALLE, JENA], [SAN_DIEGO, SHANGHAI], [Spot(-54.8, -68.3, "", "")], []])
def test_every_mark_is_inside_the_window(spots: list[Spot]):
    drawn = map_of(spots)
    left, top, width, height = map(float, drawn.view_box.split())
    assert height == pytest.approx(width * HEIGHT / COLUMNS, rel=1e-4)
    assert all(left <= mark.x <= left + width and top <= mark.y <= top + height for mark in drawn.marks)
