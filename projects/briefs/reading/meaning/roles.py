"""The name of a medicine where it is not the medicine: part of a test, what is compared, aimed at or combined with, a tool."""

import re
from collections.abc import Sequence, Set

from projects.briefs.reading.names.products import CELLS, CONJUGATES, NAMED_ANTIBODIES, RNA, VACCINES

OF_A_TEST = re.compile(
    r"[\s-](?:evolution|screening|engineering\b|immobili[sz]ation|display|mapping|maps?\b|titres?\b|titers?\b|"
    r"responses?\b|librar(?:y|ies)\b|copy number|inhibition assay|expression levels?)"
    r"|(?:展示|滴度|应答|文库|结合率|拷贝数)"
)
"""What makes the name of a medicine part of the name of a test or a tool."""
TRACED = re.compile(r"[\s-]\[?(?:14c|3h|carbon|tritium|study|studies|adme|ame\b|mass balance|compound|small|drug|api\b)")
MEASURED = re.compile(r"(?:free|released|total|unconjugated|residual) $")
# Antibodies that a patient makes, or that a test is made with.
RAISED = re.compile(
    r"(?:neutrali[sz]ing|capture|detection|secondary|anti-drug|anti-idiotypic|polyclonal|coating|labell?ed|"
    r"pre-?existing|maternal|serum|host|reagent|treatment-emergent)[\s-]$"
    r"|(?:中和|二|捕获|检测|结合|抗药|抗药物|预存|血清)$"
)
# "Anti-CAR antibodies by ELISA" are measured; "anti-CD3 antibodies" to be made are not.
ANTI = re.compile(r"(?:\banti-[a-z0-9-]{2,12}[\s-]|抗[a-z0-9-]{2,12}\s?)$")
ASSAYED = re.compile(
    r"[^.;。；\n]{0,40}?(?:elisa|\becl\b|\bmsd\b|assay|immunogenic|titre|titer|response|检测|滴度|免疫原)", re.ASCII
)
# What a medicine is compared or combined with, or directed against: another one's product.
BESIDE = re.compile(
    r"(?:comparators?|in combination with|combin(?:ed|ation|ing) with|combo with|versus|\bvs\.?|compared (?:with|"
    r"to)|on top of|standard of care|progressed on|resistan(?:t|ce) to|failure of|(?:who|patients) failed|"
    r"benchmark|competitor|unlike"
    r"|against|targeting|directed (?:at|to|against)|bind(?:s|ing)? to|treated with|pretreated with|add-on to|联合|"
    r"对照药?|相比|靶向|耐药|经治)[:：,]? ?(?:the |an? |our |your |marketed |approved |oral |anti-)?$"
)
WITH = re.compile(r"[^，。；\n]{0,8}(?:联用|联合|合用|对照)")
# "Knock-out by CRISPR", "a CRISPR screen": a method of the laboratory.
EDITING = frozenset(["crispr", "cas9", "crispr/cas9", "crispr-cas9", "gene editing", "基因编辑"])
TOOL = re.compile(
    (
        r"knock-?\s?(?:out|in|down)|\bko\b|\bscreen|librar|isogenic|primary (?:cells|fibroblasts|human)|"
        r"validat\w+ (?:of )?(?:the )?targets?|敲除|敲低|筛选"
    ),
    re.ASCII,
)
IN_PEOPLE = re.compile(r"in.vivo|therap|lnp|patients|engineered|edited|car-?t|疗法|体内|患者|治疗")
# Cells in which something else is tried.
# Whose medicine it is, or who works on it: "a partner's ADC", "a CAR-T developer".
TOOLED = re.compile(r"(?:dbco|azid[eo]|maleimide|mal|nhs|dota|biotin|linker|click|peg\d*)[- ]$")
"""What is hung on something else by its handle: "a DBCO-peptide"."""
OWNED = re.compile(r"(?:partner|client|customer|licensee|licensor)'?s'? $")
WORKED_ON = re.compile(r" (?:developers?|manufacturers?|suppliers?|vendors?|house|makers?|trial|trials)\b")
FOR_A = re.compile(r"\b(?:for|to|of|by) (?:an?|our|the|their|some) (?:[a-z0-9-]+ ){0,2}$")
# What a gene codes for is the gene's medicine.
CODED = re.compile(
    r"(?:activity|expression|levels?|secretion) of (?:the )?$|(?:encod\w+|codes?|coding)(?: for)? (?:an? |the |"
    r"human )*$|编码[^，。；]{0,4}$"
)
IN_CELLS = re.compile(
    r"\b(?:in|on|using|against|with|into|transduces?|of) (?:the |our |human |primary |healthy )*$|(?:在|用|"
    r"对)[^，。；,;]{0,4}$"
)
TRIED = re.compile(
    r"[^.;。；\n]{0,50}?(?:assay|screen|read-?out|model|potency|toxicity|co-culture|killing|模型|筛选|共培养|杀伤)"
)
# The toxin itself is wanted, with or without its linker.
OF_TOXINS = re.compile(
    r"\broute\b|\bsteps\b|synthe[sz]|chemical|\bkilo|原料药|路线|(?:payload|linker|drug-linker)s? (?:supply|synthes|"
    r"manufactur|production|batch|lots?\b|process|development|route)|(?:synthes\w+|manufactur\w+|supply|"
    r"suppl(?:y|ies) of|production|scale-up|route) (?:of |to |for )?(?:the |our |"
    r"a )?(?:[a-z-]{1,14} ){0,2}(?:payload|linker)"
    r"|(?:毒素|载荷|连接子)[^。；\n]{0,8}(?:合成|生产|供应|开发|制备)|(?:合成|生产|供应)[^。；\n]{0,6}(?:毒素|载荷|连接子)"
)
# What is labelled is wanted as well.
OF_PRECURSORS = re.compile(
    r"(?:peptide|precursor|ligand|antibody|conjugate) (?:synthes|manufactur|production|suppl|batch)|"
    r"synthes\w+ (?:of )?(?:the |our )?(?:[a-z0-9-]{1,14} ){0,2}(?:peptide|precursor|ligand)|spps|(?:前体|多肽|配体|"
    r"抗体)[^。；\n]{0,6}(?:合成|生产|制备)"
)
BUSINESS = re.compile(r"[^，。；\n]{0,4}(?:业务|管线)(?:[^，。；\n]{0,4}成熟|为主|已)| (?:business|franchise|portfolio)\b")
"""What a company does besides."""
OTHER_PROJECT = re.compile(
    r"leave (?:it|this|that|them) out|(?:another|different|other|second|separate|sister) (?:programme|program|"
    r"project|pipeline|asset|candidate)|not part of (?:this|the)|not (?:for )?now|另(?:一|外)(?:条|个)?(?:管线|项目|品种)|"
    r"本次不谈|与本项目无关|和本项目无关"
)
ARMED = re.compile(r"\badcs?\b|drug[- ]conjugate|偶联药", re.ASCII)
"""The conjugate of an antibody with a chelator is no antibody-drug conjugate."""
PARTS_OF_LABELLED = frozenset(
    ["peptide", "small-molecule", "mab", "antibody-fragment", "antibody-protein", "recombinant-protein"]
)
HOSTED = ("expressed", "protein expressed", "protein from", "microbial")
JOINED = re.compile(r"[\s-]?")

