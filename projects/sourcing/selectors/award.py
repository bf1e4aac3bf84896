"""Who gets which line for how much: to the sponsor every line, to a bidder its own alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.money import Money
from organizations.actor import Actor
from projects.sourcing.models import Award, Quote, Rfq, RfqLine
from projects.sourcing.selectors.comparison import Cell, Column, Comparison, comparison_of, sum_of


@dataclass(frozen=True)
class Share:
    """A line with the quote that gets it and its answer to it; without both where nobody gets it."""

    line: RfqLine
    column: Column | None = None
    cell: Cell | None = None


@dataclass(frozen=True)
class BidderShare:
    """What a bidder would get: ``total`` as quoted, ``converted`` in the sponsor's currency. None where a price is not known."""

    column: Column
    lines: int
    total: Money | None
    converted: Money | None


@dataclass(frozen=True)
class Allotment:
    """All lines of a request in order, and each compared bidder with its sum. ``total`` is in the sponsor's currency, None where
    a price of an allotted line is not known."""

    rows: tuple[Share, ...]
    bidders: tuple[BidderShare, ...]
    total: Money | None
    budget: str = ""
    is_above_budget: bool = False

    @property
    def has_scores(self) -> bool:
        return any(one.column.score is not None for one in self.bidders)


@dataclass(frozen=True)
class WonLine:
    """A line with what its winner has quoted for it."""

    line: RfqLine
    amount: Money | None


@dataclass(frozen=True)
class Won:
    """What a quote has won, and what of the request it has not."""

    lines: tuple[WonLine, ...]
    others: tuple[RfqLine, ...]
    total: Money | None

    @property
    def asked(self) -> int:
        return len(self.lines) + len(self.others)


def allotment_of(comparison: Comparison, rfq: Rfq, lines: Mapping[str, str]) -> Allotment:
    """The comparison's figures by line; ``lines`` maps ids of lines to ids of quotes."""
    places = {str(column.quote.pk): place for place, column in enumerate(comparison.columns)}
    rows = []
    for line, cells in comparison.rows:
        place = places.get(lines.get(str(line.pk), ""))
        rows.append(Share(line) if place is None else Share(line, comparison.columns[place], cells[place]))
    bidders = tuple(_share_of(column, rows, comparison.currency) for column in comparison.columns)
    given = [one.cell.converted for one in rows if one.cell is not None]
    total = _whole(given, comparison.currency)
    return Allotment(tuple(rows), bidders, total, budget_of(rfq), is_above_budget(rfq, total))


def awarded_lines(actor: Actor, rfq: Rfq, comparison: Comparison | None = None) -> Allotment | None:
    """The award by line, for the sponsor; None before there is one."""
    if actor.organization_id is None or rfq.organization_id != actor.organization_id:
        return None
    awards = {str(one.line_id): str(one.quote_id) for one in Award.objects.filter(line__rfq=rfq)}
    return allotment_of(comparison or comparison_of(actor, rfq), rfq, awards) if awards else None


def won_by(quote: Quote) -> Won | None:
    """What it has won, in its own currency, for its own provider; None where nothing is awarded to it."""
    content = quote.sent.opened_content if quote.sent else None
    mine = {one.line_id for one in quote.awards.all()}
    if not mine or content is None:
        return None
    lines = list(RfqLine.objects.filter(rfq_id=quote.invitation.rfq_id).order_by("position"))
    won = tuple(WonLine(line, content.amount_of(str(line.pk))) for line in lines if line.pk in mine)
    others = tuple(line for line in lines if line.pk not in mine)
    return Won(won, others, _whole([one.amount for one in won], content.currency))


def _share_of(column: Column, rows: list[Share], currency: str) -> BidderShare:
    cells = [one.cell for one in rows if one.column is column and one.cell is not None]
    quoted = _whole([cell.amount for cell in cells], column.content.currency) if cells else None
    return BidderShare(column, len(cells), quoted, _whole([cell.converted for cell in cells], currency) if cells else None)


def _whole(amounts: list[Money | None], currency: str) -> Money | None:
    """A sum with a gap is no sum."""
    return None if any(one is None for one in amounts) else sum_of(amounts, currency)


def budget_of(rfq: Rfq) -> str:
    """The project's, in words; empty where none is said."""
    project = rfq.project
    if project is None or (project.budget_low is None and project.budget_high is None):
        return ""
    return project.budget


def is_above_budget(rfq: Rfq, total: Money | None) -> bool:
    """Only where both are known, in one currency."""
    project = rfq.project
    if project is None or project.budget_high is None or total is None:
        return False
    return total.currency == project.currency and total.amount > project.budget_high
