"""How much of what bidders need is there, of a request that stands or of one that is being written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext as _

from projects.sourcing.enums import Audience
from projects.sourcing.models import Rfq

COMPLETE_ENOUGH = 70
"""Percent. Below it a request is published with a written reason."""


@dataclass(frozen=True)
class Completeness:
    """``score`` in percent; what is missing, in words; ``blocking`` cannot be overridden."""

    score: int
    missing: tuple[str, ...]
    blocking: tuple[str, ...]

    @property
    def left(self) -> int:
        """How many things are missing at all."""
        return len(self.missing) + len(self.blocking)

    @property
    def is_enough(self) -> bool:
        """Publishable without a written reason."""
        return not self.blocking and self.score >= COMPLETE_ENOUGH


@dataclass(frozen=True)
class Typed:
    """What was typed of what decides whether a request is complete."""

    teaser: str
    brief: str
    audience: str
    needs_cda: bool
    decision_on: date | None


@dataclass(frozen=True)
class LineThere:
    """What is there of a line."""

    service_line: bool
    amount: bool
    window: bool
    standards: bool

    @classmethod
    def of(cls, line: Any, standards: Iterable[object]) -> Self:
        """Of a line that stands, or of what was typed of one."""
        amount = line.quantity_value is not None or bool(line.batches)
        return cls(
            line.service_line is not None, amount, bool(line.starts_on or line.latest_start or line.ends_on), any(standards)
        )


def completeness(rfq: Rfq) -> Completeness:
    """Of a request as it stands."""
    rows = rfq.lines.select_related("service_line").prefetch_related("standards")
    lines = [LineThere.of(line, line.standards.all()) for line in rows]
    is_offered = rfq.cda_offered_at is not None
    return completeness_of(rfq, lines, criteria=bool(rfq.criteria), invited=rfq.invitations.count(), is_offered=is_offered)


def completeness_of(
    asked: Rfq | Typed, lines: list[LineThere], *, criteria: bool, invited: int, is_offered: bool
) -> Completeness:
    """Of what is there; ``is_offered`` whether the agreement is."""
    blocking = {
        _("At least one line to quote."): bool(lines),
        _("A teaser: it is all that an invited provider sees first."): bool(asked.teaser.strip()),
        **_addressees(asked.audience, lines, invited),
        _("The confidentiality agreement, offered by an owner or signatory."): not asked.needs_cda or is_offered,
    }
    wanted = {
        _("A confidential brief."): bool(asked.brief.strip()),
        _("Criteria with weights."): criteria,
        _("The day on which a decision is expected."): asked.decision_on is not None,
        _("A service line for each line."): all(one.service_line for one in lines),
        _("A quantity or a number of batches for each line."): all(one.amount for one in lines),
        _("A time window for each line."): all(one.window for one in lines),
        _("The standards of each line."): all(one.standards for one in lines),
    }
    both = [*blocking.values(), *wanted.values()]
    return Completeness(
        score=round(100 * sum(both) / len(both)),
        missing=tuple(text for text, is_there in wanted.items() if not is_there),
        blocking=tuple(text for text, is_there in blocking.items() if not is_there),
    )


def _addressees(audience: str, lines: list[LineThere], invited: int) -> dict[str, bool]:
    """Who would hear of it."""
    if audience == Audience.MATCHING:
        text = _("A service line for each line: it decides which providers match.")
        return {text: bool(lines) and all(one.service_line for one in lines)}
    if audience == Audience.SINGLE:
        return {_("The one provider that it is addressed to."): invited == 1}
    return {_("At least one invited provider."): invited > 0}
