"""Which step of the chain: what the text says, and what follows from the work that it asks for."""

import re
from collections.abc import Collection, Iterator, Sequence

from projects.briefs.reading.found import Found
from projects.briefs.reading.terms import Terms
from projects.briefs.requirements import Subject

_LATIN = r"i{1,3}|iv|[1-4]"
_HAN = r"[ⅰⅱⅲⅳⅠⅡⅢⅣ]|i{1,3}|iv|[1-4一二三四]"
PHASES = re.compile(
    rf"(?<![a-z])(?:phase|ph)s?[\s.\-]{{0,2}}(?P<one>{_LATIN})(?P<sub>[abc])?(?:\s?(?P<gap>/|-|–|\bto\b|\band\b|\bor\b|through|&|,)\s?(?:phase\s)?(?P<two>{_LATIN})[abc]?)?(?![a-z0-9])"
    rf"|(?<![a-z0-9第])(?P<han>{_HAN})[ab]?期?(?:\s?(?P<han_gap>[/、和及或]|至|到|-|–|~)\s?(?P<han_two>{_HAN})[ab]?)?\s?期(?!望|间|限|刊|待)"
)
NUMBERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "ⅰ": 1,
    "ⅱ": 2,
    "ⅲ": 3,
    "ⅳ": 4,
    "Ⅰ": 1,
    "Ⅱ": 2,
    "Ⅲ": 3,
    "Ⅳ": 4,
}
CODES = {1: "phase-1", 2: "phase-2", 3: "phase-3", 4: "post-market"}
DONE_BEFORE = re.compile(
    r"(?:complet\w{1,3}|finish\w{1,3}|after|following|post|successful|reported|results (?:of|from)|data from|beyond|passed|since|完成|结束)\s?(?:了|the |our |a )?$"
)
DONE_AFTER = re.compile(
    r"\s?(?:(?:trial |study |clinical )?(?:data|results?|read-?out)|(?:trial |study )?(?:is |was |has been )?(?:completed?|finished|done)|(?:临床)?(?:试验)?(?:已)?(?:完成|结束))"
)
LATE = frozenset(["phase-2", "phase-3", "registration-filing", "commercial-manufacture", "post-market"])
DISCOVERY = {
    "target-research": "target-discovery", "hit-finding": "hit-to-lead", "discovery-chemistry": "lead-optimisation",
    "in-vivo-pharmacology": "lead-optimisation", "antibody-engineering": "lead-optimisation",
}  # fmt: skip
MAKERS = frozenset(
    [
        "cell-line",
        "bioprocess-development",
        "biologics-drug-substance",
        "strain-engineering",
        "fermentation",
        "mrna-services",
        "plasmid-services",
        "oligo-services",
        "vector-services",
        "cell-therapy",
        "regenerative",
        "conjugates",
        "radiopharma",
        "api-development",
        "api-manufacture",
        "formulation",
        "analytical-development",
    ]
)
IN_HUMANS = re.compile(
    r"first.in.(?:human|man)|clinical (?:batch|lot|supply|material|trial)|\btrial\b|\bgmp\b|\bind\b|\bcta\b|临床|首次人体",
    re.ASCII,
)
LAUNCH = re.compile(r"\blaunch|(?<!已)(?<!已经)上市(?!公司|后|前)", re.ASCII)
SECOND_SOURCE = re.compile(r"second (?:supplier|source)|dual sourc|第二供应商|备用供应商", re.ASCII)
LATE_WORDS = re.compile(
    r"marketing authori[sz]ation|single authori[sz]ation|\b(?:bla|maa)\b|segmented|in-market|market(?:ed)? (?:product|supply)|commercial (?:supply|manufactur\w+|launch)|post-approval|validation batch|\bppq\b"
    r"|上市申请|上市许可|分段生产|商业化|上市后|工艺验证",
    re.ASCII,
)
"""What is said of a product that has been through its first trials."""
NO_MARKETING = re.compile(r"\b(?:ind|cta|ctn|imp|patent|dmf|hgrac|trial|clinical trial application)s? $", re.ASCII)
"""What is filed before a market is asked for."""
FILING_OF = re.compile(r" (?:regions?|countr|territor|strateg|markets?|fee)")
FUTURE = re.compile(r"(?:future|later|eventual|subsequent) $|(?:未来|将来|后续)$")
LATER_WORK = {
    "marketing-applications": (("registration-filing", 0.6),),
    "process-characterisation-validation": (("registration-filing", 0.4), ("commercial-manufacture", 0.35)),
}
FIRST_WORK = {
    "trial-applications": (("phase-1", 0.5), ("preclinical-ind-enabling", 0.5)),
    "toxicology": (("preclinical-ind-enabling", 0.5),),
}
"""Stages that follow from a family or a line, with how surely; the second only where no later stage is said."""


