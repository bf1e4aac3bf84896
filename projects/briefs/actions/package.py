"""The work packages of a project."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs import rules
from projects.briefs.models import Project, WorkPackage
from vocabulary.models import Country, ExpressionSystem, ServiceLine, Stage, Standard, Unit


@dataclass(frozen=True)
class PackageFacts:
    """What a sponsor says of a work package. A scale is from the smaller to the larger, in one unit; money in one currency."""

    service_line: ServiceLine
    is_wish: bool = False
    stage: Stage | None = None
    scale_low: Decimal | None = None
    scale_high: Decimal | None = None
    scale_unit: Unit | None = None
    scale_of_one: bool = False
    batches: int | None = None
    starts_on: date | None = None
    latest_start: date | None = None
    ends_on: date | None = None
    budget_low: Decimal | None = None
    budget_high: Decimal | None = None
    currency: str = ""
    certificates_in_force: bool = False
    questions: str = ""
    systems: tuple[ExpressionSystem, ...] = ()
    standards_required: tuple[Standard, ...] = ()
    standards_preferred: tuple[Standard, ...] = ()
    countries_allowed: tuple[Country, ...] = ()
    countries_preferred: tuple[Country, ...] = ()
    countries_avoided: tuple[Country, ...] = ()
    countries_excluded: tuple[Country, ...] = ()
    depends_on: tuple[WorkPackage, ...] = ()


LINKS = (
    "systems", "standards_required", "standards_preferred", "countries_allowed", "countries_preferred", "countries_avoided",
    "countries_excluded", "depends_on",
)  # fmt: skip
COLUMNS = tuple(one.name for one in fields(PackageFacts) if one.name not in LINKS)


@transaction.atomic
def add_package(*, actor: Actor, project: Project, facts: PackageFacts) -> WorkPackage:
    """Another part of the project, behind those that are there."""
    actor.require(Permission.PROJECT_EDIT)
    project = lock(Project.objects.visible_to(actor), project.pk, no_key=True)
    rules.ensure_room(project)
    last = project.packages.aggregate(last=Max("position"))["last"] or 0
    package = WorkPackage(project=project, position=last + 1)
    write_package(package, facts)
    return _record(actor, package, "workpackage.created")


@transaction.atomic
def edit_package(
    *, actor: Actor, package: WorkPackage, changes: Mapping[str, Any], expected_version: int | None = None
) -> WorkPackage:
    """Write ``changes``, by the fields of PackageFacts; what they leave out stays as it is saved by then. Nothing is told when
    nothing changed."""
    actor.require(Permission.PROJECT_EDIT)
    package = _own(actor, package)
    ensure_version(package, expected_version)
    standing = facts_of_package(package)
    facts = replace(standing, **changes)
    if _settled(facts) == _settled(standing):
        return package
    write_package(package, facts)
    return _record(actor, package, "workpackage.edited")


@transaction.atomic
def move_package(*, actor: Actor, package: WorkPackage, to: int | None = None, step: int = 0) -> WorkPackage:
    """Put it ``to`` another place, counted from 1, or some places on from where it stands: before the first as at the beginning,
    past the last as at the end. The others close up. Nothing is told when it stands there already."""
    actor.require(Permission.PROJECT_EDIT)
    package = _own(actor, package)
    standing = list(package.project.packages.all())
    place = standing.index(package) + step if to is None else to - 1
    ordered = [one for one in standing if one != package]
    ordered.insert(max(place, 0), package)
    moved = [(one, number) for number, one in enumerate(ordered, start=1) if one.position != number]
    if not moved:
        return package
    for one, number in moved:
        one.position = number
        one.save(update_fields=["position", "updated_at", "version"])
    return _record(actor, package, "workpackage.moved")


@transaction.atomic
def remove_package(*, actor: Actor, package: WorkPackage, expected_version: int | None = None) -> None:
    """The project does without it."""
    actor.require(Permission.PROJECT_EDIT)
    package = _own(actor, package)
    ensure_version(package, expected_version)
    _record(actor, package, "workpackage.removed")
    package.delete()


def facts_of_package(package: WorkPackage) -> PackageFacts:
    """What stands there."""
    links: dict[str, Any] = {name: tuple(getattr(package, name).all()) for name in LINKS}
    return PackageFacts(**{name: getattr(package, name) for name in COLUMNS}, **links)


def write_package(package: WorkPackage, facts: PackageFacts) -> None:
    """Hold the rules and save, inside the transaction of an action. Raises Invalid."""
    rules.ensure_sourceable(facts.service_line)
    rules.ensure_currency(facts.currency)
    rules.ensure_certifiable(facts.certificates_in_force, facts.standards_required)
    rules.ensure_no_circle(package.project, package, facts.depends_on)
    for name in COLUMNS:
        setattr(package, name, getattr(facts, name))
    save_sound(package)
    for name in LINKS:
        getattr(package, name).set(getattr(facts, name))


def _own(actor: Actor, package: WorkPackage) -> WorkPackage:
    """The project's row first, as everywhere: moving one writes its neighbours, and two who move would wait for each other."""
    lock(Project.objects.visible_to(actor), package.project_id, no_key=True)
    return lock(WorkPackage.objects.visible_to(actor).select_related("project"), package.pk)


def _settled(facts: PackageFacts) -> PackageFacts:
    """Without the order in which several were named: it says nothing."""
    links: dict[str, Any] = {name: frozenset(getattr(facts, name)) for name in LINKS}
    return replace(facts, **links)


def _record(actor: Actor, package: WorkPackage, kind: str) -> WorkPackage:
    data = {"project": str(package.project_id), "service_line": package.service_line_id}
    emit(kind, actor=actor, subject=package, data=data)
    return package
