"""The directory: profiles as a visitor browses them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from organizations.actor import Actor
from providers.models import Provider, Site
from providers.world import Spot, WorldMap, map_of
from vocabulary.models import Country, Modality, Term

TERM = ("code", "order", "label_en", "label_zh")
"""What a line shows of a term: with its synonyms and what was shipped, it is ten times as much."""


def _terms(model: type[Term], *more: str) -> "QuerySet[Any]":
    return model._default_manager.only(*TERM, *more)


def directory(actor: Actor) -> QuerySet[Provider]:
    """Public profiles by name, with what a line of the list shows."""
    rows = Provider.objects.visible_to(actor).select_related("country")
    return rows.prefetch_related(Prefetch("modalities", _terms(Modality)))


@dataclass(frozen=True)
class CountrySites:
    """A country with the number of sites there, and the address of the providers that have them."""

    country: Country
    count: int
    address: str


@dataclass(frozen=True)
class Presence:
    """Where providers are: a map of their sites, and the countries, the one with the most sites first."""

    map: WorldMap
    countries: list[CountrySites]
    sites: int


def presence_of(providers: QuerySet[Provider], filters: Iterable[tuple[str, str]] = ()) -> Presence:
    """The sites of these providers. A mark leads to the providers in its country, with the other ``filters`` kept."""
    sites = Site.objects.in_use().filter(provider__in=providers.order_by().values("pk")).order_by("pk")
    places = list(sites.values_list("country_id", "city", "latitude", "longitude"))
    kept = [(name, value) for name, value in filters if name not in {"country", "page"}]
    by_country = Counter(country for country, *_place in places)
    known = Country.objects.only(*TERM).in_bulk(by_country)
    countries = [
        CountrySites(known[code], count, f"{reverse('provider_list')}?{urlencode([*kept, ('country', code)])}")
        for code, count in by_country.most_common()
    ]
    return Presence(map_of(_spots_of(places, countries), whole=True), countries, len(places))


def _spots_of(places: list[tuple[str, str, Any, Any]], countries: list[CountrySites]) -> Iterator[Spot]:
    """A spot for each city whose place is known, the one with the most sites first."""
    by_code = {one.country.pk: one for one in countries}
    where = {(country, city): (north, east) for country, city, north, east in places if north is not None}
    for key, count in Counter((country, city) for country, city, *_rest in places).most_common():
        if key in where:
            there, (north, east) = by_code[key[0]], where[key]
            words = {"city": key[1], "country": there.country.label, "count": count}
            name = _("%(city)s, %(country)s (%(count)s)") % words
            yield Spot(float(north), float(east), name, there.address, count)
