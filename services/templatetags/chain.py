"""Grids of stages and modalities. There are hundreds of cells, so they are put together here: a template takes ten times as
long."""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from services.selectors.profile import Grid, GridCell

register = template.Library()


@register.simple_tag
def chain_grid(grid: Grid) -> SafeString:
    """What a provider offers: a number in each cell, tinted by how large it is."""
    heads = "".join(f'<th scope="col">{escape(stage.label)}</th>' for stage in grid.stages)
    rows = []
    for row in grid.rows:
        name = f'<th scope="row" class="level-{row.modality.level}">{escape(row.modality.label)}</th>'
        is_group = ' class="group"' if not row.modality.is_leaf else ""
        rows.append(f"<tr{is_group}>{name}{''.join(map(_grid_cell, row.cells))}</tr>")
    head = f'<thead><tr><th scope="col">{escape(_("Modality"))}</th>{heads}</tr></thead>'
    return mark_safe(f'<table class="coverage">{head}<tbody>{"".join(rows)}</tbody></table>')  # noqa: S308 - escaped


def _grid_cell(cell: GridCell) -> str:
    if not cell.count:
        return '<td class="nil">·</td>'
    return f'<td class="tint-{cell.tint}"><a href="{escape(cell.address)}">{cell.count}</a></td>'
