"""What is named without being asked for: the trial that material is for, the syringe that the product is in, the tests that a test
consists of."""

import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found
from projects.briefs.reading.meaning.senses import is_talk, meaning
from projects.briefs.reading.names.products import FAMILIES
from projects.briefs.reading.needs.questions import is_asked, softened
from projects.briefs.reading.needs.reports import without_due_reports
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.tone.headings import section_at
from projects.briefs.reading.tone.statements import LONG, is_statement
from projects.briefs.reading.tone.tones import Named, Tones

MAKERS = frozenset(FAMILIES.values()) | {
    "dp-manufacture", "formulation", "bioprocess-development", "api-development", "cell-line"
}  # fmt: skip
TRIAL_FAMILIES = frozenset(["clinical-operations", "biometrics", "safety-labs"])
TRIAL_WORDS = frozenset(
    ["trial", "trials", "clinical trial", "clinical trials", "clinical study", "clinical studies", "first-in-human trial",
     "first-in-human study", "clinical development", "临床试验", "临床研究"]
)  # fmt: skip
RUN = re.compile(
    r"\b(?:(?:run\w{0,4}|conduct\w{0,3}|manag(?:e|es|ing)|perform\w{0,3}|execut\w{1,4}|operat\w{1,4}|cro for|"
    r"full.service|organi[sz]\w{1,3})\b)[^.;\n]{0,30}$|(?:开展|承担|实施|执行|负责|运营|管理)[^。；\n]{0,12}$"
)
A_TRIAL = re.compile(r"\b(?:an?|one|two|three) (?:[\w-]+ ){0,3}$")
FOR_TRIAL = re.compile(
    r"\b(?:for|of|in|to|into|before|during|after|from|until|by|with|is|supports?|supply) (?:an?|one|two|"
    r"three) (?:[\w-]+ ){0,3}$"
)
HAN_FOR = re.compile(r"(?:用于|供|支持)[^。；，,;]{0,30}$")
RUN_AFTER = re.compile(r"[^.;。；\n]{0,20}?(?:management|operations?|conduct|运营|管理|执行|实施|服务)")
CONTAINERS = frozenset(
    ["eye drops", "pmdi", "cream", "creams", "ointment", "gel", "topical gel", "nasal spray", "nasal sprays", "软膏", "乳膏", "凝胶剂", "vial", "vials", "ampoules", "syringes", "cartridges", "pens", "tablet", "tablets", "capsule", "capsules", "prefilled syringe", "prefilled syringes",
     "pre-filled syringe", "pre-filled syringes", "pfs", "prefilled pens", "片剂", "胶囊", "西林瓶", "预充针", "预灌封注射器", "注射笔", "卡式瓶", "注射剂"]
)  # fmt: skip
"""What a product comes in; asks for no filling where nothing is made."""
COUNT = re.compile(
    r"\d[\d.,]{0,12}\s?(?:million |thousand |k |m )?(?:[a-z-]+ ){0,2}$|\d\s?[万亿]?\s?[支瓶片粒]?$|\bcommercial (?:[a-z-]+ ){0,2}$"
)
A_YEAR = re.compile(
    r"[^.;\n]{0,30}\d[\d.,]*\s?(?:million|thousand|k|m|mio)?\.?\s?(?:(?:per|a|each|/)\s?(?:year|annum|month|batch|lot)|annually)\b"
)
OF_CELLS = re.compile(r" (?:of )?(?:the |our )?(?:cho|hek|vero|mcb|wcb|rcb|master|working|cells?|bank)\b")
TO_MAKE = re.compile(
    (
        r"manufactur(?!ed (?:at|by))|produc(?!t\b|ts\b)|\bfill|\bmake\b|\bgmp\b|(?<!commercial )(?<!retained )(?<!of \d )(?<!of \d\d )\bbatch|formulat|lyophil|compress|"
        r"supply of|\blots?\b|灌装|生产|制备|制剂|批|代工"
    ),
    re.ASCII,
)
TESTS = frozenset(
    [
        "qc-testing",
        "bioanalysis",
        "analytical-development",
        "dmpk",
        "vector-analytics",
        "in-vitro-pharmacology",
        "safety-labs",
    ]
)
DETAILED = TESTS | {"toxicology", "cell-line"}
WRITING = frozenset(["regulatory-strategy-group", "trial-applications", "marketing-applications"])
"""In brackets behind these stands what is written about."""
LOOKING = WRITING | {"quality-services"}
"""And what is inspected."""
DETAIL = re.compile(r"[^.;。；\n()（）]{0,24}[(（][^()（）\n]{0,120}$")


