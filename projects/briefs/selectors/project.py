"""A sponsor's projects as they are read, and as what is needed."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from organizations.actor import Actor
from projects.briefs.models import Intake, Project, WorkPackage
from projects.briefs.requirements import Confidentiality, Force, Requirement, Subject

WITH_LINKS = (
    "systems", "standards_required", "standards_preferred", "countries_allowed", "countries_preferred", "countries_avoided",
    "countries_excluded",
    Prefetch("depends_on", WorkPackage.objects.select_related("service_line")),
)  # fmt: skip

ANY_OF_THESE = "any of these"
"""No site stands in two countries: those that are allowed are a choice, and so are those that are preferred. What is a choice
has its words in common, which are the same in every language."""


def my_projects(actor: Actor) -> QuerySet[Project]:
    """The sponsor's, the newest first, each with the number of its packages."""
    rows = Project.objects.visible_to(actor).select_related("stage").prefetch_related("modalities", "jurisdictions")
    return rows.annotate(package_count=Count("packages")).order_by("-created_at", "id")


def my_intakes(actor: Actor) -> QuerySet[Intake]:
    """The sponsor's briefs that are no project yet."""
    return Intake.objects.visible_to(actor).filter(project=None)


def packages_of(actor: Actor, project: Project) -> QuerySet[WorkPackage]:
    """In their order, with everything that a page shows."""
    rows = WorkPackage.objects.visible_to(actor).filter(project=project)
    return rows.select_related("service_line__parent", "stage", "scale_unit", "project").prefetch_related(*WITH_LINKS)


def requirements_of(project: Project, package: WorkPackage | None = None) -> tuple[Requirement, ...]:
    """What is needed, for matching: of one package with what holds for the whole project, or of all of it.

    A figure that the package does not say is the project's. By the latest start of the project begins what needs no other package
    first.
    """
    packages = [package] if package else list(project.packages.all())
    found = [*_of_project(project, package), *(one for each in packages for one in _of_package(each))]
    return tuple(dict.fromkeys(found))


def _of_project(project: Project, package: WorkPackage | None) -> Iterator[Requirement]:
    yield from (Requirement(Subject.MODALITY, code=one.code) for one in project.modalities.all())
    yield from (Requirement(Subject.JURISDICTION, code=one.code) for one in project.jurisdictions.all())
    if project.stage_id and not (package and package.stage_id):
        yield Requirement(Subject.STAGE, code=project.stage_id)
    if not (package and any(_days_of(package).values())):
        yield from _window(_days_of(project) | ({"latest_start": None} if package and package.depends_on.all() else {}))
    if not package and (project.budget_low or project.budget_high):
        yield Requirement(Subject.BUDGET, low=project.budget_low, high=project.budget_high, unit=project.currency)
    if project.needs_cda:
        yield Requirement(Subject.CONFIDENTIALITY, code=Confidentiality.CDA)


def _of_package(package: WorkPackage) -> Iterator[Requirement]:
    yield Requirement(Subject.SERVICE_LINE, Force.WISH if package.is_wish else Force.MUST, package.service_line_id)
    if package.stage_id:
        yield Requirement(Subject.STAGE, code=package.stage_id)
    yield from (Requirement(Subject.SYSTEM, code=one.code) for one in package.systems.all())
    if package.scale_unit_id:
        yield Requirement(Subject.SCALE, low=package.scale_low, high=package.scale_high, unit=package.scale_unit_id, of_one=package.scale_of_one)  # fmt: skip
    if package.batches:
        yield Requirement(Subject.BATCHES, low=Decimal(package.batches), high=Decimal(package.batches))
    yield from _window(_days_of(package))
    if package.budget_low or package.budget_high:
        yield Requirement(Subject.BUDGET, low=package.budget_low, high=package.budget_high, unit=package.currency)
    yield from _of_links(package)


def _days_of(row: Project | WorkPackage) -> dict[str, Any]:
    return {"starts_on": row.starts_on, "latest_start": row.latest_start, "ends_on": row.ends_on}


def _window(days: Mapping[str, Any]) -> Iterator[Requirement]:
    if any(days.values()):
        yield Requirement(Subject.WINDOW, **days)


def _of_links(package: WorkPackage) -> Iterator[Requirement]:
    links = (
        (Subject.STANDARD, Force.MUST, package.standards_required),
        (Subject.STANDARD, Force.WISH, package.standards_preferred),
        (Subject.COUNTRY, Force.MUST, package.countries_allowed),
        (Subject.COUNTRY, Force.WISH, package.countries_preferred),
        (Subject.COUNTRY, Force.AVOIDED, package.countries_avoided),
        (Subject.COUNTRY, Force.EXCLUDED, package.countries_excluded),
    )
    for subject, force, terms in links:
        words = ANY_OF_THESE if subject is Subject.COUNTRY and not force.is_against else ""
        in_force = (subject, force) == (Subject.STANDARD, Force.MUST) and package.certificates_in_force
        yield from (Requirement(subject, force, code=one.pk, words=words, in_force=in_force) for one in terms.all())
