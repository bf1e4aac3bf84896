"""The recommended award as the one who decides upon it reads it: who gets what for how much, why, and on which scores it rests."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.languages import joined
from organizations.actor import Actor
from projects.sourcing.enums import OutcomeReason, RecommendationStatus
from projects.sourcing.models import Quote, Rfq, RfqLine
from projects.sourcing.rules.award import quotes_with_outdated_scores
from projects.sourcing.selectors.award import Allotment, allotment_of
from projects.sourcing.selectors.comparison import Comparison, comparison_of


@dataclass(frozen=True)
class Decision:
    """What a quote would get, and what its bidder would be told. ``is_outdated``: its scores are of an earlier version."""

    quote: Quote
    lines: tuple[RfqLine, ...]
    reason: str
    feedback: str
    is_outdated: bool

    @property
    def provider(self) -> str:
        return str(self.quote.invitation.provider)

    @property
    def reason_label(self) -> str:
        return str(OutcomeReason(self.reason).label) if self.reason in OutcomeReason.values else ""


@dataclass(frozen=True)
class Recommended:
    """A decision for each bidder, by name. ``lines`` are ids of lines to ids of quotes, as it was recommended."""

    by: str
    at: datetime
    reason: str
    lines: dict[str, str]
    decisions: tuple[Decision, ...]
    allotment: Allotment

    @property
    def outdated(self) -> list[Decision]:
        return [one for one in self.decisions if one.is_outdated]

    @property
    def warning(self) -> str:
        """A sentence where it rests on scores of earlier versions; empty otherwise."""
        names = joined(one.provider for one in self.outdated)
        text = _(
            "A newer version was opened since these quotes were scored: %(names)s. %(by)s has recommended the award all the"
            " same. Approve it, or return it so that they are scored again."
        )
        return text % {"names": names, "by": self.by} if names else ""


def pending_recommendation(actor: Actor, rfq: Rfq, comparison: Comparison | None = None) -> Recommended | None:
    """What waits for a second approver, for the sponsor; ``comparison`` where it is at hand."""
    row = rfq.recommendations.filter(status=RecommendationStatus.PENDING).select_related("recommended_by").first()
    if row is None or rfq.organization_id != actor.organization_id:
        return None
    comparison = comparison or comparison_of(actor, rfq)
    asked = [column.quote for column in comparison.columns]
    outdated = {one.pk for one in quotes_with_outdated_scores(asked)}
    lines = [line for line, _cells in comparison.rows]
    decisions = tuple(
        Decision(
            quote=quote,
            lines=tuple(line for line in lines if row.lines.get(str(line.pk)) == str(quote.pk)),
            reason=row.outcomes.get(str(quote.pk), {}).get("reason", ""),
            feedback=row.outcomes.get(str(quote.pk), {}).get("feedback", ""),
            is_outdated=quote.pk in outdated,
        )
        for quote in asked
    )
    allotment = allotment_of(comparison, rfq, row.lines)
    return Recommended(row.recommended_by.name, row.created_at, row.reason, dict(row.lines), decisions, allotment)