OF_BODY = re.compile(
    (
        r"plasma|serum|\bblood|whole blood|\burine|csf\b|\bpk\b|\btk\b|\bada\b|\bnab\b|bioanaly|immunogenicity|"
        r"toxicokinetic|pharmacokinetic|biodistribution|血|生物样本|药代|毒代|免疫原性|组织分布"
    ),
    re.ASCII,
)
INSTRUMENTS = frozenset(["lc-ms", "lc-ms/ms", "lcms", "ddpcr", "qpcr", "elisa", "flow cytometry", "流式细胞术"])
"""Used on samples of patients and animals, and on the product: only the first is a service of its own."""
METHODS = frozenset(
    ["method validation", "method development", "methods", "validated methods", "validate methods", "analytical method", "analytical methods",
     "方法学验证", "方法验证", "方法开发", "分析方法", "方法学", "分析方法学验证", "分析方法验证"]
)  # fmt: skip
CHARACTER = frozenset(["characterisation", "characterization", "characterise", "表征", "检定"])
MEANT = (
    (
        frozenset(["pk study", "pk studies", "pk trial"]),
        re.compile(r"volunteer|patients|subjects|clinical|受试者|志愿者"),
        ("phase-1-unit",),
    ),
    (frozenset(["reference product"]), re.compile(r"similar|可比|相似"), ("comparability-studies",)),
    (METHODS, OF_BODY, ("bioanalysis",)),
    (CHARACTER, re.compile(r"\bbanks?\b|\b[mwr]cb\b|细胞库|菌种库"), ("cell-bank-characterisation",)),
    (
        CHARACTER,
        re.compile(r"\bppq|process validation|validation batches|工艺验证"),
        ("process-characterisation-validation",),
    ),
)


STUDIES = frozenset(["toxicology", "in-vivo-pharmacology", "dmpk", "clinical-operations"])
OF_MATERIAL = re.compile(
    r"(?:batch(?:es)?|lots?|materials?|suppl(?:y|ies)|substance|\bapi|quantit(?:y|ies)|doses|vials|capsules|"
    r"tablets|\d ?[km]?g|\d ?(?:vg|vp|tu|ml|l)|runs?) (?:is |are )?(?:needed )?(?:for|to support|to supply|"
    r"to feed|to enable) (?:an? |the |our |your )?(?:[a-z0-9+&/,-]+ ){0,4}$"
    r"|(?:用于|供|支持)[^。，；,;]{0,6}$"
)
HOLDER = re.compile(r" holders?\b|持有人")
PLANT = re.compile(r" ?(?:plant|site|factory|manufacturer|supplier|vendor|facility|cmo|工厂|厂|供应商|企业)")
AUDITED = re.compile(r"(?:audit\w*|inspect\w*|qualif\w+|审计|检查)[^.;。；]{0,40}$")
MATERIAL = re.compile(r"(?:研究|试验)?用(?:样品|批|原液|药|料|的)")


ITEMS, LISTED = 3, 2
"""Lines of a list that says what is wanted, and codes in it."""
Beside = Callable[[re.Pattern[str], tuple[int, int]], bool]
"""Whether a pattern stands in a span of the text."""


