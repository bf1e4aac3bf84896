""" "GMP batches of our AAV8 vector": a product's name, and words that say that it is to be made, name a service together."""

import re
from collections.abc import Iterator, Sequence

from projects.briefs.reading.found import Found
from projects.briefs.reading.names.products import (
    CELLS,
    COMMERCIALLY,
    CONJUGATES,
    FAMILIES,
    FAMILY_OF_PRODUCT,
    LINES_THAT_MAKE,
    MICROBES,
    SYNTHETIC,
    VECTORS,
)
from projects.briefs.reading.needs.asides import TRIAL_WORDS
from projects.briefs.reading.needs.gmp import without_refused
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.tone.spoken import BRINGS, BUYER
from projects.briefs.reading.tone.statements import LONG, is_statement
from projects.briefs.reading.tone.tones import Named, Tones
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Subject

MAKE = re.compile(
    r"manufactur|\bproduction|\bproduc(?:e|ed|ing)\b|\bgmp|\bcgmp|\bbatch|\blots?\b|"
    r"(?<!筛选)(?<!选择)(?<!select )(?<!select a )(?<!choose a )(?<!our )\bcdmos?\b(?! ?(?:选择|筛选|遴选|selection))|(?<!our )\bcmos?\b|"
    r"drug substance|bulk|\bdoses (?:per|a|each|every) (?:week|day|month)|\bdoses/(?:week|day|month)|\d\s?k?l\b|\d\s?kg\b|litres?\b|liters?\b|\d\s?g(?:/(?:batch|lot|yr|year|a)\b|\b(?! ?/)(?! (?:tubes?|bottles?|sachets?|jars?|tablets?)))|bioreactor|campaign|\bsuppl(?:y|ied)\b(?! chain)|"
    r"\bsynthesi[sz]|supplier|substance site"
    r"|(?<!our )(?<!own )\bfacilit(?:y|ies)\b|coordinated provider|\bruns?\b|生产|批次|[一二三四五六0-9]批|制备|代工|合成|原液|"
    r"升(?!级)|供应商",
    re.ASCII,
)
GMP = quick(
    (
        r"\bc?gmp|clinical (?:batch|lot|supply|material|manufactur|trial)|first.in.human|phase [i1-3]|临床(?:批|样品|用药|"
        r"试验)|i{1,3}期"
    ),
    re.ASCII,
)
COMMERCIAL = quick(r"commercial|\blaunch|market supply|\bppq\b|商业化|上市", re.ASCII)
PROCESS = quick(
    r"process (?:development|optimi|transfer)|scale.?up|develop(?:ment)? (?:of )?(?:a |the )?process|工艺(?:开发|优化|放大)"
)
SAYS_CHEMICAL = re.compile(
    r"drug substance|\bapi\b|synthes|intermediate|(?<!dermal )(?<!oral )(?<!inhaled )(?<!clinical )(?<!intravenous )(?<!subcutaneous )(?<!intended )route(?!s? of admin)|原料药|合成|中间体",
    re.ASCII,
)
SAYS_SUBSTANCE = re.compile(
    (
        r"substance|bulk|\bapi\b|synthes|\bkg\b|\d\s?g(?:/(?:batch|lot|yr|year|a)\b|\b(?! ?/)(?! (?:tubes?|bottles?|sachets?|jars?|tablets?)))|kilogram|intermediate|batch(?! release)|\blots?\b|supplier|"
        r"\d\s?k?l\b|litre|liter|bioreactor|原料药|合成|公斤|千克|原液|升|批"
    ),
    re.ASCII,
)
SAYS_BULK = re.compile(
    (
        r"substance|bulk|\bapi\b|synthes|\bkg\b|kilogram|intermediate|\d\s?k?l\b|litre|liter|bioreactor|原料药|合成|公斤|千克|"
        r"原液|升(?!级)"
    ),
    re.ASCII,
)
"""Of chemicals and proteins much is bought besides the substance; these words say that it is the substance; where filling is asked for too, only
the plainer ones do: vials come in batches as well."""
SAYS_MAKING = re.compile(
    (
        r"\bgmp (?:manufactur|production|supply|material)|manufactur(?:e|ing) of|production of|\bsupply of|"
        r"commercial manufactur\w+|gmp生产|生产"
    ),
    re.ASCII,
)
FILLED = re.compile(r"\bfill|drug product|tablet|capsule|packag|灌装|制剂|包装", re.ASCII)
"""When only these are asked for, nothing is said of the substance."""
DOSED = re.compile(r"tablet|capsule|oral solid|片剂|胶囊", re.ASCII)
SAYS_CHEMICAL_WORK = re.compile(
    r"synthes|drug substance|intermediate|\broute|(?:hp)?api (?:manufactur|production|supply|batch|campaign|process)|(?:manufactur\w+|production|supply) of (?:the |our |an? )?(?:hp)?api|原料药|合成|中间体",
    re.ASCII,
)
"""Of what is potent in a tablet, that it is itself to be made."""
DISCOVERY = re.compile(
    r"\bfte|medicinal chemistry|\bhit|\blead (?:op|series)|analog(?:ue)?s\b|药物化学|先导|苗头|\bdel\b|del筛选|命中|片段筛选",
    re.ASCII,
)
OF_SUBSTANCE = re.compile(r"\bgmp|\bkg\b|\bapi\b|bulk|drug substance|公斤|千克|原料药", re.ASCII)
"""Compounds that are made to be tried are no substance."""
MOST_PRODUCTS = 4
HANDLED = re.compile(
    r"(?:testing|tests?|release|stability|analysis|comparison|packaging|labell?ing|shipment|transport|storage|"
    r"audit) (?:of|for) (?:the |our |its )?(?:[\w-]+ ){0,2}$"
)
"""What is tested, packed or moved is made already."""
PLAIN_MAKE = quick(
    (
        r"(?<!not a )manufactur(?!ers?\b)|\bproduction\b|\bproduc(?:e|ing)\b|\bc?gmp (?:[a-z0-9-]+ )?(?:batch|lot|"
        r"run|manufactur|campaign|supply|material|drug|plasmid|vector|cell|produc|bulk)|\bto (?:make|produce)\b|"
        r"under (?:\w+ )?c?gmp\b|trial material|\d ?x? ?(?:non-)?(?:c?gmp |clinical |engineering |tox )?(?:batch|"
        r"lots?\b|runs?\b)|\bcdmos?\b|drug substance|substance site|bioreactor|\bsupply\b(?! chain)|"
        r"\b(?<!our )(?<!own )facility|gmp suite|\d\s?k?l\b|\d\s?kg\b|\bsynthesi[sz]|\bneed (?:\w+ ){1,4}\d(?![\d,.]*[\s-](?:day|week|month|site|subject|patient|animal|sample|year))|生产|"
        r"[一二三四五六0-9]批(?!(?:eu|中国|美国|欧盟)?来源|样|的)|制备|代工|合成|原液"
    ),
    re.ASCII,
)
"""What says so plainly: things made under GMP or counted, and words for the making itself."""
OTHER_WORK = frozenset(
    ["clinical-operations", "biometrics", "safety-labs", "cold-chain", "trade-compliance", "packaging", "analytical-development", "qc-testing",
     "toxicology", "bioanalysis", "dmpk", "in-vivo-pharmacology", "in-vitro-pharmacology", "hit-finding", "discovery-chemistry", "target-research",
     "marketing-applications", "regulatory-strategy-group", "quality-services", "deals-capital"]
)  # fmt: skip
"""Families whose work is not the making of a product."""


