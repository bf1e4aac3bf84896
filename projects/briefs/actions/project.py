"""Making and keeping projects."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.errors import Invalid
from core.models import ensure_version, lock
from core.saving import save_sound
from events.actions import emit
from organizations.actor import Actor
from organizations.models import Organization
from organizations.roles import Permission
from projects.briefs import rules, workflows
from projects.briefs.actions.package import PackageFacts, write_package
from projects.briefs.enums import Tier
from projects.briefs.models import CONFIDENTIAL_FIELDS, Intake, Project, WorkPackage
from projects.briefs.naming import thing_of
from projects.briefs.planning import Plan, now_of, plans_of
from projects.briefs.project_notes import left_over, notes_of
from projects.briefs.project_templates import TEMPLATES, Template
from projects.briefs.reading_json import read_back
from projects.briefs.requirements import Confidentiality, Force, Requirement, Subject
from projects.briefs.unheld import unheld
from projects.briefs.windows import around, days_of, windows_of
from vocabulary.models import Country, ExpressionSystem, Jurisdiction, Modality, ServiceLine, Stage, Standard, Term, Unit
from vocabulary.selectors.vocabulary import Vocabulary, current_vocabulary

AnyTerm = TypeVar("AnyTerm", bound=Term)
MOST_MONEY = Decimal(10) ** 12
LONGEST_LEFT = 4000


@dataclass(frozen=True)
class ProjectFacts:
    """What a sponsor says of a project. The codename is public; ``disclosure`` says from which tier on bidders see the rest."""

    codename: str
    title: str = ""
    asset: str = ""
    indication: str = ""
    stage: Stage | None = None
    starts_on: date | None = None
    latest_start: date | None = None
    ends_on: date | None = None
    budget_low: Decimal | None = None
    budget_high: Decimal | None = None
    currency: str = ""
    funding: str = ""
    needs_cda: bool = True
    disclosure: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""
    modalities: tuple[Modality, ...] = ()
    jurisdictions: tuple[Jurisdiction, ...] = ()


LINKS = ("modalities", "jurisdictions")
COLUMNS = tuple(one.name for one in fields(ProjectFacts) if one.name not in LINKS)


@transaction.atomic
def create_project(*, actor: Actor, facts: ProjectFacts) -> Project:
    """An empty project: its work packages are added one by one."""
    actor.require(Permission.PROJECT_EDIT)
    return _told(actor, _made(actor, facts), "project.created")


@transaction.atomic
def create_from_template(*, actor: Actor, codename: str, template: str) -> Project:
    """A project with the usual work packages of its kind."""
    actor.require(Permission.PROJECT_EDIT)
    if template not in TEMPLATES:
        raise Invalid(errors={"template": [_("Choose a template from the list.")]})
    chosen, vocabulary = TEMPLATES[template], current_vocabulary()
    facts = ProjectFacts(
        codename=codename, modalities=_terms(vocabulary, Modality, chosen.modalities), stage=_term(vocabulary, Stage, chosen.stage)
    )  # fmt: skip
    project = _made(actor, facts)
    _write_packages(project, _steps(chosen, vocabulary), vocabulary)
    return _told(actor, project, "project.created")


@transaction.atomic
def create_from_intake(*, actor: Actor, intake: Intake, codename: str) -> Project:
    """A project with a work package for each service line of the brief that nobody removed: a wish where it is one, or only follows
    from the words. What no field holds, and what is not clear, stands in the project's notes. A brief makes one project."""
    actor.require(Permission.PROJECT_EDIT)
    intake = lock(Intake.objects.visible_to(actor), intake.pk)
    workflows.ensure_draft(intake)
    draft, vocabulary = read_back(intake.reading), current_vocabulary()
    kept = draft.kept
    plans = plans_of(kept, vocabulary, intake.text)
    facts = facts_of_brief(codename, kept, plans, vocabulary)
    project = _made(actor, replace(facts, notes=notes_of(facts.notes, draft.unclear)), intake)
    _write_packages(project, plans, vocabulary)
    workflows.INTAKE.apply(intake, "use")
    return _told(actor, project, "project.created")


