"""Calendar quarters: the periods that figures of the whole market are told for.

They never overlap. Of periods that do, the difference of two would tell what stands in neither.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Quarter:
    """From its first moment up to, and without, the first of the next, in UTC."""

    year: int
    number: int

    @property
    def start(self) -> datetime:
        return datetime(self.year, 3 * self.number - 2, 1, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        return self.next.start

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    @property
    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def code(self) -> str:
        return f"{self.year}-Q{self.number}"

    def __str__(self) -> str:
        return _("Q%(number)s %(year)s") % {"number": self.number, "year": self.year}


def quarter_of(moment: datetime) -> Quarter:
    """The one that a moment lies in."""
    local = moment.astimezone(UTC)
    return Quarter(local.year, (local.month + 2) // 3)


def quarters_back(last: Quarter, first: Quarter, most: int) -> list[Quarter]:
    """``last`` and those before it, the newest first, down to ``first``; at most so many."""
    found = [last]
    while found[-1] > first and len(found) < most:
        found.append(found[-1].previous)
    return found