def without_asides(terms: Terms, tones: Tones, services: Sequence[Found]) -> list[Found]:
    """The services that are asked for as such."""
    beside = cache(lambda pattern, span: pattern.search(terms.layout.plain, *span) is not None)
    meant = [_in_sense(terms, _meant(terms, one, beside)) for one in services]
    asked = [one for one in meant if one.codes and not _is_aim(terms, one)]
    asked.sort(key=lambda one: (one.start, one.end))
    said = tones.of([Named(one.kind, one.start, one.end) for one in asked])
    wanted = [one for one, tone in zip(asked, said, strict=True) if tone in {Tone.MUST, Tone.WISH}]
    asked, wanted = softened(terms.layout, asked, wanted)
    asked, wanted = _without_talk(terms, asked, wanted)
    asked, wanted = without_due_reports(terms, asked, wanted)
    asked, wanted = _without_statements(terms, tones, asked, wanted)
    asked, wanted = _without_unlisted(terms, tones, asked, wanted)
    return _without_details(terms, _without_containers(terms, _without_trials(terms, asked, wanted), wanted))


def _in_sense(terms: Terms, one: Found) -> Found:
    if one.kind == "making" or not one.codes:
        return one
    families = {terms.family_of(code) for code in one.codes}
    codes = meaning(terms.layout.plain, one.start, one.end, terms.layout.near(one.start), families)
    return one if codes is None else replace(one, codes=codes)


def _without_talk(terms: Terms, asked: list[Found], wanted: list[Found]) -> tuple[list[Found], list[Found]]:
    """Without what only questions to the reader name, and what they are to know already; unless nothing else is asked for."""
    talk = {one for one in wanted if is_talk(terms.layout.plain, one.start, one.end, terms.layout.near(one.start))}
    others = [one for one in wanted if one not in talk]
    if not others:
        return asked, wanted
    told = {code for one in others for code in one.codes}
    questions = [one for one in talk if is_asked(terms.layout, one.start) and not told.issuperset(one.codes)]
    terms.noted += [(one.start, one.end, Doubt.NOT_IN_PROFILES) for one in questions]
    return [one for one in asked if one not in talk], others


def _without_statements(
    terms: Terms, tones: Tones, asked: list[Found], wanted: list[Found]
) -> tuple[list[Found], list[Found]]:
    """A long text asks where it asks: what stands only in sentences that tell how things are is left out."""
    if len(terms.words) <= LONG:
        return asked, wanted
    told = {one for one in wanted if one.kind != "making" and is_statement(terms.layout, tones, one.start)}
    others = [one for one in wanted if one not in told]
    return ([one for one in asked if one not in told], others) if others else (asked, wanted)


def _without_unlisted(
    terms: Terms, tones: Tones, asked: list[Found], wanted: list[Found]
) -> tuple[list[Found], list[Found]]:
    """Where a heading lists what is wanted, the rest is about the project: only a title, or words that ask, say more."""
    lists = [one for one in tones.sections if one.tone is Tone.MUST and one.items >= ITEMS]
    listed = [one for one in wanted if section_at(lists, one.start)]
    if len({code for one in listed for code in one.codes}) < LISTED:
        return asked, wanted
    title = terms.layout.sentence_of(0)[1]
    rest = {one for one in wanted if one.start >= title and not tones.is_urged(one.start)}
    return [one for one in asked if one not in rest], [one for one in wanted if one not in rest]


def _is_aim(terms: Terms, one: Found) -> bool:
    """ "A batch for the GLP study" is a batch, "audit of an API plant" an audit, a "DMF holder" a company."""
    plain, low = terms.layout.plain, terms.layout.part_of(one.start)[0]
    if HOLDER.match(plain, one.end) or (
        PLANT.match(plain, one.end) and AUDITED.search(plain, max(0, one.start - 60), one.start)
    ):
        return True
    if not _families(terms, one) <= STUDIES:
        return False
    return (
        OF_MATERIAL.search(plain, max(low, one.start - 72), one.start) is not None
        or MATERIAL.match(plain, one.end) is not None
    )


