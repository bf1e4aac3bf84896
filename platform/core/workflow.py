"""A status machine is a table of steps; this engine moves the status, stamps the time and refuses the rest.

The same table feeds the buttons a person sees, ``docs/workflows.md`` and a test of every status against every step.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import WrongState


@dataclass(frozen=True)
class Step:
    """``name`` takes a row from any of ``sources`` to ``target``; ``stamp`` names the time field it sets, ``clears`` the one
    it empties."""

    name: str
    sources: frozenset[str]
    target: str
    stamp: str = ""
    clears: str = ""


def step(name: str, sources: Iterable[Enum], target: Enum, *, stamp: str = "", clears: str = "") -> Step:
    """One row of the table. Statuses are members of a ``TextChoices``."""
    return Step(name, frozenset(str(source.value) for source in sources), str(target.value), stamp, clears)


class Workflow:
    """The steps of one kind of object. A step may stand in the table twice, for different sources."""

    def __init__(self, *steps: Step, field: str = "status") -> None:
        self.steps = steps
        self.field = field
        for index, one in enumerate(steps):
            clash = [other for other in steps[:index] if other.name == one.name and other.sources & one.sources]
            if clash:
                raise ValueError(f"step {one.name!r} leads to two targets from {sorted(clash[0].sources & one.sources)}")

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def available(self, subject: Any) -> list[str]:
        """The names of the steps that ``subject``'s status allows, in table order."""
        return [one.name for one in self.steps if getattr(subject, self.field) in one.sources]

    def allows(self, subject: Any, name: str) -> bool:
        """Whether ``subject``'s status allows the step. Says nothing about who asks."""
        return name in self.available(subject)

    def apply(self, subject: Any, name: str) -> None:
        """Move ``subject`` and save its status, its stamp and its version.

        Raises WrongState when the status does not allow the step.
        """
        subject.save(update_fields=[*self.move(subject, name), *subject.AUTOMATIC_FIELDS])

    def move(self, subject: Any, name: str, at: datetime | None = None) -> list[str]:
        """Move ``subject`` and leave it to the caller to save it, with other columns that must agree with its status. Returns
        the names of the fields it set. ``at`` is what is stamped, else now.

        Raises WrongState when the status does not allow the step.
        """
        one = self.step_from(subject, name)
        values: dict[str, Any] = {self.field: one.target}
        values |= {one.stamp: at or timezone.now()} if one.stamp else {}
        values |= {one.clears: None} if one.clears else {}
        for field, value in values.items():
            setattr(subject, field, value)
        return list(values)

    def step_from(self, subject: Any, name: str) -> Step:
        """The step of that name from where ``subject`` stands. Raises WrongState when the status does not allow it."""
        status = getattr(subject, self.field)
        for one in self.steps:
            if one.name == name and status in one.sources:
                return one
        label = getattr(subject, f"get_{self.field}_display", lambda: status)()
        raise WrongState(
            _("The state is “%(status)s”, in which this is not possible. Open it again to see what is.") % {"status": label}
        )
