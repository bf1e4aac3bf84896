"""The window of a package, from all that its requirements say of time."""

from datetime import date

import pytest

from projects.briefs.benchmark import shipped_vocabulary
from projects.briefs.requirements import Requirement, Subject
from projects.matching.engine.asked import package_of

JANUARY, JUNE, DECEMBER = date(2027, 1, 1), date(2027, 6, 30), date(2027, 12, 31)
Days = tuple[date | None, date | None]


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([(JANUARY, None), (None, DECEMBER)], (JANUARY, DECEMBER)),
        ([(JANUARY, JUNE), (None, DECEMBER)], (JANUARY, JUNE)),
        ([(JUNE, None), (None, JANUARY)], (JUNE, None)),
        ([(JUNE, DECEMBER), (None, JANUARY)], (JUNE, DECEMBER)),
        ([(JUNE, JANUARY)], (JUNE, None)),
        ([(None, JUNE), (None, DECEMBER)], (None, JUNE)),
        ([], (None, None)),
    ],
)
def test_package_never_ends_before_it_begins(windows: list[Days], expected: Days) -> None:
    asked = [Requirement(Subject.WINDOW, starts_on=start, ends_on=end) for start, end in windows]
    package = package_of("", asked, shipped_vocabulary())
    assert (package.starts_on, package.ends_on) == expected


@pytest.mark.parametrize(
    ("windows", "expected"),
    [
        ([(None, JUNE, None), (JANUARY, None, None)], (JANUARY, JUNE)),
        ([(None, JANUARY, None), (JUNE, None, None)], (JUNE, None)),
        ([(None, DECEMBER, None), (None, JUNE, None)], (None, JUNE)),
    ],
)
def test_package_begins_by_the_first_latest_start_that_does_not_lie_before_its_beginning(
    windows: list[tuple[date | None, date | None, date | None]], expected: Days
) -> None:
    asked = [Requirement(Subject.WINDOW, starts_on=one, latest_start=two, ends_on=end) for one, two, end in windows]
    package = package_of("", asked, shipped_vocabulary())
    assert (package.starts_on, package.latest_start) == expected
    assert package.begins_by == (expected[1] or expected[0])
