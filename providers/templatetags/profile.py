"""The rows of a provider's page. There are dozens of them, so they are put together here: a template takes ten times as
long."""

from collections.abc import Iterable
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.templatetags.ui import badge, quantity
from providers.enums import SiteStatus
from providers.models import Site
from providers.selectors.profile import PlacedSite, Profile
from providers.selectors.waiting import certificates_waiting, claims_waiting, profiles_waiting
from vocabulary.models import Term

register = template.Library()


@register.simple_tag
def unverified() -> SafeString:
    """What marks a fact that comes from general knowledge."""
    return badge(_("unverified"), "warn")


@register.simple_tag
def waiting_for_operators() -> dict[str, int]:
    """How many claims, profiles and certificates wait for a decision."""
    return {"claims": claims_waiting(), "profiles": profiles_waiting(), "certificates": certificates_waiting()}


@register.simple_tag
def site_names(sites: Iterable[PlacedSite]) -> SafeString:
    """What stands beside the map: each site with a link to its row."""
    return mark_safe("".join(_name(one.site) for one in sites))  # noqa: S308 - what is not ours is escaped


def _name(site: Site) -> str:
    status = f" · {escape(site.get_status_display())}" if site.status != SiteStatus.OPERATING else ""
    return (
        f'<li><a href="#site-{site.pk}">{escape(site.city)}</a> '
        f'<span class="muted">{escape(site.country.label)}{status}</span></li>'
    )


@register.simple_tag
def site_rows(sites: Iterable[PlacedSite]) -> SafeString:
    """Each site: where it is, what is done there, how large, and who has inspected it."""
    labels = (_("Site"), _("What is done there"), _("Modalities"), _("Largest public figure"), _("Inspected by"))
    heads = [f'<td data-label="{escape(label)}"><span>' for label in labels]
    rows = [
        f'<tr id="site-{one.site.pk}">'
        f"{''.join(f'{head}{cell}</span></td>' for head, cell in zip(heads, _cells(one), strict=True))}</tr>"
        for one in sites
    ]
    return mark_safe("".join(rows))  # noqa: S308 - what is not ours is escaped


def _cells(placed: PlacedSite) -> tuple[str, str, str, str, str]:
    site = placed.site
    inspected = _labels(placed.authorities, "<br>")
    if not site.authorities_known:
        inspected = f'<span class="muted">{escape(_("not confirmed"))}</span>'
    return (
        _where(placed),
        _labels(placed.functions, "<br>"),
        _labels(placed.modalities, ", "),
        (quantity(site.scale) if site.scale else "") + _small(site.scale_note),
        inspected,
    )


def _where(placed: PlacedSite) -> str:
    site = placed.site
    name = f" · {escape(site.name)}" if site.name else ""
    doubt = f" {unverified()}" if placed.is_unverified else ""
    status = f"<br>{badge(site.get_status_display(), 'warn')}" if site.status != SiteStatus.OPERATING else ""
    return f"<strong>{escape(site.city)}</strong>{name}<br>{escape(site.country.label)}{doubt}{status}{_small(site.note)}"


def _small(note: str) -> str:
    return f'<br><small class="muted">{escape(note)}</small>' if note else ""


def _labels(terms: Iterable[Term], between: str) -> str:
    return between.join(escape(term.label) for term in terms)


@register.simple_tag
def service_lines(profile: Profile) -> SafeString:
    """The service lines under their families, each with a link to its offerings."""
    address = f"{reverse('catalogue')}?provider={profile.provider.slug}&amp;service_line="
    doubt = f" {unverified()}"
    families = []
    for family, lines in profile.families:
        items = [
            f'<li><a href="{address}{line.term.pk}">{escape(line.term.label)}</a>{doubt if line.is_unverified else ""}</li>'
            for line in lines
        ]
        families.append(f'<div><h3>{escape(family.label)}</h3><ul class="plain">{"".join(items)}</ul></div>')
    return mark_safe("".join(families))  # noqa: S308 - what is not ours is escaped
