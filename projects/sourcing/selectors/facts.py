"""What a request says, as one value: what actions take, and what stands there to begin with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from projects.briefs.models import Project, WorkPackage
from projects.sourcing.enums import Audience
from projects.sourcing.models import Rfq, RfqLine
from projects.sourcing.selectors.rfq import lines_of
from vocabulary.models import ServiceLine, Stage, Standard, Unit


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
    starts_on: date | None = None
    ends_on: date | None = None
    details: str = ""
    questions: tuple[str, ...] = ()
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


def facts_of_project(project: Project, *, deadline: datetime, packages: Iterable[WorkPackage]) -> RfqFacts:
    """A draft from a project: a line for each of the chosen packages, the confidential under the agreement."""
    confidential = [one for one in (project.asset, project.indication) if one]
    return RfqFacts(
        codename=project.codename,
        deadline=deadline,
        title=project.title,
        brief="\n".join(confidential),
        currency=project.currency or "EUR",
        needs_cda=project.needs_cda,
        lines=tuple(_line_of(package) for package in packages),
    )


def _line_of(package: WorkPackage) -> LineFacts:
    scale = package.scale_high or package.scale_low
    return LineFacts(
        title=package.service_line.label[:160],
        service_line=package.service_line,
        stage=package.stage,
        quantity_value=scale.quantize(Decimal("0.001")) if scale else None,
        quantity_unit=package.scale_unit if scale else None,
        batches=package.batches,
        standards=tuple(package.standards_required.all()),
        certificates_in_force=package.certificates_in_force,
        starts_on=package.starts_on,
        ends_on=package.ends_on,
        questions=tuple(_questions_of(package)),
        work_package=package,
    )


def _questions_of(package: WorkPackage) -> Iterator[str]:
    if package.is_wish:
        yield gettext("Quote this on its own: it is a wish, and we may do without it.")
    yield from (line.strip()[:500] for line in package.questions.splitlines() if line.strip())


def facts_of(rfq: Rfq) -> RfqFacts:
    """What stands there."""
    names = [one.name for one in fields(RfqFacts) if one.name not in {"lines", "criteria"}]
    values = {name: getattr(rfq, name) for name in names}
    lines = tuple(line_facts_of(line) for line in lines_of(rfq))
    return RfqFacts(**values, criteria=tuple(rfq.criteria), lines=lines)


def line_facts_of(line: RfqLine) -> LineFacts:
    """One line as it stands."""
    names = [one.name for one in fields(LineFacts) if one.name not in {"id", "standards", "questions"}]
    values = {name: getattr(line, name) for name in names}
    return LineFacts(id=line.pk, standards=tuple(line.standards.all()), questions=tuple(line.questions), **values)