def _meant(terms: Terms, one: Found, beside: Beside) -> Found:
    """A service by what its name means in its sentence: methods for plasma are bioanalysis, a bank is characterised otherwise."""
    words = _words(terms, one)
    for names, pattern, codes in MEANT:
        if words in names and beside(pattern, terms.layout.sentence_of(one.start)):
            return replace(one, codes=codes)
    if words in {"labelling", "labeling"} and "radiopharmaceutical" in terms.modalities:
        return replace(one, codes=("radiolabelling-development",))
    return replace(one, codes=()) if words in INSTRUMENTS and not beside(OF_BODY, (0, len(terms.layout.plain))) else one


def _without_trials(terms: Terms, services: Sequence[Found], wanted: Sequence[Found]) -> list[Found]:
    """Material "for a Phase II trial" asks for no trial: the word counts when nothing else is asked for, or somebody is to run it."""
    bare = {one for one in services if _words(terms, one) in TRIAL_WORDS}
    others = [one for one in wanted if one not in bare]
    runs = any(terms.family_of(code) == "clinical-operations" for one in others for code in one.codes)
    return [one for one in services if one not in bare or runs or not others or _is_run(terms, one)]


def _is_run(terms: Terms, one: Found) -> bool:
    plain, low = terms.layout.plain, terms.layout.sentence_of(one.start)[0]
    before = RUN.search(plain, max(low, one.start - 48), one.start)
    is_object = A_TRIAL.search(plain, max(low, one.start - 48), one.start) and not FOR_TRIAL.search(
        plain, max(low, one.start - 64), one.start
    )
    if HAN_FOR.search(plain, max(low, one.start - 40), one.start):
        return False
    return before is not None or bool(is_object) or RUN_AFTER.match(plain, one.end) is not None


def _without_containers(terms: Terms, services: Sequence[Found], wanted: Sequence[Found]) -> list[Found]:
    """ "Stability of the vials" fills none, "vials of the master bank" hold no product."""
    plain = terms.layout.plain
    bare = {one for one in services if _words(terms, one) in CONTAINERS}
    services = [one for one in services if one not in bare or not OF_CELLS.match(plain, one.end)]
    others = {code for one in wanted if one not in bare for code in one.codes}
    open_ = bare | set(wanted)
    done = {code for one in services if one not in open_ for code in one.codes} - others
    services = [one for one in services if one not in bare or not done.issuperset(one.codes)]
    if not others or any(terms.family_of(code) in MAKERS for code in others):
        return services
    makes = {span: TO_MAKE.search(plain, *span) for span in {terms.layout.sentence_of(one.start) for one in bare}}
    busy = {terms.layout.sentence_of(one.start) for one in services if one not in bare}
    return [
        one
        for one in services
        if one not in bare
        or makes[span := terms.layout.sentence_of(one.start)]
        or (span not in busy and _is_counted(plain, one))
    ]


def _is_counted(plain: str, one: Found) -> bool:
    """ "3,000 vials." and "Capsules, 200 million a year." say how much there is to be made, whatever the next sentence asks for."""
    return COUNT.search(plain, max(0, one.start - 40), one.start) is not None or A_YEAR.match(plain, one.end) is not None


def _without_details(terms: Terms, services: Sequence[Found]) -> list[Found]:
    """In "release testing (RCL, sterility)" and "ADME (microsomal stability)" the brackets say what a test consists of."""
    kept, heads = [], deque[Found](maxlen=6)
    for one in services:
        families = _families(terms, one)
        if any(_is_detail(terms, head, one) for head in heads if families <= TESTS or _families(terms, head) <= LOOKING):
            continue
        kept.append(one)
        if families & DETAILED or families <= LOOKING:
            heads.append(one)
    return kept


def _is_detail(terms: Terms, head: Found, one: Found) -> bool:
    is_near = head.end < one.start and one.start - head.end < 150
    return is_near and DETAIL.fullmatch(terms.layout.plain, head.end, one.start) is not None


def _families(terms: Terms, one: Found) -> set[str]:
    return {code if code in TESTS else terms.family_of(code) for code in one.codes}


def _words(terms: Terms, one: Found) -> str:
    return terms.layout.plain[one.start : one.end]
