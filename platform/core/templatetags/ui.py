"""The tags that templates are made of. No query, no rule."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import lucide
from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.languages import colon, comma, joined
from core.memory import Recent
from core.money import Money
from core.quantity import Quantity

register = template.Library()

ICON_CLASS = {"class": "icon"}
"""As a keyword it would be ``class_``, of which the package makes ``class-``."""

UNKNOWN = "–"
"""Stands where a figure is not known. It is never 0."""


@register.simple_tag
def icon(name: str, size: int = 18, label: str = "") -> SafeString:
    """A lucide icon, inline. Decorative unless it has a label."""
    return _drawn(name + "", size, label + "")


@lru_cache(1000)
def _drawn(name: str, size: int, label: str = "") -> SafeString:
    """Drawn once: the package copies and writes out a tree each time."""
    attributes = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(lucide._render_icon(name, size, **ICON_CLASS, **attributes))  # noqa: S308 - drawn from the package


@register.simple_tag
def badge(text: Any, tone: str = "neutral", icon: str = "") -> SafeString:
    """A state in a word. The tone is neutral, info, good, warn or bad; the word alone must be enough."""
    drawn = _drawn(icon + "", 14) if icon else ""
    return format_html('<span class="badge {}">{}{}</span>', tone, drawn, text)


@register.simple_tag
def money(value: Money | None) -> SafeString:
    """Tabular figures with the currency's code; unknown is a dash with a name, never 0."""
    if value is None:
        return _unknown(_("on request"))
    return format_html('<span class="figure">{}</span>', value.display())


@register.simple_tag
def quantity(value: Quantity | None) -> SafeString:
    """A number with its unit."""
    if value is None:
        return _unknown(_("not known"))
    number = f"{value.value.normalize():,f}"
    return format_html('<span class="figure">{}&nbsp;{}</span>', number, value.unit.symbol)


@register.simple_tag
def moment(value: datetime | date | None, style: str = "datetime", zone: str = "") -> SafeString:
    """A time with its zone: the reader's, or ``zone`` by its IANA name.

    ``style`` is datetime, date or relative (with the exact time as a tooltip).
    """
    if value is None:
        return _unknown(_("not known"))
    if not isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_format(value, "DATE_FORMAT"))
    local = timezone.localtime(value, ZoneInfo(zone) if zone else None)
    exact = f"{date_format(local, 'DATETIME_FORMAT')} {zone or local.tzname()}"
    shown = {"date": date_format(local, "DATE_FORMAT"), "relative": _relative(value)}.get(style, exact)
    return format_html('<time datetime="{}" title="{}">{}</time>', value.isoformat(), exact, shown)


@register.filter
def listed(things: Iterable[object]) -> str:
    """Several in one line, with the comma of the reader's language."""
    return joined(things)


register.simple_tag(comma)
register.simple_tag(colon)


@register.simple_block_tag
def empty(content: str, title: str, text: str = "", icon: str = "inbox") -> SafeString:
    """What a list shows that has nothing in it; the content offers the next step."""
    drawn = _drawn(icon + "", 28)
    return format_html(
        '<div class="empty">{}<p class="empty-title">{}</p>{}<div class="cluster">{}</div></div>',
        drawn,
        title,
        format_html("<p>{}</p>", text) if text else "",
        mark_safe(content),  # noqa: S308 - rendered by this template
    )


@register.simple_block_tag
def card(content: str, title: str = "") -> SafeString:
    """A surface with an optional title."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<section class="card">{}{}</section>', heading, mark_safe(content))  # noqa: S308


@register.simple_block_tag
def page_header(content: str, title: str, lead: str = "") -> SafeString:
    """The page's one h1, a sentence, and the page's actions."""
    return format_html(
        '<header class="page-header"><div><h1>{}</h1>{}</div><div class="actions">{}</div></header>',
        title,
        format_html('<p class="lead">{}</p>', lead) if lead else "",
        mark_safe(content),  # noqa: S308
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "") -> SafeString:
    """Something to know before going on."""
    names = {"info": "info", "good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}
    drawn = _drawn(names[tone], 18)
    heading = format_html("<strong>{}</strong> ", title) if title else ""
    return format_html('<div class="notice {}">{}<div>{}{}</div></div>', tone, drawn, heading, mark_safe(content))  # noqa: S308


@register.simple_tag
def disabled_button(label: str, reason: str) -> SafeString:
    """A button that cannot be pressed now, and why."""
    return format_html(
        '<span class="disabled-button"><button type="button" class="button" disabled>{}</button><small>{}</small></span>',
        label,
        reason,
    )


@register.inclusion_tag("ui/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages, with the rest of the address kept: that of ``query``, or of the request."""
    query = (context["query"] if "query" in context else context["request"].GET).copy()
    query.pop("page", None)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "query": query.urlencode(), "gap": page.paginator.ELLIPSIS}


PARTS: Recent[SafeString] = Recent(2000)
NUMBERS = count(1)
"""One for each place in a template, and never another's when that template has been let go."""


class KeepNode(template.Node):
    """Drawn once for each combination of its arguments and the language."""

    def __init__(self, parts: NodeList, arguments: list[FilterExpression]) -> None:
        self.parts, self.arguments = parts, arguments
        self.number = next(NUMBERS)

    def render(self, context: Context) -> SafeString:
        key = (self.number, get_language(), *(str(one.resolve(context)) for one in self.arguments))
        return PARTS.get_or_make(key, lambda: self.parts.render(context))


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """``{% keep a b %}…{% endkeep %}``: a part of a page that depends on the arguments and the language, and on nothing else."""
    arguments = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    parts = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(parts, arguments)


@register.filter
def can(actor: Any, permission: str) -> bool:
    """``{% if actor|can:"member.invite" %}``: whether to show a way to an action. The action asks again."""
    return bool(actor is not None and actor.can_by_name(permission))


@register.filter
def is_kind(field: BoundField, kinds: str) -> bool:
    """Whether the field's widget is one of these input types, for ``ui/field.html``."""
    return getattr(field.field.widget, "input_type", "") in kinds.split(",")


@register.filter
def required_mark(field: BoundField) -> bool:
    """Whether to say that a field must be filled in."""
    return bool(field.field.required) and getattr(field.field.widget, "input_type", "") != "hidden"


def _unknown(label: str) -> SafeString:
    return format_html(
        '<span class="muted" title="{}">{}<span class="visually-hidden">{}</span></span>', label, UNKNOWN, label
    )


WEEK, TWO_MONTHS = timedelta(days=7), timedelta(days=60)


def _relative(value: datetime) -> str:
    """What is still ahead is never "just now", and 20 days are not told as two weeks."""
    now = timezone.now()
    span = abs(now - value)
    if span < timedelta(minutes=1):
        return _("just now") if value <= now else _("in less than a minute")
    days = span.days if WEEK <= span < TWO_MONTHS else 0
    in_days = ngettext("%(num)d day", "%(num)d days", days) % {"num": days} if days else ""
    if value < now:
        return _("%(span)s ago") % {"span": in_days or timesince(value, now, depth=1)}
    return _("in %(span)s") % {"span": in_days or timeuntil(value, now, depth=1)}
