"""Companies that a brief does not want. They are never matched by name: what is refused is listed, with what to do."""

import re
from collections.abc import Iterator, Set

from projects.briefs.reading.writing.text import Layout, stems_of

NAMES = re.compile(
    r"药明|合全|三星|龙沙|凯莱英|博腾|九洲|康龙|泰格|昭衍|金斯瑞|蓬勃生物|勃林格|富士胶片|康泰伦特|赛默飞|皓元|迈百瑞|智翔|东曜|和元|宜明|派真|"
    r"昆翎|诺思格|美迪西|缔脉|精鼎|艾昆纬|科文斯|查士利华|维亚生物|诺泰|圣诺|奥浦迈|迈威|"
    r"wuxi|samsung|lonza|catalent|fujifilm|boehringer|thermo fisher|patheon|porton|asymchem|pharmaron|genscript|iqvia|parexel|covance|labcorp"
)
"""Some houses of the trade, by which the name of one is known to be that."""
_HAN_NOT = r"(?:不(?:要|能|可以?|得|应|想|会|愿意?)?(?:再)?(?:是|为|要|用|选择?|找|考虑|接受|跟|和|与)|不希望|勿|除了?|排除|避开|回避|避免|剔除|拒绝|谢绝|不含)"
HAN = re.compile(
    rf"(?:(?P<role>服务商|供应商|受托方|合作方|cdmo|cro|cmo|投标人)[^，。；;,\n]{{0,4}})?{_HAN_NOT}(?P<whom>[^，。；;,\n不]{{2,30}})"
)
KIN = re.compile(r"[㐀-鿿a-z]{2,8}(?:系|旗下|集团|康德|生物|药业|制药|医药)(?:的)?(?:公司|企业|供应商|服务商)")
IS = re.compile(r"[是为]$")
_WHOM = r"(?P<whom>[A-Z][a-z][A-Za-z&-]{1,20}(?:\s[A-Z][A-Za-z]{1,20}){0,3}(?:(?:,| or| and| nor|, or|, nor)\s[A-Z][a-z][A-Za-z&-]{1,20}){0,4})"
LATIN = re.compile(
    r"(?:\b(?:[Nn]ot|[Nn]o|[Nn]ever|[Cc]annot|[Aa]void(?:ing)?|[Ee]xcept(?: for)?|[Ee]xclud(?:e|es|ing)|[Aa]nyone but|[Oo]ther than|[Bb]ut not)|n['’]t)"
    r"(?:(?:\s[a-z]{1,12}){0,5}?\s(?:with|from|by|at|for|to|use|consider|invite|approach|contact|ask|include|involve|want|like))?\s"
    + _WHOM
)
REFUSED = re.compile(
    _WHOM
    + r"\s(?:(?:must|may|should|shall|can|could|will|would|is|are|do|does)(?:\s?not|n['’]t)\b|(?:is|are) (?:out\b|excluded|ruled out|no option|no longer|"
    r"off the (?:list|table)|banned|barred)|need not apply)"
)
PLAIN_WORDS = frozenset(
    [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "excel", "word", "english", "please",
        "scale", "phase", "before", "after", "later",
    ]
)  # fmt: skip


def avoided_in(layout: Layout, known: Set[str]) -> Iterator[tuple[int, int]]:
    """Where a company is refused by its name; ``known`` are the stems of all words that mean something else."""
    for match in HAN.finditer(layout.plain):
        whom = match["whom"]
        is_of_role = match["role"] and IS.search(layout.plain[match.start() : match.start("whom")])
        if NAMES.search(whom) or KIN.match(whom) or (is_of_role and not known & _whole(whom)):
            yield match.start(), match.end()
    for match in LATIN.finditer(layout.text):
        stems = set(stems_of(match["whom"])) - {"or", "and", "nor"}
        if NAMES.search(match["whom"].lower()) or not stems & (known | PLAIN_WORDS):
            yield match.start(), match.end()
    for match in REFUSED.finditer(layout.text):
        if NAMES.search(match["whom"].lower()):
            yield match.start(), match.end()


def _whole(whom: str) -> set[str]:
    """Latin words: single Chinese characters say nothing of their own."""
    return {stem for stem in stems_of(whom) if stem.isascii()}
