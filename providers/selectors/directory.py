"""The directory: profiles as a visitor browses them."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from organizations.actor import Actor
from providers.models import Provider, Site
from vocabulary.models import Modality, ServiceLine, Stage, TreeTerm


@dataclass(frozen=True)
class Row:
    """A modality with, for each stage of the chain, how many service lines the provider names for both."""

    modality: Modality
    counts: list[int]


@dataclass(frozen=True)
class Profile:
    """A provider with all that its page shows."""

    provider: Provider
    sites: list[Site]
    stages: list[Stage]
    grid: list[Row]
    families: list[tuple[TreeTerm, list[ServiceLine]]]


def directory(actor: Actor) -> QuerySet[Provider]:
    """Public profiles by name, with what a line of the list shows."""
    rows = Provider.objects.visible_to(actor).select_related("country")
    return rows.prefetch_related("modalities", Prefetch("sites", Site.objects.select_related("country")))


def profile_of(actor: Actor, slug: str) -> Profile:
    """One profile. Raises Http404."""
    sites = Site.objects.select_related("country", "scale_unit").prefetch_related("functions", "modalities", "authorities")
    lines = ServiceLine.objects.select_related("parent").prefetch_related("stages", "modalities").order_by("order")
    rows = Provider.objects.visible_to(actor).select_related("country", "organization")
    rows = rows.prefetch_related(
        Prefetch("sites", sites), Prefetch("service_lines", lines), "modalities", "stages", "standards", "sources"
    )
    provider = get_object_or_404(rows, slug=slug)
    stages = sorted(provider.stages.all(), key=lambda stage: stage.order)
    return Profile(provider, list(provider.sites.all()), stages, grid_of(provider, stages), families_of(provider))


def grid_of(provider: Provider, stages: list[Stage]) -> list[Row]:
    """Stage by modality: a service line counts where it is bought for both, and the provider names both."""
    lines = [
        ({one.pk for one in line.stages.all()}, {one.pk for one in line.modalities.all()})
        for line in provider.service_lines.all()
    ]
    return [
        Row(
            modality,
            [
                sum(stage.pk in of_stages and modality.pk in of_modalities for of_stages, of_modalities in lines)
                for stage in stages
            ],
        )
        for modality in sorted(provider.modalities.all(), key=lambda one: one.order)
    ]


def families_of(provider: Provider) -> list[tuple[TreeTerm, list[ServiceLine]]]:
    """The service lines under their families, in the vocabulary's order."""
    families: dict[str, tuple[TreeTerm, list[ServiceLine]]] = {}
    for line in provider.service_lines.all():
        if line.parent is not None:
            families.setdefault(line.parent.pk, (line.parent, []))[1].append(line)
    return list(families.values())