SELF_MADE = re.compile(
    rf"(?:原液|中间体|蛋白|抗体|原料药?)?\s?[(（:：|\t]?\s?(?:仍|均|都)?由?{BUYER}(?:(?:自行|自己|免费|统一)?{BRINGS}|自己有)|"
    r"[^，。；,.;\n]{0,10}?(?:自产|自行(?:生产|制备)|自制|由我(?:方|司)(?:自行)?(?:生产|制备))|"
    r"[^,.;\n]{0,24}? (?:is|are) (?:made|produced|manufactured) (?:by ourselves|by us\b|in.house|internally|at our own|in our own)"
)
"""Behind a product that the sponsor makes."""


MADE_BEHIND = re.compile(
    r"\s?(?:细胞|产品|制剂|cells?|product)?\s?(?:的)?(?:(?:gmp|临床|商业化|级|批)[\s的]?){0,3}(?:生产|制备|manufactur|production)"
)
"""Right behind the cells: they are wanted, whatever vector stands beside them."""


def found_making(terms: Terms, tones: Tones, services: Sequence[Found]) -> Iterator[Found]:
    """A service for each product that is to be made, with the product's words: the line where the text says how, else the family."""
    plain = terms.layout.plain
    asked = _asked(terms, tones, services)
    if asked is None:
        return
    said = without_unwanted(tones, plain, asked)
    known, seen = terms.lexicon.parents[Subject.SERVICE_LINE], set[str]()
    for one in terms.found_modalities():
        for product in one.codes:
            if product in seen or product in terms.purposes or product not in FAMILIES or len(seen) >= MOST_PRODUCTS:
                continue
            seen.add(product)
            if not _is_made(terms, product, said) or _is_self_made(terms, product):
                continue
            codes = tuple(code for code in _lines(_host(product, terms.systems), said) if code in known)
            if codes:
                aside = product in CELLS and bool(terms.modalities & VECTORS - terms.supplied - terms.purposes)
                aside = aside and not MADE_BEHIND.match(plain, one.end)
                is_wish = aside or asked is Tone.WISH
                yield Found(Subject.SERVICE_LINE, codes, one.start, one.end, 0.55, "making", is_implied=is_wish)