PURPOSE = re.compile(
    r"(?:plasmids?(?: ?x ?\d| dna)? for|(?:starting|raw) materials? (?:for|of)|used (?:for|in|to (?:make|"
    r"produce))|for use in|for (?:the )?(?:production|manufacture|manufacturing) of|intended for|用作|用于(?:生产|制备)?)"
    r"[ ]?(?:慢病毒|腺相关病毒)?(?:[a-z0-9-]{1,14} ){0,2}(?:an? |the |our )?$"
)
SOURCE = re.compile(r"\b(?:from|using|out of) (?:an? |the |our )?$")
TEMPLATE = re.compile(r"(?: ivt)?[ -]templates?\b|模板")
"""What RNA is written from."""
UP_TO = re.compile(r"(?: dna)? ?(?:to|through|all the way|until|-|–|→)(?![a-z])")
"""What something else is made from, unless it is where a list of steps begins."""


def is_aim(plain: str, start: int, end: int, low: int) -> bool:
    """ "Plasmids as starting material for lentivirus": what something is bought to make. ``low`` is where the sentence begins."""
    if TEMPLATE.match(plain, end) and plain.find("plasmid", low, start) >= 0:
        return True
    is_source = SOURCE.search(plain, max(0, start - 12), start) is not None and plain.startswith("plasmid", start)
    is_source = is_source and not UP_TO.match(plain, end)
    return is_source or PURPOSE.search(plain, max(low, start - 60), start) is not None


