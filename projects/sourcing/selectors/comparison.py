"""Quotes side by side: a row a requested line, a column a quote. An excluded line never counts as 0."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from core.errors import WrongState
from core.money import Money, minor_unit_of
from organizations.actor import Actor
from projects.briefs.selectors.rate import Rate
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import Answer, AskKind, AskStatus, Envelope, InvitationStatus, QuoteStatus
from projects.sourcing.models import Evaluation, Opening, Quote, Rfq, RfqLine
from projects.sourcing.rules.award import barred_because
from projects.sourcing.selectors.judging import is_to_declare, is_to_score

NOT_ANSWERED = "not-answered"
ANSWERS = frozenset(Answer.values)


@dataclass(frozen=True)
class Cell:
    """How a quote answers a line. ``amount`` is as quoted, ``converted`` in the sponsor's currency, both None without a
    price. ``levelled`` is what counts in the levelled total; ``is_filled`` says that it is the median of the others. ``replies``
    are in the order of the line's questions, empty where there is none."""

    state: str
    amount: Money | None = None
    converted: Money | None = None
    levelled: Money | None = None
    is_filled: bool = False
    note: str = ""
    replies: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return str(Answer(self.state).label) if self.state in ANSWERS else ""


@dataclass(frozen=True)
class Column:
    """A quote with its totals. ``levelled`` is None while a gap has nothing to be filled with; ``negotiated`` counts the times
    that its provider has answered what the sponsor asked; ``means`` are the evaluators' by criterion, empty until all are there."""

    quote: Quote
    content: QuoteContent
    rate: Rate | None
    total: Money | None
    converted: Money | None
    levelled: Money | None
    filled: int
    score: Decimal | None = None
    negotiated: int = 0
    means: Mapping[str, Decimal] = field(default_factory=dict)
    scores: tuple[Evaluation, ...] = ()

    @property
    def score_note(self) -> str:
        """For which version the scores were given, where that is not the open one or is not known; empty otherwise."""
        return score_note(self.quote, self.scores)

    @property
    def provider(self) -> str:
        return str(self.quote.invitation.provider)


@dataclass(frozen=True)
class Comparison:
    """``rows`` pairs a line with a cell for each of ``columns``, in the same order.

    ``undeclared`` names the bidders to an evaluator who reads nothing else before declaring; ``is_blind`` says that the
    scores of others are left out until the reader has given their own. ``left_aside`` names bidders with an opened quote
    who were taken off the request: they are not compared.
    """

    currency: str
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[RfqLine, tuple[Cell, ...]], ...] = ()
    criteria: list[dict[str, Any]] = field(default_factory=list)
    undeclared: tuple[str, ...] = ()
    is_blind: bool = False
    left_aside: tuple[str, ...] = ()

    @property
    def barred(self) -> tuple[str, ...]:
        """A sentence for each bidder among the columns that operators have stopped: it cannot be awarded now."""
        return tuple(why for one in self.columns if (why := barred_because(one.quote.invitation.provider)))


def comparison_of(actor: Actor, rfq: Rfq) -> Comparison:
    """What was opened, for the sponsor. Prices of quotes that failed technically are not in what is read here."""
    quotes, left_aside = compared_quotes(actor, rfq)
    if quotes and is_to_declare(actor, rfq):
        return Comparison(rfq.currency, undeclared=tuple(str(one.invitation.provider) for one in quotes))
    lines = list(rfq.lines.select_related("service_line", "quantity_unit"))
    rates = _frozen_rates(rfq)
    opened = [(quote, content) for quote in quotes if (content := _opened(quote)) is not None]
    told = [rates.get((quote.round, content.currency)) for quote, content in opened]
    answered = [_cells(content, lines, rate, rfq.currency) for (_quote, content), rate in zip(opened, told, strict=True)]
    fit = [
        cells
        for (quote, _content), cells in zip(opened, answered, strict=True)
        if quote.status != QuoteStatus.NOT_QUALIFIED
    ]
    medians = [_median([cells[i].converted for cells in fit]) for i in range(len(lines))]
    table = [[_level(cell, middle) for cell, middle in zip(cells, medians, strict=True)] for cells in answered]
    is_blind = is_to_score(actor, rfq, quotes)
    scores = _scores(Evaluation.objects.counting().filter(quote__in=[quote.pk for quote, _content in opened]))
    means = {} if is_blind else _means(rfq, scores)
    if is_blind:
        scores = {key: [one for one in rows if one.person_id == actor.user_id] for key, rows in scores.items()}
    columns = []
    for (quote, content), rate, levelled in zip(opened, told, table, strict=True):
        column = _column(quote, content, rate, levelled, rfq.currency)
        by = means.get(quote.pk, {})
        score = _weighted(by, rfq.criteria) if by else None
        columns.append(replace(column, score=score, means=by, scores=tuple(scores.get(quote.pk, ()))))
    rows = tuple((line, tuple(column[i] for column in table)) for i, line in enumerate(lines))
    return Comparison(rfq.currency, tuple(columns), rows, rfq.criteria, is_blind=is_blind, left_aside=left_aside)


def ensure_declared(comparison: Comparison) -> None:
    """A file of nothing would look like one without quotes. Raises WrongState."""
    if comparison.undeclared:
        raise WrongState(_("Declare first whether you have an interest in a bidder."))


