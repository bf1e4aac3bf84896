"""From requirements to a project with work packages: which figure and which standard belongs to which service line."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from projects.briefs.requirements import Force, Requirement, Subject
from vocabulary.models import ServiceLine, Stage, Standard, Unit
from vocabulary.selectors.vocabulary import Vocabulary

MAKES = frozenset(
    [
        "biologics-drug-substance",
        "fermentation",
        "mrna-services",
        "plasmid-services",
        "oligo-services",
        "vector-services",
        "cell-therapy",
        "regenerative",
        "conjugates",
        "radiopharma",
        "api-manufacture",
    ]
)
FILLS = frozenset(["dp-manufacture", "packaging"])
FAMILIES_OF_DIMENSION = {
    "containers-per-batch": FILLS | {"mrna-services", "vector-services"}, "containers-per-year": FILLS, "solid-units-per-batch": FILLS,
    "solid-units-per-year": FILLS, "trial-subject-count": frozenset(["clinical-operations", "biometrics"]),
    "trial-site-count": frozenset(["clinical-operations"]), "sample-count": frozenset(["bioanalysis", "safety-labs"]),
    "animal-count": frozenset(["toxicology", "dmpk", "in-vivo-pharmacology"]), "patients-per-year": frozenset(["cell-therapy"]),
}  # fmt: skip
"""Who works in such units; every other unit is one of making."""
FAMILIES_OF_STANDARD = {
    "glp": frozenset(["toxicology", "dmpk", "bioanalysis"]),
    "gcp": frozenset(["clinical-operations", "biometrics", "safety-labs", "bioanalysis"]),
    "gdp": frozenset(["cold-chain", "packaging"]),
    "gmp": MAKES | FILLS | {"qc-testing", "cell-line", "formulation"},
}
MOST_PLANNED = 20
SAID = 0.5
OF_PACKAGES = frozenset({Subject.SCALE, Subject.BATCHES, Subject.SYSTEM, Subject.STANDARD})
ANYWHERE = frozenset(
    [
        "trial-applications",
        "marketing-applications",
        "regulatory-strategy-group",
        "transfer",
        "deals-capital",
        "quality-services",
    ]
)
"""Desk work: the country of the site is not theirs."""
STEPS: tuple[frozenset[str], ...] = (
    frozenset(["cell-line", "strain-engineering", "plasmid-services", "api-development",
               "mrna-sequence-design", "plasmid-dna-template", "linker-payload-synthesis", "donor-starting-material"]),
    frozenset(["bioprocess-development", "analytical-development", "formulation", "ivt-process-development", "capping-tailing",
               "mrna-purification", "lipid-synthesis", "oligo-process-development", "aav-process-development",
               "lentivirus-process-development", "autologous-process-development", "allogeneic-process-development",
               "conjugation-process-development", "radiolabelling-development", "upstream-process-microbial"]),
    MAKES - {"plasmid-services"},
    frozenset(["lnp-encapsulation-gmp"]),
    FILLS | {"mrna-fill-finish", "vector-fill-finish"},
    frozenset(["qc-testing", "toxicology", "mrna-analytics", "vector-analytics"]),
    frozenset(["trial-applications"]),
    frozenset(["clinical-operations", "biometrics", "safety-labs"]),
    frozenset(["marketing-applications"]),
)  # fmt: skip
"""Families, and lines that come at another step than the rest of their family."""
RANKS = {code: rank for rank, codes in enumerate(STEPS) for code in codes}
"""What usually comes before what."""


@dataclass(frozen=True)
class Plan:
    """A work package in codes."""

    line: str
    stage: str = ""
    systems: tuple[str, ...] = ()
    scale: Requirement | None = None
    batches: int | None = None
    standards: dict[Force, tuple[str, ...]] = field(default_factory=dict)
    countries: dict[Force, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[int, ...] = ()
    left: tuple[str, ...] = ()


def plans_of(requirements: Sequence[Requirement], vocabulary: Vocabulary) -> list[Plan]:
    """A package for each service line that is asked for, in the order of the vocabulary. What belongs to none of them is asked
    of the bidders for the first, so that nothing of a brief is lost."""
    lines = _lines(requirements, vocabulary)
    families = [_family(vocabulary, code) for code in lines]
    ranks = [RANKS.get(code, RANKS.get(family)) for code, family in zip(lines, families, strict=True)]
    stage, countries = _stage(requirements, vocabulary), _by_force(requirements, Subject.COUNTRY)
    plans = [
        Plan(line=code, stage=stage, countries=countries if family not in ANYWHERE else {}, needs=_needs(place, ranks))
        for place, (code, family) in enumerate(zip(lines, families, strict=True))
    ]
    for one in requirements:
        if plans and one.subject in OF_PACKAGES:
            places = _belongs(one, families, vocabulary)
            for place in places:
                plans[place] = _with(plans[place], one)
            if not places:
                plans[0] = replace(plans[0], left=(*plans[0].left, one.words))
    return plans


def _needs(place: int, ranks: Sequence[int | None]) -> tuple[int, ...]:
    """The packages of the step before, among those that are there."""
    own = ranks[place]
    before = max((rank for rank in ranks if own is not None and rank is not None and rank < own), default=None)
    return tuple(other for other, rank in enumerate(ranks) if before is not None and rank == before)


def is_said(one: Requirement) -> bool:
    """Whether a text says it or a person has confirmed it; what only follows from the words makes no package."""
    return one.confidence >= SAID


def _lines(requirements: Sequence[Requirement], vocabulary: Vocabulary) -> list[str]:
    order = {code: place for place, code in enumerate(vocabulary.terms[ServiceLine])}
    asked = {one.code for one in _asked(requirements, Subject.SERVICE_LINE) if one.code in order and is_said(one)}
    return sorted(asked, key=lambda code: order[code])[:MOST_PLANNED]


def _asked(requirements: Iterable[Requirement], subject: Subject) -> Iterator[Requirement]:
    return (one for one in requirements if one.subject is subject and one.force is not Force.EXCLUDED)


def _stage(requirements: Sequence[Requirement], vocabulary: Vocabulary) -> str:
    """The stage that is said most surely; of several the first of the chain."""
    order = list(vocabulary.terms[Stage])
    said = [one for one in _asked(requirements, Subject.STAGE) if one.code in order]
    best = sorted(said, key=lambda one: (-one.confidence, order.index(one.code)))
    return best[0].code if best else ""


def _family(vocabulary: Vocabulary, code: str) -> str:
    line = vocabulary.terms[ServiceLine][code]
    return line.path[min(1, len(line.path) - 1)] if isinstance(line, ServiceLine) else ""


def _by_force(requirements: Iterable[Requirement], subject: Subject) -> dict[Force, tuple[str, ...]]:
    found: dict[Force, tuple[str, ...]] = {}
    for one in requirements:
        if one.subject is subject:
            found[one.force] = (*found.get(one.force, ()), one.code)
    return found


def _belongs(one: Requirement, families: Sequence[str], vocabulary: Vocabulary) -> list[int]:
    """The packages that a requirement is about; those that make something where nothing says which."""
    wanted: frozenset[str] | None = None
    if one.subject is Subject.SCALE:
        unit = vocabulary.terms[Unit].get(one.unit)
        wanted = FAMILIES_OF_DIMENSION.get(unit.dimension, MAKES) if isinstance(unit, Unit) else MAKES
    elif one.subject is Subject.STANDARD:
        standard = vocabulary.terms[Standard].get(one.code)
        wanted = FAMILIES_OF_STANDARD.get(standard.family) if isinstance(standard, Standard) else None
    else:
        wanted = MAKES
    if len(families) == 1:
        return [0]
    return [index for index, family in enumerate(families) if wanted is None or family in wanted]


def _with(plan: Plan, one: Requirement) -> Plan:
    if one.subject is Subject.SCALE:
        return plan if plan.scale else replace(plan, scale=one)
    if one.subject is Subject.BATCHES:
        return plan if plan.batches or not one.low else replace(plan, batches=min(int(one.low), 9999))
    if one.subject is Subject.SYSTEM:
        return replace(plan, systems=(*plan.systems, one.code)) if one.force is not Force.EXCLUDED else plan
    return replace(plan, standards=plan.standards | {one.force: (*plan.standards.get(one.force, ()), one.code)})
