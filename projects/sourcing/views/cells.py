"""What a comparison says line by line. A page has a thousand such cells, so they are put together here: a template takes ten
times as long."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.money import Money
from core.templatetags.ui import badge
from projects.sourcing.enums import Answer
from projects.sourcing.models import RfqLine
from projects.sourcing.selectors.comparison import Cell, Comparison


def answers_drawn(comparison: Comparison) -> SafeString:
    """A row a line: how each quote answers it, at which price."""
    unopened = muted(_("price not opened"))
    states = {one.value: badge(one.label, "warn") for one in Answer}
    missing = badge(_("Not answered"), "bad")
    optional, filled = muted(str(Answer.OPTIONAL.label)), escape(_("median of the others, in the levelled total only"))

    def drawn(cell: Cell) -> str:
        if cell.state in {Answer.PRICED, Answer.OPTIONAL}:
            said = figure(cell.amount) if cell.amount is not None else unopened
            said = f"{optional}<br>{said}" if cell.state == Answer.OPTIONAL else said
        else:
            said = states.get(cell.state, missing)
            if cell.is_filled and cell.levelled is not None:
                said += f'<br><span class="muted">{figure(cell.levelled)} {filled}</span>'
        return f"<td>{said}<br>{muted(cell.note)}</td>" if cell.note else f"<td>{said}</td>"

    said = {str(line.pk): _replies_drawn(line, cells) for line, cells in comparison.rows}
    return _rows(comparison, drawn, said)


def _replies_drawn(line: RfqLine, cells: Iterable[Cell]) -> str:
    """A row a question of the line: how each bidder answers it."""
    missing = f"<td>{muted(_('Not answered'))}</td>"
    rows = []
    for question, texts in zip(line.asked, zip(*(cell.replies for cell in cells), strict=True), strict=False):
        drawn = "".join(f"<td>{linebreaksbr(text, autoescape=True)}</td>" if text else missing for text in texts)
        rows.append(f'<tr class="question"><th scope="row">{escape(question.text)}</th>{drawn}</tr>')
    return "".join(rows)


def levelled_drawn(comparison: Comparison) -> SafeString:
    """A row a line: what counts in the levelled totals, and whether it was filled in."""
    filled = muted(_("filled"))

    def drawn(cell: Cell) -> str:
        said = figure(cell.levelled) if cell.levelled is not None else "–"
        return f'<td class="figure">{said} {filled}</td>' if cell.is_filled else f'<td class="figure">{said}</td>'

    return _rows(comparison, drawn)


def figure(amount: Money) -> str:
    """As the tag ``money`` writes it."""
    return f'<span class="figure">{escape(amount.display())}</span>'


def muted(text: str) -> str:
    """Beside what matters more."""
    return f'<span class="muted">{escape(text)}</span>'


def _rows(comparison: Comparison, drawn: Callable[[Cell], str], below: Mapping[str, str] | None = None) -> SafeString:
    """``below`` is what stands under a line, by its id."""
    more = below or {}
    rows = (
        f'<tr><th scope="row">{escape(str(line))}</th>{"".join(map(drawn, cells))}</tr>{more.get(str(line.pk), "")}'
        for line, cells in comparison.rows
    )
    return mark_safe("".join(rows))  # noqa: S308 - what is not ours is escaped
