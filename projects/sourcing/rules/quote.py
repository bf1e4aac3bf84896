"""What must hold of a quote before it is sent, and of whoever sends it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clock import OUT_OF_REACH, is_in_reach
from core.errors import Forbidden, Invalid, StaleVersion, WrongState
from core.money import CURRENCIES, minor_unit_of
from organizations.actor import Actor
from projects.sourcing.content import LineAnswer, QuoteContent
from projects.sourcing.enums import Answer, PriceModel, QuoteKind, QuoteStatus, RfqStatus
from projects.sourcing.models import Policy, Quote, QuoteVersion, Rfq, RfqLine
from projects.sourcing.models.line import AskedQuestion
from projects.sourcing.rules import asking

LONGEST = 200
"""Lines, milestones or assumptions of one quote, at most."""

TOO_MUCH = Decimal(10) ** 15
"""So that every sum of a quote is exact with the digits that a Decimal has."""


@dataclass(frozen=True)
class Gap:
    """Something that is missing before a quote can be sent: a field's name, and a sentence."""

    field: str
    text: str


def gaps(content: QuoteContent, *, rfq: Rfq, lines: Iterable[RfqLine], today: date) -> list[Gap]:
    """Everything that keeps this quote from being sent, in the order of the page; empty when it can be."""
    found = [*_gaps_of_head(content, rfq=rfq, today=today)]
    if content.currency not in CURRENCIES:
        return found
    answers = content.answers
    for line in lines:
        found += _gaps_of_line(answers.get(str(line.pk)), line, content.currency)
        found += _gaps_of_replies(answers.get(str(line.pk)), line)
    return found or [*_gaps_of_milestones(content)]


def ensure_sendable(content: QuoteContent, *, rfq: Rfq, lines: Iterable[RfqLine], today: date) -> None:
    """Raises Invalid with every gap."""
    found = gaps(content, rfq=rfq, lines=lines, today=today)
    if found:
        errors: dict[str, list[str]] = {}
        for gap in found:
            errors.setdefault(gap.field, []).append(gap.text)
        raise Invalid(errors=errors)


def _gaps_of_head(content: QuoteContent, *, rfq: Rfq, today: date) -> Iterable[Gap]:
    if content.kind not in QuoteKind.values:
        yield Gap("kind", _("Say whether it is an estimate or binding."))
    if content.currency not in CURRENCIES:
        yield Gap("currency", _("Choose a currency."))
    least = today + timedelta(days=rfq.min_validity_days)
    if content.valid_until is None or content.valid_until < least:
        yield Gap("valid_until", _("The request asks for quotes that are valid until %(day)s at least.") % {"day": least})
    elif not is_in_reach(content.valid_until):
        yield Gap("valid_until", str(OUT_OF_REACH))
    if content.weeks is None or not 0 < content.weeks <= 1000:
        yield Gap("weeks", _("Say how many weeks it takes from the start."))


def _gaps_of_line(answer: LineAnswer | None, line: RfqLine, currency: str) -> Iterable[Gap]:
    name = {"line": str(line)}
    if answer is None or answer.answer not in Answer.values:
        return [
            Gap("lines", _("%(line)s: say whether it is included, optional, excluded, or assumed from the sponsor.") % name)
        ]
    if not answer.has_price:
        return []
    if answer.price_model not in PriceModel.values:
        return [Gap("lines", _("%(line)s: choose how it is priced.") % name)]
    if answer.price is None or answer.price < 0:
        return [Gap("lines", _("%(line)s: enter a price of 0 or more.") % name)]
    if answer.is_counted_by_quantity and (answer.quantity is None or answer.quantity <= 0):
        return [Gap("lines", _("%(line)s: enter how many are priced.") % name)]
    if not answer.is_counted_by_quantity and not is_exact(answer.price, currency):
        return [
            Gap(
                "lines",
                _("%(line)s: the price is finer than the smallest unit of %(currency)s.") % {**name, "currency": currency},
            )
        ]
    return []


def _gaps_of_replies(answer: LineAnswer | None, line: RfqLine) -> Iterable[Gap]:
    for one in _open_questions(answer, line):
        if one.is_required:
            text = _("%(line)s: answer “%(question)s”. The sponsor requires it.")
            yield Gap("lines", text % {"line": line, "question": one.text})


def unanswered(content: QuoteContent, lines: Iterable[RfqLine]) -> list[tuple[RfqLine, AskedQuestion]]:
    """Questions about lines that the quote offers which it leaves without an answer, in the order of the page."""
    answers = content.answers
    return [(line, one) for line in lines for one in _open_questions(answers.get(str(line.pk)), line)]


def _open_questions(answer: LineAnswer | None, line: RfqLine) -> list[AskedQuestion]:
    """Nobody has to answer for a line that they leave out."""
    if answer is None or not answer.has_price:
        return []
    return [one for one in line.asked if not answer.reply_to(one.text).strip()]


def _gaps_of_milestones(content: QuoteContent) -> Iterable[Gap]:
    for one in content.milestones:
        amount = one.amount
        if not one.title.strip() or amount is None or amount <= 0 or one.week is None or one.week < 0:
            yield Gap("milestones", _("Each milestone has a title, a week and an amount above 0."))
            return
        if not is_exact(amount, content.currency):
            text = _("%(title)s: the amount is finer than the smallest unit of %(currency)s.")
            yield Gap("milestones", text % {"title": one.title, "currency": content.currency})
            return
    total, planned = content.total, content.total_of_milestones
    if total is None:
        yield Gap("lines", _("Include at least one line with its price."))
        return
    if total != planned:
        text = _("The milestones add up to %(planned)s, the quote to %(total)s. They must be the same.")
        said = {"planned": planned.display() if planned is not None else "–", "total": total.display()}
        yield Gap("milestones", text % said)
    if any(one.is_up_front for one in content.milestones) and not content.up_front_reason.strip():
        yield Gap("up_front_reason", _("Say why a payment up front is needed."))


