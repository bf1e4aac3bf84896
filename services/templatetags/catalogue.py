"""What the catalogue's pages are drawn with. Rows that there are many of are put together here: a template takes ten times
as long."""

from collections.abc import Iterable
from functools import lru_cache, partial
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.memory import Recent
from core.templatetags.ui import badge
from services.filters import SEPARATOR
from services.selectors.catalogue import Catalogue, Found
from services.views.card import card_of
from services.views.choices import Facet
from services.views.shown import shown_of
from vocabulary.models import Unit

register = template.Library()

UNITS: Recent[SafeString] = Recent(64)
CARDS: Recent[SafeString] = Recent(4000, most_bytes=8_000_000)
"""Drawn cards. The key says what they depend on: the entry's revision, the vocabularies, the language, the certificate."""


@register.simple_tag
def offering_cards(found: Iterable[Found], catalogue: Catalogue) -> SafeString:
    """Results, one after another."""
    stamp, language = catalogue.vocabulary.stamp, get_language()
    cards = [
        CARDS.get_or_make((one.number, one.revision, stamp, language, one.is_covered), partial(_draw, one, catalogue))
        for one in found
    ]
    return mark_safe("".join(cards))  # noqa: S308 - templates' own output


def _draw(found: Found, catalogue: Catalogue) -> SafeString:
    return card_of(shown_of(found, catalogue))


@register.simple_tag
def offering_rows(found: Iterable[Found], catalogue: Catalogue) -> SafeString:
    """Offerings as rows of a table, without whose they are."""
    labels = (_("Offering"), _("Where"), _("Stages"), _("Scale"), _("Lead time"), _("Price"))
    heads = [f'<td data-label="{escape(label)}"><span>' for label in labels]
    rows = [
        f"<tr>{''.join(f'{head}{cell}</span></td>' for head, cell in zip(heads, _cells(one, catalogue), strict=True))}</tr>"
        for one in found
    ]
    return mark_safe("".join(rows))  # noqa: S308 - what is not ours is escaped


def _cells(found: Found, catalogue: Catalogue) -> tuple[str, ...]:
    shown = shown_of(found, catalogue)
    cover = f"<br>{badge(_('Covered by certificate'), 'good', 'shield-check')}" if shown.is_covered else ""
    title = f'<a href="{shown.url}">{escape(shown.title)}</a>{cover}'
    said = map(escape, (shown.places, shown.stages, shown.scale, shown.lead))
    return title, *said, escape(shown.price)


@register.simple_tag
def facet_boxes(facets: Iterable[Facet]) -> SafeString:
    """Each facet with a check box for each value, and its count."""
    return mark_safe("".join(map(_box, facets)))  # noqa: S308 - what is not ours is escaped


def _box(facet: Facet) -> str:
    rows = []
    for row in facet.rows:
        before, after = _around(facet.name, row.code, row.label, row.level)
        rows.append(f"{before}{' checked' if row.is_chosen else ''}{after}{row.count}</span></label>")
    errors = [f'<p class="error">{escape(error)}</p>' for error in facet.errors]
    return (
        f"<details{' open' if facet.is_open else ''}><summary>{escape(facet.label)}</summary>{''.join(errors)}"
        f'<div class="ticks">{"".join(rows)}</div>{_beside(facet)}</details>'
    )


@lru_cache(20_000)
def _around(name: str, code: str, label: str, level: int) -> tuple[str, str]:
    """What stands before and after whether a value is chosen."""
    code = escape(code)
    return (
        f'<label class="tick level-{level}"><input type="checkbox" id="{name}-{code}" name="{name}" value="{code}"',
        f'> <span>{escape(label)}</span> <span class="count">',
    )


def _beside(facet: Facet) -> str:
    if not facet.rows:
        nothing = _("Nothing of what was found says so.")
        return f'<p class="muted">{nothing}</p>'
    if not facet.more:
        return ""
    sentence = ngettext("%(n)s more: search for its name.", "%(n)s more: search for their names.", facet.more)
    return f'<p class="muted">{sentence % {"n": facet.more}}</p>'


SELECTED = mark_safe(" selected")


@register.simple_tag
def unit_options(catalogue: Catalogue, chosen: str) -> SafeString:
    """The units that scales are counted in, each with its multiples."""
    key = (catalogue.vocabulary.stamp, get_language(), chosen)
    return UNITS.get_or_make(key, lambda: _unit_options(catalogue, chosen))


def _unit_options(catalogue: Catalogue, chosen: str) -> SafeString:
    groups = []
    for unit in catalogue.vocabulary.in_use(Unit):
        said = unit.spellings
        said += [alias for alias in unit.aliases if chosen == f"{unit.code}{SEPARATOR}{alias}" and alias not in said]
        values = [(unit.code, unit.written), *((f"{unit.code}{SEPARATOR}{alias}", alias) for alias in said)]
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((value, SELECTED if value == chosen else "", symbol) for value, symbol in values),
        )
        groups.append((unit.label, options))
    return format_html_join("", '<optgroup label="{}">{}</optgroup>', groups)


@register.simple_tag(takes_context=True)
def term_label(context: Any, kind: str, code: str) -> str:
    """What a code is called in the reader's language."""
    catalogue: Catalogue = context["catalogue"]
    return catalogue.label(kind, code)
