"""Which step of the chain a text says. A step that is behind the sponsor, still far ahead, or of another programme is none."""

import re
from collections.abc import Collection, Iterator, Sequence

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.steps.elsewhere import is_ahead, is_over
from projects.briefs.reading.steps.serving import found_served
from projects.briefs.reading.steps.work import Work, is_late
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.tone.tones import Named, Tones
from projects.briefs.requirements import Subject

_LATIN = r"i{1,3}|iv|[1-4]"
_HAN = r"[ⅰⅱⅲⅳⅠⅡⅢⅣ]|i{1,3}|iv|[1-4一二三四]"
_NO_AMOUNT = r"(?![a-z0-9]|,\d|\s?(?:x|×|k?l|[kmµ]?g|batch(?:es)?|lots?|runs?|patients|vials|subjects|sites)\b)"
"""In "Phase I, 2,000 L" and "Phase 1 and 2 batches" the second number is none of a phase."""
PHASES = re.compile(
    rf"(?<![a-z])(?:phase|ph)s?[\s.\-]{{0,2}}(?P<one>{_LATIN})(?P<sub>[abc])?(?:\s?(?P<gap>/|-|–|\bto\b|\band\b|"
    rf"\bor\b|through|&)\s?(?:phase\s)?(?P<two>{_LATIN})[abc]?{_NO_AMOUNT}|(?P<listed>(?:,\s?(?:{_LATIN})[abc]?){{1,3}},?"
    rf"(?:\s?(?:and|or|&)\s?(?:{_LATIN})[abc]?{_NO_AMOUNT}|(?=\s(?:trial|stud|clinical)))))?(?![a-z0-9])"
    rf"|(?<![a-z0-9])p(?P<short>[1-4])(?=[ab]? (?:is |was )?(?:running|trial|study|ongoing|starts?|data|in (?:the|europe|us)))"
    rf"|(?<![a-z0-9第])(?P<han>{_HAN})[ab]?期?(?:\s?(?P<han_gap>[/、和及或]|至|到|-|–|"
    rf"~)\s?(?P<han_two>{_HAN})[ab]?)?\s?期(?!望|间|限|刊|待)"
)
HAN_PHASE = re.compile(r"(?:iv|i{1,3}|[一二三四1-4])[ab]?期$")
NUMBERS = {
    **dict.fromkeys(("i", "一", "ⅰ", "Ⅰ"), 1),
    **dict.fromkeys(("ii", "二", "ⅱ", "Ⅱ"), 2),
    **dict.fromkeys(("iii", "三", "ⅲ", "Ⅲ"), 3),
    **dict.fromkeys(("iv", "四", "ⅳ", "Ⅳ"), 4),
}
_ONE = rf"(?:phase|ph) ?(?:{_LATIN})"
OF_PROJECT = re.compile(
    rf"{_ONE} (?:of|in) (?:the|our|this|your) (?:transfer|project|work|contract|collaboration|tender|plan|build|"
    rf"scope|validation|move|roll)|[一二三]期(?:工程|项目|厂房|建设|合作)"
)
"""A phase of anything but trials."""
OF_TRIAL = re.compile(r"[abc]? (?:trial|stud(?:y|ies)|clinical)|临床|试验")
CODES = {1: "phase-1", 2: "phase-2", 3: "phase-3", 4: "post-market"}
OTHERS = re.compile(
    r"\b(?:we also (?:have|run|own|develop)|another (?:programme|program|product|asset|candidate|project|"
    r"molecule|compound)|(?:our|the) other (?:\w+ )?(?:programme|program|product|asset|candidate|project)s?|"
    r"sister (?:programme|program|product|compound)|second (?:programme|program|asset|candidate)|unrelated)\b"
    r"|(?:另一[条个款]|另外一|其他|别的)(?:管线|项目|产品|品种)|(?:管线|项目|品种)中?的?另一"
)
"""Another medicine of the sponsor."""
ITS_OWNER = re.compile(
    r"(?:our|their|its|existing|current|present|previous|former|same)(?: own)? $|(?:我们|现有|目前|原)的?$"
)
OWNED = re.compile(
    r" (?:trial |study |clinical )?(?:cro|cdmo|cmo|vendor|supplier|partner|provider|investigators?|site|"
    r"unit)s?\b|(?:临床)?(?:cro|供应商)"
)
"""Who runs a trial already is no trial that is asked for."""
NO_MARKETING = re.compile(r"\b(?:ind|cta|ctn|imp|patent|dmf|hgrac|trial|clinical trial application)s? $", re.ASCII)
"""What is filed before a market is asked for."""
FILING_OF = re.compile(r" (?:regions?|countr|territor|strateg|markets?|fee)")
NO_STAGE = re.compile(
    r"(?:commercial|launch) (?:offer|insights?|models?|strateg(?:y|ies)|structure|potential|value|viability|decisions?|success|"
    r"assessment|pressure|sense|agreement|proposal|terms?|quot\w+|conditions?|contacts?|manager|reasons|kits?|"
    r"platform|partner|device|strain|cell|antibod\w+|reagents?|hosts?|source|vendor|resin|media|team|interest|"
    r"lab\b|availab\w+|part\b|bid\b|envelope)"
    r"|registration (?:starting materials?|numbers?|certificate|fee)|post-launch (?:supply|volumes?|demand)|上市后[^。；,，]{0,4}(?:供|产|年|"
    r"用量)"
)
"""Words that say how something is bought, or how much once it is sold."""
OF_SITE = re.compile(
    r"(?:\b(?:hold|have|has|with|valid|current|active|maintain|keep)\w* (?:an? |the |its |their |valid |current |active |us )*(?:fda|ema|mhra|pmda|nmpa|anvisa|tga|agency|authority)? ?|"
    r"(?:establishment|facility|site|plant|manufacturer|drug establishment) )$"
)
"""Before a registration of the supplier, which files nothing."""
NEED = re.compile(
    r"\b(?:need|requir|look|seek|want|quote|please|scope|search|suppl|provid|support|feed|goes? into|for (?:the |"
    r"our |a |an )?(?:[a-z0-9-]+ ){0,3}(?:phase|ph|pivotal|trial|first))|需|寻|委托|提供|支持|供|用|承担|开展|启动|入组|"
    r"\b(?:opens?|starts?|begins?)\b"
)
"""What stands in a sentence that asks for something."""
SURE = 0.5
"""What work serves more surely than where the product is said to be."""
STAFF_BEFORE = re.compile(r"(?:head|director|vp|lead|chief|manager) (?:of |for )?$")
STAFF_AFTER = re.compile(
    r" (?:head|director|lead|team|department|colleagues?|group|manager|people|advis|consult)|(?:负责人|总监|团队|部门?|顾问)"
)
FIRST = frozenset(["preclinical-ind-enabling", "phase-1"])
FILINGS = frozenset(["filing", "registration"])
"""Where a first trial is prepared, these say only in which countries."""
SOLD = "marketed"
"""A word for the product, not for the work."""


