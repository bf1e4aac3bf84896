"""Papers of sourcing, made when they are asked for, so that no copy of what is sealed lies anywhere."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.clock import database_now
from core.errors import NotFound
from core.money import Money
from core.pdf import Paper
from organizations.actor import Actor
from projects.sourcing.content import LineAnswer, QuoteContent
from projects.sourcing.enums import Answer, PriceModel, QuoteKind
from projects.sourcing.models import Quote, QuoteVersion, Rfq, RfqLine
from projects.sourcing.selectors.award import Allotment
from projects.sourcing.selectors.comparison import Cell, Column, Comparison
from projects.sourcing.selectors.paper import sent_version
from projects.sourcing.selectors.quote import content_for, replies_shown
from projects.sourcing.selectors.rfq import lines_of

SIDE_BY_SIDE = 4
"""Quotes in one table of the comparison; more of them get another table."""

LONGEST_NOTE = 240


def printed_quote(actor: Actor, quote: Quote, number: int | None = None) -> bytes:
    """A quote as it was sent, for its provider, and for the sponsor as far as it was opened.

    Raises NotFound while it was not sent, or is sealed to the reader.
    """
    version = sent_version(quote, number)
    content = content_for(actor, quote, version)
    if content is None:
        raise NotFound
    rfq = quote.invitation.rfq
    title = _("Quote on %(number)s") % {"number": rfq.number}
    foot = _("%(provider)s, version %(version)s, SHA-256 %(sha256)s") % {
        "provider": quote.invitation.provider,
        "version": version.number,
        "sha256": version.sha256,
    }
    paper = Paper(title=title, foot=f"{foot}\n{_made_for(actor)}")
    paper.heading(title, 16)
    paper.paragraph(rfq.codename, is_quiet=True)
    paper.facts(_facts(quote, version, content))
    _print_lines(paper, content, lines_of(rfq))
    _print_terms(paper, content)
    return paper.as_bytes()


def printed_comparison(actor: Actor, rfq: Rfq, comparison: Comparison, awarded: Allotment | None = None) -> bytes:
    """The award once there is one; quotes side by side, a few to a table, with their totals, milestones and assumptions."""
    title = _("Comparison of quotes on %(number)s") % {"number": rfq.number}
    paper = Paper(title=title, foot=f"{rfq}\n{_made_for(actor)}", is_landscape=True)
    paper.heading(title, 16)
    if awarded:
        _print_award(paper, awarded, comparison.currency)
    paper.paragraph(
        _(
            "An excluded or missing line never counts as 0. The levelled total fills it with the median of the other quotes."
        ),
        is_quiet=True,
    )
    if comparison.left_aside:
        paper.paragraph(f"{_('Taken off this request, and not compared:')} {', '.join(comparison.left_aside)}")
    for start in range(0, len(comparison.columns), SIDE_BY_SIDE):
        chosen = slice(start, start + SIDE_BY_SIDE)
        columns = comparison.columns[chosen]
        heads = ["", *(one.provider for one in columns)]
        rows = [[str(line), *(_cell(cell) for cell in cells[chosen])] for line, cells in comparison.rows]
        paper.ln(2)
        paper.grid(heads, [*rows, *_totals(comparison, columns)], [28, *[24] * len(columns)], [])
    _print_replies(paper, comparison)
    for column in comparison.columns:
        _print_column(paper, column)
    if not comparison.columns and not comparison.left_aside:
        paper.paragraph(_("Nothing was opened yet"))
    return paper.as_bytes()


def _print_award(paper: Paper, awarded: Allotment, currency: str) -> None:
    """Who gets which line for how much."""
    paper.heading(_("The award"))
    heads = [_("Line"), _("Provider"), _("As quoted"), _("In %(currency)s") % {"currency": currency}]
    rows = [
        [
            str(one.line),
            one.column.provider if one.column else _("Nobody"),
            _money(one.cell.amount if one.cell else None),
            _money(one.cell.converted if one.cell else None),
        ]
        for one in awarded.rows
    ]
    paper.grid(heads, [*rows, [_("Total of the award"), "", "", _money(awarded.total)]], [46, 30, 24, 24], [2, 3])
    paper.ln(2)


def _facts(quote: Quote, version: QuoteVersion, content: QuoteContent) -> Iterable[tuple[str, str]]:
    kind = str(QuoteKind(content.kind).label) if content.kind in QuoteKind.values else ""
    yield _("What it is"), kind
    yield _("Provider"), str(quote.invitation.provider)
    yield _("Request"), f"{quote.invitation.rfq.number}, {_('Edition')} {version.edition}"
    yield _("Version"), str(version.number)
    yield _("Sent"), _moment(version.sent_at)
    yield _("Total"), _money(content.total)
    if content.total_of_options and content.total_of_options.amount:
        yield _("Options"), _money(content.total_of_options)
    yield _("Valid until"), date_format(content.valid_until, "Y-m-d") if content.valid_until else ""
    yield _("Weeks from start to the last result"), str(content.weeks or "")


def _print_lines(paper: Paper, content: QuoteContent, lines: list[RfqLine]) -> None:
    answers = content.answers
    paper.heading(_("Lines"))
    heads = [_("Line"), _("Answer"), _("Priced"), _("Price"), _("Amount")]
    rows = [_line(line, answers.get(str(line.pk)), content.currency) for line in lines]
    paper.grid(heads, rows, [46, 20, 22, 24, 24], [3, 4])
    noted = [(line, one.note) for line in lines if (one := answers.get(str(line.pk))) is not None and one.note.strip()]
    for line, note in noted:
        paper.heading(_("Note on %(line)s") % {"line": line}, 10)
        paper.paragraph(note)
    for line in lines:
        for question, text in replies_shown(line, answers.get(str(line.pk))):
            paper.heading(f"{line}: {question}", 10)
            paper.paragraph(text or _("Not answered"), is_quiet=not text)


def _line(line: RfqLine, answer: LineAnswer | None, currency: str) -> list[str]:
    if answer is None or answer.answer not in Answer.values:
        return [_name(line), _("Not answered"), "", "", ""]
    if not answer.has_price or answer.price is None:
        return [_name(line), answer.label, "", "", ""]
    price = f"{answer.price:,f}"
    if answer.is_counted_by_quantity and answer.quantity is not None:
        price = f"{price} × {answer.quantity:,f}"
    return [_name(line), answer.label, str(PriceModel(answer.price_model).label), price, _money(answer.amount(currency))]


def _name(line: RfqLine) -> str:
    """With the certificates that were asked for."""
    return "\n".join(part for part in (str(line), line.certificates_text) if part)


def _print_replies(paper: Paper, comparison: Comparison) -> None:
    """Each question about a line with what every bidder answers: a text of any length, so below each other."""
    asked = [(line, cells) for line, cells in comparison.rows if line.asked and cells]
    if asked:
        paper.heading(_("Answers to questions"))
    for line, cells in asked:
        for place, question in enumerate(line.asked):
            paper.heading(f"{line}: {question.text}", 10)
            pairs = zip(comparison.columns, cells, strict=True)
            paper.facts([(column.provider, cell.replies[place] or _("Not answered")) for column, cell in pairs])


def _print_terms(paper: Paper, content: QuoteContent) -> None:
    paper.heading(_("Milestones"))
    rows = [[one.title, str(one.week if one.week is not None else ""), _money(amount)] for one, amount in content.payments]
    paper.grid([_("Milestone"), _("Week"), _("Amount")], rows, [70, 15, 30], [1, 2])
    texts = [
        (_("Why a payment up front is needed"), content.up_front_reason),
        (_("Assumptions"), "\n".join(f"{one.id}  {one.text}" for one in content.assumptions)),
        (_("Team"), content.team),
        (_("Summary"), content.summary),
        (_("Tax"), content.tax_note),
        (_("Attachments"), "\n".join(f"{one.name}  SHA-256 {one.sha256}" for one in content.attachments)),
    ]
    for name, text in texts:
        if text.strip():
            paper.heading(name)
            paper.paragraph(text)


def _cell(cell: Cell) -> str:
    parts = [cell.label or _("Not answered")] if cell.state != Answer.PRICED else []
    if cell.amount is not None:
        parts.append(_money(cell.amount))
    elif cell.state in {Answer.PRICED, Answer.OPTIONAL}:
        parts.append(_("price not opened"))
    if cell.is_filled:
        parts.append(f"{_money(cell.levelled)} {_('median of the others, in the levelled total only')}")
    if cell.note:
        parts.append(cell.note if len(cell.note) <= LONGEST_NOTE else f"{cell.note[:LONGEST_NOTE]}…")
    return "\n".join(parts)


def _totals(comparison: Comparison, columns: tuple[Column, ...]) -> Iterable[list[str]]:
    yield [_("Total as quoted"), *(_money(one.total) for one in columns)]
    yield [_("Total in %(currency)s") % {"currency": comparison.currency}, *(_converted(one) for one in columns)]
    yield [_("Levelled total"), *(_money(one.levelled) for one in columns)]
    yield [_("Weeks"), *(str(one.content.weeks or "–") for one in columns)]
    yield [_("Valid until"), *(_shown(one.quote.valid_until) for one in columns)]
    if comparison.criteria:
        yield [_("Score"), *(_shown(one.score) for one in columns)]
    if any(one.score_note for one in columns):
        yield [_("Scored version"), *(one.score_note for one in columns)]


def _converted(column: Column) -> str:
    rate = column.rate
    if column.converted is None or rate is None or rate.on is None:
        return _money(column.converted)
    values = {"rate": rate.rate, "source": rate.source, "on": f"{rate.on:%Y-%m-%d}"}
    return f"{_money(column.converted)}\n{_('rate %(rate)s, %(source)s, %(on)s') % values}"


def _print_column(paper: Paper, column: Column) -> None:
    """What does not fit beside others: payments, assumptions, the fingerprint of what was opened."""
    content, sent = column.content, column.quote.sent
    paper.heading(column.provider)
    rows = [
        (_("Milestones"), "\n".join(_payment(one.title, one.week, amount) for one, amount in content.payments)),
        (_("Assumptions"), "\n".join(f"{one.id}  {one.text}" for one in content.assumptions)),
        (_("Team"), content.team),
        (_("Technical judgement"), column.quote.judgement),
        ("SHA-256", sent.sha256 if sent else ""),
    ]
    paper.facts([(name, text) for name, text in rows if text.strip()])


def _payment(title: str, week: int | None, amount: Money | None) -> str:
    when = _("Week %(week)s") % {"week": week if week is not None else "–"}
    return f"{when}: {title}  {_money(amount)}" if amount else f"{when}: {title}"


def _made_for(actor: Actor) -> str:
    person = actor.require_person()
    values = {"person": person.name or person.email, "organization": actor.organization, "when": _moment(database_now())}
    return _("Made for %(person)s, %(organization)s, %(when)s") % values


def _moment(value: Any) -> str:
    return f"{value:%Y-%m-%d %H:%M} UTC" if value else ""


def _money(value: Money | None) -> str:
    return value.display() if value is not None else "–"


def _shown(value: Any) -> str:
    return "–" if value is None else str(value)
