"""GMP that is asked for, and GMP that is refused: "non-GMP", "不要求GMP", "GMP：否"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.writing.firsts import quick
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

GMP = quick(r"(?<![a-z-])c?gmps?(?![a-z])")
NOT_GMP = quick(
    r"(?:non[\s-]?|not (?:under |at |to |be |need |require |in )?|no |without |sub-)c?gmp(?![a-z])(?! (?:facilit|suite|plant|capacit|site|line|cleanroom))|c?gmp (?:is |"
    r"are )?not (?:needed|required|necessary)"
    r"|(?:非|不(?:需要?|要求?|必|用|做|含|是)|无(?:需|须)|没有|不强制(?:要求)?|无)\s?(?:符合|满足|达到)?\s?(?:要求)?\s?c?gmp(?![a-z])(?!\s?(?:车间|厂房|产线|生产线|设施|能力|工厂|条件|场地|资质|证书?|认证|经验))"
    r"|c?gmp\s?(?:级|条件|要求|生产)?\s?(?:[:：|\t]\s?(?:否|no\b|not (?:needed|required)|不|无)|不(?:需要|要求|必须?|强制|做)|(?:不是|非)必[须需])"
)
EARLY = r"tox|toxicology|pilot|engineering|research|material|demo|feasibility|毒理|中试|工程|研究"
OF_EARLY_LOT = re.compile(rf"[\s-]{{0,2}}(?:grade )?(?:{EARLY}|lots?|batch(?:es)?|runs?|批)")
EARLY_LOT = re.compile(rf"(?:{EARLY})(?: (?:lots?|batch(?:es)?|runs?|material))?[^，。；,.;\n]{{0,8}}$")


def refused_gmp(plain: str) -> list[re.Match[str]]:
    """Where GMP is refused of more than a lot for toxicology or a pilot."""
    return [
        match
        for match in NOT_GMP.finditer(plain)
        if not OF_EARLY_LOT.match(plain, match.end())
        and not EARLY_LOT.search(plain, max(0, match.start() - 32), match.start())
    ]


def wanted_gmp(plain: str) -> list[re.Match[str]]:
    """Where GMP is named and not refused."""
    marks = bytearray(len(plain) + 1)
    for match in NOT_GMP.finditer(plain):
        marks[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return [match for match in GMP.finditer(plain) if not marks[match.start()]]


def without_refused(plain: str) -> str:
    """The text with blanks where it refuses GMP, each character where it was."""
    return NOT_GMP.sub(lambda match: " " * len(match[0]), plain)


def without_gmp_lines(terms: Terms, services: Sequence[Found], vocabulary: Vocabulary) -> list[Found]:
    """Where a text refuses GMP and asks for none, the family instead of a line that is under GMP by its name."""
    plain = terms.layout.plain
    if not refused_gmp(plain) or wanted_gmp(plain):
        return list(services)
    lines = vocabulary.terms[ServiceLine]

    def ungraded(code: str) -> str:
        label = lines[code].label_en if code in lines else ""
        return terms.family_of(code) if "GMP" in label and "Non-GMP" not in label else code

    return [replace(one, codes=tuple(dict.fromkeys(ungraded(code) for code in one.codes))) for one in services]
