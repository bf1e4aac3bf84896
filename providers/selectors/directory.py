"""The directory: profiles as a visitor browses them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotFound
from organizations.actor import Actor
from providers.models import Provider, Site
from providers.world import Spot, WorldMap, map_of
from vocabulary.models import Country, Modality, Regulator, ServiceLine, SiteFunction, Standard, Term, TreeTerm

MOST_MERGES = 5
TERM = ("code", "order", "label_en", "label_zh")
"""What these pages show of a term: with its synonyms and what was shipped, it is ten times as much."""


def _terms(model: type[Term], *more: str) -> "QuerySet[Any]":
    return model._default_manager.only(*TERM, *more)


@dataclass(frozen=True)
class PlacedSite:
    """A site as a page shows it. ``is_unverified`` marks one that is named from general knowledge alone."""

    site: Site
    is_unverified: bool


@dataclass(frozen=True)
class Line:
    """A service line that the provider names; nobody has confirmed an unverified one."""

    term: ServiceLine
    is_unverified: bool


@dataclass(frozen=True)
class Profile:
    """A provider with all that its page shows."""

    provider: Provider
    sites: list[PlacedSite]
    map: WorldMap | None
    families: list[tuple[TreeTerm, list[Line]]]


def directory(actor: Actor) -> QuerySet[Provider]:
    """Public profiles by name, with what a line of the list shows."""
    rows = Provider.objects.visible_to(actor).select_related("country")
    return rows.prefetch_related(Prefetch("modalities", _terms(Modality)))


def profile_of(actor: Actor, slug: str) -> Profile:
    """One profile. Raises NotFound."""
    sites = (
        Site.objects.in_use()
        .select_related("scale_unit")
        .prefetch_related(
            Prefetch("country", _terms(Country)),
            Prefetch("functions", _terms(SiteFunction)),
            Prefetch("modalities", _terms(Modality)),
            Prefetch("authorities", _terms(Regulator)),
        )
    )
    lines = _terms(ServiceLine, "parent_id").prefetch_related(Prefetch("parent", _terms(ServiceLine)))
    rows = Provider.objects.visible_to(actor).prefetch_related(
        Prefetch("country", _terms(Country)),
        Prefetch("sites", sites),
        Prefetch("service_lines", lines.order_by("order")),
        Prefetch("standards", _terms(Standard)),
        "sources",
    )
    provider = rows.filter(slug=slug).first()
    if provider is None:
        raise NotFound
    placed = [
        PlacedSite(site, provider.is_unverified("sites") or provider.is_unverified(f"sites.{site.city}"))
        for site in provider.sites.all()
    ]
    return Profile(provider, placed, map_of_sites(list(provider.sites.all())), families_of(provider))


def successor_of(actor: Actor, slug: str) -> Provider | None:
    """The profile that has taken over a merged one, if the reader may see it; None for any other."""
    merged = Provider.objects.filter(slug=slug).exclude(merged_into=None).select_related("merged_into").first()
    successor = merged.merged_into if merged else None
    for _step in range(MOST_MERGES):
        if successor is None or successor.merged_into_id is None:
            break
        successor = successor.merged_into
    return Provider.objects.visible_to(actor).filter(pk=successor.pk).first() if successor else None


def map_of_sites(sites: Sequence[Site]) -> WorldMap | None:
    """The sites whose places are known, with their countries; None without any. A mark leads to the site on its page."""
    spots = [
        Spot(float(site.latitude), float(site.longitude), f"{site.city}, {site.country.label}", f"#site-{site.pk}")
        for site in sites
        if site.latitude is not None and site.longitude is not None
    ]
    return map_of(spots) if spots else None


def families_of(provider: Provider) -> list[tuple[TreeTerm, list[Line]]]:
    """The service lines under their families, in the vocabulary's order."""
    families: dict[str, tuple[TreeTerm, list[Line]]] = {}
    for term in provider.service_lines.all():
        if term.parent is not None:
            line = Line(term, provider.is_unverified("services") or provider.is_unverified(f"services.{term.pk}"))
            families.setdefault(term.parent.pk, (term.parent, []))[1].append(line)
    return list(families.values())


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
