"""The figures of scale that profiles name of their sites."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from projects.matching.engine.ground.promised import says_planned
from projects.matching.engine.ground.totals import says_total
from providers.enums import SiteStatus
from providers.models import Site
from services.search.document import city_code


@dataclass(frozen=True)
class Named:
    """A figure in base units of its dimension, and where it is. ``is_there`` False where nothing is done yet, or any more, or where the
    figure is only planned;
    ``is_total`` where its note says that several units make it up; ``modalities`` are those that the site works with."""

    slug: str
    place: str
    is_there: bool
    dimension: str
    base_units: float
    is_total: bool
    modalities: frozenset[str]


def read_named() -> tuple[Named, ...]:
    """All of them, in one query: few sites have a figure."""
    made = ArrayAgg("modalities", filter=Q(modalities__isnull=False), default=[])
    rows = Site.objects.filter(scale_unit__isnull=False).annotate(made=made).order_by("provider__slug", "order", "id")
    columns = ("provider__slug", "country", "city", "status", "scale_value", "scale_unit__dimension", "scale_unit__factor")
    return tuple(
        Named(
            slug=slug,
            place=city_code(country, city),
            is_there=status not in {SiteStatus.PLANNED, SiteStatus.CLOSED} and not says_planned(note, value),
            dimension=dimension,
            base_units=float(value * factor),
            is_total=says_total(note, value),
            modalities=frozenset(modalities),
        )
        for slug, country, city, status, value, dimension, factor, note, modalities in rows.values_list(
            *columns, "scale_note", "made"
        )
        if value
    )
