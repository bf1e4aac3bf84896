"""The market's figures in rows with names: what page and file show alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.sourcing.enums import Reply
from projects.sourcing.selectors.demand import DemandCell
from projects.sourcing.selectors.funnel import Funnel
from services.imports.export import write_text


@dataclass(frozen=True)
class Row:
    """A figure. ``share`` is in percent of the row that ``of`` names."""

    name: str
    count: int
    of: str = ""
    share: int | None = None


def project_rows(funnel: Funnel) -> list[Row]:
    """Projects, each step as a share of those begun: one may ask without having been matched."""
    steps = funnel.projects
    begun = Row(_("Projects begun"), steps.begun)
    return [
        begun,
        _part(_("Matched to providers"), steps.matched, begun),
        _part(_("Asked for quotes"), steps.asked, begun),
    ]


def request_rows(funnel: Funnel) -> list[Row]:
    """Requests, each step as a share of the step before."""
    steps = funnel.requests
    published = Row(_("Requests published"), steps.published)
    quoted = _part(_("With a quote"), steps.quoted, published)
    return [published, quoted, _part(_("Awarded"), steps.awarded, quoted)]


def invited_rows(funnel: Funnel) -> list[Row]:
    """Invitations to these requests, each figure as a share of all."""
    known = funnel.invited
    sent = Row(_("Invitations sent"), known.sent)
    ways = [(_("Seen"), known.seen), (_("Intends to quote"), known.intending)]
    ways += [(str(one.label), known.replies[one]) for one in Reply if known.replies[one] or one in ALWAYS]
    return [sent, *(_part(name, count, sent) for name, count in ways)]


ALWAYS = {Reply.QUOTED, Reply.DECLINED, Reply.NO_ANSWER}
"""Shown also where there are none."""


def funnel_as_csv(funnel: Funnel) -> bytes:
    """All figures of the page. A number that is kept back is an empty cell."""
    steps = [*project_rows(funnel), *request_rows(funnel), *invited_rows(funnel)]
    quarter, earlier = str(funnel.quarter), str(funnel.told_quarter)
    rows: list[list[object]] = [[_("Quarter"), _("Figure"), _("Stage"), _("Modality"), _("How many")]]
    rows += [[quarter, one.name, "", "", one.count] for one in steps]
    for one in funnel.first_quotes:
        for name, day in zip((_("First quarter"), _("Half"), _("Three quarters")), one.days or (), strict=False):
            rows.append([str(one.quarter), _("Days to the first quote: %(part)s") % {"part": name}, "", "", day])
    for reason, count in funnel.declined.items():
        rows.append([earlier, _("Declined: %(reason)s") % {"reason": reason.label}, "", "", count])
    rows += [[earlier, name, *_place(cell), count] for cell in funnel.demand.cells for name, count in _figures(cell)]
    return write_text([["" if value is None else value for value in row] for row in rows])


def _figures(cell: DemandCell) -> Iterable[tuple[str, int | None]]:
    yield _("Requested lines"), cell.lines
    yield _("Without a quote"), cell.unanswered
    yield _("Providers in the catalogue"), cell.providers


def _place(cell: DemandCell) -> tuple[str, str]:
    return (
        str(cell.stage.label) if cell.stage else _("Not said"),
        str(cell.modality.label) if cell.modality else _("Not said"),
    )


def _part(name: str, count: int, whole: Row) -> Row:
    return Row(name, count, whole.name, round(100 * count / whole.count) if whole.count else None)
