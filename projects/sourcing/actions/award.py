"""Recommending, awarding, and telling every bidder how it ended, in one transaction."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import Invalid, WrongState
from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.sourcing import workflows
from projects.sourcing.actions.locked import own_rfq
from projects.sourcing.actions.outcome import give_outcomes, quotes_to_decide
from projects.sourcing.enums import RecommendationStatus, Result
from projects.sourcing.models import Award, Quote, Recommendation, Rfq, RfqLine
from projects.sourcing.models.quote import STANDING
from projects.sourcing.rules import award as rules
from projects.sourcing.rules import rfq as rfq_rules

Outcomes = Mapping[str, Mapping[str, str]]


@transaction.atomic
def recommend_award(
    *,
    actor: Actor,
    rfq: Rfq,
    lines: Mapping[str, str],
    outcomes: Outcomes,
    reason: str,
    confirm_outdated_scores: bool = False,
) -> Recommendation:
    """Say which quote gets which line, why, and what every bidder will be told. Somebody else approves.

    ``lines`` maps ids of lines to ids of quotes, ``outcomes`` ids of quotes to ``{"reason", "feedback"}``.
    ``confirm_outdated_scores`` says that it may rest on scores of earlier versions, and is recorded where it does.
    """
    actor.require(Permission.RFQ_EDIT)
    rfq = own_rfq(actor, rfq)
    workflows.RFQ.step_from(rfq, "recommend")
    rules.ensure_impartial(actor, rfq)
    reason = rfq_rules.ensure_reason(reason)
    quotes = quotes_to_decide(rfq)
    standing = [quote for quote in quotes if quote.status in STANDING]
    rules.ensure_scored(rfq, standing)
    outdated = rules.quotes_with_outdated_scores(standing)
    rules.ensure_scores_current(outdated, confirmed=confirm_outdated_scores)
    _ensure_lines_awardable(rfq, lines, quotes)
    rules.ensure_outcomes_complete(quotes, outcomes)
    recommendation = Recommendation.objects.create(
        rfq=rfq,
        lines=dict(lines),
        outcomes={key: dict(value) for key, value in outcomes.items()},
        reason=reason,
        recommended_by=actor.require_person(),
    )
    workflows.RFQ.apply(rfq, "recommend")
    data = {"recommendation": str(recommendation.pk), "outdated_scores": [str(one.pk) for one in outdated]}
    emit("rfq.award_recommended", actor=actor, subject=rfq, data=data)
    return recommendation


@transaction.atomic
def approve_award(*, actor: Actor, rfq: Rfq, expected_version: int | None = None) -> Rfq:
    """Award each line once, and give every quote that was sent its outcome.

    ``expected_version`` is of the request with the recommendation that was read: StaleVersion where another one took its place.
    """
    actor.require(Permission.RFQ_AWARD)
    rfq = own_rfq(actor, rfq)
    rfq_rules.ensure_as_read(rfq, expected_version)
    workflows.RFQ.step_from(rfq, "award")
    recommendation = _pending(rfq)
    rules.ensure_second_approver(actor, recommendation)
    quotes = quotes_to_decide(rfq)
    awarded = _ensure_lines_awardable(rfq, recommendation.lines, quotes)
    outdated = [str(one.pk) for one in rules.quotes_with_outdated_scores(quotes)]
    approver = actor.require_person()
    for line, quote in awarded:
        Award.objects.create(recommendation=recommendation, line=line, quote=quote, approved_by=approver)
    winners = {quote.pk for _line, quote in awarded}
    give_outcomes(rfq, quotes, winners, recommendation.outcomes)
    _decide(actor, recommendation, RecommendationStatus.APPROVED)
    workflows.RFQ.apply(rfq, "award")
    data = {"quotes": sorted(str(one) for one in winners), "outdated_scores": outdated}
    emit("rfq.awarded", actor=actor, subject=rfq, data=data)
    return rfq


@transaction.atomic
def return_award(*, actor: Actor, rfq: Rfq, reason: str, expected_version: int | None = None) -> Rfq:
    """Send the recommendation that was read back to evaluation."""
    actor.require(Permission.RFQ_AWARD)
    rfq = own_rfq(actor, rfq)
    rfq_rules.ensure_as_read(rfq, expected_version)
    workflows.RFQ.step_from(rfq, "return_award")
    recommendation = _pending(rfq)
    rules.ensure_second_approver(actor, recommendation)
    recommendation.return_reason = rfq_rules.ensure_reason(reason)
    _decide(actor, recommendation, RecommendationStatus.RETURNED)
    workflows.RFQ.apply(rfq, "return_award")
    emit("rfq.award_returned", actor=actor, subject=rfq)
    return rfq


@transaction.atomic
def close_without_award(*, actor: Actor, rfq: Rfq, reason: str, outcomes: Outcomes) -> Rfq:
    """End it with no award; every bidder is told why."""
    actor.require(Permission.RFQ_PUBLISH)
    rfq = own_rfq(actor, rfq)
    workflows.RFQ.step_from(rfq, "close_without_award")
    rfq.closing_words = rfq_rules.ensure_reason(reason)
    quotes = quotes_to_decide(rfq)
    rules.ensure_outcomes_complete(quotes, outcomes)
    give_outcomes(rfq, quotes, set(), outcomes, otherwise=Result.CLOSED)
    for recommendation in rfq.recommendations.filter(status=RecommendationStatus.PENDING):
        recommendation.return_reason = rfq.closing_words
        _decide(actor, recommendation, RecommendationStatus.RETURNED)
    rfq.save(update_fields=["closing_words"])
    workflows.RFQ.apply(rfq, "close_without_award")
    emit("rfq.closed_without_award", actor=actor, subject=rfq)
    return rfq


def _ensure_lines_awardable(rfq: Rfq, lines: Mapping[str, str], quotes: list[Quote]) -> list[tuple[RfqLine, Quote]]:
    """Each chosen line with its quote, all of which can be awarded at this moment."""
    known_lines = {str(line.pk): line for line in rfq.lines.all()}
    known_quotes = {str(quote.pk): quote for quote in quotes}
    if not lines or set(lines) - set(known_lines) or set(lines.values()) - set(known_quotes):
        raise Invalid(errors={"lines": [_("Choose at least one line, and a quote of this request for each.")]})
    pairs = [(known_lines[line], known_quotes[quote]) for line, quote in lines.items()]
    today = database_now().date()
    for quote in {quote.pk: quote for _line, quote in pairs}.values():
        rules.ensure_awardable(quote, [line for line, chosen in pairs if chosen.pk == quote.pk], today)
    return pairs


def _pending(rfq: Rfq) -> Recommendation:
    found = rfq.recommendations.filter(status=RecommendationStatus.PENDING).first()
    if found is None:
        raise WrongState(_("No award is recommended."))
    return lock(Recommendation.objects.select_related("recommended_by"), found.pk)


def _decide(actor: Actor, recommendation: Recommendation, status: RecommendationStatus) -> None:
    recommendation.status, recommendation.decided_at = status, database_now()
    recommendation.decided_by = actor.require_person()
    recommendation.save()
