"""Which step of the chain a piece of work serves, where the text does not say it: one that is best, not all that are usual."""

from collections.abc import Collection, Iterator

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.steps.elsewhere import is_over
from projects.briefs.reading.steps.signs import (
    ANNUAL,
    DEVELOPS,
    FILED_AFTER,
    FILED_BEFORE,
    FIRST_TRIAL,
    FOR_TESTS,
    FRAMEWORK_AFTER,
    FRAMEWORK_BEFORE,
    IN_GMP,
    IN_HUMANS,
    LATE_WORDS,
    NOT_FOR_PEOPLE,
    SECOND_SOURCE,
    SOLD,
    VALIDATED,
)
from projects.briefs.reading.steps.work import (
    DEVELOPED,
    DISCOVERY,
    FILLED,
    LATE,
    MAKING_FAMILIES,
    NEXT,
    PPQ,
    PRODUCTS,
    SEARCHES,
    SUPPLIED,
    TOOLS,
    TRIAL_STAGES,
    Work,
    is_late,
    is_sketch,
)
from projects.briefs.requirements import Subject


def found_served(terms: Terms, work: Work, said: Collection[str], past: Collection[str]) -> Iterator[Found]:
    """Stages that follow from the work. ``said`` are those that the text says, ``past`` those that it says to be over: the next
    one follows where nothing else does."""
    said, over = frozenset(said), TRIAL_STAGES & frozenset(past)
    seen = set[str]()
    for stage, confidence, service in _served(terms, work, said, bool(over)):
        if service is not None and stage not in past and stage not in seen:
            seen.add(stage)
            yield _guess(stage, confidence, service)
    if over and work.services and not (said | seen) - {"cmc-development"}:
        yield _guess(NEXT[max(over)], 0.4, work.services[0])


def _guess(stage: str, confidence: float, service: Found) -> Found:
    return Found(Subject.STAGE, (stage,), service.start, service.end, confidence, "implied", is_implied=True)


Guess = tuple[str, float, Found | None]


def _served(terms: Terms, work: Work, said: frozenset[str], is_past_trial: bool) -> Iterator[Guess]:
    plain = terms.layout.plain
    is_sold = SOLD.search(plain) is not None
    yield from _of_applications(terms, work, is_sold, bool(said & {"phase-1", "phase-2"}) and "phase-3" not in said)
    if not said & TRIAL_STAGES:
        yield from _of_supply(terms, work, is_sold)
    yield from _of_discovery(terms, work, said)
    if not (is_late(said) or is_past_trial or is_sold or LATE_WORDS.search(plain) or SECOND_SOURCE.search(plain)):
        yield from _of_studies(terms, work, said)
        yield from _of_making(terms, work, said)


def _of_applications(terms: Terms, work: Work, is_sold: bool, is_early: bool) -> Iterator[Guess]:
    """Applications for a market, changes after them, and the batches that validate a process for them."""
    filing, is_filed = _open_application(terms, work)
    if filing is not None:
        yield "registration-filing", 0.45 if filing.is_implied else 0.6, filing
    yield "post-market", 0.45, work.first(terms, ["lifecycle-variations"])
    validation = None if is_early else work.first(terms, [PPQ])
    if not (is_sold or is_filed):
        yield "registration-filing", 0.4, validation
    if VALIDATED.search(terms.layout.plain):
        yield "commercial-manufacture", 0.35, validation


def _of_supply(terms: Terms, work: Work, is_sold: bool) -> Iterator[Guess]:
    """What is sold is made, or watched; what is made by the year, or in a second place, will be."""
    plain, product = terms.layout.plain, work.first(terms, MAKING_FAMILIES | FILLED | SUPPLIED)
    yield "commercial-manufacture", 0.45, work.first(terms, [code for code in work.lines if "commercial" in code])
    if is_sold and _open_application(terms, work)[0] is None:
        yield "commercial-manufacture", 0.45, product
    if SECOND_SOURCE.search(plain) or ANNUAL.search(plain):
        yield "commercial-manufacture", 0.4, product
    if is_sold and (product is None or "pharmacovigilance" in work.lines):
        yield "post-market", 0.45, work.first(terms, ["safety-labs", "clinical-operations", "market-access-heor"])


