"""Ordinary Chinese words that a name may not cut: between "抑制剂类" and "毒素" stands no "类毒素", in "创新药化药" no "药化"."""

import re
from bisect import bisect_left

WORDS = (
    # What "类" ends is a class; a toxoid stands behind the name of a bacterium.
    r"(?:[剂碱醇物药胺醌肽烷a-z0-9]|(?<!毒)素)类(?=毒素|抗原)",
    r"(?:创新|仿制|改良型新|原研|类似|[新核兽成中西])药(?![物品学理效代])",
    # "商业化药品" is cut before its "药品".
    r"(?<![业优转活体净产硝氧液固老纯乳氢氯氟溴强简])(?:化药(?![物品学理效代动])|化学)",
    r"(?:抑制|激动|拮抗|阻断|调节|试|溶|催化|赋形|稀释|吸附|偶联)剂(?:类(?=毒素))?",
    r"[半全]合成",
    # What is paid or done in three parts is no third phase.
    r"分[两二三四]期(?=付|支|结|完成|实施|交付|进行)",
    # What is made in the patient is made of no cells.
    r"(?:in[- ](?:vivo|situ)|体内)\s?(?:生成|产生|制备)?的?\s?car[- ]?ts?(?![a-z])",
    r"参比制剂|原研制剂|对照制剂|自制制剂",
    r"注册(?:现场|动态|生产现场)?(?:核查|检验|检查|商标|资[本金]|会计|地址|护士)",
    r"包装(?:信号|细胞系?|质粒)",
)
"""As patterns, each a word or its end; a name that has the whole word in it is not cut."""
ORDINARY = re.compile("|".join(WORDS), re.ASCII)


class Ordinary:
    """Where the ordinary words of a text in small letters stand."""

    def __init__(self, plain: str) -> None:
        self._spans = [match.span() for match in ORDINARY.finditer(plain)]
        self._ends = [end for _start, end in self._spans]

    def tears(self, start: int, end: int) -> bool:
        """Whether a name at ``start`` to ``end`` begins or ends inside one of them, or is a piece of it."""
        place = bisect_left(self._ends, start + 1)
        while place < len(self._spans) and self._spans[place][0] < end:
            low, high = self._spans[place]
            if low < start or end < high:
                return True
            place += 1
        return False