def found_stages(terms: Terms, tones: Tones, work: Work) -> list[Found]:
    """Stages that the text says, then the one that its services serve, with their words and less confidence."""
    every = sorted([*_phases(terms.layout.plain), *_named(terms)], key=lambda one: one.start)
    over = [one for one in every if is_over(terms.layout.plain, one.start, one.end)]
    named = [one for one in every if one not in over and not _is_of_others(terms, one)]
    told = [one for one in named if _is_worked_on(terms, work, named, one)]
    past = {code for one in over for code in one.codes}
    refused, had, asked = _by_tone(tones, told)
    said = _asked(terms, work, asked)
    served = _served(terms, work, said, past)
    if not said and not any(one.confidence >= SURE and one.codes != ("cmc-development",) for one in served):
        said = [*had, *asked]
        served = _served(terms, work, said, past)
    return [*refused, *said, *served]


def _by_tone(tones: Tones, told: Sequence[Found]) -> tuple[list[Found], list[Found], list[Found]]:
    """Stages that are refused, those that the product has reached, and the others. Where it is, is said only where no step is asked for."""
    said = tones.of([Named(one.kind, one.start, one.end) for one in told])
    pairs = list(zip(told, said, strict=True))
    refused = [one for one, tone in pairs if tone is Tone.NOT]
    had = [one for one, tone in pairs if tone in {Tone.HAVE, Tone.SPONSOR}]
    return refused, had, [one for one, tone in pairs if tone in {Tone.MUST, Tone.WISH}]


