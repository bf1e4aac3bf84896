"""Grids of stages and modalities. There are hundreds of cells, so they are put together here: a template takes ten times as
long."""

from html import escape
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.search import kinds
from services.selectors.catalogue import Catalogue
from services.selectors.coverage import Cell, Coverage
from services.selectors.profile import Grid, GridCell
from vocabulary.models import Modality

register = template.Library()

HOLLOW = ' class="hollow"'
"""Of a stage at which nothing is offered: on a phone its column is left out."""


@register.simple_tag
def chain_grid(grid: Grid) -> SafeString:
    """What a provider offers: a number in each cell, tinted by how large it is."""
    hollow = [not any(row.cells[place].count for row in grid.rows) for place in range(len(grid.stages))]
    heads = "".join(
        f'<th scope="col"{HOLLOW if empty else ""}>{escape(stage.label)}</th>'
        for stage, empty in zip(grid.stages, hollow, strict=True)
    )
    rows = []
    for row in grid.rows:
        name = f'<th scope="row" class="level-{row.modality.level}">{escape(row.modality.label)}</th>'
        is_group = ' class="group"' if not row.modality.is_leaf else ""
        rows.append(f"<tr{is_group}>{name}{''.join(map(_grid_cell, row.cells, hollow))}</tr>")
    head = f'<thead><tr><th scope="col">{escape(_("Modality"))}</th>{heads}</tr></thead>'
    return mark_safe(f'<table class="coverage">{head}<tbody>{"".join(rows)}</tbody></table>')  # noqa: S308 - escaped


def _grid_cell(cell: GridCell, is_hollow: bool) -> str:
    if not cell.count:
        return f'<td class="nil{" hollow" if is_hollow else ""}">·</td>'
    return f'<td class="tint-{cell.tint}"><a href="{escape(cell.address)}">{cell.count}</a></td>'


@register.simple_tag
def coverage_grid(coverage: Coverage) -> SafeString:
    """How many providers there are for each pair: none is hatched, one is framed, and each says its number."""
    heads = "".join(f'<th scope="col">{escape(stage.label)}</th>' for stage in coverage.stages)
    every = escape(_("All stages"))
    head = f'<thead><tr><th scope="col">{escape(_("Modality"))}</th>{heads}<th scope="col">{every}</th></tr></thead>'
    rows = [
        f"<tr{'' if row.modality.is_leaf else ' class=group'}>"
        f'<th scope="row" class="level-{row.modality.level}">{escape(row.modality.label)}</th>'
        f"{''.join(_coverage_cell(cell, row.modality) for cell in [*row.cells, row.total])}</tr>"
        for row in coverage.rows
    ]
    totals = "".join(_coverage_cell(cell, None) for cell in [*coverage.totals, coverage.total])
    name = escape(_("All modalities"))
    foot = f'<tfoot><tr><th scope="row">{name}</th>{totals}</tr></tfoot>'
    return mark_safe(f'<table class="coverage">{head}<tbody>{"".join(rows)}</tbody>{foot}</table>')  # noqa: S308 - escaped


def _coverage_cell(cell: Cell, modality: Modality | None) -> str:
    if not cell.providers:
        return '<td class="none">0</td>'
    asked = [("modality", modality.code)] if modality else []
    asked += [("stage", cell.stage.code)] if cell.stage else []
    tip = ngettext("%(count)s offering", "%(count)s offerings", cell.offerings) % {"count": cell.offerings}
    address = f"{reverse('catalogue')}?{urlencode(asked)}"
    shade = (
        "" if cell.providers == 1 else " tint-1" if cell.providers < 5 else " tint-2" if cell.providers < 20 else " tint-3"
    )
    return f'<td class="{cell.degree}{shade}"><a href="{escape(address)}" title="{escape(tip)}">{cell.providers}</a></td>'


@register.simple_tag
def provider_named(catalogue: Catalogue, slug: str) -> str:
    """What a provider is called."""
    return catalogue.label(kinds.PROVIDER, slug)
