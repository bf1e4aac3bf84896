"""A result in words: everything that a card says, ready to be written down."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.money import Money
from services.enums import PriceModel
from services.search import kinds
from services.search.labels import symbol_of
from services.selectors.catalogue import Catalogue, Found
from vocabulary.models import Country
from vocabulary.models.term import reads_chinese

MOST_BADGES, MOST_PLACES = 4, 4


@dataclass(frozen=True)
class Shown:
    """In the reader's language. Empty texts are what is not known."""

    id: str
    url: str
    title: str
    excerpt: str
    provider: str
    provider_url: str
    provider_state: str
    service_line: str
    stages: str
    modalities: list[str]
    more_modalities: int
    standards: list[str]
    places: str
    scale: str
    lead: str
    price: str
    is_covered: bool
    cover: str
    is_unconfirmed: bool


def shown_of(found: Found, catalogue: Catalogue) -> Shown:
    """What a card says of a result."""
    shown = found.document
    line = catalogue.label(kinds.SERVICE_LINE, shown["service_line"])
    modalities = [catalogue.label(kinds.MODALITY, code) for code in shown["modalities"]]
    return Shown(
        id=shown["id"],
        url=reverse("offering_detail", args=[shown["id"]]),
        title=_in_language(shown, "title") or line,
        excerpt=_in_language(shown, "excerpt"),
        provider=shown["provider"]["name"],
        provider_url=reverse("provider_detail", args=[shown["provider"]["slug"]]),
        provider_state=shown["provider"]["state"],
        service_line=line,
        stages=_stages(shown["stages"], catalogue),
        modalities=modalities[:MOST_BADGES],
        more_modalities=max(0, len(modalities) - MOST_BADGES),
        standards=[catalogue.label(kinds.STANDARD, code) for code in shown["standards"][:MOST_BADGES]],
        places=places_of(shown["sites"], catalogue),
        scale=scale_of(shown["scale"], catalogue),
        lead=lead_of(shown["lead"]),
        price=price_of(shown["price"]),
        is_covered=found.is_covered,
        cover=cover_of(shown.get("certificate"), catalogue) if found.is_covered else "",
        is_unconfirmed=shown["unconfirmed"],
    )


def _in_language(shown: dict[str, Any], name: str) -> str:
    first, second = ("zh", "en") if reads_chinese() else ("en", "zh")
    return str(shown[f"{name}_{first}"] or shown[f"{name}_{second}"])


def _stages(codes: list[str], catalogue: Catalogue) -> str:
    """One, or the first and the last of the chain."""
    labels = [catalogue.label(kinds.STAGE, code) for code in codes]
    return labels[0] if len(labels) == 1 else f"{labels[0]} – {labels[-1]}" if labels else ""


def places_of(sites: list[dict[str, str]], catalogue: Catalogue) -> str:
    """Cities with their countries; of many, the first and how many more."""
    countries = catalogue.vocabulary.terms[Country]
    named = [f"{site['city']} ({countries[site['country']].label})" for site in sites[:MOST_PLACES]]
    more = len(sites) - MOST_PLACES
    if more > 0:
        named.append(ngettext("%(count)s more", "%(count)s more", more) % {"count": more})
    return ", ".join(named)


def cover_of(certificate: dict[str, str] | None, catalogue: Catalogue) -> str:
    """Which standard, at which site, until when. A document from before there were certificates names none."""
    if not certificate:
        return ""
    return _("%(standard)s, %(site)s, until %(day)s") % {
        "standard": catalogue.label(kinds.STANDARD, certificate["standard"]),
        "site": certificate["city"],
        "day": date_format(date.fromisoformat(certificate["valid_until"]), "DATE_FORMAT"),
    }


def scale_of(scale: dict[str, Any] | None, catalogue: Catalogue) -> str:
    """From the smallest to the largest, with the unit."""
    if scale is None:
        return ""
    unit = symbol_of(scale["unit"], catalogue.vocabulary)
    ends = [f"{Decimal(scale[end]):,f}" if scale[end] else "" for end in ("min", "max")]
    if all(ends):
        return f"{ends[0]}–{ends[1]} {unit}"
    if ends[1]:
        return _("up to %(figure)s %(unit)s") % {"figure": ends[1], "unit": unit}
    return _("from %(figure)s %(unit)s") % {"figure": ends[0], "unit": unit}


def lead_of(lead: list[int | None]) -> str:
    """Weeks, from the shortest to the longest."""
    weeks = [one for one in lead if one is not None]
    if not weeks:
        return ""
    if len(set(weeks)) == 1:
        return ngettext("%(count)s week", "%(count)s weeks", weeks[0]) % {"count": weeks[0]}
    return _("%(first)s–%(last)s weeks") % {"first": weeks[0], "last": weeks[-1]}


def price_of(price: dict[str, Any]) -> str:
    """How it is charged, and the band where one is given."""
    label = str(PriceModel(price["model"]).label)
    ends = [Money(Decimal(price[end]), price["currency"]).display() for end in ("min", "max") if price[end]]
    band = " – ".join(ends)
    if len(ends) == 1 and price["max"]:
        band = _("up to %(figure)s") % {"figure": band}
    elif len(ends) == 1:
        band = _("from %(figure)s") % {"figure": band}
    return ": ".join(part for part in (label, band) if part) + (f" / {price['unit']}" if band and price["unit"] else "")
