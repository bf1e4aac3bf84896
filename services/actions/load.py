"""Making offerings of the public profiles."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers.enums import ProviderState
from providers.models import Provider, Site
from services.derivation import Candidate, candidates_of
from services.enums import OfferingStatus
from services.models import CatalogueState, Offering
from services.selectors.links import link_table_of
from vocabulary.models import ServiceLine

MANY = ("sites", "stages", "modalities", "standards")


@dataclass
class LoadReport:
    """What a load did: how many offerings were added, updated, removed, and how many providers were left to themselves."""

    added: list[uuid.UUID] = field(default_factory=list)
    updated: list[uuid.UUID] = field(default_factory=list)
    removed: int = 0
    kept: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return {"added": len(self.added), "updated": len(self.updated), "removed": self.removed, "kept": self.kept}


@transaction.atomic
def load_offerings(*, actor: Actor, dry_run: bool = False) -> LoadReport:
    """Give every unclaimed profile the offerings that follow from it, and take away those that no longer do.

    A claimed profile's offerings are its own people's business. A second load of the same changes nothing.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    report = LoadReport(kept=Provider.objects.exclude(state=ProviderState.UNCLAIMED).count())
    standing = {(one.provider_id, one.service_line_id): one for one in Offering.objects.exclude(shipped_digest="")}
    new: list[tuple[Offering, Candidate]] = []
    for provider, candidate in _candidates():
        offering = standing.pop((provider.pk, candidate.service_line), None)
        if offering is None:
            offering = Offering(provider=provider, service_line_id=candidate.service_line, published_at=timezone.now())
            _describe(offering, candidate)
            new.append((offering, candidate))
        elif offering.shipped_digest != candidate.digest:
            _describe(offering, candidate)
            offering.save()
            for name in MANY:
                getattr(offering, name).set(getattr(candidate, name))
            report.updated.append(offering.pk)
    _create(new)
    report.added = [offering.pk for offering, _candidate in new]
    left = [one.pk for one in standing.values() if _is_loose(one)]
    report.removed = len(left)
    Offering.objects.filter(pk__in=left).delete()
    if new or report.updated or left:
        state, _created = CatalogueState.objects.get_or_create(pk=1)
        emit("offering.loaded", actor=actor, subject=state, data=report.counts)
    if dry_run:
        transaction.set_rollback(True)
    return report


def _candidates() -> Iterator[tuple[Provider, Candidate]]:
    lines = ServiceLine.objects.in_use().prefetch_related("stages", "modalities")
    sites = Site.objects.select_related("scale_unit").prefetch_related("functions", "modalities")
    rows = Provider.objects.filter(state=ProviderState.UNCLAIMED, merged_into=None).prefetch_related(
        Prefetch("service_lines", lines), Prefetch("sites", sites), "modalities", "stages", "standards"
    )
    for provider in rows:
        yield from ((provider, candidate) for candidate in candidates_of(provider))


def _is_loose(offering: Offering) -> bool:
    """Whether it goes when the profile no longer suggests it. What an operator took off stays off, or the next load would make it anew."""
    provider = offering.provider
    return provider.is_unclaimed and provider.merged_into_id is None and offering.status != OfferingStatus.WITHHELD


def _describe(offering: Offering, candidate: Candidate) -> None:
    if offering.status != OfferingStatus.WITHHELD:
        offering.status = OfferingStatus.PUBLISHED
    offering.scale_max = candidate.scale_max
    offering.scale_unit_id = candidate.scale_unit
    offering.scale_note = candidate.scale_note
    offering.is_unverified = candidate.is_unverified
    offering.shipped_digest = candidate.digest


def _create(new: list[tuple[Offering, Candidate]]) -> None:
    Offering.objects.bulk_create([offering for offering, _candidate in new])
    for name in MANY:
        through = link_table_of(name)
        through.model._default_manager.bulk_create(
            [
                through.model(offering_id=offering.pk, **{f"{through.there}_id": key})
                for offering, candidate in new
                for key in getattr(candidate, name)
            ],
            batch_size=5000,
        )
