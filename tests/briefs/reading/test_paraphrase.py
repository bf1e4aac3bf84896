"""The same brief in other words and in Chinese asks for the same."""

from collections.abc import Callable

import pytest

from projects.briefs.requirements import Force, Reading, Subject
from vocabulary.models import ServiceLine
from vocabulary.selectors.vocabulary import Vocabulary

SAME = [
    (
        "GMP manufacture of a monoclonal antibody at 2,000 L, three batches, vial filling and stability studies, for a Phase III trial in China and the US. Toxicology is done.",
        "For our mAb we look for a CDMO: three GMP batches of drug substance at the 2,000 L scale, fill-finish into vials, and stability. The Phase 3 study runs in the US and China. We have already completed the tox.",
        "单克隆抗体2000L规模GMP生产三批，西林瓶灌装和稳定性研究，用于在中国和美国开展的III期临床试验。毒理已完成。",
    ),
    (
        "AAV8 vector: process development, GMP batches at 200 L for first-in-human, filling, release testing. Plasmids are supplied by us. IND with the FDA planned for 2028.",
        "We need someone to develop the process for our AAV8 gene therapy and to make GMP lots (200 L) for the FIH study, with filling and release testing; the plasmids come from us. FDA IND expected in 2028.",
        "AAV8载体：工艺开发、200L GMP生产用于首次人体试验、灌装、放行检测。质粒由我方提供。计划2028年向FDA申报IND。",
    ),
    (
        "ADC: conjugation process development and GMP drug substance, lyophilised vials. The antibody is made by another CDMO. Phase I in Australia.",
        "Looking for conjugation (development, then GMP DS) and freeze-dried vials of an antibody-drug conjugate; the mAb is supplied by another CDMO. The Phase 1 trial will be in Australia.",
        "ADC：偶联工艺开发、GMP原液生产、冻干西林瓶。抗体由另一家CDMO生产。I期临床在澳大利亚开展。",
    ),
]  # fmt: skip


def sure(reading: Reading, vocabulary: Vocabulary) -> dict[Subject, set[str]]:
    """What is a must, services by their families, and stages also where they only follow."""
    found: dict[Subject, set[str]] = {
        one: set() for one in (Subject.MODALITY, Subject.SERVICE_LINE, Subject.STAGE, Subject.JURISDICTION)
    }
    for one in reading.requirements:
        is_meant = one.force is Force.MUST or (one.subject is Subject.STAGE and one.force is Force.WISH)
        if one.subject in found and is_meant:
            line = vocabulary.terms[ServiceLine].get(one.code)
            found[one.subject].add(line.path[1] if isinstance(line, ServiceLine) and len(line.path) > 1 else one.code)
    return found


@pytest.mark.parametrize("texts", SAME, ids=range(len(SAME)))
def test_the_same_brief_in_other_words_asks_for_the_same(
    texts: tuple[str, str, str], read: Callable[[str], Reading], vocabulary: Vocabulary
) -> None:
    first, second, chinese = (sure(read(text), vocabulary) for text in texts)
    assert first == second == chinese
