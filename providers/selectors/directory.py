"""The directory: profiles as a visitor browses them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import NotFound
from organizations.actor import Actor
from providers.models import Provider, Site
from providers.world import Spot, WorldMap, map_of
from vocabulary.models import Country, ServiceLine, TreeTerm

MOST_MERGES = 5


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
    return rows.prefetch_related("modalities", Prefetch("sites", Site.objects.in_use().select_related("country")))


def profile_of(actor: Actor, slug: str) -> Profile:
    """One profile. Raises NotFound."""
    sites = (
        Site.objects.in_use()
        .select_related("country", "scale_unit")
        .prefetch_related("functions", "modalities", "authorities")
    )
    lines = ServiceLine.objects.select_related("parent").order_by("order")
    rows = Provider.objects.visible_to(actor).select_related("country", "organization")
    rows = rows.prefetch_related(
        Prefetch("sites", sites), Prefetch("service_lines", lines), "modalities", "standards", "sources"
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
    sites = list(Site.objects.in_use().filter(provider__in=providers.order_by().values("pk")).select_related("country"))
    kept = [(name, value) for name, value in filters if name not in {"country", "page"}]
    by_country = Counter(site.country for site in sites)
    addresses = {one: f"{reverse('provider_list')}?{urlencode([*kept, ('country', one.pk)])}" for one in by_country}
    countries = [CountrySites(one, count, addresses[one]) for one, count in by_country.most_common()]
    return Presence(map_of(_spots_of(sites, addresses), whole=True), countries, len(sites))


def _spots_of(sites: list[Site], addresses: dict[Country, str]) -> Iterator[Spot]:
    """A spot for each city whose place is known, the one with the most sites first."""
    places = {(site.country_id, site.city): site for site in sites if site.latitude is not None}
    for key, count in Counter((site.country_id, site.city) for site in sites).most_common():
        site = places.get(key)
        if site is not None and site.latitude is not None and site.longitude is not None:
            words = {"city": site.city, "country": site.country.label, "count": count}
            name = _("%(city)s, %(country)s (%(count)s)") % words
            yield Spot(float(site.latitude), float(site.longitude), name, addresses[site.country], count)