def is_of_a_test(plain: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """ "Phage display" finds antibodies, "peptide mapping" looks at them, and nobody makes "free payload"."""
    words = plain[start:end]
    is_bound = words.endswith("protein") and plain.startswith(" binding", end)
    is_traced = words.startswith("radiolabel") and TRACED.match(plain, end) is not None
    is_envelope = words == "vsv" and plain.startswith("-g", end)
    is_method = words in EDITING and TOOL.search(plain, *sentence) and not IN_PEOPLE.search(plain, *sentence)
    return (
        bool(is_method) or is_bound or is_traced or is_envelope or is_measured(plain, start, end) or OF_A_TEST.match(plain, end) is not None
        or ((words.startswith("antibod") or words == "抗体") and _is_raised(plain, start, end))
    )  # fmt: skip


def is_measured(plain: str, start: int, end: int) -> bool:
    """Of "free payload" or "residual plasmid" a test says how much is there."""
    is_part = plain[start:end] == "payload" or plain.startswith("plasmid", start) or plain[start:end] == "pdna"
    return is_part and MEASURED.search(plain, max(0, start - 14), start) is not None


def _is_raised(plain: str, start: int, end: int) -> bool:
    if RAISED.search(plain, max(0, start - 24), start):
        return True
    return ANTI.search(plain, max(0, start - 20), start) is not None and ASSAYED.match(plain, end) is not None


def is_beside(plain: str, start: int, end: int, codes: Sequence[str], sentence: tuple[int, int]) -> bool:
    """Whether it is what the product is compared with, directed against, tried in or found by. True only of use where another
    product is named."""
    words = plain[start:end]
    low = max(sentence[0], start - 40)
    if BESIDE.search(plain, low, start) or OTHER_PROJECT.search(plain, *sentence) or _is_with(plain, low, start, end):
        return True
    if words in {"vlp", "vlps"}:
        return "vaccin" not in plain and "疫苗" not in plain
    if (
        TOOLED.search(plain, max(low, start - 12), start)
        or OWNED.search(plain, low, start)
        or CODED.search(plain, low, start)
    ):
        return True
    if BUSINESS.match(plain, end):
        return True
    if WORKED_ON.match(plain, end) and FOR_A.search(plain, low, start):
        return True
    is_host = bool(CELLS.intersection(codes)) and IN_CELLS.search(plain, low, start) is not None
    return is_host and (TRIED.match(plain, end) or TRIED.search(plain, low, start)) is not None


def _is_with(plain: str, low: int, start: int, end: int) -> bool:
    """ "与阿达木单抗联用"."""
    return WITH.match(plain, end) is not None and re.search(r"[与和同跟][^，。；、\n]{0,8}$", plain[low:start]) is not None


def gives_way(code: str, others: Set[str], plain: str) -> bool:
    """Whether a medicine is only part of another that is named: the peptide of a tracer; the toxin of an ADC, unless it is to be
    made."""
    if "radiopharmaceutical" in others and code in PARTS_OF_LABELLED:
        return code == "small-molecule" or OF_PRECURSORS.search(plain) is None
    if code == "adc" and "radiopharmaceutical" in others:
        return ARMED.search(plain) is None
    if code != "hpapi" or not others & CONJUGATES:
        return False
    return OF_TOXINS.search(plain) is None


def qualifies(plain: str, end: int, after: int, codes: Sequence[str], following: Sequence[str]) -> bool:
    """In "GLP-1 Fc fusion" the last name says what it is, and the one right before it what it is of."""
    if set(codes) & set(following) or not JOINED.fullmatch(plain, end, after) or plain.startswith(HOSTED, after):
        return False
    is_vaccine = bool(RNA.intersection(codes)) and bool((VACCINES | NAMED_ANTIBODIES).intersection(following))
    return not is_vaccine and not {"radiopharmaceutical", "gene-editing"}.intersection(codes)
