"""Sites of the providers who are shown, remembered with the revision that they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from core.memory import Recent
from projects.matching.engine.ground.promised import says_planned
from providers.enums import SiteStatus
from providers.models import Site

MOST_KEPT = 5000


@dataclass(frozen=True)
class Place:
    """A site: where, whether work is done there (``is_unclear`` where nobody knows), with which modalities, at which scale in which unit, and what is noted of that."""

    city: str
    country: str
    is_planned: bool
    is_operating: bool
    modalities: frozenset[str]
    scale: Decimal | None
    unit: str
    dimension: str
    base_units: float
    note: str = ""
    is_unclear: bool = False

    @property
    def is_figure_planned(self) -> bool:
        """Whether its scale is none of today."""
        return self.scale is not None and (self.is_planned or says_planned(self.note, self.scale))


def kept_sites() -> Recent[tuple[Place, ...]]:
    """An empty memory."""
    return Recent(MOST_KEPT)


def sites_of(slugs: Sequence[str], kept: Recent[tuple[Place, ...]]) -> Mapping[str, tuple[Place, ...]]:
    """All sites of these providers, in their order; one query for those that are not remembered."""
    found = {slug: kept.get(slug) for slug in slugs}
    unknown = [slug for slug, places in found.items() if places is None]
    read = _read(unknown) if unknown else {}
    return {slug: kept.put(slug, read.get(slug, ())) if places is None else places for slug, places in found.items()}


def _read(slugs: Iterable[str]) -> dict[str, tuple[Place, ...]]:
    modalities = ArrayAgg("modalities", filter=Q(modalities__isnull=False), default=[])
    rows = Site.objects.filter(provider__slug__in=slugs).annotate(made=modalities).order_by("provider__slug", "order", "id")
    by_slug: dict[str, list[Place]] = {}
    for slug, city, country, status, made, scale, unit, dimension, factor, note in rows.values_list(
        "provider__slug",
        "city",
        "country",
        "status",
        "made",
        "scale_value",
        "scale_unit",
        "scale_unit__dimension",
        "scale_unit__factor",
        "scale_note",
    ):
        place = Place(
            city=city,
            country=country,
            is_planned=status == SiteStatus.PLANNED,
            is_operating=status == SiteStatus.OPERATING,
            modalities=frozenset(made),
            scale=scale,
            unit=unit or "",
            dimension=dimension or "",
            base_units=float(scale * factor) if scale and factor else 0.0,
            note=note,
            is_unclear=status == SiteStatus.UNCLEAR,
        )
        by_slug.setdefault(slug, []).append(place)
    return {slug: tuple(places) for slug, places in by_slug.items()}