def _asked(terms: Terms, tones: Tones, services: Sequence[Found]) -> Tone | None:
    """Whether something must be made, or is only wished for: None where it is there already or refused. Where work of another kind is
    asked for by name, a word like "lot" or "supplier" says too little."""
    plain = terms.layout.plain
    works = [one for one in services if plain[one.start : one.end] not in TRIAL_WORDS]
    others = {terms.family_of(code) for one in works for code in one.codes} & OTHER_WORK
    pattern = PLAIN_MAKE if others else MAKE
    found = [
        match for match in pattern.finditer(plain) if not HANDLED.search(plain, max(0, match.start() - 48), match.start())
    ]
    named = [Named("make", match.start(), match.end()) for match in found]
    is_short = len(terms.words) <= LONG or not services
    said = {
        tone
        for one, tone in zip(named, _pressed(tones, named), strict=True)
        if tone in {Tone.MUST, Tone.WISH} and (is_short or not is_statement(terms.layout, tones, one.start))
    }
    return next((tone for tone in (Tone.MUST, Tone.WISH) if tone in said), None)


def without_unwanted(tones: Tones, plain: str, asked: Tone) -> str:
    """The text with blanks where a process is there already or refused, and where a must only wishes for a grade, a market or a process:
    a wish makes no line a must."""
    found = sorted(match.span() for pattern in (GMP, COMMERCIAL, PROCESS) for match in pattern.finditer(plain))
    said = _pressed(tones, [Named("made", *span) for span in found])
    for (start, end), tone in zip(found, said, strict=True):
        is_there = tone in {Tone.NOT, Tone.HAVE} and PROCESS.fullmatch(plain, start, end) is not None
        if is_there or (tone is Tone.WISH and asked is Tone.MUST):
            plain = f"{plain[:start]}{' ' * (end - start)}{plain[end:]}"
    return plain


def _pressed(tones: Tones, named: Sequence[Named]) -> list[Tone]:
    """The tones, of which none is a wish where the words right before it say that it is needed."""
    said = zip(named, tones.of(named), strict=True)
    return [Tone.MUST if tone is Tone.WISH and tones.is_pressed(one.start, one.end, []) else tone for one, tone in said]


def _host(product: str, systems: frozenset[str]) -> str:
    """A protein from bacteria or yeast is made by fermentation."""
    is_protein = FAMILIES[product] == "biologics-drug-substance" and not product.startswith("vaccine")
    return "microbial-protein" if is_protein and systems and systems <= MICROBES else product


def _is_self_made(terms: Terms, product: str) -> bool:
    spans = (terms.span(one) for one in terms.mentions[Subject.MODALITY] if product in one.codes)
    return any(SELF_MADE.match(terms.layout.plain, end) for _start, end in spans)


def _is_made(terms: Terms, product: str, plain: str) -> bool:
    if product == "hpapi" and (
        terms.modalities & CONJUGATES or (DOSED.search(plain) and not SAYS_CHEMICAL_WORK.search(plain))
    ):
        return False
    if product in SYNTHETIC and DISCOVERY.search(plain) and not OF_SUBSTANCE.search(plain):
        return False
    return product in FAMILY_OF_PRODUCT or _is_substance(plain, product) or _is_told_apart(terms, product)


def _is_substance(plain: str, product: str) -> bool:
    if product == "small-molecule":
        return SAYS_CHEMICAL.search(plain) is not None
    if FILLED.search(plain):
        return SAYS_BULK.search(plain) is not None
    return SAYS_SUBSTANCE.search(plain) is not None or SAYS_MAKING.search(plain) is not None


def _is_told_apart(terms: Terms, product: str) -> bool:
    """Whether a sentence that names it asks for its making and for nothing that follows, wherever else filling is asked for."""
    plain = terms.layout.plain
    sentences = {terms.layout.near(terms.span(one)[0]) for one in terms.mentions[Subject.MODALITY] if product in one.codes}
    return product != "small-molecule" and any(
        SAYS_MAKING.search(plain, *span) and SAYS_SUBSTANCE.search(plain, *span) and not FILLED.search(plain, *span)
        for span in sentences
    )


def _lines(product: str, plain: str) -> tuple[str, ...]:
    plain = without_refused(plain)
    process, made = LINES_THAT_MAKE.get(product, ("", ""))
    if COMMERCIAL.search(plain):
        made = COMMERCIALLY.get(made, made)
    lines = []
    if process and PROCESS.search(plain):
        lines.append(process)
    if made and (GMP.search(plain) or COMMERCIAL.search(plain)):
        lines.append(made)
    return tuple(dict.fromkeys(lines)) or (FAMILIES[product],)
