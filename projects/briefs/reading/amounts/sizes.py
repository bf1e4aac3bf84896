"""Numbers beside a unit that are no amount of a batch: how many reactors stand side by side, what is in one tablet, "a few hundred"."""

import re
from collections.abc import Iterator

from projects.briefs.reading.writing.firsts import quick

REACTORS_BEHIND = re.compile(
    r"\s?(?:的)?(?:[a-z-]{1,12} |一次性|不锈钢|生物|细胞培养|平行){0,3}(?:反应器|发酵罐|反应釜|罐|生产线|bio-?reactors?|reactors?|ferment(?:er|or)s?|tanks?|vessels?|trains?|lines?\b|sub\b|sus\b)"
)
SCALE_BEFORE = re.compile(
    r"(?:规模|产能|反应器(?:配置|体积|规模)?|配置|(?<![a-z])(?:scale|capacity|bioreactors?|reactors?|volume|set-?up|configuration))"
    r"(?:[^,，。；;.\n0-9]{0,16})(?:\d[\d,]*\s?[x×*]\s?[\d,]+\s?k?l\s?(?:或|or|和|and|/|、)\s?)?$"
)
CHOICE_BEHIND = re.compile(r"\s?(?:或者?|or|/)\s?\d{1,2}\s?[x×*]\s?\d")
CHOICE_BEFORE = re.compile(r"\d{1,2}\s?[x×*]\s?[\d,]+\s?k?l\s?(?:或者?|or|/)\s?$")
BATCHES_BEHIND = re.compile(r"[^,，。；;.\n]{0,24}?(?:批(?!准|件|文)|\bbatch(?:es)?\b|\blots?\b|\bruns?\b|\bcampaigns?\b)")
BATCHES_APART = re.compile(
    r"[\s,，]{0,2}(?:(?:共|各|for|in) ?)?(?:\d{1,3}|[一二两三四五六七八九十]|one|two|three|four|five|six)\s?(?:个)?(?:[a-z]{2,12} ){0,2}(?:批|batch|lot|run)"
)
"""With a number of their own: then the first one counts something else."""
DOSE_NAMED = re.compile(
    r"(?:规格|剂量|含量|装量|每[片粒支瓶袋剂]|单[片剂]|strengths?|dosages?|doses?|per (?:tablet|capsule|vial|dose))"
    r"(?:(?:分别|均|各)?(?:为|是|有|of|is|are|:|：|\s)){0,4}(?:\d[\d.,]*\s?(?:mg|g|µg|ug|mcg)?\s?(?:、|,|/|和|及|或|and|or|与)\s?){0,5}$"
)
"""Of what is in one of something: "规格5mg、10mg"."""
VAGUE = quick(
    r"(?:好几|几|数|上)(?:十|百|千|万){1,2}(?:余|多|来)?|(?<![一二三四五六七八九])十(?:几|余|多|来)|好几|(?<![一二三四五六七八九十百千万\d第这那])几(?=个?批|公斤|千克|升|克|吨)|数(?=公斤|千克|升|吨|批)|"
    r"\b(?:several|a few|a couple of)(?: (?:hundred|thousand|dozen|million)s?(?: of)?)?(?= |-)|\b(?:some|many) (?:hundred|thousand|dozen|million)s?(?: of)?(?= |-)|\b(?:tens|dozens|hundreds|thousands|millions) of"
)
BATCHES_COUNTED = re.compile(r"\s?(?:个)?批(?!准|件|文|号|量)|[\s-](?:[a-z]{2,12}[\s-]){0,2}(?:batches|lots|runs)\b")


def is_of_reactors(plain: str, start: int, end: int) -> bool:
    """Whether "2 × 2,000 L" at ``start`` to ``end`` are reactors side by side. Bare it counts batches, as everybody writes it."""
    if REACTORS_BEHIND.match(plain, end) or BATCHES_APART.match(plain, end):
        return True
    if BATCHES_BEHIND.match(plain, end):
        return False
    before = plain[max(0, start - 56) : start]
    return (
        any(pattern.search(before) for pattern in (SCALE_BEFORE, CHOICE_BEFORE))
        or CHOICE_BEHIND.match(plain, end) is not None
    )


def is_in_one(plain: str, start: int) -> bool:
    """Whether the words before a mass say that it is in one tablet or vial."""
    return DOSE_NAMED.search(plain, max(0, start - 64), start) is not None


def vague_in(plain: str) -> Iterator[tuple[int, int]]:
    """Words for an amount that nobody can compare, without what is counted."""
    return ((match.start(), match.end()) for match in VAGUE.finditer(plain))
