"""What moves when two profiles of one company are made one: read before, shown to the operator, then done as shown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet

from providers.models import Capability, Certificate, Claim, Provider, Site, Source, Suite
from providers.models.claim import OPEN
from services.models import Offering

TERMS = ("service_lines", "modalities", "stages", "standards")
OF_SITES = ("functions", "modalities", "authorities")


@dataclass(frozen=True)
class Joint:
    """A place that both profiles have: what only the one has moves to the other; the rest stays behind with it."""

    gone: Site
    stays: Site
    capabilities: list[Capability]
    certificates: list[Certificate]
    suites: list[Suite]
    terms: dict[str, list[str]]


@dataclass(frozen=True)
class Twin:
    """A service that both profiles are known for from public sources: one offering stays, and is done at both's sites."""

    gone: Offering
    stays: Offering


@dataclass(frozen=True)
class Plan:
    """Everything that changes hands. ``terms`` and ``names`` are those that the kept profile has not."""

    kept: Provider
    merged: Provider
    sites: list[Site]
    joints: list[Joint]
    offerings: list[Offering]
    twins: list[Twin]
    sources: list[Source]
    claims: list[Claim]
    names: list[str]
    unverified: list[str]
    terms: dict[str, list[str]] = field(default_factory=dict)


def merge_plan(kept: Provider, merged: Provider) -> Plan:
    """What would move from ``merged`` to ``kept``."""
    there = {_place(site): site for site in kept.sites.all()}
    pairs = [(site, there.get(_place(site))) for site in merged.sites.select_related("country")]
    terms = {name: _missing(getattr(merged, name), getattr(kept, name)) for name in TERMS}
    sites = [site for site, match in pairs if match is None]
    twins, offerings = _offerings(kept, merged)
    return Plan(
        kept=kept,
        merged=merged,
        sites=sites,
        joints=[_joint(site, match) for site, match in pairs if match is not None],
        offerings=offerings,
        twins=twins,
        sources=_new(merged.sources.all(), kept.sources.all(), ("url", "title")),
        claims=_claims(kept, merged),
        names=_names(kept, merged),
        unverified=_unverified(kept, merged, sites, terms["service_lines"]),
        terms=terms,
    )


def _place(site: Site) -> tuple[str, str, str]:
    return site.country_id, site.city.strip().casefold(), site.name.strip().casefold()


def _joint(gone: Site, stays: Site) -> Joint:
    return Joint(
        gone=gone,
        stays=stays,
        capabilities=_new(gone.capabilities.all(), stays.capabilities.all(), ("modality_id", "system_id")),
        certificates=_new(gone.certificates.all(), stays.certificates.all(), ("standard_id", "number")),
        suites=_new(gone.suites.all(), stays.suites.all(), ("name",)),
        terms={name: _missing(getattr(gone, name), getattr(stays, name)) for name in OF_SITES},
    )


def _new(rows: Iterable[Any], known: Iterable[Any], fields: tuple[str, ...]) -> list[Any]:
    """Those of ``rows`` that the database would take beside ``known``."""

    def key(row: Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in fields)

    taken = {key(row) for row in known}
    return [row for row in rows if key(row) not in taken]


def _missing(theirs: Any, ours: Any) -> list[str]:
    return sorted(set(theirs.values_list("pk", flat=True)) - set(ours.values_list("pk", flat=True)))


def _offerings(kept: Provider, merged: Provider) -> tuple[list[Twin], list[Offering]]:
    rows: QuerySet[Offering] = Offering.objects.select_related("service_line", "provider")
    derived = {one.service_line_id: one for one in rows.filter(provider=kept).exclude(shipped_digest="")}
    twins, moving = [], []
    for one in rows.filter(provider=merged):
        twin = derived.get(one.service_line_id) if one.shipped_digest else None
        if twin is not None:
            twins.append(Twin(one, twin))
        else:
            moving.append(one)
    return twins, moving


def _claims(kept: Provider, merged: Provider) -> list[Claim]:
    """Open ones, while the kept profile is still to be had."""
    if not kept.is_unclaimed:
        return []
    theirs = Claim.objects.filter(provider=merged, status__in=OPEN).select_related("organization", "provider")
    return _new(theirs, Claim.objects.filter(provider=kept, status__in=OPEN), ("organization_id",))


def _names(kept: Provider, merged: Provider) -> list[str]:
    known = {name.casefold() for name in (kept.name, kept.legal_name, *kept.other_names)}
    names = []
    for name in (merged.name, merged.legal_name[:160], *merged.other_names):
        if name and name.casefold() not in known:
            known.add(name.casefold())
            names.append(name)
    return names


def _unverified(kept: Provider, merged: Provider, sites: list[Site], lines: list[str]) -> list[str]:
    """What moves stays unverified where it was."""
    moving = [f"sites.{site.city}" for site in sites] + [f"services.{code}" for code in lines]
    marked = [one for one in moving if merged.is_unverified(one) or merged.is_unverified(one.split(".")[0])]
    return [one[:80] for one in marked if one not in kept.unverified_fields]
