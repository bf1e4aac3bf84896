"""Capacity windows that are free when it is wanted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import Package
from projects.matching.engine.ground import Ground
from projects.matching.engine.meaning import leaves_of
from providers.models import Slot
from vocabulary.models import Modality, ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

OPEN_END = timedelta(weeks=26)
"""How long after its beginning a window without an end is looked at."""


@dataclass(frozen=True)
class Free:
    """A window of a suite, and the city where it is."""

    starts_on: date
    ends_on: date
    city: str


def free_slots(package: Package, ground: Ground, vocabulary: Vocabulary) -> dict[int, Free]:
    """By provider, the first free window that lies in the one asked for, in a suite that does such work with such medicines."""
    if package.starts_on is None:
        return {}
    lines = set(leaves_of(package.of(Subject.SERVICE_LINE), ServiceLine, vocabulary))
    modalities = set(leaves_of(package.of(Subject.MODALITY), Modality, vocabulary))
    ends_on = package.ends_on or package.starts_on + OPEN_END
    positions = {slug: position for position, slug in enumerate(ground.slugs)}
    found: dict[int, list[Free]] = defaultdict(list)
    slots = Slot.objects.free().filter(ends_on__gte=package.starts_on, starts_on__lte=ends_on)
    slots = slots.select_related("suite__site__provider").prefetch_related("suite__service_lines", "suite__modalities")
    for slot in slots.order_by("starts_on", "id"):
        position = positions.get(slot.suite.site.provider.slug)
        does = {one.pk for one in slot.suite.service_lines.all()}
        makes = {one.pk for one in slot.suite.modalities.all()}
        fits = (not lines or lines & does) and (not modalities or not makes or modalities & makes)
        if position is not None and fits:
            found[position].append(Free(slot.starts_on, slot.ends_on, slot.suite.site.city))
    return {position: several[0] for position, several in found.items()}
