"""A result in words: everything that a card says, ready to be written down."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.money import Money
from services.enums import PriceModel
from services.search import kinds
from services.search.labels import symbol_of
from services.selectors.catalogue import Catalogue, Found, offering_address, provider_address
from vocabulary.models import Country
from vocabulary.models.term import reads_chinese

MOST_BADGES, MOST_PLACES = 4, 4


class Shown:
    """In the reader's language. Empty texts are what is not known. Each is put into words when it is asked for: a row of a
    table says a third of what a card does."""

    def __init__(self, found: Found, catalogue: Catalogue) -> None:
        self._found, self._catalogue, self._said = found, catalogue, found.document

    @property
    def id(self) -> str:
        return str(self._said["id"])

    @property
    def url(self) -> str:
        return offering_address(self.id)

    @cached_property
    def title(self) -> str:
        return self._in_language("title") or self.service_line

    @property
    def excerpt(self) -> str:
        return self._in_language("excerpt")

    @property
    def provider(self) -> str:
        return str(self._said["provider"]["name"])

    @property
    def provider_url(self) -> str:
        return provider_address(self._said["provider"]["slug"])

    @cached_property
    def service_line(self) -> str:
        return self._catalogue.label(kinds.SERVICE_LINE, self._said["service_line"])

    @property
    def stages(self) -> str:
        """One, or the first and the last of the chain."""
        codes = self._said["stages"]
        ends = [codes[0], codes[-1]] if len(codes) > 1 else codes
        return " – ".join(self._catalogue.label(kinds.STAGE, code) for code in ends)

    @property
    def modalities(self) -> list[str]:
        return [self._catalogue.label(kinds.MODALITY, code) for code in self._said["modalities"][:MOST_BADGES]]

    @property
    def more_modalities(self) -> int:
        return max(0, len(self._said["modalities"]) - MOST_BADGES)

    @property
    def standards(self) -> list[str]:
        return [self._catalogue.label(kinds.STANDARD, code) for code in self._said["standards"][:MOST_BADGES]]

    @property
    def places(self) -> str:
        return places_of(self._said["sites"], self._catalogue)

    @property
    def scale(self) -> str:
        return scale_of(self._said["scale"], self._catalogue)

    @property
    def lead(self) -> str:
        return lead_of(self._said["lead"])

    @property
    def price(self) -> str:
        return price_of(self._said["price"])

    @property
    def is_covered(self) -> bool:
        return self._found.is_covered

    @property
    def cover(self) -> str:
        return cover_of(self._said.get("certificate"), self._catalogue) if self.is_covered else ""

    @property
    def is_unconfirmed(self) -> bool:
        return bool(self._said["unconfirmed"])

    def _in_language(self, name: str) -> str:
        first, second = ("zh", "en") if reads_chinese() else ("en", "zh")
        return str(self._said[f"{name}_{first}"] or self._said[f"{name}_{second}"])


def shown_of(found: Found, catalogue: Catalogue) -> Shown:
    """What a card says of a result."""
    return Shown(found, catalogue)


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


def scale_of(scale: Mapping[str, Any] | None, catalogue: Catalogue) -> str:
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
    return _price(get_language(), *(price[part] for part in ("model", "min", "max", "currency", "unit")))


@lru_cache(5000)
def _price(language: str | None, model: str, least: str | None, most: str | None, currency: str, unit: str) -> str:
    """The language is the one that is active."""
    label = str(PriceModel(model).label)
    ends = [Money(Decimal(end), currency).display() for end in (least, most) if end]
    band = " – ".join(ends)
    if len(ends) == 1 and most:
        band = _("up to %(figure)s") % {"figure": band}
    elif len(ends) == 1:
        band = _("from %(figure)s") % {"figure": band}
    return ": ".join(part for part in (label, band) if part) + (f" / {unit}" if band and unit else "")
