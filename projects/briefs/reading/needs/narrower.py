"""A narrow thing that is refused refuses no more than itself: who needs no "siRNA design" still wants siRNA, who wants a 177Lu product and none
with 225Ac still wants a radiopharmaceutical, and in the line "GLP toxicology | no" the study is refused, not the standard or the stage."""

import re
from collections.abc import Sequence

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found, Weighed
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.requirements import Subject, Unclear

OF_WORK = re.compile(
    r"(?:的)?(?:设计|筛选|合成|制备|构建|检测|检验|分析|表征|开发|研究|评价|测序|优化|纯化|运输|储存)|"
    r" (?:design|screening|synthesis|analysis|testing|sequencing|discovery|development|assays?)\b"
)
"""Behind a medicine whose work is spoken of."""
BESIDE = 4
"""Characters between a service and a standard or a stage that only says which one it is: "非临床 GLP毒理"."""
ASKED = frozenset([Tone.MUST, Tone.WISH, Tone.FINE])


def without_narrower(terms: Terms, weighed: Sequence[Weighed]) -> tuple[list[Weighed], list[Unclear]]:
    """Without the refusal of a medicine that other words ask for, which is listed, and of what only says which service is refused."""
    plain = terms.layout.plain
    asked = [one.found for one in weighed if one.found.subject is Subject.MODALITY and one.tone in ASKED]
    services = [one.found for one in weighed if one.found.subject is Subject.SERVICE_LINE and one.tone is Tone.NOT]

    def is_part(one: Weighed) -> bool:
        found = one.found
        if one.tone is not Tone.NOT or found.subject is not Subject.MODALITY:
            return False
        others = [other for other in asked if set(found.codes) & set(other.codes)]
        words = plain[found.start : found.end]
        is_said_so = any(words in plain[other.start : other.end] for other in others)
        is_of_work = OF_WORK.match(plain, found.end) is not None or any(
            other.start <= found.start and found.end < other.end for other in services
        )
        return bool(others) and (not is_said_so or is_of_work)

    def is_of_service(one: Weighed) -> bool:
        is_standard = one.found.subject is Subject.STANDARD
        is_refused = one.tone is Tone.NOT and one.found.subject is Subject.STAGE
        return (is_standard or is_refused) and any(_touch(plain, one.found, other) for other in services)

    parts = [one for one in weighed if is_part(one)]
    notes = [
        Unclear(terms.layout.text[one.found.start : one.found.end], one.found.start, one.found.end, Doubt.REFUSED_PART)
        for one in parts
    ]
    return [one for one in weighed if one not in parts and not is_of_service(one)], notes


def _touch(plain: str, one: Found, other: Found) -> bool:
    """Whether they overlap, or hardly anything but another such name stands between them."""
    low, high = min(one.end, other.end), max(one.start, other.start)
    return high <= low or (high - low <= BESIDE and not re.search(r"[,;:。；、\n|\t()]", plain[low:high]))
