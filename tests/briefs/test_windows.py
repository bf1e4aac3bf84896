"""The window of a project is made of all that its brief says of time, each day by who says it first."""

from datetime import date

import pytest

from projects.briefs.requirements import Requirement, Subject
from projects.briefs.windows import days_of, windows_of

JANUARY, MARCH, JUNE, DECEMBER = date(2027, 1, 1), date(2027, 3, 1), date(2027, 6, 30), date(2027, 12, 31)
Days = tuple[date | None, date | None, date | None]


@pytest.mark.parametrize(
    ("windows", "expected", "count"),
    [
        ([(JANUARY, None, None), (None, None, DECEMBER)], (JANUARY, None, DECEMBER), 2),
        ([(None, None, DECEMBER), (JANUARY, None, None)], (JANUARY, None, DECEMBER), 2),
        ([(None, MARCH, None), (JANUARY, None, None), (None, None, JUNE)], (JANUARY, MARCH, JUNE), 3),
        ([(JANUARY, None, None), (None, None, JUNE), (None, None, DECEMBER)], (JANUARY, None, JUNE), 2),
        ([(JUNE, None, None), (None, None, JANUARY)], (JUNE, None, None), 1),
        ([(JUNE, None, None), (None, MARCH, None)], (JUNE, None, None), 1),
        ([(None, JUNE, None), (None, None, MARCH)], (None, JUNE, None), 1),
        ([(None, None, None)], (None, None, None), 0),
        ([], (None, None, None), 0),
    ],
)
def test_days_in_order_make_one_window_and_the_others_are_left(windows: list[Days], expected: Days, count: int) -> None:
    asked = [Requirement(Subject.WINDOW, starts_on=one, latest_start=two, ends_on=end) for one, two, end in windows]
    kept = windows_of([Requirement(Subject.BATCHES), *asked])
    assert tuple(days_of(kept).values()) == expected
    assert len(kept) == count