@transaction.atomic
def edit_project(
    *, actor: Actor, project: Project, changes: Mapping[str, Any], expected_version: int | None = None
) -> Project:
    """Write ``changes``, by the fields of ProjectFacts; what they leave out stays as it is saved by then. Nothing is told when
    nothing changed."""
    actor.require(Permission.PROJECT_EDIT)
    project = lock(Project.objects.visible_to(actor), project.pk, no_key=True)
    ensure_version(project, expected_version)
    standing = facts_of_project(project)
    facts = replace(standing, **changes)
    if _settled(facts) == _settled(standing):
        return project
    _write(project, facts)
    return _told(actor, project, "project.edited")


def facts_of_project(project: Project) -> ProjectFacts:
    """What stands there."""
    links: dict[str, Any] = {name: tuple(getattr(project, name).all()) for name in LINKS}
    return ProjectFacts(**{name: getattr(project, name) for name in COLUMNS}, **links)


def _settled(facts: ProjectFacts) -> ProjectFacts:
    """With every tier named, and without the order in which several terms were: neither says anything."""
    links: dict[str, Any] = {name: frozenset(getattr(facts, name)) for name in LINKS}
    return replace(facts, disclosure=dict.fromkeys(CONFIDENTIAL_FIELDS, Tier.CDA.value) | {**facts.disclosure}, **links)


def _made(actor: Actor, facts: ProjectFacts, intake: Intake | None = None) -> Project:
    membership = actor.require_membership()
    organization = lock(Organization.objects.visible_to(actor), membership.organization_id, no_key=True)
    last = Project.objects.filter(organization=organization).aggregate(last=Max("number"))["last"] or 0
    project = Project(organization=organization, created_by=membership.user, intake=intake, number=last + 1)
    _write(project, facts)
    return project


def _write(project: Project, facts: ProjectFacts) -> None:
    rules.ensure_currency(facts.currency)
    rules.ensure_tiers(facts.disclosure)
    for name in COLUMNS:
        setattr(project, name, getattr(facts, name))
    project.disclosure = dict(facts.disclosure)
    project.codename = project.codename.strip()
    save_sound(project)
    for name in LINKS:
        getattr(project, name).set(getattr(facts, name))


def _told(actor: Actor, project: Project, kind: str) -> Project:
    emit(kind, actor=actor, subject=project, data={"number": project.number})
    return project


def facts_of_brief(
    codename: str, kept: Sequence[Requirement], plans: Sequence[Plan], vocabulary: Vocabulary
) -> ProjectFacts:
    """What the brief says of the project as a whole. A guess that nobody has taken away counts where it shuts nobody out."""
    wanted = [one for one in kept if not one.force.is_against]
    said = [one for one in wanted if not one.is_guess]

    def terms(model: type[AnyTerm], subject: Subject, among: Sequence[Requirement]) -> tuple[AnyTerm, ...]:
        return _terms(vocabulary, model, dict.fromkeys(one.code for one in among if one.subject is subject))

    stages = terms(Stage, Subject.STAGE, now_of(said)) or terms(Stage, Subject.STAGE, wanted)
    facts = ProjectFacts(
        codename=codename,
        modalities=terms(Modality, Subject.MODALITY, said),
        jurisdictions=terms(Jurisdiction, Subject.JURISDICTION, wanted),
        stage=min(stages, key=lambda stage: stage.order) if stages else None,
    )
    ordered = [*said, *(one for one in wanted if one not in said)]
    of_all = [one for one in ordered if not one.service_lines]
    windows = windows_of(of_all) or around(ordered)
    budget = next((one for one in of_all if _is_budget(one)), None)
    own = [one for plan in plans for one in plan.own]
    codes = {one.pk for one in (*facts.modalities, *facts.jurisdictions)} | {plan.line for plan in plans}
    codes |= {facts.stage.pk if facts.stage else "", *(plan.stage for plan in plans)}
    return replace(
        facts,
        **days_of(windows),
        budget_low=budget.low if budget else None,
        budget_high=budget.high if budget else None,
        currency=budget.unit if budget else "",
        needs_cda=not any(_does_without_cda(one) for one in kept),
        notes=left_over(unheld(kept, plans, codes, (*windows, budget, *own)), vocabulary),
    )


def _is_budget(one: Requirement) -> bool:
    return one.subject is Subject.BUDGET and (one.low or one.high or 0) < MOST_MONEY


