"""Capacity windows that are free when it is wanted."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Q

from organizations.actor import Actor
from projects.briefs.requirements import Subject
from projects.matching.engine.asked import Package
from projects.matching.engine.ground.ground import Ground
from providers.models import Slot

OPEN_END = timedelta(weeks=26)
"""How long after its beginning a window without an end is looked at."""


@dataclass(frozen=True)
class Free:
    """A window of a suite, and the city where it is."""

    starts_on: date
    ends_on: date
    city: str


@dataclass(frozen=True, eq=False)
class Windows:
    """The free windows that may do for any of these packages: read once for all of them, and not before one is asked for."""

    packages: tuple[Package, ...]

    @cached_property
    def open(self) -> list[Slot]:
        return open_slots(self.packages)


def free_slots(package: Package, ground: Ground, windows: Windows) -> dict[int, Free]:
    """By provider, the first free window that lies in the one asked for, in a suite that does such work with such medicines."""
    positions = {slug: position for position, slug in enumerate(ground.slugs)}
    found = first_free(package, windows.open)
    return {positions[slug]: free for slug, free in found.items() if slug in positions}


def open_slots(packages: Sequence[Package], slugs: Collection[str] | None = None) -> list[Slot]:
    """All free windows that touch one asked for and are not over, the first first; of these providers alone where ``slugs`` are given."""
    asked = Q()
    for package in packages:
        if package.begins_by is not None:
            asked |= Q(ends_on__gte=package.starts_on or date.min, starts_on__lte=_last_beginning(package))
    if not asked:
        return []
    whose = {} if slugs is None else {"suite__site__provider__slug__in": slugs}
    slots = Slot.objects.visible_to(Actor.anonymous()).free().coming().filter(asked, **whose).order_by("starts_on", "id")
    return list(slots.select_related("suite__site__provider").prefetch_related("suite__service_lines", "suite__modalities"))


def first_free(package: Package, slots: Iterable[Slot]) -> dict[str, Free]:
    """By provider, as a slug, the first of these windows that does for a package."""
    if package.begins_by is None:
        return {}
    first, last = package.starts_on or date.min, _last_beginning(package)
    lines, modalities = (
        {code for one in package.of(subject) for code in one.codes} for subject in (Subject.SERVICE_LINE, Subject.MODALITY)
    )
    found: dict[str, Free] = {}
    for slot in slots:
        if slot.suite.does(lines, modalities) and slot.ends_on >= first and slot.starts_on <= last:
            free = Free(slot.starts_on, slot.ends_on, slot.suite.site.city)
            found.setdefault(slot.suite.site.provider.slug, free)
    return found


def _last_beginning(package: Package) -> date:
    """The day by which a free window has begun: the latest start, else the end."""
    assert package.begins_by is not None  # noqa: S101 - without a beginning nothing is looked for
    return package.latest_start or package.ends_on or min(package.begins_by, date.max - OPEN_END) + OPEN_END


def digest_of_free(found: Iterable[Mapping[str, Free]]) -> str:
    """Changes with the windows that count for the packages, in their order."""
    listed = [
        sorted((slug, str(one.starts_on), str(one.ends_on), one.city) for slug, one in by_slug.items()) for by_slug in found
    ]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()
