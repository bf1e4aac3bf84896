"""What can run at a site, in its people's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules
from providers.models import Capability, Site
from vocabulary.models import ExpressionSystem, Modality, Unit


@dataclass(frozen=True)
class CapabilityFacts:
    """A modality, the system it is made in, and from which scale to which; one unit counts both."""

    site: Site
    modality: Modality
    system: ExpressionSystem | None = None
    scale_min: Decimal | None = None
    scale_max: Decimal | None = None
    scale_unit: Unit | None = None
    note: str = ""


COLUMNS = tuple(one.name for one in fields(CapabilityFacts))


@transaction.atomic
def add_capability(*, actor: Actor, facts: CapabilityFacts) -> Capability:
    """Say that a site can make something."""
    actor.require(Permission.PROVIDER_EDIT)
    capability = Capability()
    _write(actor, capability, facts)
    return _record(actor, capability, "capability.created")


@transaction.atomic
def edit_capability(
    *, actor: Actor, capability: Capability, changes: Mapping[str, Any], expected_version: int | None = None
) -> Capability:
    """Correct what a site can make: write ``changes``, by the fields of CapabilityFacts; what they leave out stays as it is saved
    by then. Nothing is told when nothing changed."""
    actor.require(Permission.PROVIDER_EDIT)
    capability = _own(actor, capability)
    ensure_version(capability, expected_version)
    standing = CapabilityFacts(**{name: getattr(capability, name) for name in COLUMNS})
    facts = replace(standing, **changes)
    if facts == standing:
        return capability
    _write(actor, capability, facts)
    return _record(actor, capability, "capability.edited")


@transaction.atomic
def remove_capability(*, actor: Actor, capability: Capability, expected_version: int | None = None) -> None:
    """The site cannot make it any more."""
    actor.require(Permission.PROVIDER_EDIT)
    capability = _own(actor, capability)
    ensure_version(capability, expected_version)
    _record(actor, capability, "capability.removed")
    capability.delete()


def _own(actor: Actor, capability: Capability) -> Capability:
    return lock(Capability.objects.mine(actor).select_related("site__provider", "modality"), capability.pk)


def _write(actor: Actor, capability: Capability, facts: CapabilityFacts) -> None:
    rules.ensure_own_site(actor, facts.site)
    rules.ensure_scale_fits(facts.modality, facts.scale_unit)
    for name in COLUMNS:
        setattr(capability, name, getattr(facts, name))
    save_sound(capability)


def _record(actor: Actor, capability: Capability, kind: str) -> Capability:
    site = capability.site
    emit(kind, actor=actor, subject=capability, data={"provider": str(site.provider_id), "site": str(site.pk)})
    return capability
