"""What the catalogue's pages are drawn with. Rows that there are many of are put together here: a template takes ten times
as long."""

from html import escape
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.memory import Recent
from services.filters import SEPARATOR
from services.selectors.catalogue import Catalogue, Found
from services.views.choices import Facet
from services.views.shown import Shown, shown_of
from vocabulary.models import Unit

register = template.Library()

UNITS: Recent[SafeString] = Recent(64)
CARDS: Recent[SafeString] = Recent(4000)
"""Drawn cards. The key says what they depend on: the entry's revision, the vocabularies, the language, the certificate."""


@register.simple_tag
def offering_card(found: Found, catalogue: Catalogue) -> SafeString:
    """A result."""
    key = (found.number, found.revision, catalogue.vocabulary.stamp, get_language(), found.is_covered)
    return CARDS.get_or_make(key, lambda: _draw(shown_of(found, catalogue)))


def _draw(shown: Shown) -> SafeString:
    return mark_safe(render_to_string("services/card.html", {"shown": shown}))  # noqa: S308 - a template's own output


@register.simple_tag
def facet_rows(facet: Facet) -> SafeString:
    """A check box for each value, with its count."""
    name = facet.name
    rows = [
        f'<label class="tick level-{row.level}"><input type="checkbox" id="{name}-{escape(row.code)}" name="{name}"'
        f' value="{escape(row.code)}"{" checked" if row.is_chosen else ""}> <span>{escape(row.label)}</span>'
        f' <span class="count">{row.count}</span></label>'
        for row in facet.rows
    ]
    return mark_safe("".join(rows))  # noqa: S308 - what is not ours is escaped


SELECTED = mark_safe(" selected")


@register.simple_tag
def unit_options(catalogue: Catalogue, chosen: str) -> SafeString:
    """The units that scales are counted in, each with its multiples."""
    key = (catalogue.vocabulary.stamp, get_language(), chosen)
    return UNITS.get_or_make(key, lambda: _unit_options(catalogue, chosen))


def _unit_options(catalogue: Catalogue, chosen: str) -> SafeString:
    groups = []
    for unit in catalogue.vocabulary.in_use(Unit):
        values = [(unit.code, unit.symbol), *((f"{unit.code}{SEPARATOR}{alias}", alias) for alias in unit.aliases)]
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