def compared_quotes(actor: Actor, rfq: Rfq) -> tuple[list[Quote], tuple[str, ...]]:
    """The newest opened quote of each bidder, by name; the names of those who were taken off the request instead of theirs."""
    rows = Quote.objects.asked_by(actor).filter(invitation__rfq=rfq, opened_at__isnull=False)
    answered = Count("asks", Q(asks__status=AskStatus.ANSWERED) & ~Q(asks__kind=AskKind.RENEWAL))
    rows = (
        rows.annotate(negotiated=answered)
        .select_related("invitation__provider__organization", "sent")
        .order_by("invitation__provider__name", "invitation_id", "round")
    )
    newest = {quote.invitation_id: quote for quote in rows}.values()
    taken_off = [one for one in newest if one.invitation.status == InvitationStatus.LOCKED_OUT]
    return [one for one in newest if one not in taken_off], tuple(str(one.invitation.provider) for one in taken_off)


def score_note(quote: Quote, scores: Iterable[Evaluation]) -> str:
    """A sentence where a score was given for another version than the open one, or nobody knows for which."""
    rows = list(scores)
    given = sorted({one.version.number for one in rows if one.version is not None and one.version_id != quote.sent_id})
    if given and quote.sent is not None:
        values = {"given": ", ".join(map(str, given)), "opened": quote.sent.number}
        text = _("Given for version %(given)s; version %(opened)s was opened since. Look again and save your scores.")
        return text % values
    return _("Version not recorded.") if any(one.version_id is None for one in rows) else ""


def _opened(quote: Quote) -> QuoteContent | None:
    return quote.sent.opened_content if quote.sent else None


def _frozen_rates(rfq: Rfq) -> dict[tuple[int, str], Rate]:
    rows = Opening.objects.filter(rfq=rfq, envelope=Envelope.COMMERCIAL)
    return {(row.round, currency): Rate.from_json(rate) for row in rows for currency, rate in row.rates.items()}


def _cells(content: QuoteContent, lines: list[RfqLine], rate: Rate | None, currency: str) -> list[Cell]:
    answers = content.answers
    found = []
    for line in lines:
        answer = answers.get(str(line.pk))
        if answer is None or answer.answer not in ANSWERS:
            found.append(Cell(NOT_ANSWERED, replies=("",) * len(line.asked)))
            continue
        amount = answer.amount(content.currency)
        replies = tuple(answer.reply_to(one.text) for one in line.asked)
        found.append(Cell(answer.answer, amount, convert(amount, rate, currency), note=answer.note, replies=replies))
    return found


def convert(amount: Money | None, rate: Rate | None, currency: str) -> Money | None:
    """At the rate that the opening has frozen, to the minor unit."""
    if amount is None or rate is None:
        return None
    return Money((amount.amount * rate.rate).quantize(minor_unit_of(currency), ROUND_HALF_EVEN), currency)


def _median(amounts: list[Money | None]) -> Money | None:
    there = [one for one in amounts if one is not None]
    if not there:
        return None
    middle = median(one.amount for one in there)
    return Money(middle.quantize(there[0].minor_unit, ROUND_HALF_EVEN), there[0].currency)


def _level(cell: Cell, others: Money | None) -> Cell:
    """A line without a price of its own counts with the median of those who have one, and says so."""
    if cell.converted is not None:
        return replace(cell, levelled=cell.converted)
    return replace(cell, levelled=others, is_filled=others is not None)


def _column(
    quote: Quote,
    content: QuoteContent,
    rate: Rate | None,
    cells: list[Cell],
    currency: str,
) -> Column:
    """Prices alone; scores are added."""
    # Without a frozen rate the prices are not opened: they are absent, not 0.
    total = content.total if rate is not None else None
    complete = all(cell.levelled is not None for cell in cells) and quote.status != QuoteStatus.NOT_QUALIFIED
    levelled = sum_of([cell.levelled for cell in cells], currency) if complete and cells else None
    filled = sum(1 for cell in cells if cell.is_filled)
    negotiated = int(getattr(quote, "negotiated", 0))
    return Column(quote, content, rate, total, convert(total, rate, currency), levelled, filled, negotiated=negotiated)


def sum_of(amounts: list[Money | None], currency: str) -> Money:
    """Of those that are there."""
    total = Money(Decimal(0), currency)
    for one in amounts:
        total = total + one if one is not None else total
    return total


def _scores(rows: QuerySet[Evaluation]) -> dict[Any, list[Evaluation]]:
    """Everybody's, by quote, with the version each was given for."""
    given: dict[Any, list[Evaluation]] = {}
    for row in rows.select_related("version"):
        given.setdefault(row.quote_id, []).append(row)
    return given


def _means(rfq: Rfq, scores: Mapping[Any, list[Evaluation]]) -> dict[Any, dict[str, Decimal]]:
    """By criterion the mean of all evaluators, 0 to 10; only of quotes with a score by each criterion."""
    codes = {one["code"] for one in rfq.criteria}
    given: dict[Any, dict[str, list[int]]] = {}
    for row in (one for rows in scores.values() for one in rows):
        given.setdefault(row.quote_id, {}).setdefault(row.criterion, []).append(row.score)
    complete = {key: by for key, by in given.items() if codes and set(by) >= codes}
    return {key: {code: Decimal(sum(by[code])) / len(by[code]) for code in codes} for key, by in complete.items()}


def _weighted(means: Mapping[str, Decimal], criteria: list[dict[str, Any]]) -> Decimal:
    points = [means[one["code"]] * Decimal(one["weight"]) for one in criteria]
    return round(sum(points, Decimal(0)) / 100, 2)
