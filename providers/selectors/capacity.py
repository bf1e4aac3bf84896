"""Suites with their windows of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from core import clock
from organizations.actor import Actor
from providers.enums import SiteStatus
from providers.models import Provider, Slot, Suite

MONTHS = 18
"""How far a timeline looks ahead."""
WIDTH, ROW, HEAD = 100, 22, 18
"""Of a drawing: the whole in percent of the room there is; a lane and the months above in pixels."""


@dataclass(frozen=True)
class Bar:
    """A window as it is drawn."""

    slot: Slot
    x: float
    y: int
    width: float


@dataclass(frozen=True)
class Tick:
    """The first day of a month."""

    day: date
    x: float
    has_label: bool


@dataclass(frozen=True)
class Timeline:
    """Eighteen months from the beginning of this one; windows that overlap lie in lanes below each other."""

    ticks: list[Tick]
    bars: list[Bar]
    lanes: int

    bar_height = ROW - 6

    @property
    def height(self) -> int:
        return HEAD + max(self.lanes, 1) * ROW


@dataclass(frozen=True)
class SuiteShown:
    """A suite with the windows that are not over, and their drawing."""

    suite: Suite
    slots: list[Slot]
    timeline: Timeline


def own_suites(actor: Actor) -> QuerySet[Suite]:
    """The organisation's own, site by site, with what a list shows."""
    rows = Suite.objects.mine(actor).select_related("site__country", "site__provider", "scale_unit")
    return rows.prefetch_related("service_lines", "modalities", "systems").order_by("site__order", "site_id", "name", "id")


def own_slots(actor: Actor) -> QuerySet[Slot]:
    """The organisation's own windows, the earliest first."""
    return Slot.objects.mine(actor).select_related("suite__site__country", "suite__site__provider")


def capacity_of(actor: Actor) -> list[SuiteShown]:
    """Every suite with its windows to come, in a fixed number of queries."""
    coming = Prefetch("slots", Slot.objects.coming().order_by("starts_on", "id"), to_attr="coming_slots")
    return [
        SuiteShown(suite, suite.coming_slots, timeline_of(suite.coming_slots))
        for suite in own_suites(actor).prefetch_related(coming)
    ]


def capacity_shown(actor: Actor, provider: Provider) -> QuerySet[Slot]:
    """What a provider's page lists: free windows that are not over."""
    rows = (
        Slot.objects.visible_to(actor)
        .free()
        .coming()
        .filter(suite__site__provider=provider)
        .exclude(suite__site__status=SiteStatus.CLOSED)
    )
    rows = rows.select_related("suite__site__country", "suite__scale_unit").prefetch_related("suite__service_lines")
    return rows.order_by("starts_on", "id")


def timeline_of(slots: Iterable[Slot], today: date | None = None) -> Timeline:
    """Where each window stands between the first day of this month and eighteen months later."""
    months = _months((today or clock.today()).replace(day=1))
    first, end = months[0], months[-1]
    scale = WIDTH / (end - first).days
    free_from: list[date] = []
    bars = []
    for slot in sorted(slots, key=lambda slot: slot.starts_on):
        left, right = max(slot.starts_on, first), min(slot.ends_on + timedelta(days=1), end)
        if left >= right:
            continue
        lane = next((index for index, day in enumerate(free_from) if day <= left), len(free_from))
        free_from[lane : lane + 1] = [right]
        width = round((right - left).days * scale, 2)
        bars.append(Bar(slot, round((left - first).days * scale, 2), HEAD + lane * ROW + 3, width))
    ticks = [Tick(month, round((month - first).days * scale, 2), index % 3 == 0) for index, month in enumerate(months[:-1])]
    return Timeline(ticks, bars, len(free_from))


def _months(first: date) -> list[date]:
    """The first days of the months, and the first day after the last."""
    numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month + MONTHS)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
