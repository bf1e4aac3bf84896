"""The project that a brief would make: what somebody sees of it before there is one."""

from collections.abc import Sequence
from dataclasses import fields

from core.models import Record
from projects.briefs.actions.package import PackageFacts
from projects.briefs.actions.project import ProjectFacts, facts_of_brief, facts_of_plan
from projects.briefs.models import Intake, Project, WorkPackage
from projects.briefs.planning import plans_of
from projects.briefs.requirements import Requirement
from vocabulary.selectors.vocabulary import Vocabulary


def drawn_up(kept: Sequence[Requirement], text: str, vocabulary: Vocabulary) -> tuple[Project, list[WorkPackage]]:
    """What ``create_from_intake`` would write, as rows that are read like others and that the database does not know."""
    plans = plans_of(kept, vocabulary, text)
    project = Project(intake=Intake(text=text))
    _fill(project, facts_of_brief("", kept, plans, vocabulary))
    packages = [WorkPackage(project=project, position=position) for position in range(1, len(plans) + 1)]
    for package, plan in zip(packages, plans, strict=True):
        _fill(package, facts_of_plan(plan, vocabulary))
    for package, plan in zip(packages, plans, strict=True):
        _link(package, "depends_on", [packages[need] for need in plan.needs])
    return project, packages


def _fill(row: Record, facts: ProjectFacts | PackageFacts) -> None:
    """Several terms are links, whatever else there is a column."""
    for name in (one.name for one in fields(facts)):
        value = getattr(facts, name)
        if isinstance(value, tuple):
            _link(row, name, value)
        else:
            setattr(row, name, value)


def _link(row: Record, name: str, terms: Sequence[object]) -> None:
    """As if they had been fetched: where Django keeps those that were."""
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = list(terms)
