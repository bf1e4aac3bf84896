"""Nothing ends silently: an outcome for every quote that was sent. Part of the actions that award or close."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from core.clock import database_now
from projects.sourcing import workflows
from projects.sourcing.actions.asked import end_asks
from projects.sourcing.enums import InvitationStatus, OutcomeReason, QuoteStatus, Result
from projects.sourcing.models import Outcome, Quote, Rfq
from projects.sourcing.models.quote import STANDING, UNSENT


def quotes_to_decide(rfq: Rfq) -> list[Quote]:
    """The newest opened quote of each bidder who was not taken off, locked: what is awarded, or told a reason."""
    rows = Quote.objects.select_for_update(of=("self",)).filter(invitation__rfq=rfq, opened_at__isnull=False)
    rows = rows.exclude(invitation__status=InvitationStatus.LOCKED_OUT)
    rows = rows.select_related("invitation__rfq", "invitation__provider__organization", "sent")
    rows = rows.order_by("invitation_id", "round")
    newest = {quote.invitation_id: quote for quote in rows}
    return sorted(newest.values(), key=lambda quote: str(quote.invitation.provider))


def give_outcomes(
    rfq: Rfq,
    decided: list[Quote],
    winners: set[UUID],
    outcomes: Mapping[str, Mapping[str, str]],
    otherwise: Result = Result.NOT_SELECTED,
) -> None:
    """To the decided quotes as was written for each; an earlier round's share theirs; the unopened hear why they were not, and
    who was taken off hears that. What was still asked of any of them is asked no more."""
    by_invitation = {quote.invitation_id: quote for quote in decided}
    sent = Quote.objects.filter(invitation__rfq=rfq).exclude(status__in=[*UNSENT, QuoteStatus.WITHDRAWN])
    for quote in sent.select_related("invitation").select_for_update(of=("self",)):
        if quote.invitation.status == InvitationStatus.LOCKED_OUT:
            _tell_taken_off(quote)
            continue
        newest = by_invitation.get(quote.invitation_id)
        if newest is None or quote.opened_at is None:
            _tell_unopened(quote)
            continue
        words = outcomes[str(newest.pk)]
        is_winner = quote.pk in winners
        Outcome.objects.create(
            quote=quote, result=_result(quote, is_winner, otherwise), reason=words["reason"], feedback=words["feedback"]
        )
        if quote.status in STANDING:
            workflows.QUOTE.apply(quote, "award" if is_winner else "not_select")
    end_asks(Quote.objects.filter(invitation__rfq=rfq), database_now())


def _result(quote: Quote, is_winner: bool, otherwise: Result) -> Result:
    if quote.status == QuoteStatus.NOT_QUALIFIED:
        return Result.NOT_QUALIFIED
    return Result.AWARDED if is_winner else otherwise


def _tell_taken_off(quote: Quote) -> None:
    """With the reason that its provider was given, opened or not."""
    feedback = _("You were taken off this request: %(reason)s") % {"reason": quote.invitation.lock_reason}
    Outcome.objects.create(quote=quote, result=Result.NOT_CONSIDERED, reason=OutcomeReason.OTHER, feedback=feedback)
    if quote.status in STANDING:
        workflows.QUOTE.apply(quote, "not_select")


def _tell_unopened(quote: Quote) -> None:
    reasons = {
        QuoteStatus.LATE: (OutcomeReason.LATE, _("It arrived after the deadline and was not opened.")),
        QuoteStatus.NEEDS_RECONFIRMATION: (
            OutcomeReason.NOT_CONFIRMED,
            _("It was not confirmed after an amendment, and was not opened."),
        ),
    }
    fallback = (OutcomeReason.OTHER, _("It was not opened."))
    reason, feedback = reasons.get(QuoteStatus(quote.status), fallback)
    Outcome.objects.create(quote=quote, result=Result.NOT_CONSIDERED, reason=reason, feedback=feedback)