def found_stages(terms: Terms, services: Sequence[Found], closed: Collection[str]) -> list[Found]:
    """Stages that the text says, then those that follow from its service lines, with the same words and less confidence.

    ``closed`` are families that are done or refused: with toxicology behind it, nothing is preclinical.
    """
    said = sorted([*_phases(terms.layout.plain), *_named(terms)], key=lambda one: one.start)
    codes = {code for one in said for code in one.codes}
    implied: dict[str, Found] = {}
    for one in _implied(terms, services, codes):
        if one.codes[0] not in codes and (one.codes[0] != "preclinical-ind-enabling" or "toxicology" not in closed):
            implied.setdefault(one.codes[0], one)
    return [*said, *implied.values()]


def _phases(plain: str) -> Iterator[Found]:
    for match in PHASES.finditer(plain):
        if _is_over(plain, match.start(), match.end()):
            continue
        first = _number(match["one"] or match["han"])
        second = _number(match["two"] or match["han_two"]) if match["two"] or match["han_two"] else first
        is_range = (match["gap"] or match["han_gap"] or "") in {"-", "–", "to", "through", "至", "到", "~"}
        numbers = range(first, second + 1) if is_range and second > first else sorted({first, second})
        yield Found(
            Subject.STAGE, tuple(CODES[number] for number in numbers), match.start(), match.end(), 0.9, Subject.STAGE
        )


def _number(text: str) -> int:
    return NUMBERS.get(text) or int(text)


def _is_over(plain: str, start: int, end: int) -> bool:
    return DONE_BEFORE.search(plain, max(0, start - 24), start) is not None or DONE_AFTER.match(plain, end) is not None


def _named(terms: Terms) -> Iterator[Found]:
    for mention in terms.mentions.get(Subject.STAGE, []):
        start, end = terms.span(mention)
        plain = terms.layout.plain
        if plain[start:end] == "filing" and (
            NO_MARKETING.search(plain, max(0, start - 40), start) or FILING_OF.match(plain, end)
        ):
            continue
        if FUTURE.search(plain, max(0, start - 12), start):
            continue
        if not PHASES.match(plain, start) and not _is_over(plain, start, end):
            yield Found(Subject.STAGE, mention.codes, start, end, 0.8, Subject.STAGE)


def is_late(stages: Collection[str]) -> bool:
    """Whether a stage later than the first trials is said; a Phase I/II is a first trial."""
    return any(code in LATE and (code != "phase-2" or "phase-1" not in stages) for code in stages)


def _implied(terms: Terms, services: Sequence[Found], said: set[str]) -> Iterator[Found]:
    """The first words that imply a stage count."""
    plain = terms.layout.plain
    late = is_late(said) or LATE_WORDS.search(plain) is not None
    families = {terms.family_of(code) for service in services for code in service.codes}
    tests_only = "toxicology" in families and not families & MAKERS - {"analytical-development"}
    for service in services:
        for code in service.codes:
            family = terms.family_of(code)
            if family == "trial-applications" and tests_only:
                continue
            for stage, confidence in _of_family(family, code, late, plain, said):
                yield Found(Subject.STAGE, (stage,), service.start, service.end, confidence, "implied", is_implied=True)
    for pattern, stages in (
        (LAUNCH, ("registration-filing", "phase-3")),
        (SECOND_SOURCE, ("phase-3", "registration-filing", "commercial-manufacture")),
    ):
        match = pattern.search(plain)
        if match and "post-market" not in said and not said & {"phase-1", "phase-2"}:
            yield from (
                Found(Subject.STAGE, (stage,), match.start(), match.end(), 0.35, "implied", is_implied=True)
                for stage in stages
            )


def _of_family(family: str, code: str, late: bool, plain: str, said: set[str]) -> Iterator[tuple[str, float]]:
    yield from LATER_WORK.get(family, ())
    yield from LATER_WORK.get(code, ())
    if stage := DISCOVERY.get(code) or DISCOVERY.get(family):
        yield stage, 0.45
    if not late:
        yield from FIRST_WORK.get(family, ())
        if family in MAKERS and code not in LATER_WORK and not SECOND_SOURCE.search(plain):
            yield from _of_making(plain, said)


def _of_making(plain: str, said: set[str]) -> Iterator[tuple[str, float]]:
    """What is made for the first time is developed, tested in animals, and taken to people; where Phase I is said already, the
    animals may be behind it."""
    if "phase-1" in said:
        yield "cmc-development", 0.45
        return
    yield "cmc-development", 0.45
    if "preclinical-ind-enabling" not in said or IN_HUMANS.search(plain):
        yield "phase-1", 0.4
    yield "preclinical-ind-enabling", 0.35
