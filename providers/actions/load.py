"""Making unclaimed profiles of the shipped data."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules
from providers.enums import ProviderState
from providers.models import Merge, Provider, Site, Source
from providers.places import place_of
from providers.shipped import Shipment, digest_of

PLAIN = (
    "name",
    "legal_name",
    "parent_name",
    "other_names",
    "city",
    "founded",
    "domain",
    "types",
    "summary",
    "standards_basis",
    "unverified_fields",
)
OWN = "own-"
"""What the digest of a profile begins with that an operator brought in."""
LINKS = ("service_lines", "modalities", "stages", "standards")


@dataclass
class LoadReport:
    """What a load did, by slug. ``kept`` are profiles whose own people look after them."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(slugs) for name, slugs in vars(self).items()}


@transaction.atomic
def load_providers(*, actor: Actor, shipment: Shipment, dry_run: bool = False) -> LoadReport:
    """Add and update unclaimed profiles until they say what ``shipment`` says. Claimed ones, and those of a merge, are left alone and named;
    so is what an operator brought in (``shipment.is_own``), except by one.

    All or nothing: Invalid when any code is unknown. A second load of the same changes nothing.
    """
    actor.require(Permission.PLATFORM_OPERATE)
    rules.ensure_sound(shipment)
    report = LoadReport()
    whole = set(Merge.objects.filter(undone_at=None).values_list("kept_id", flat=True))
    existing = {one.slug: one for one in Provider.objects.select_for_update().filter(slug__in=shipment.rows)}
    for slug, row in shipment.rows.items():
        standing = existing.get(slug)
        if standing is not None and standing.pk in whole:
            report.kept.append(slug)
            continue
        _settle(standing, slug, row, shipment, report)
    if report.added or report.updated:
        marker = Provider.objects.get(slug=(report.added or report.updated)[0])
        emit("provider.loaded", actor=actor, subject=marker, data=report.counts)
    if dry_run:
        transaction.set_rollback(True)
    return report


def _settle(provider: Provider | None, slug: str, row: dict[str, Any], shipment: Shipment, report: LoadReport) -> None:
    digest = digest_of(row)
    marked = f"{OWN}{digest}"[:64] if shipment.is_own else digest
    if provider is not None and not _is_open(provider, shipment):
        report.kept.append(slug)
        return
    if provider is not None and provider.shipped_digest in (digest, marked):
        return
    (report.added if provider is None else report.updated).append(slug)
    _write(provider or Provider(slug=slug), row, marked, shipment)


def _is_open(provider: Provider, shipment: Shipment) -> bool:
    """Whether the data may write it: nobody has claimed it, and no operator brought it in, unless an operator does again."""
    is_free = provider.state == ProviderState.UNCLAIMED and provider.merged_into_id is None
    return is_free and (shipment.is_own or not provider.shipped_digest.startswith(OWN))


def _write(provider: Provider, row: dict[str, Any], digest: str, shipment: Shipment) -> None:
    for name in PLAIN:
        setattr(provider, name, row[name])
    provider.country_id = row["country"]
    provider.shipped_digest = digest
    provider.save()
    for name in LINKS:
        getattr(provider, name).set(row[name])
    _write_sources(provider, row["sources"], shipment)
    _write_sites(provider, row["sites"])


def _write_sources(provider: Provider, sources: list[str], shipment: Shipment) -> None:
    provider.sources.all().delete()
    Source.objects.bulk_create(
        Source(
            provider=provider,
            url=source if source.startswith("http") else "",
            title="" if source.startswith("http") else source,
            compiled_on=shipment.compiled_on,
            order=order,
        )
        for order, source in enumerate(sources)
    )


def _write_sites(provider: Provider, sites: list[dict[str, Any]]) -> None:
    """Sites keep their identity by place; one that is gone from the data goes."""
    places = {(site["city"], site["country"]) for site in sites}
    for old in provider.sites.all():
        if (old.city, old.country_id) not in places:
            old.delete()
    for order, row in enumerate(sites):
        scale = row["scale"] or {}
        place = place_of(row["country"], row["city"])
        values = {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "status": row["status"],
            "note": row["note"],
            "order": order,
            "authorities_known": row["authorities"] is not None,
            "scale_value": Decimal(str(scale["value"])) if scale else None,
            "scale_unit_id": scale.get("unit"),
            "scale_note": scale.get("note") or "",
        }
        site, _created = Site.objects.update_or_create(
            provider=provider, city=row["city"], country_id=row["country"], name="", defaults=values
        )
        site.functions.set(row["functions"])
        site.modalities.set(row["modalities"])
        site.authorities.set(row["authorities"] or [])
