"""Expression systems and standards, from the names in a text."""

import re
from collections.abc import Iterator, Sequence

from projects.briefs.reading.found import Found
from projects.briefs.reading.names.lexicon import Mention
from projects.briefs.reading.names.products import CELLS
from projects.briefs.reading.names.sayings import GMP_OF
from projects.briefs.reading.needs.inspections import Inspected, inspected_plants
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.needs.whose import is_whose_unsaid
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Subject

AS_MATERIAL = re.compile(
    r"(?:,|/| and)? ?(?:non-?gmp )?(?:and )?(?:c?gmp )?(?:tox(?:icology)? )?(?:material|batch|batches|lots?|supply|grade)\b"
)
"""What is "GLP material" is made for a study, not by a laboratory under GLP."""
NOT_UNDER = re.compile(r"(?:\bnon[\s-]?|非)$")
"""Before a standard that the work is not done under."""
QUARTER = re.compile(r"q\d{1,2}")
YEAR_AFTER = re.compile(r"[\s/-]{0,2}(?:of )?(?:20[2-4]\d|['’]\s?[2-4]\d)(?!\d)")
YEAR_BEFORE = re.compile(r"20[2-4]\d[\s/-]?$")
"""Beside "Q7" it makes a quarter of it, be it one that no year has."""
TARGETED = re.compile(r"(?:against|targeting|anti|infection[s]? (?:with|by)|caused by|针对|抗)[\s-](?:[a-z-]{1,15}\s)?$")
_GMP_HEAD = r"(?:" + "|".join(sorted(GMP_OF, key=len, reverse=True)) + ")"
_SHARED_GMP = quick(
    rf"(?<![a-z]){_GMP_HEAD}(?:\s?[,/、+]\s?{_GMP_HEAD}){{0,4}}"
    rf"\s?(?:,?\s?\band\b|,?\s?\bor\b|[/、+]|和|或者?|及|&)\s?{_GMP_HEAD}[\s-]?c?gmp(?![a-z])",
    re.ASCII,
)


def found_others(terms: Terms) -> Iterator[Found]:
    """Systems and standards."""
    for mention in terms.mentions.get(Subject.SYSTEM, []):
        if not ("primary-immune-cells" in mention.codes and terms.modalities & CELLS) and not _is_something_else(
            terms, mention
        ):
            yield terms.found(Subject.SYSTEM, mention.codes, mention, 0.9)
    inspected = list(inspected_plants(terms.layout.plain))
    for mention in terms.mentions.get(Subject.STANDARD, []):
        if _is_asked(terms, mention, inspected) and not _is_something_else(terms, mention):
            yield terms.found(Subject.STANDARD, mention.codes, mention, 0.9)
    yield from _inspected(terms, inspected)
    for start, end in shared_gmp(terms):
        named = re.findall(_GMP_HEAD, terms.layout.plain[start:end])
        codes = tuple(dict.fromkeys(GMP_OF[one] for one in named))
        yield Found(Subject.STANDARD, codes, start, end, 0.8, Subject.STANDARD)


def _is_something_else(terms: Terms, mention: Mention) -> bool:
    """A quarter of a year, or what a medicine is against."""
    start, end = terms.span(mention)
    words, plain = terms.words_in(mention), terms.layout.plain
    is_quarter = QUARTER.fullmatch(words) and (
        YEAR_AFTER.match(plain, end) or YEAR_BEFORE.search(plain, max(0, start - 6), start)
    )
    return bool(is_quarter) or TARGETED.search(plain, max(0, start - 30), start) is not None


def _is_asked(terms: Terms, mention: Mention, inspected: Sequence[Inspected]) -> bool:
    """Whether the name is that of one authority's standard, and the work is to be done under it."""
    start, end = terms.span(mention)
    if is_whose_unsaid(terms.words_in(mention)) or _is_one_of(inspected, mention.codes, start, end):
        return False
    if NOT_UNDER.search(terms.layout.plain, max(0, start - 5), start):
        return False
    return "glp-oecd" not in mention.codes or AS_MATERIAL.match(terms.layout.plain, end) is None


def _is_one_of(inspected: Sequence[Inspected], codes: Sequence[str], start: int, end: int) -> bool:
    """Whether it stands in "通过FDA或EMA GMP检查", where one of several is enough."""
    around = {code for low, high, code in inspected if low <= start and end <= high}
    return len(around) > 1 and around.issuperset(codes)


def _inspected(terms: Terms, inspected: Sequence[Inspected]) -> Iterator[Found]:
    """Standards by whose authority a plant is inspected, unless the vocabulary names them there alone."""
    named = [(*terms.span(one), one.codes) for one in terms.mentions.get(Subject.STANDARD, [])]
    for start, end, code in inspected:
        beside = [one for one in named if one[0] < end and start < one[1]]
        if not beside or any(_is_one_of(inspected, codes, low, high) for low, high, codes in beside):
            yield Found(Subject.STANDARD, (code,), start, end, 0.85, Subject.STANDARD)


def shared_gmp(terms: Terms) -> list[tuple[int, int]]:
    """Where several authorities share the word: "US, EU and Chinese GMP"."""
    return [match.span() for match in _SHARED_GMP.finditer(terms.layout.plain)]
