"""What a request says, as one value: what actions take, and what stands there to begin with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from core.languages import joined
from projects.briefs.enums import Tier
from projects.briefs.models import Project, WorkPackage
from projects.sourcing.enums import Audience
from projects.sourcing.models import Rfq, RfqLine
from projects.sourcing.models.line import TERM_LISTS
from projects.sourcing.selectors.rfq import lines_of
from vocabulary.models import Country, ServiceLine, Stage, Standard, Unit

LONGEST_DETAILS = 5000


QUESTIONS = ("questions", "required_questions")


@dataclass(frozen=True)
class LineFacts:
    """One line; ``id`` names one that stands there already. A quantity has both its value and its unit."""

    title: str
    id: UUID | None = None
    service_line: ServiceLine | None = None
    stage: Stage | None = None
    quantity_value: Decimal | None = None
    quantity_unit: Unit | None = None
    batches: int | None = None
    standards: tuple[Standard, ...] = ()
    certificates_in_force: bool = False
    countries_allowed: tuple[Country, ...] = ()
    countries_excluded: tuple[Country, ...] = ()
    starts_on: date | None = None
    latest_start: date | None = None
    ends_on: date | None = None
    details: str = ""
    questions: tuple[str, ...] = ()
    required_questions: tuple[str, ...] = ()
    work_package: WorkPackage | None = None


@dataclass(frozen=True)
class RfqFacts:
    """What a request says. ``question_days`` before the deadline is the rule of the cut-off; else ``question_cutoff``."""

    codename: str
    deadline: datetime
    teaser: str = ""
    title: str = ""
    brief: str = ""
    handover: str = ""
    time_zone: str = "UTC"
    question_cutoff: datetime | None = None
    question_days: int | None = None
    is_sealed: bool = True
    envelopes: int = 1
    second_person: bool = False
    min_validity_days: int = 60
    currency: str = "EUR"
    criteria: tuple[dict[str, Any], ...] = ()
    needs_cda: bool = True
    cda_months: int = 36
    sponsor_named: bool = True
    audience: str = Audience.SELECTED.value
    decision_on: date | None = None
    budget_known: bool = False
    starts_at: datetime | None = None
    lines: tuple[LineFacts, ...] = field(default=())


def facts_of_project(
    project: Project, *, deadline: datetime, packages: Iterable[WorkPackage], time_zone: str = "UTC"
) -> RfqFacts:
    """A draft from a project: a line for each of the chosen packages; the confidential from when the project shows it, under the
    agreement or after the award. What has no field of a line's own stands in its confidential details."""
    after_award = {name for name, tier in project.tiers.items() if tier == Tier.AWARD}
    texts = {name: getattr(project, name) for name in ("title", "asset", "indication") if getattr(project, name)}
    packages = list(packages)
    needed = {one.pk for package in packages for one in package.depends_on.all()}
    brief = [text for name, text in texts.items() if name != "title" and name not in after_award]
    return RfqFacts(
        codename=project.codename,
        deadline=deadline,
        time_zone=time_zone,
        title="" if "title" in after_award else project.title,
        brief="\n".join([*brief, *_shared(project)]),
        handover="\n".join(text for name, text in texts.items() if name in after_award),
        currency=project.currency or "EUR",
        needs_cda=project.needs_cda,
        lines=tuple(_line_of(project, package, is_last=package.pk not in needed) for package in packages),
    )


def _shared(project: Project) -> Iterator[str]:
    """What holds for every line and has no field of its own."""
    yield from _named(gettext("Kind of medicine: %(names)s"), project.modalities.all())
    yield from _named(gettext("Target markets: %(names)s"), project.jurisdictions.all())
    if project.starts_on or project.latest_start or project.ends_on:
        yield gettext("The project as a whole: %(window)s") % {"window": project.window}


def _line_of(project: Project, package: WorkPackage, *, is_last: bool) -> LineFacts:
    scale = package.scale_high or package.scale_low
    starts_on, latest_start, ends_on = _window_of(project, package, is_last=is_last)
    return LineFacts(
        title=package.service_line.label[:160],
        service_line=package.service_line,
        stage=package.stage,
        quantity_value=scale.quantize(Decimal("0.001")) if scale else None,
        quantity_unit=package.scale_unit if scale else None,
        batches=package.batches,
        standards=tuple(package.standards_required.all()),
        certificates_in_force=package.certificates_in_force,
        countries_allowed=tuple(package.countries_allowed.all()),
        countries_excluded=tuple(package.countries_excluded.all()),
        starts_on=starts_on,
        latest_start=latest_start,
        ends_on=ends_on,
        details="\n".join(_details_of(package))[:LONGEST_DETAILS],
        questions=tuple(_questions_of(package)),
        work_package=package,
    )


def _window_of(project: Project, package: WorkPackage, *, is_last: bool) -> tuple[date | None, date | None, date | None]:
    """The package's own days. Of a project with several steps the first begins when the project does, and the last is done when it is: a day
    that such a package does not say is the project's, unless they would be out of order."""
    own = (package.starts_on, package.latest_start, package.ends_on)
    is_first = not package.depends_on.all()
    starts_on = package.starts_on or (project.starts_on if is_first else None)
    latest_start = package.latest_start or (project.latest_start if is_first else None)
    ends_on = package.ends_on or (project.ends_on if is_last else None)
    days = [day for day in (starts_on, latest_start, ends_on) if day]
    return (starts_on, latest_start, ends_on) if days == sorted(days) else own


def _details_of(package: WorkPackage) -> Iterator[str]:
    """What bidders have to know and no field of a line says."""
    if package.is_wish:
        yield gettext("Quote this on its own: it is a wish, and we may do without it.")
    is_range = package.scale_low and package.scale_high and package.scale_low != package.scale_high
    if is_range or package.scale_of_one:
        yield gettext("Scale: %(scale)s") % {"scale": package.scale}
    yield from _named(gettext("Expression systems: %(names)s"), package.systems.all())
    yield from _named(gettext("Standards preferred, not required: %(names)s"), package.standards_preferred.all())
    yield from _named(gettext("Preferred countries: %(names)s"), package.countries_preferred.all())
    yield from _named(gettext("Rather not in these countries: %(names)s"), package.countries_avoided.all())
    yield from _named(gettext("Begins after: %(names)s"), [one.service_line for one in package.depends_on.all()])


def _named(text: str, terms: Iterable[Any]) -> Iterator[str]:
    """The sentence with the names of the terms; nothing where there is none."""
    names = joined(one.label for one in terms)
    if names:
        yield text % {"names": names}


def _questions_of(package: WorkPackage) -> Iterator[str]:
    yield from (line.strip()[:500] for line in package.questions.splitlines() if line.strip())


def facts_of(rfq: Rfq) -> RfqFacts:
    """What stands there."""
    names = [one.name for one in fields(RfqFacts) if one.name not in {"lines", "criteria"}]
    values = {name: getattr(rfq, name) for name in names}
    lines = tuple(line_facts_of(line) for line in lines_of(rfq))
    return RfqFacts(**values, criteria=tuple(rfq.criteria), lines=lines)


def line_facts_of(line: RfqLine) -> LineFacts:
    """One line as it stands."""
    names = [one.name for one in fields(LineFacts) if one.name not in {"id", *TERM_LISTS, *QUESTIONS}]
    values: dict[str, Any] = {name: getattr(line, name) for name in names}
    values |= {name: tuple(getattr(line, name)) for name in QUESTIONS}
    values |= {name: tuple(getattr(line, name).all()) for name in TERM_LISTS}
    return LineFacts(id=line.pk, **values)
