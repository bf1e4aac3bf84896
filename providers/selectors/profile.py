"""One provider's profile, as its page shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import NotFound
from core.prepared import Prepared, PreparedQuery
from organizations.actor import Actor
from providers.models import Provider, Site, Source
from providers.world import Spot, WorldMap, map_of
from vocabulary.models import Modality, Regulator, ServiceLine, SiteFunction, Standard
from vocabulary.selectors.vocabulary import Vocabulary

MOST_MERGES = 5

PUBLIC = PreparedQuery("profile_public", lambda slug: Provider.objects.visible_to(Actor.anonymous()).filter(slug=slug))
"""What visitors see is what is asked for most."""

SITE_FIELDS = (
    *("id", "name", "city", "country_id", "latitude", "longitude", "authorities_known"),
    *("scale_value", "scale_unit_id", "scale_note", "status", "note"),
)
SITES = Prepared(
    "profile_sites",
    f"""
    SELECT {", ".join(SITE_FIELDS)},
        ARRAY(SELECT sitefunction_id FROM providers_site_functions WHERE site_id = site.id),
        ARRAY(SELECT modality_id FROM providers_site_modalities WHERE site_id = site.id),
        ARRAY(SELECT regulator_id FROM providers_site_authorities WHERE site_id = site.id)
    FROM providers_site site WHERE provider_id = $1 AND status <> 'closed' ORDER BY "order", id
    """,  # noqa: S608 - our own names
    "uuid",
)
"""Sites in use. Their terms come as codes, since every process has the vocabularies at hand."""

SOURCE_FIELDS = ("url", "title", "compiled_on")
LISTS = Prepared(
    "profile_lists",
    """
    SELECT ARRAY(SELECT serviceline_id FROM providers_provider_service_lines WHERE provider_id = $1),
        ARRAY(SELECT standard_id FROM providers_provider_standards WHERE provider_id = $1),
        ARRAY(SELECT url FROM providers_source WHERE provider_id = $1 ORDER BY "order", id),
        ARRAY(SELECT title FROM providers_source WHERE provider_id = $1 ORDER BY "order", id),
        ARRAY(SELECT compiled_on FROM providers_source WHERE provider_id = $1 ORDER BY "order", id)
    """,
    "uuid",
)


@dataclass(frozen=True)
class PlacedSite:
    """A site as a page shows it. ``is_unverified`` marks one that is named from general knowledge alone."""

    site: Site
    functions: list[SiteFunction]
    modalities: list[Modality]
    authorities: list[Regulator]
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
    families: list[tuple[ServiceLine, list[Line]]]
    standards: list[Standard]
    sources: list[Source]


def profile_of(actor: Actor, slug: str, vocabulary: Vocabulary) -> Profile:
    """One profile. Raises NotFound."""
    if actor == Actor.anonymous():
        provider = PUBLIC.first(slug)
    else:
        provider = Provider.objects.visible_to(actor).filter(slug=slug).first()
    if provider is None:
        raise NotFound
    _settle(provider, "country", vocabulary)
    ((lines, standards, *sources),) = LISTS.rows(provider.pk)
    placed = _placed(provider, vocabulary)
    return Profile(
        provider,
        placed,
        map_of_sites([one.site for one in placed]),
        families_of(provider, vocabulary.named(ServiceLine, lines), vocabulary),
        vocabulary.named(Standard, standards),
        [Source(**dict(zip(SOURCE_FIELDS, row, strict=True))) for row in zip(*sources, strict=True)],
    )


def _settle(row: Provider | Site, name: str, vocabulary: Vocabulary) -> None:
    """Give a row the term it refers to from memory. One that is not there yet is looked up when it is asked for."""
    field = row._meta.get_field(name)
    term = vocabulary.terms[field.related_model].get(getattr(row, f"{name}_id"))  # type: ignore[index]  # a vocabulary
    if term is not None:
        setattr(row, name, term)


def _placed(provider: Provider, vocabulary: Vocabulary) -> list[PlacedSite]:
    rows: list[tuple[Any, ...]] = SITES.rows(provider.pk)
    return [_placed_site(provider, row, vocabulary) for row in rows]


def _placed_site(provider: Provider, row: tuple[Any, ...], vocabulary: Vocabulary) -> PlacedSite:
    *values, functions, modalities, authorities = row
    site = Site(provider_id=provider.pk, **dict(zip(SITE_FIELDS, values, strict=True)))
    _settle(site, "country", vocabulary)
    _settle(site, "scale_unit", vocabulary)
    return PlacedSite(
        site,
        vocabulary.named(SiteFunction, functions),
        vocabulary.named(Modality, modalities),
        vocabulary.named(Regulator, authorities),
        provider.is_unverified("sites") or provider.is_unverified(f"sites.{site.city}"),
    )


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


def families_of(
    provider: Provider, lines: Iterable[ServiceLine], vocabulary: Vocabulary
) -> list[tuple[ServiceLine, list[Line]]]:
    """The service lines under their families, in the order of the lines."""
    families: dict[str, list[Line]] = {}
    for term in lines:
        if term.parent_id is not None:
            line = Line(term, provider.is_unverified("services") or provider.is_unverified(f"services.{term.pk}"))
            families.setdefault(term.parent_id, []).append(line)
    return [(vocabulary.term(ServiceLine, code), lines) for code, lines in families.items()]
