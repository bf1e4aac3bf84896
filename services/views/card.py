"""A result as a card. A page has two dozen of them, so they are put together here: a template takes ten times as long."""

from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.templatetags.ui import badge
from services.views.shown import Shown

FIGURE = ' class="figure"'


def card_of(shown: Shown) -> SafeString:
    """Everything that a reader compares offerings by."""
    line = f' <span class="muted">· {escape(shown.service_line)}</span>' if shown.title != shown.service_line else ""
    excerpt = f'<p class="muted">{escape(shown.excerpt)}</p>' if shown.excerpt else ""
    card = (
        f'<article class="card offering">{_head(shown)}'
        f'<p><a href="{shown.provider_url}">{escape(shown.provider)}</a>{line}</p>{excerpt}'
        f'<dl class="facts small">{"".join(_facts(shown))}</dl>'
        f'<p class="cluster tight">{_badges(shown)}</p></article>'
    )
    return mark_safe(card)  # noqa: S308 - what is not ours is escaped


def _head(shown: Shown) -> str:
    title = escape(shown.title)
    whose = f'<span class="visually-hidden"> {title}, {escape(shown.provider)}</span>'
    return (
        f'<div class="card-head"><h2><a href="{shown.url}">{title}</a></h2>'
        f'<a class="save" href="{_saving()}?offering={shown.id}">{escape(_("Save"))}{whose}</a>'
        f'<label class="pick"><input type="checkbox" name="offering" value="{shown.id}" form="picked"> '
        f"<span>{escape(_('Pick'))}{whose}</span></label></div>"
    )


@lru_cache
def _names(language: str | None) -> tuple[str, ...]:
    """What stands before the facts, in the language that is active."""
    names = (_("Where"), _("Stages"), _("Scale"), _("Lead time"), _("Price"), _("Certificate"), _("Standards"))
    return tuple(map(escape, names))


@lru_cache
def _saving() -> str:
    return reverse("shortlist_save")


def _facts(shown: Shown) -> list[str]:
    """Names and values; what is always looked for has a dash where it is not known."""
    values = (
        *(shown.places or "–", shown.stages or "–", shown.scale, shown.lead, shown.price, shown.cover),
        ", ".join(shown.standards),
    )
    kinds = ("", "", FIGURE, FIGURE, "", "", "")
    return [
        f"<dt>{name}</dt><dd{kind}>{escape(value)}</dd>"
        for name, value, kind in zip(_names(get_language()), values, kinds, strict=True)
        if value
    ]


def _badges(shown: Shown) -> str:
    states = [badge(_("Covered by certificate"), "good", "shield-check")] if shown.is_covered else []
    states += [badge(_("From public sources"), "warn")] if shown.is_unconfirmed else []
    more = ""
    if shown.more_modalities:
        said = ngettext("and %(n)s more", "and %(n)s more", shown.more_modalities) % {"n": shown.more_modalities}
        more = f'<span class="muted">{escape(said)}</span>'
    return " ".join(states) + " " + "".join(badge(one) for one in shown.modalities) + more