def _does_without_cda(one: Requirement) -> bool:
    """Not to be required is to be done without, and the other way round."""
    is_said = one.subject is Subject.CONFIDENTIALITY and not one.is_guess
    return is_said and (one.code == Confidentiality.NO_CDA) is not (one.force is Force.EXCLUDED)


def _steps(template: Template, vocabulary: Vocabulary) -> list[Plan]:
    """The template's steps whose service line is there, with their needs counted anew."""
    known = vocabulary.terms[ServiceLine]
    there = [place for place, one in enumerate(template.steps) if one.line in known]
    place_of = {place: index for index, place in enumerate(there)}
    return [
        Plan(
            line=template.steps[place].line,
            stage=template.stage,
            batches=template.steps[place].batches,
            needs=tuple(place_of[need] for need in template.steps[place].needs if need in place_of),
        )
        for place in there
    ]


def _write_packages(project: Project, plans: Sequence[Plan], vocabulary: Vocabulary) -> None:
    """What one waits for may stand behind it: packages are in the vocabulary's order, needs follow the order of the work."""
    made = [WorkPackage(project=project, position=position) for position in range(1, len(plans) + 1)]
    for package, plan in zip(made, plans, strict=True):
        write_package(package, facts_of_plan(plan, vocabulary))
    for package, plan in zip(made, plans, strict=True):
        package.depends_on.set([made[need] for need in plan.needs])


def facts_of_plan(plan: Plan, vocabulary: Vocabulary) -> PackageFacts:
    (line,) = _terms(vocabulary, ServiceLine, [plan.line])
    scale = plan.scale
    unit = _term(vocabulary, Unit, scale.unit) if scale else None
    left = [*plan.left]
    if scale and scale.force is Force.WISH and not plan.is_wish:
        left.append(scale)

    budget = next((one for one in plan.own if _is_budget(one)), None)

    def chosen(model: type[AnyTerm], codes: Mapping[Force, tuple[str, ...]], force: Force) -> tuple[AnyTerm, ...]:
        return _terms(vocabulary, model, dict.fromkeys(codes.get(force, ())))

    return PackageFacts(
        service_line=line,
        is_wish=plan.is_wish,
        stage=_term(vocabulary, Stage, plan.stage),
        scale_low=scale.low if scale and unit else None,
        scale_high=scale.high if scale and unit else None,
        scale_unit=unit,
        scale_of_one=bool(scale and unit and scale.of_one),
        batches=plan.batches,
        **days_of([one for one in plan.own if one.subject is Subject.WINDOW]),
        budget_low=budget.low if budget else None,
        budget_high=budget.high if budget else None,
        currency=budget.unit if budget else "",
        questions=_("From the brief: %(words)s") % {"words": _joined(left, vocabulary)} if left else "",
        systems=_terms(vocabulary, ExpressionSystem, dict.fromkeys(plan.systems)),
        standards_required=chosen(Standard, plan.standards, Force.MUST),
        standards_preferred=chosen(Standard, plan.standards, Force.WISH),
        countries_allowed=chosen(Country, plan.countries, Force.MUST),
        countries_preferred=chosen(Country, plan.countries, Force.WISH),
        countries_avoided=chosen(Country, plan.countries, Force.AVOIDED),
        countries_excluded=chosen(Country, plan.countries, Force.EXCLUDED),
    )


def _joined(left: Iterable[Requirement], vocabulary: Vocabulary) -> str:
    """What bidders are to know of a package that none of its fields says, as long as there is room."""
    said = [one.words or f"{one.subject.label} {thing_of([one], vocabulary)}" for one in left]
    told = [
        f"{what} ({one.force.label})" if one.force is Force.WISH else what for what, one in zip(said, left, strict=True)
    ]
    return "; ".join(dict.fromkeys(told))[:LONGEST_LEFT]


def _terms(vocabulary: Vocabulary, model: type[AnyTerm], codes: Any) -> tuple[AnyTerm, ...]:
    known: Mapping[str, Any] = vocabulary.terms[model]
    return tuple(known[code] for code in codes if code in known and not known[code].is_retired)


def _term(vocabulary: Vocabulary, model: type[AnyTerm], code: str) -> AnyTerm | None:
    found = _terms(vocabulary, model, [code] if code else [])
    return found[0] if found else None