def _open_application(terms: Terms, work: Work) -> tuple[Found | None, bool]:
    """The first application for a market that is not with the authority yet, and whether one is."""
    plain, is_filed = terms.layout.plain, False
    for one in work.services:
        if (
            "marketing-applications" in {terms.family_of(code) for code in one.codes}
            and "lifecycle-variations" not in one.codes
        ):
            if FILED_AFTER.match(plain, one.end) or FILED_BEFORE.search(plain, max(0, one.start - 48), one.start):
                is_filed = True
            else:
                return one, is_filed
    return None, is_filed


def _of_discovery(terms: Terms, work: Work, said: frozenset[str]) -> Iterator[Guess]:
    """Targets, hits, leads: where hits are still looked for, chemists work on the hits."""
    if not work.is_discovery(terms.layout.plain) or said & (TRIAL_STAGES | LATE):
        return
    hits = [code for code in work.lines if terms.family_of(code) == "hit-finding" and code != "antibody-engineering"]
    targets = [code for code in work.lines if terms.family_of(code) == "target-research" and code not in TOOLS]
    target = None if hits else work.first(terms, targets)
    yield "target-discovery", 0.45, target
    if hits:
        yield "hit-to-lead", 0.45, work.first(terms, hits)
    yield "lead-optimisation", 0.45, work.first(terms, ["antibody-engineering"])
    if not (target or hits):
        yield "lead-optimisation", 0.45, work.first(terms, DISCOVERY)


def _of_studies(terms: Terms, work: Work, said: frozenset[str]) -> Iterator[Guess]:
    """Work for the first application: studies in animals, what is made for them, and the application itself."""
    if work.is_discovery(terms.layout.plain) or said & SEARCHES:
        return
    study = work.first(terms, ["toxicology"])
    if study is not None and "toxicology" not in work.closed and not is_over(terms.layout.plain, study.start, study.end):
        yield "preclinical-ind-enabling", 0.5, study
    if FOR_TESTS.search(terms.layout.plain):
        yield "preclinical-ind-enabling", 0.45, work.first(terms, MAKING_FAMILIES)
    is_running = said & TRIAL_STAGES and ("clinical-operations" in work.families or not work.is_made)
    if is_running or "trial-applications" in work.refused or "toxicology" in work.closed:
        return
    for one in work.services:
        is_application = "trial-applications" in {terms.family_of(code) for code in one.codes}
        if is_application and not _is_framework(terms, one) and not (one.is_implied and said & TRIAL_STAGES):
            yield "preclinical-ind-enabling", 0.45 if one.is_implied else 0.5, one


def _is_framework(terms: Terms, one: Found) -> bool:
    plain = terms.layout.plain
    before = FRAMEWORK_BEFORE.search(plain, max(0, one.start - 32), one.start)
    return before is not None or FRAMEWORK_AFTER.match(plain, one.end) is not None


def _of_making(terms: Terms, work: Work, said: frozenset[str]) -> Iterator[Guess]:
    """What is made for the first time is developed first; where it is for people, it is for the first trial."""
    plain = terms.layout.plain
    product = work.first(terms, MAKING_FAMILIES - {"analytical-development"})
    if work.is_discovery(plain) or (said & SEARCHES and not IN_HUMANS.search(plain)):
        return
    is_developed = work.is_developed or DEVELOPS.search(plain) is not None
    if is_sketch(terms) and "phase-2" not in said and not NOT_FOR_PEOPLE.search(plain):
        yield from _of_programme(plain, work.first(terms, PRODUCTS), said, is_developed)
    if "phase-1" in said:
        if is_developed:
            yield "cmc-development", 0.45, work.first(terms, DEVELOPED) or product
        return
    if work.is_developed or not (FOR_TESTS.search(plain) or NOT_FOR_PEOPLE.search(plain)):
        yield "cmc-development", 0.45, product or work.first(terms, ["analytical-development"])
    is_first = FIRST_TRIAL.search(plain) and IN_GMP.search(plain)
    if is_first or (IN_HUMANS.search(plain) and not (FOR_TESTS.search(plain) or NOT_FOR_PEOPLE.search(plain))):
        yield "phase-1", 0.4, work.first(terms, PRODUCTS | {"formulation"})


def _of_programme(plain: str, product: Found | None, said: frozenset[str], is_developed: bool) -> Iterator[Guess]:
    """A product of which two sentences are written is developed, tested in animals, and taken to people."""
    yield "cmc-development", 0.45, product
    if "preclinical-ind-enabling" not in said or IN_HUMANS.search(plain):
        yield "phase-1", 0.4, product
    if "phase-1" not in said or is_developed:
        yield "preclinical-ind-enabling", 0.35, product
