"""Plants that an authority has inspected or approved: "接受过FDA检查", "FDA批准的无菌生产线". A standard that is held, and no market."""

import re
from collections.abc import Iterator

from projects.briefs.reading.writing.firsts import quick

STANDARD_OF = {
    "fda": "fda-cgmp-210-211", "美国fda": "fda-cgmp-210-211", "nmpa": "nmpa-gmp", "国家药监局": "nmpa-gmp", "药监局": "nmpa-gmp", "药监": "nmpa-gmp", "cfda": "nmpa-gmp",
    "ema": "eu-gmp", "欧盟": "eu-gmp", "mhra": "mhra-gmp", "pmda": "pmda-gmp", "anvisa": "anvisa-gmp", "tga": "tga-gmp",
}  # fmt: skip
_WHO = "(?:" + "|".join(sorted(STANDARD_OF, key=len, reverse=True)) + ")"
_SEVERAL = rf"{_WHO}(?:\s?(?:[和及与、/或]|或者)\s?{_WHO}){{0,3}}"
_CHECK = r"\s?(?:的)?(?:cgmp|gmp)?\s?(?:现场|动态|飞行|上市前|批准前)?(?:检查|审计|核查|认证)"
INSPECTED = quick(
    rf"(?:(?:接受|经历|通过|经)(?:过|了)?|(?:有|具有|具备)过?){_SEVERAL}{_CHECK}(?:过|经历|经验|记录)?|"
    rf"(?<![a-z]){_SEVERAL}(?:现场)?(?:检查|审计|核查)过|(?<![a-z]){_SEVERAL}{_CHECK}(?:均|都)?(?:已经?)?(?:通过|合格)|(?<![a-z]){_SEVERAL}(?:批准|认可|认证|检查过?)的[^，。；;,\n的]{{0,6}}(?:生产线|产线|工厂|车间|场地|厂房|设施|基地)"
)
_WHOM = re.compile(_WHO)
LETTERS = quick(rf"(?:{_WHO}\s?(?:的)?)?(?:警告信|重大缺陷项?|warning letters?|form 483s?|483s?\b)")
"""What an inspection may end in."""


Inspected = tuple[int, int, str]


def inspected_plants(plain: str) -> Iterator[Inspected]:
    """Where a plant is said to be inspected, with each standard it is inspected by."""
    for match in INSPECTED.finditer(plain):
        for named in dict.fromkeys(STANDARD_OF[one] for one in _WHOM.findall(match[0])):
            yield match.start(), match.end(), named


def letters_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where warning letters and the like are spoken of, with whose they are."""
    for match in LETTERS.finditer(plain):
        yield match.start(), match.end()
