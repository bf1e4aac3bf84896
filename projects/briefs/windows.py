"""The window of a project, of all that a brief says of time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from projects.briefs.requirements import Requirement, Subject

DAYS = ("starts_on", "latest_start", "ends_on")
"""In their order."""


def windows_of(requirements: Sequence[Requirement]) -> list[Requirement]:
    """What makes the window of the project: the first, and those that say of a start, a latest start and an end what is not said before, and are
    in order with it."""
    kept: list[Requirement] = []
    days: dict[str, date] = {}
    for one in (one for one in requirements if one.subject is Subject.WINDOW):
        said = {name: day for name in DAYS if (day := getattr(one, name))} | days
        ordered = [said[name] for name in DAYS if name in said]
        if len(said) > len(days) and ordered == sorted(ordered):
            days = said
            kept.append(one)
    return kept


def around(windows: Sequence[Requirement]) -> list[Requirement]:
    """Of several windows, each of some of the work, the one of all of it."""
    starts = [one.starts_on for one in windows if one.subject is Subject.WINDOW and one.starts_on]
    ends = [one.ends_on for one in windows if one.subject is Subject.WINDOW and one.ends_on]
    first, last = min(starts, default=None), max(ends, default=None)
    is_one = bool(first or last) and (not first or not last or first <= last)
    return [Requirement(Subject.WINDOW, starts_on=first, ends_on=last)] if is_one else []


def days_of(windows: Sequence[Requirement]) -> dict[str, Any]:
    """The days that such windows say together, each by the first that says it."""
    return {name: next((day for one in windows if (day := getattr(one, name))), None) for name in DAYS}
