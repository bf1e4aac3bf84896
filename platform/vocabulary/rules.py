"""What a vocabulary must be to be used."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from core.errors import Invalid, StaleVersion, WrongState
from vocabulary.models import VOCABULARIES, MilestoneTemplate, Term, TreeTerm, Values
from vocabulary.shipped import Shipment, column, linked_model

SHOWN_PROBLEMS = 20

FIXED_FIELDS = frozenset({"code", "parent", "overlaps_with", "dimension", "base_unit", "factor", "milestones"})
"""Only the data files change these: other rows carry the code, paths follow the parent, overlaps hold in both directions, stored
quantities were converted with the factor."""


def ensure_sound(shipment: Shipment) -> None:
    """Every reference leads somewhere, every tree is as deep as it may be. Raises Invalid, naming file and code."""
    problems = problems_of(shipment)
    if problems:
        more = len(problems) - SHOWN_PROBLEMS
        rest = [f"and {more} more"] if more > 0 else []
        raise Invalid(_("The vocabulary was not loaded.") + "\n" + "\n".join([*problems[:SHOWN_PROBLEMS], *rest]))


def problems_of(shipment: Shipment) -> list[str]:
    """All that keeps it from being loaded, each as file, code and sentence."""
    problems = list(shipment.problems)
    for kind, model in VOCABULARIES.items():
        terms = shipment.terms[kind]
        for code, values in terms.items():
            found = [*_lost_references(model, values, shipment), *_milestone_problems(model, values)]
            found += _depth_problems(model, code, terms)
            problems += [f"{kind}.json, {code}: {problem}" for problem in found]
    return problems


def path_of(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """The codes from the top down to ``code``. A circle ends where it closes, and is then too long for any tree."""
    path = [code]
    while (parent := parents.get(path[0])) and len(path) <= len(parents):
        path.insert(0, parent)
    return path


def ensure_fresh(term: Term, expected_version: int | None) -> None:
    """Refuse an edit of a term that somebody else saved since it was read. Raises StaleVersion."""
    if expected_version is not None and term.version != expected_version:
        raise StaleVersion


def ensure_editable(names: Iterable[str]) -> None:
    """Refuse to edit what only the data files change."""
    fixed = sorted(FIXED_FIELDS.intersection(names))
    if fixed:
        raise Invalid(errors={name: [_("This is fixed, since other records rely on it.")] for name in fixed})


def ensure_in_use(term: Term) -> None:
    """Refuse what is done to a retired term."""
    if term.is_retired:
        raise WrongState(_("“%(term)s” is retired. Bring it back into use first.") % {"term": term})


def ensure_retired(term: Term) -> None:
    """Refuse to bring back what is in use."""
    if not term.is_retired:
        raise WrongState(_("“%(term)s” is in use already.") % {"term": term})


def ensure_shipped(term: Term) -> Values:
    """What was shipped of the term. Raises WrongState for one that never was."""
    if term.shipped is None:
        raise WrongState(_("“%(term)s” was added here, so there is no shipped value to take back.") % {"term": term})
    return dict(term.shipped)


def ensure_fits_below(parent: TreeTerm | None, model: type[TreeTerm]) -> None:
    """Refuse a term below the lowest level."""
    if parent is not None and parent.level >= model.DEPTH:
        raise Invalid(errors={"parent": [_("“%(term)s” is at the lowest level already.") % {"term": parent}]})


def _lost_references(model: type[Term], values: Values, shipment: Shipment) -> Iterator[str]:
    for name in model.data_columns():
        field = column(model, name)
        if not field.is_relation:
            continue
        code = values[name]
        if code is None and not field.null:
            yield f"“{name}” is missing."
        elif code is not None and code not in shipment.terms[linked_model(model, name).KIND]:
            yield f"“{name}” names “{code}”, which is not there."
    for name in model.LINKS:
        if name == "milestones":
            continue
        there = shipment.terms[linked_model(model, name).KIND]
        yield from (f"“{name}” names “{code}”, which is not there." for code in values[name] if code not in there)


def _depth_problems(model: type[Term], code: str, terms: Mapping[str, Values]) -> Iterator[str]:
    if issubclass(model, TreeTerm):
        path = path_of(code, {key: values["parent"] for key, values in terms.items()})
        if len(path) > model.DEPTH:
            yield f"stands at level {len(path)}; there are {model.DEPTH}."


def _milestone_problems(model: type[Term], values: Values) -> Iterator[str]:
    if not issubclass(model, MilestoneTemplate):
        return
    codes = [one["code"] for one in values["milestones"]]
    yield from (f"milestone “{code}” stands twice." for code in sorted({code for code in codes if codes.count(code) > 1}))
    for one in values["milestones"]:
        if not all(one[name] for name in ("code", "label_en", "label_zh")):
            yield "a milestone lacks its code or a label."
        if not _in_order(one["week_min"], one["week_max"]):
            yield f"the weeks of milestone “{one['code']}” are not in order."
    if not _in_order(values["weeks_min"], values["weeks_max"]):
        yield "the weeks are not in order."


def _in_order(low: int | None, high: int | None) -> bool:
    return low is None or high is None or low <= high