def is_exact(amount: Decimal, currency: str) -> bool:
    """Not finer than the currency's minor unit."""
    return amount == amount.quantize(minor_unit_of(currency))


def ensure_storable(content: QuoteContent) -> None:
    """A half-written quote may lack anything, and has a size."""
    if max(len(content.lines), len(content.milestones), len(content.assumptions)) > LONGEST:
        raise Invalid(_("A quote has at most %(most)s lines, milestones and assumptions.") % {"most": LONGEST})
    ids = [one.id for one in content.assumptions]
    if len(set(ids)) != len(ids) or not all(ids):
        raise Invalid(errors={"assumptions": [_("Each assumption has an id of its own.")]})
    sizes = [(one.price or Decimal(0)) * (one.quantity or Decimal(1)) for one in content.lines]
    if any(abs(size) >= TOO_MUCH for size in [*sizes, *(one.amount or Decimal(0) for one in content.milestones)]):
        raise Invalid(errors={"lines": [_("An amount is below 1,000,000,000,000,000 of its currency.")]})
    if len({one.line for one in content.lines}) != len(content.lines):
        raise Invalid(errors={"lines": [_("Each line is answered once.")]})


def ensure_known_lines(content: QuoteContent, lines: Iterable[RfqLine]) -> None:
    """Only what was asked is answered."""
    if {one.line for one in content.lines} - {str(line.pk) for line in lines}:
        raise Invalid(errors={"lines": [_("A line is answered that this request does not have. Load it again.")]})


def ensure_known_questions(content: QuoteContent, standing: QuoteContent, lines: Iterable[RfqLine]) -> None:
    """Only what is asked is answered, or was asked when the answer was written."""
    known = {str(line.pk): {one.text for one in line.asked} for line in lines}
    for before in standing.lines:
        known.setdefault(before.line, set()).update(one.question for one in before.replies)
    for one in content.lines:
        strange = [reply.question for reply in one.replies if reply.question not in known.get(one.line, ())]
        if strange:
            text = _("“%(question)s” is not asked of this line. Load the request again.")
            raise Invalid(errors={"lines": [text % {"question": strange[0]}]})


def needs_approval(content: QuoteContent, policy: Policy) -> bool:
    """Above the organisation's limit; in another currency than the limit's always, since nobody knows."""
    total = content.total
    if policy.quote_limit is None or total is None:
        return False
    return total.currency != policy.quote_limit_currency or total.amount > policy.quote_limit


def ensure_others_quote(actor: Actor, version: QuoteVersion) -> None:
    """Nobody approves what they wrote or asked approval for."""
    if actor.user_id in {version.written_by_id, version.requested_by_id}:
        raise Forbidden(_("You have written this quote. Somebody else has to approve it."))


def writable(quote: Quote, draft: QuoteVersion | None) -> QuoteVersion:
    """The draft, where there is one that nobody is approving. Raises WrongState."""
    if draft is None:
        raise WrongState(
            _("The state of this quote is “%(state)s”. Revise it to change it.") % {"state": quote.standing_label}
        )
    if quote.is_opened:
        asking.ensure_asked(quote)
    if draft.requested_by_id is not None:
        raise WrongState(_("This quote waits for approval in your organisation. Have it returned to change it."))
    return draft


def ensure_not_opened(rfq: Rfq) -> None:
    """Late quotes are taken, and admitted, before the envelopes are opened. A start that nobody has written down was one."""
    if rfq.status not in {RfqStatus.OPEN, RfqStatus.SCHEDULED}:
        raise WrongState(
            _("The state of this request is “%(state)s”. It takes no quotes.") % {"state": rfq.get_status_display()}
        )


def ensure_edition_read(rfq: Rfq, edition: int | None) -> None:
    """Nobody answers what they have not read: ``edition`` is the one that they saw, if they say so. Raises StaleVersion."""
    if edition is not None and edition != rfq.edition:
        text = _(
            "The request was amended since you read it: its edition is %(edition)s now. Read what has changed, then decide."
        )
        raise StaleVersion(text % {"edition": rfq.edition})


def ensure_withdrawal_has_reason(rfq: Rfq, reason: str, now: datetime) -> None:
    """Free before the deadline, also while the clock is stopped; with a reason after it."""
    if now >= rfq.deadline and rfq.status != RfqStatus.PAUSED and not reason.strip():
        raise Invalid(errors={"reason": [_("After the deadline, say why you withdraw; the sponsor will read it.")]})


def ensure_still_unopened(quote: Quote) -> None:
    """What was opened cannot be taken back."""
    if quote.is_opened:
        raise WrongState(_("This quote has been opened and stands as it is."))


def ensure_renewable(quote: Quote, valid_until: date, today: date) -> None:
    """To a later day that lies ahead."""
    if quote.status not in {QuoteStatus.OPENED, QuoteStatus.SHORTLISTED}:
        raise WrongState(_("Only an opened quote is renewed."))
    if valid_until < today or (quote.valid_until and valid_until <= quote.valid_until):
        raise Invalid(errors={"valid_until": [_("Choose a day later than the one until which it is valid.")]})
    if not is_in_reach(valid_until):
        raise Invalid(errors={"valid_until": [OUT_OF_REACH]})
