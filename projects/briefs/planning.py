"""From requirements to a project with work packages: which figure and which standard belongs to which service line."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from projects.briefs.alone import countries_of, own_of
from projects.briefs.belonging import COUNTED_SUBJECTS, EARLY, STEPS_BEFORE, Amounts, grade_of
from projects.briefs.measures import (
    CONTAINERS,
    FAMILIES_OF_DIMENSION,
    FAMILIES_OF_SYSTEM,
    FILLING_LINES,
    FILLS,
    MAKERS_OF_DIMENSION,
    MAKES,
    family_of,
    names,
)
from projects.briefs.pairs import main_of, merit_of, pairs_of, told_of
from projects.briefs.requirements import Force, Requirement, Subject
from vocabulary.models import ExpressionSystem, ServiceLine, Stage, Standard, Unit
from vocabulary.selectors.vocabulary import Vocabulary

FAMILIES_OF_STANDARD = {
    "glp": frozenset(["toxicology", "dmpk", "bioanalysis"]),
    "gcp": frozenset(["clinical-operations", "biometrics", "safety-labs", "bioanalysis"]),
    "gdp": frozenset(["cold-chain", "packaging"]),
    "gmp": MAKES | FILLS | {"qc-testing", "cell-line", "formulation"},
}
MOST_PLANNED, MOST_BATCHES = 20, 9999
MAKING_LINES = frozenset(["lnp-encapsulation-gmp"])
"""Lines that come at a step of their own, and make the product all the same."""
FOR_PEOPLE = frozenset(["clinical", "gmp"])
PRECLINICAL, FIRST_IN_PEOPLE = "preclinical-ind-enabling", "phase-1"
STAGES_OF_GRADE = {"early": PRECLINICAL, "commercial": "commercial-manufacture"}
BEFORE = re.compile(f"{EARLY}|development|开发")
Chosen = Callable[[Sequence[ServiceLine], frozenset[str]], list[int]]
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
    """A work package in codes. ``own`` is its window and its budget, where it has some of its own. ``left`` is what it has no field for: further scales, and wishes beside the musts. A package
    ``is_wish`` where nothing says that its service is a must."""

    line: str
    is_wish: bool = False
    stage: str = ""
    systems: tuple[str, ...] = ()
    scale: Requirement | None = None
    batches: int | None = None
    standards: dict[Force, tuple[str, ...]] = field(default_factory=dict)
    countries: dict[Force, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[int, ...] = ()
    left: tuple[Requirement, ...] = ()
    own: tuple[Requirement, ...] = ()


def plans_of(requirements: Sequence[Requirement], vocabulary: Vocabulary, text: str = "") -> list[Plan]:
    """A package for each service line that is asked for, in the order of the vocabulary. What belongs to none of them is asked
    of the bidders for the first, so that nothing of a brief is lost. By its ``text`` several amounts are told apart."""
    lines = lines_of(requirements, vocabulary)
    families = [family_of(one) for one in lines]
    ranks = [_rank(line) for line in lines]
    grades = grades_of(lines)
    services = [one for one in _asked(requirements, Subject.SERVICE_LINE) if not one.is_guess]
    musts = {one.code for one in services if one.force is Force.MUST}
    plans = [
        Plan(
            line=line.code,
            is_wish=line.code not in musts,
            stage=_stage(requirements, vocabulary, grades[place]),
            countries=countries_of(requirements, line, vocabulary) if family not in ANYWHERE else {},
            needs=_needs(place, ranks),
            own=own_of(requirements, line, vocabulary),
            left=tuple(
                one
                for one in services
                if one.force is Force.WISH and line.code in musts and _is_of(one, line, lines, vocabulary)
            ),
        )
        for place, (line, family) in enumerate(zip(lines, families, strict=True))
    ]
    amounts = Amounts(text, requirements, lines)
    counted: dict[int, list[Requirement]] = defaultdict(list)
    for one, places in _placed(requirements, lines, vocabulary, amounts) if plans else ():
        for place in places:
            if one.subject in COUNTED_SUBJECTS:
                counted[place].append(one)
            else:
                plans[place] = _with(plans[place], one)
        if not places:
            home = amounts.beside(one) or 0
            plans[home] = replace(plans[home], left=(*plans[home].left, one))
    return [_counted(plan, counted[place], grades[place], vocabulary, text) for place, plan in enumerate(plans)]


def grades_of(lines: Sequence[ServiceLine]) -> list[str]:
    """By line what its work is for, as belonging has it; what is filled is for whom it is made for."""
    grades = [grade_of(line, lines) for line in lines]
    people = next((one for one in grades if one in FOR_PEOPLE), "")
    return [people if family_of(line) in FILLS else grade for line, grade in zip(lines, grades, strict=True)]


def _is_of(wish: Requirement, line: ServiceLine, lines: Sequence[ServiceLine], vocabulary: Vocabulary) -> bool:
    """Whether a wish is for the line, or for a part of it that has no package of its own."""
    part = vocabulary.terms[ServiceLine].get(wish.code)
    is_part = isinstance(part, ServiceLine) and part not in lines and family_of(part) == line.code
    return wish.code == line.code or is_part


def _needs(place: int, ranks: Sequence[int | None]) -> tuple[int, ...]:
    """The packages of the step before, among those that are there."""
    own = ranks[place]
    before = max((rank for rank in ranks if own is not None and rank is not None and rank < own), default=None)
    return tuple(other for other, rank in enumerate(ranks) if before is not None and rank == before)


def lines_of(requirements: Sequence[Requirement], vocabulary: Vocabulary) -> list[ServiceLine]:
    """The services that are asked for, in the order of the vocabulary, none before one that it needs. What is only wished for of a family
    that is a must goes with it."""
    known = {one.code: one for one in vocabulary.in_use(ServiceLine)}
    said = [one for one in _asked(requirements, Subject.SERVICE_LINE) if not one.is_guess]
    asked, musts = {one.code for one in said}, {one.code for one in said if one.force is Force.MUST}
    lines = [line for code, line in known.items() if code in asked]
    kept = [line for line in lines if line.code in musts or family_of(line) not in musts - {line.code}]
    ranked = iter(sorted((line for line in kept if _rank(line) is not None), key=lambda line: _rank(line) or 0))
    return [line if _rank(line) is None else next(ranked) for line in kept][:MOST_PLANNED]


def _rank(line: ServiceLine) -> int | None:
    return RANKS.get(line.code, RANKS.get(family_of(line)))


def _asked(requirements: Iterable[Requirement], subject: Subject) -> Iterator[Requirement]:
    return (one for one in requirements if one.subject is subject and not one.force.is_against)


def _stage(requirements: Sequence[Requirement], vocabulary: Vocabulary, grade: str) -> str:
    """The stage that is said most surely; of several the first of the chain. What is made for people is past the stage that a batch for
    toxicology or the development before it is at, as far as the text tells a later one or it follows."""
    order = list(vocabulary.terms[Stage])
    said = [one for one in _asked(requirements, Subject.STAGE) if one.code in order]
    best = sorted(said, key=lambda one: (-one.confidence, order.index(one.code)))
    if grade in STAGES_OF_GRADE:
        best.sort(key=lambda one: one.code != STAGES_OF_GRADE[grade] or one.is_guess)
    if best and grade in FOR_PEOPLE and (best[0].is_guess or BEFORE.search(best[0].words.lower())):
        best.sort(key=lambda one: order.index(one.code) < order.index(FIRST_IN_PEOPLE))
    return best[0].code if best else ""


def now_of(said: Sequence[Requirement]) -> list[Requirement]:
    """What says at which stage a project is: a batch for toxicology is still made for one that is past its first trial."""
    stages = [one for one in said if one.subject is Subject.STAGE]
    for_people = {one.code for one in stages if not BEFORE.search(one.words.lower())}
    is_past = bool(for_people) and not for_people & {PRECLINICAL, FIRST_IN_PEOPLE}
    return [one for one in stages if not (is_past and one.code == PRECLINICAL and BEFORE.search(one.words.lower()))]


def _belongs(one: Requirement, lines: Sequence[ServiceLine], vocabulary: Vocabulary) -> list[int]:
    """The packages that a requirement is about; those that make something where nothing says which."""
    if len(lines) == 1:
        return [0]
    if one.service_lines:
        return [place for place, line in enumerate(lines) if names(one.service_lines, line, vocabulary)]
    if one.subject is Subject.STANDARD:
        standard = vocabulary.terms[Standard].get(one.code)
        wanted = FAMILIES_OF_STANDARD.get(standard.family) if isinstance(standard, Standard) else None
        return [place for place, line in enumerate(lines) if wanted is None or family_of(line) in wanted]
    if one.subject is Subject.SCALE:
        return _measured_so(one, lines, vocabulary)
    if one.subject is Subject.SYSTEM:
        system = vocabulary.terms[ExpressionSystem].get(one.code)
        at_home = FAMILIES_OF_SYSTEM.get(system.family, MAKES) if isinstance(system, ExpressionSystem) else MAKES
        return _makers(lines, at_home) or _makers(lines, MAKES)
    makers = _makers(lines, MAKES)
    last = [place for place in makers if family_of(lines[place]) not in STEPS_BEFORE]
    return last or makers if one.subject is Subject.BATCHES else makers


def _measured_so(
    one: Requirement, lines: Sequence[ServiceLine], vocabulary: Vocabulary, chosen: Chosen | None = None
) -> list[int]:
    """Those whose work is measured in the unit of a scale; ``chosen`` among them, those that make the product where it is not given."""
    chosen = chosen or _makers
    unit = vocabulary.terms[Unit].get(one.unit)
    if not isinstance(unit, Unit):
        return chosen(lines, MAKES)
    if unit.dimension in CONTAINERS:
        filling = [place for place, line in enumerate(lines) if line.code in FILLING_LINES or family_of(line) in FILLS]
        if filling:
            return filling
    counted = FAMILIES_OF_DIMENSION.get(unit.dimension)
    choices = (counted,) if counted else MAKERS_OF_DIMENSION.get(unit.dimension, (MAKES,))
    return next((found for wanted in choices if (found := chosen(lines, wanted))), [])


def _there(lines: Sequence[ServiceLine], wanted: frozenset[str]) -> list[int]:
    """Of these families and lines."""
    return [place for place, line in enumerate(lines) if line.code in wanted or family_of(line) in wanted]


def _makers(lines: Sequence[ServiceLine], wanted: frozenset[str]) -> list[int]:
    """Of these families and lines; those who make the product itself, where there are any, before those who prepare it."""
    named = [place for place, line in enumerate(lines) if line.code in wanted]
    there = [place for place, line in enumerate(lines) if family_of(line) in wanted]
    making = [place for place in there if lines[place].code not in RANKS or lines[place].code in MAKING_LINES]
    return sorted({*named, *making}) or there


def _placed(
    requirements: Sequence[Requirement], lines: Sequence[ServiceLine], vocabulary: Vocabulary, amounts: Amounts
) -> Iterator[tuple[Requirement, list[int]]]:
    """What belongs to packages, with their places: first the amounts that the text says of one of them. The others are for those of
    which it says none, and are asked of the rest only where it says one of each."""
    said = set[tuple[Subject, int]]()
    open_ = [one for one in requirements if one.subject in OF_PACKAGES and not one.force.is_against]
    belongs = {id(one): _belongs(one, lines, vocabulary) for one in open_}
    measured = {
        id(one): _measured_so(one, lines, vocabulary, _there) if one.subject is Subject.SCALE else _makers(lines, MAKES)
        for one in open_
        if one.subject in COUNTED_SUBJECTS
    }
    own = {
        id(one): amounts.of(one, sorted({*belongs[id(one)], *measured.get(id(one), ())}))
        for one in open_
        if one.subject in COUNTED_SUBJECTS
    }
    for one in open_:
        if places := own.get(id(one)):
            said.update((one.subject, place) for place in places)
            yield one, places
    for one in open_:
        if not own.get(id(one)):
            places = belongs[id(one)]
            yield one, [place for place in places if (one.subject, place) not in said] or places


def _with(plan: Plan, one: Requirement) -> Plan:
    if one.subject is Subject.SYSTEM:
        return replace(plan, systems=(*plan.systems, one.code))
    return replace(plan, standards=plan.standards | {one.force: (*plan.standards.get(one.force, ()), one.code)})


def _counted(plan: Plan, amounts: Sequence[Requirement], grade: str, vocabulary: Vocabulary, text: str) -> Plan:
    """With the scale and the number of batches that stand together and are for what the package is for; the others are left. A number
    that stands with no scale is that of the package."""
    scales = {(one.low, one.high, one.unit): one for one in reversed(amounts) if one.subject is Subject.SCALE}
    counts = {one.low: one for one in reversed(amounts) if one.subject is Subject.BATCHES}
    pairs = pairs_of(list(scales.values()), list(counts.values()), text)
    if not pairs:
        return plan
    main = main_of(pairs, grade, vocabulary)
    alone = [pair for pair in pairs if pair.scale is None and pair is not main and main.count is None]
    loose = min(alone, key=lambda pair: merit_of(pair, grade), default=None)
    count = main.count or (loose.count if loose else None)
    left = [one for pair in pairs if pair not in (main, loose) for one in told_of(pair, pairs, text)]
    if count is not None and not count.low:
        left, count = [*left, count], None
    batches = min(int(count.low), MOST_BATCHES) if count and count.low else None
    return replace(plan, scale=main.scale, batches=batches, left=(*plan.left, *left))
