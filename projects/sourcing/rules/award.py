"""What must hold before quotes are judged, awarded or told no."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.errors import Forbidden, Invalid, WrongState
from organizations.actor import Actor
from projects.sourcing.enums import Answer, InvitationStatus, OutcomeReason, QuoteKind, QuoteStatus, RfqStatus
from projects.sourcing.models import Declaration, Evaluation, Invitation, Quote, Recommendation, Rfq, RfqLine
from projects.sourcing.models.quote import STANDING
from projects.sourcing.models.rfq import OVER
from providers.enums import ProviderState
from providers.models import Provider


def ensure_judged_now(rfq: Rfq) -> None:
    """Between the opening and the award."""
    if rfq.status not in {RfqStatus.TECHNICAL_EVALUATION, RfqStatus.EVALUATION}:
        raise WrongState(_("Quotes are judged after the opening and before the award."))


def ensure_undecided(rfq: Rfq) -> None:
    """After the decision nothing is asked of a bidder any more."""
    if rfq.status in OVER:
        raise WrongState(_("This request was decided. Nothing is asked of you any more."))


def ensure_all_judged(quotes: Iterable[Quote]) -> None:
    """Pass or fail for each before the prices are opened."""
    waiting = [str(one.invitation.provider) for one in quotes if one.status == QuoteStatus.OPENED]
    if waiting:
        raise WrongState(_("Decide first on: %(names)s.") % {"names": ", ".join(waiting)})


def ensure_impartial(actor: Actor, rfq: Rfq) -> None:
    """They have declared to have no conflict of interest."""
    mine = Declaration.objects.filter(rfq=rfq, person_id=actor.user_id).first()
    if mine is None:
        raise WrongState(_("Declare first whether you have a conflict of interest."))
    if mine.has_conflict:
        raise Forbidden(_("You have declared a conflict of interest. Somebody else has to do this."))


def ensure_scores_known(rfq: Rfq, scores: Mapping[str, Any]) -> None:
    """Of this request's criteria, from 0 to 10."""
    codes = {one["code"] for one in rfq.criteria}
    if set(scores) - codes:
        raise Invalid(errors={"scores": [_("Score by the criteria of this request.")]})
    if any(not isinstance(value, int) or not 0 <= value <= 10 for value in scores.values()):
        raise Invalid(errors={"scores": [_("A score is a whole number from 0 to 10.")]})


def ensure_scored(rfq: Rfq, quotes: Iterable[Quote]) -> None:
    """Each quote that can be awarded has a score by each criterion."""
    codes = {one["code"] for one in rfq.criteria}
    rows = Evaluation.objects.counting().filter(quote__in=[one.pk for one in quotes]).values_list("quote_id", "criterion")
    there = set(rows)
    lacking = [str(one.invitation.provider) for one in quotes if any((one.pk, code) not in there for code in codes)]
    if lacking:
        raise WrongState(_("Scores are missing for: %(names)s.") % {"names": ", ".join(lacking)})


def quotes_with_outdated_scores(quotes: Iterable[Quote]) -> list[Quote]:
    """Those still compared of which a score was given for another version than the open one, in the order given."""
    standing = {one.pk: one for one in quotes if one.status in STANDING}
    rows = Evaluation.objects.counting().filter(quote__in=standing).select_related("quote")
    outdated = {row.quote_id for row in rows if row.is_outdated}
    return [one for pk, one in standing.items() if pk in outdated]


def ensure_version_read(quote: Quote, version: int | None) -> None:
    """Nobody judges a version that they have not seen: ``version`` is the one that was on their screen, if they say so."""
    if version is not None and quote.sent is not None and version != quote.sent.number:
        text = _("Version %(opened)s of this quote was opened meanwhile. Look at it, then save your scores.")
        raise WrongState(text % {"opened": quote.sent.number})


def ensure_scores_current(outdated: Iterable[Quote], *, confirmed: bool) -> None:
    """An award rests on scores of what is open now, unless somebody says that it may rest on older ones."""
    names = ", ".join(str(one.invitation.provider) for one in outdated)
    if names and not confirmed:
        text = _("A newer version was opened since these quotes were scored: %(names)s. Score again, or confirm.")
        raise Invalid(errors={"confirm_outdated_scores": [text % {"names": names}]})


def ensure_none_taken_off(rfq: Rfq, quotes: Iterable[str]) -> None:
    """Nothing goes to a bidder whom the sponsor or an operator has taken off the request. ``quotes`` are ids."""
    taken_off = Invitation.objects.filter(rfq=rfq, status=InvitationStatus.LOCKED_OUT).select_related("provider")
    offered = {str(pk): one for one in taken_off for pk in one.quotes.values_list("pk", flat=True)}
    names = sorted({str(offered[key].provider) for key in quotes if key in offered})
    if names:
        text = _("Taken off this request, and not to be awarded: %(names)s. Award these lines to others.")
        raise WrongState(text % {"names": ", ".join(names)})


def barred_because(provider: Provider) -> str:
    """Why operators keep it from being awarded now; empty where they do not."""
    name = {"provider": str(provider)}
    if provider.state == ProviderState.SUSPENDED:
        return _("The operators of the platform have suspended %(provider)s: it cannot be awarded now.") % name
    house = provider.organization
    if house is not None and not house.is_active:
        return _("The organisation of %(provider)s is deactivated: it cannot be awarded now.") % name
    return ""


def ensure_awardable(quote: Quote, lines: Iterable[RfqLine], today: date) -> None:
    """Opened, binding, valid, of a provider in good standing, and it offers these lines."""
    name = {"provider": str(quote.invitation.provider)}
    if why := barred_because(quote.invitation.provider):
        raise WrongState(why)
    content = quote.sent.opened_content if quote.sent else None
    if quote.status not in STANDING or content is None:
        raise Invalid(errors={"lines": [_("The quote of %(provider)s cannot be awarded.") % name]})
    if content.kind != QuoteKind.BINDING:
        raise Invalid(errors={"lines": [_("%(provider)s gave an estimate. Request a binding quote.") % name]})
    if quote.is_expired_on(today):
        raise WrongState(_("The quote of %(provider)s has expired. Ask for renewal.") % name)
    for line in lines:
        answer = content.answers.get(str(line.pk))
        if answer is None or answer.answer not in {Answer.PRICED, Answer.OPTIONAL}:
            text = _("%(provider)s does not offer %(line)s.") % {**name, "line": line}
            raise Invalid(errors={"lines": [text]})


def ensure_outcomes_complete(quotes: Iterable[Quote], outcomes: Mapping[str, Mapping[str, str]]) -> None:
    """A reason and words for every bidder. Raises Invalid naming those who would get none."""
    lacking = [
        str(quote.invitation.provider)
        for quote in quotes
        if outcomes.get(str(quote.pk), {}).get("reason") not in OutcomeReason.values
        or not outcomes[str(quote.pk)].get("feedback", "").strip()
    ]
    if lacking:
        names = ", ".join(lacking)
        raise Invalid(errors={"outcomes": [_("Give a reason and feedback to: %(names)s.") % {"names": names}]})


def ensure_second_approver(actor: Actor, recommendation: Recommendation) -> None:
    """Not the one who recommended, and nobody with a conflict of interest."""
    if actor.user_id == recommendation.recommended_by_id:
        raise Forbidden(_("You have recommended this award. Somebody else has to approve it."))
    if Declaration.objects.filter(rfq_id=recommendation.rfq_id, person_id=actor.user_id, has_conflict=True).exists():
        raise Forbidden(_("You have declared a conflict of interest. Somebody else has to do this."))