def _served(terms: Terms, work: Work, said: Sequence[Found], past: Collection[str]) -> list[Found]:
    codes = {code for one in said for code in one.codes}
    return [one for one in found_served(terms, work, codes, past) if one.codes[0] not in codes]


def _asked(terms: Terms, work: Work, said: Sequence[Found]) -> list[Found]:
    """A step in whose sentence nothing is asked for only tells of the product, where others are asked for."""
    served = {terms.layout.sentence_of(one.start) for one in work.services}
    first = terms.layout.sentences()[:2]
    asked = []
    for one in said:
        span = terms.layout.sentence_of(one.start)
        if span in served or span in first or NEED.search(terms.layout.plain, *span):
            asked.append(one)
    codes = {code for one in asked for code in one.codes}
    is_early = bool(codes & FIRST) and not codes & {"phase-3", "commercial-manufacture"}
    return [one for one in asked if not is_early or terms.layout.plain[one.start : one.end] not in FILINGS]


def _phases(plain: str) -> Iterator[Found]:
    is_project = OF_PROJECT.search(plain) is not None
    for match in PHASES.finditer(plain):
        if is_project and not OF_TRIAL.match(plain, match.end()):
            continue
        first = _number(match["one"] or match["han"] or match["short"])
        listed = [_number(one) for one in re.findall(_LATIN, match["listed"] or "")]
        second = _number(match["two"] or match["han_two"]) if match["two"] or match["han_two"] else first
        is_range = (match["gap"] or match["han_gap"] or "") in {"-", "–", "to", "through", "至", "到", "~"}
        numbers = range(first, second + 1) if is_range and second > first else sorted({first, second, *listed})
        codes = tuple(CODES[number] for number in numbers)
        yield Found(Subject.STAGE, codes, match.start(), match.end(), 0.9, Subject.STAGE)


def _number(text: str) -> int:
    return NUMBERS.get(text) or int(text)


def _named(terms: Terms) -> Iterator[Found]:
    plain = terms.layout.plain
    for mention in terms.mentions.get(Subject.STAGE, []):
        start, end = terms.span(mention)
        if plain[start:end] == "filing" and (
            NO_MARKETING.search(plain, max(0, start - 40), start) or FILING_OF.match(plain, end)
        ):
            continue
        if plain[start:end] == "registration" and OF_SITE.search(plain, max(0, start - 60), start):
            continue
        is_phase = PHASES.match(plain, start) or (
            plain[start:end] == "注册临床"
            and (PHASES.match(plain, end) or HAN_PHASE.search(plain, max(0, start - 6), start))
        )
        if not NO_STAGE.match(plain, start) and not is_phase:
            yield Found(Subject.STAGE, mention.codes, start, end, 0.8, Subject.STAGE)


def _is_of_others(terms: Terms, one: Found) -> bool:
    """Whether it is a later step, another medicine's, a step that somebody has already, or a part of a project."""
    plain, (low, _high) = terms.layout.plain, terms.layout.sentence_of(one.start)
    return (
        is_ahead(plain, low, one.start, one.end)
        or OTHERS.search(plain, low, one.start) is not None
        or (
            ITS_OWNER.search(plain, max(low, one.start - 14), one.start) is not None
            and OWNED.match(plain, one.end) is not None
        )
    )


def _is_worked_on(terms: Terms, work: Work, named: Sequence[Found], one: Found) -> bool:
    """ "CMC" is a step where something is developed or made, not where it is a department, nor at a late trial; "marketed" is one where
    something is made, not where a product is watched."""
    plain = terms.layout.plain
    if plain[one.start : one.end] == SOLD:
        return "safety-labs" not in work.families and (work.is_made or not work.families)
    if one.codes != ("cmc-development",):
        return True
    if STAFF_BEFORE.search(plain, max(0, one.start - 20), one.start) or STAFF_AFTER.match(plain, one.end):
        return False
    others = {code for other in named for code in other.codes} - {"cmc-development"}
    return not is_late(others) and (work.is_made or not (others or work.families))
