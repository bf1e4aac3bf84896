"""Whether words name a service line itself, or only a part of it: "refolding" is a step of a process, "冻干" a way to make a product."""

import re
from collections.abc import Sequence

from projects.briefs.reading.writing.text import HAN, stems_of
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

OTHER_NAMES = {
    "dp-manufacture": "fill filling fill-finish 灌装 分装 灌封", "clinical-operations": "trial cro 试验", "trial-applications": "ind cta imp 申报",
    "marketing-applications": "bla nda maa 申报", "quality-services": "audit qp 审计 放行", "bioprocess-development": "process 工艺", "transfer": "转移",
    "process-characterisation-validation": "ppq 验证", "toxicology": "tox 安评", "cold-chain": "shipping shipment shipped storage logistics 运输",
    "analytical-development": "methods method 方法学", "clinical-packaging-labelling": "label", "api-manufacture": "api", "packaging": "贴签 贴标",
}  # fmt: skip
"""Words that stand for a whole line or family without being in its label."""
HAN_PAIR = re.compile(rf"(?=([{HAN}]{{2}}))")
GENERAL = frozenset(
    [
        "服务",
        "生产",
        "开发",
        "研究",
        "检测",
        "分析",
        "工艺",
        "manufactur",
        "servic",
        "develop",
        "product",
        "studi",
        "study",
        "test",
        "analysi",
    ]
)
"""Words in the labels of too many lines to name one."""
KIN = 6


def names_line(vocabulary: Vocabulary, codes: Sequence[str], words: str) -> bool:
    """Whether the words share one that tells with the label of one of the lines, in either language, or with its other names."""
    lines = [line for line in map(vocabulary.terms[ServiceLine].get, codes) if isinstance(line, ServiceLine)]
    return any(_shares(line, words) for line in lines)


def _shares(line: ServiceLine, words: str) -> bool:
    label = f"{line.label_en} {line.label_zh} {OTHER_NAMES.get(line.code, '')}".lower()
    named, known = _telling(words), _telling(label)
    return words in label or bool(named & known) or any(_is_kin(one, other) for one in named for other in known)


def _is_kin(one: str, other: str) -> bool:
    """ "Lyophilisation" and "lyophilised"."""
    return len(one) >= KIN and len(other) >= KIN and one[:KIN] == other[:KIN] and one.isascii()


def _telling(text: str) -> set[str]:
    latin = {stem for stem in stems_of(text) if stem.isascii()}
    return (latin | {match[1] for match in HAN_PAIR.finditer(text)}) - GENERAL
