"""The rooms and lines of a site."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
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
def edit_suite(*, actor: Actor, suite: Suite, changes: Mapping[str, Any], expected_version: int | None = None) -> Suite:
    """Correct what a suite is: write ``changes``, by the fields of SuiteFacts; what they leave out stays as it is saved by then.

    Nothing is told when nothing changed.
    """
    actor.require(Permission.PROVIDER_EDIT)
    suite = _own(actor, suite)
    ensure_version(suite, expected_version)
    standing = _facts_of(suite)
    facts = replace(standing, **changes)
    same = all(getattr(standing, name) == getattr(facts, name) for name in COLUMNS)
    if same and all(_codes(getattr(standing, name)) == _codes(getattr(facts, name)) for name in MANY):
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


def _facts_of(suite: Suite) -> SuiteFacts:
    links: dict[str, Any] = {name: tuple(getattr(suite, name).all()) for name in MANY}
    return SuiteFacts(**{name: getattr(suite, name) for name in COLUMNS}, **links)


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
