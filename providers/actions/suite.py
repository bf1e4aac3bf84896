"""The rooms and lines of a site."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from providers import rules
from providers.models import Site, Suite
from vocabulary.models import ExpressionSystem, Modality, ServiceLine, Unit


@dataclass(frozen=True)
class SuiteFacts:
    """A room or line, and what fits into it."""

    site: Site
    name: str
    service_lines: tuple[ServiceLine, ...]
    modalities: tuple[Modality, ...] = ()
    systems: tuple[ExpressionSystem, ...] = ()
    scale_value: Decimal | None = None
    scale_unit: Unit | None = None
    note: str = ""


MANY = ("service_lines", "modalities", "systems")
COLUMNS = tuple(one.name for one in fields(SuiteFacts) if one.name not in MANY)


@transaction.atomic
def add_suite(*, actor: Actor, facts: SuiteFacts) -> Suite:
    """A room or line that capacity can be shown of."""
    actor.require(Permission.PROVIDER_EDIT)
    suite = Suite()
    _write(actor, suite, facts)
    return _record(actor, suite, "suite.created")


@transaction.atomic
def edit_suite(*, actor: Actor, suite: Suite, facts: SuiteFacts, expected_version: int | None = None) -> Suite:
    """Correct what a suite is. Nothing is told when nothing changed."""
    actor.require(Permission.PROVIDER_EDIT)
    suite = _own(actor, suite)
    ensure_version(suite, expected_version)
    same = all(getattr(suite, name) == getattr(facts, name) for name in COLUMNS)
    if same and all(_codes(getattr(suite, name).all()) == _codes(getattr(facts, name)) for name in MANY):
        return suite
    _write(actor, suite, facts)
    return _record(actor, suite, "suite.edited")


@transaction.atomic
def close_suite(*, actor: Actor, suite: Suite, expected_version: int | None = None) -> Suite:
    """Show no capacity of it any more. Raises WrongState while it is booked."""
    actor.require(Permission.PROVIDER_EDIT)
    suite = _own(actor, suite)
    ensure_version(suite, expected_version)
    rules.ensure_suite_in_use(suite)
    rules.ensure_nothing_booked(suite)
    suite.closed_at = timezone.now()
    suite.save()
    return _record(actor, suite, "suite.closed")


@transaction.atomic
def reopen_suite(*, actor: Actor, suite: Suite, expected_version: int | None = None) -> Suite:
    """Its windows are shown again as they stand."""
    actor.require(Permission.PROVIDER_EDIT)
    suite = _own(actor, suite)
    ensure_version(suite, expected_version)
    rules.ensure_suite_closed(suite)
    suite.closed_at = None
    suite.save()
    return _record(actor, suite, "suite.reopened")


def _own(actor: Actor, suite: Suite) -> Suite:
    return lock(Suite.objects.mine(actor).select_related("site__provider"), suite.pk)


def _codes(terms: Iterable[Any]) -> set[str]:
    return {term.pk for term in terms}


def _write(actor: Actor, suite: Suite, facts: SuiteFacts) -> None:
    rules.ensure_own_site(actor, facts.site)
    for name in COLUMNS:
        setattr(suite, name, getattr(facts, name))
    save_sound(suite)
    for name in MANY:
        getattr(suite, name).set(getattr(facts, name))


def _record(actor: Actor, suite: Suite, kind: str) -> Suite:
    data = {"provider": str(suite.site.provider_id), "site": str(suite.site_id)}
    emit(kind, actor=actor, subject=suite, data=data)
    return suite
