"""Scales with their units, and numbers of batches."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from projects.briefs.doubts import Doubt
from projects.briefs.reading.amounts.beyond import is_beyond
from projects.briefs.reading.amounts.containers import EACH_BATCH, MANY, is_of_each_batch, standing_beside, uncounted
from projects.briefs.reading.amounts.doses import SMALL, is_dose
from projects.briefs.reading.amounts.fitting import (
    MASSES,
    PIECES,
    VOLUMES,
    Surroundings,
    best_unit,
    misfit,
)
from projects.briefs.reading.amounts.numbers import MOST, Number, whole
from projects.briefs.reading.amounts.rates import MONTHS, for_a_year, rate_at, rate_within
from projects.briefs.reading.amounts.sizes import is_of_reactors
from projects.briefs.reading.names.spellings import Measures
from projects.briefs.reading.writing.bounds import UPWARDS
from projects.briefs.reading.writing.firsts import quick
from vocabulary.models import Unit

TIMED = re.compile(r"\d\s?[x×*]\s?$")
FOR_A_YEAR = re.compile(r"\s?(?:(?:per|a) (?:year|annum)|/\s?(?:year|yr|a|年))$")
YEARLY = re.compile(
    r"\s{0,2}(?:(?:/|per|a|an|each|every)\s{0,2}(?:year|yr|annum|a)(?![a-z])|annually|yearly|p\.?a\.?(?![a-z])|"
    r"/?[^\S\n]?年(?!产|需|销|度[^\d]|用量|供|底|末|初|内|会|报)|每年)"
)
BEFORE_YEARLY = re.compile(
    r"(?:年产|每年|年需求?量?|年供应|per year|annual(?:ly)?|yearly)\s{0,2}[^\s,，;；、。\d]{0,8}\s?$|(?:^|[,，;；、。(（:：\s])年\s?(?:约|近|超|超过)?\s?$|"
    r"\b(?:annual|yearly) (?:[a-z]{1,12} )?(?:volumes?|demand|needs?|requirements?|output|production|quantit(?:y|ies)|forecast|supply|usage|consumption|offtake)"
    r"(?: (?:is|of|will|be|around|about|approx\.?|approximately|ca\.?|circa|roughly|up|to|some|estimated|at)|\s?[:：~≈])*\s?$"
)
A_YEAR = re.compile(r"20[2-4]\d")
OTHER_RATE = re.compile(
    r"\s?(?:/|per )\s?(?!batch|lot|run|year|yr|annum|a\b|批|年|月|month|week|周)[a-z0-9µ升毫克千支瓶片袋剂管粒例]{1,8}|\s?(?:l|ml|"
    r"kg)-1"
)
NAMED_SIZE = re.compile(r"r\b|\s?r[\s-](?:vials?|type|glass)|st\b|nd\b|rd\b|th\b")
"""Glued to a number that counts nothing: the sizes of vials, "10R", and ordinals."""
NO_UNIT = re.compile(rf"{NAMED_SIZE.pattern}|[\s-]?t[\s-]cells?")
"""And the T of a cell is no tonne."""
OF_BATCHES = re.compile(r"[\s-]{0,2}(?:[a-z]{2,15}\s){0,2}(?:batch(?:es)?|lots?|runs?)(?![a-z])")
FILLER = re.compile(
    r"[\s\-‐]{1,2}(?:(?!(?:and|or|of|for|in|the|to|with|from|at|by|per|an?|each|every|strengths?|skus?|kinds|types|products|presentations|formulations|sizes|flavou?rs|months?|weeks?|arms?)\b)[a-z0-9-]{1,20}\s){1,5}"
)
BATCHES = re.compile(
    r"(?:\s(?:or more|or fewer|or less|plus)(?=\s))?[\s\-‐]{0,2}(?:(?!(?:and|or|of|for|in|the|to|with|from|at|by|per|an?|each|every|weeks?|months?|years?|kg|g|"
    r"l)\b)[a-z0-9/-]{1,20}\s){0,4}(?:batch(?:es)?|lots?|runs?|campaigns?)(?![a-z])|\s?(?:个)?(?:连续)?(?:的)?(?:gmp|"
    r"临床|中试|工程|验证|毒理|生产|商业化){0,3}批(?:次)?(?!量|/|准|件|发|签|记)"
)
OF_EACH_BATCH = re.compile(
    r"(?:每批(?:次|量)?|批量|\b(?:each|every|per) (?:batch|lot)|\b(?:batch|lot)[ -]sizes?)[^,;。|\n\d]{0,12}$"
)
"""Before an amount of which no unit fits: it is the size of a batch, and no vial's or bag's."""
BATCHES_LABEL = re.compile(
    r"(?:(?<![a-z])(?:batch(?:es| count)|lots|runs|no\.? of (?:gmp )?batches)|批次数?|批数)\s{0,3}(?:[:：=|]|\n|是|为)\s{0,3}\Z"
)
"""Of a form: "Number of batches: 3"."""
AFTER_LABEL = re.compile(r"(?:\s(?:gmp|clinical|engineering|validation|ppq|pilot))?\s{0,3}(?:[|,;，；。(（\n]|\.\s|\.?\Z)")
TIMES = re.compile(r"\s?[x×*]\s?")
AREA_OF = re.compile(
    r"(?:冻干(?:机|机?(?:有效)?(?:搁板|板层))?|搁板|板层|厂房|车间|洁净区?|实验室|库房|仓库)(?:总|有效)?(?:面积)?[^,;。\d]{0,6}$"
)
"""What has so many square metres and grows no cells."""
AREAS = frozenset(["m2", "m²", "㎡", "平方米", "平米"])
BOUNDED_BEHIND = re.compile(
    r"(?: \w+)? ?\(?(?:or (?:less|below|smaller|fewer)|at (?:the )?most|max(?:imum)?\b|(?:is|are|as) (?:the|our|an?) (?:max\w*|upper limit|limit|ceiling|most)\b|tops\b|以下|以内|之内|(?:为)?上限)"
)
"""What a size must not go beyond, said behind it."""
FEW_TAKEN = {"tablet": 20, "capsule": 20, "片": 20, "粒": 20}
"""Fewer for a week are what a patient takes, and not what is made."""
LARGEST = 10**18
"""More than any amount of the field, and than a project can hold."""
NUMBERED = quick(
    r"\b(?:oeb|oel|band|category|schedule|annex|appendix|section|iso|table|option|type|phase|stage|class|cohort|arm|part|step|level|version|bsl|size|grade)(?:[ -]|[ -](?:band |level |class )?(?:\d[a-d]? ?(?:or|and|to|/|-|–|&) ?)?)$"
)
"""Before a number that counts nothing: "type 2 diabetic volunteers"."""
DOSES = frozenset(["doses-per-batch", "doses-per-year"])


@dataclass(frozen=True, slots=True)
class Scale:
    """An amount in a unit of the vocabulary; ``unclear`` says why it is none."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    start: int
    end: int
    confidence: float = 0.8
    unclear: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Batches:
    low: Decimal | None
    high: Decimal | None
    start: int
    end: int


def batches_in(plain: str, numbers: Sequence[Number], measures: Measures) -> Iterator[Batches]:
    """ "Three GMP batches", "三批", and not so many for a time. In "five gram batches" grams are counted."""
    for number in numbers:
        if number.one > 200 or number.one != number.one.to_integral_value() or NAMED_SIZE.match(plain, number.end):
            continue
        if _is_measured(plain, number, measures) or NUMBERED.search(plain, max(0, number.start - 24), number.start):
            continue
        if BATCHES_LABEL.search(plain, max(0, number.start - 30), number.start) and AFTER_LABEL.match(plain, number.end):
            yield Batches(number.low, number.high, number.start, number.end)
            continue
        match = BATCHES.match(plain, number.end)
        if match is None or "\n" in match[0]:
            continue
        is_year = A_YEAR.fullmatch(plain, number.start, number.end) is not None
        is_rate = YEARLY.match(plain, match.end()) or rate_at(plain, number.start, match.end())
        if not is_rate and not is_year and not is_for_a_year(plain, number):
            yield Batches(number.low, number.high, number.start, match.end())


def is_for_a_year(plain: str, number: Number) -> bool:
    """Whether "每年" or "年需求" stands before the number."""
    return BEFORE_YEARLY.search(plain, max(0, number.start - 56), number.start) is not None


def scales_in(plain: str, numbers: Sequence[Number], measures: Measures, around: Surroundings) -> Iterator[Scale | Batches]:
    """Every number with a unit; of "3 x 200 L" the batches too."""
    for position, number in enumerate(numbers):
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        if following and (end := _end_of_batches(plain, number, following, measures)):
            is_timed = TIMES.fullmatch(plain, number.end, following.start) is not None
            if is_timed and is_of_reactors(plain, number.start, end):
                yield Scale(None, None, "", number.start, end, unclear=Doubt.REACTORS)
            else:
                yield Batches(number.low, number.high, number.start, end)
            continue
        found = _scale(plain, number, measures, around)
        if found:
            yield found


def _end_of_batches(plain: str, number: Number, size: Number, measures: Measures) -> int:
    """Where "3 x 200 L" and "three 200 L batches" end, of which the first number counts batches; else 0."""
    at = measures.at(plain, size.end)
    if at and TIMES.fullmatch(plain, number.end, size.start):
        return at[1]
    batches = OF_BATCHES.match(plain, at[1]) if at and plain[number.end : size.start] == " " else None
    is_few = number.one <= MANY and number.low == number.high and _is_measured(plain, size, measures)
    return batches.end() if batches and is_few else 0


def _is_measured(plain: str, number: Number, measures: Measures) -> bool:
    """Whether a unit of mass or volume stands behind the number."""
    at = None if NO_UNIT.match(plain, number.end) else measures.at(plain, number.end)
    return at is not None and any(unit.dimension in VOLUMES | MASSES for unit, _ratio in measures.spellings[at[0]])


def _scale(plain: str, number: Number, measures: Measures, around: Surroundings) -> Scale | None:
    if NUMBERED.search(plain, max(0, number.start - 24), number.start) or NO_UNIT.match(plain, number.end):
        return None
    at = measures.at(plain, number.end) or _counted(plain, number, measures) or uncounted(plain, number, around.services)
    if at is None:
        return None
    spelling, end = at
    if not spelling or plain.startswith("份", end):
        return Scale(None, None, "", number.start, end + plain.startswith("份", end), unclear=Doubt.UNCOUNTED)
    if other := _is_other(plain, number, spelling, end):
        return other
    if is_dose(plain, number, spelling, end):
        return _of_batch(plain, number, end) if spelling in SMALL else None
    candidates, stop = _meant(plain, number, at, measures)
    if not candidates:
        return _of_none(plain, number, at, stop)
    wrong = misfit(plain, spelling, stop, candidates, around)
    if wrong or _is_of_either(candidates):
        doubt = Doubt.MISFIT if wrong else Doubt.BATCH_OR_YEAR
        return Scale(None, None, "", number.start, wrong or stop, unclear=doubt)
    best = best_unit(candidates, plain, number.start, stop, around)
    return _of_unit(plain, number, best, stop) if best else _of_none(plain, number, at, stop)


def _is_other(plain: str, number: Number, spelling: str, end: int) -> Scale | None:
    """A concentration, or the area of something else than cells: no scale, which is said."""
    if rate := OTHER_RATE.match(plain, end):
        return Scale(None, None, "", number.start, rate.end(), unclear=Doubt.CONCENTRATION)
    is_area = spelling in AREAS and AREA_OF.search(plain, max(0, number.start - 20), number.start)
    return Scale(None, None, "", number.start, end, unclear=Doubt.NOT_IN_PROFILES) if is_area else None


def _meant(plain: str, number: Number, at: tuple[str, int], measures: Measures) -> tuple[list[tuple[Unit, Decimal]], int]:
    """The units that a spelling behind a number can be, with what is for a week or a month as so much for a year; and where its words end."""
    spelling, end = at
    if TIMED.search(plain, max(0, number.start - 8), number.start) and (counted := _each_of_a_year(plain, at, measures)):
        return counted
    base, times = rate_within(spelling)
    if not times and (rate := rate_at(plain, number.start, end)):
        base, times, end = spelling, rate.times, rate.end
    if times and number.one < FEW_TAKEN.get(base.removesuffix("s"), 0):
        return [], at[1]
    if times:
        own = measures.for_a_month(base) if times == MONTHS else []
        known = {unit.code for unit, _ratio in own}
        yearly = for_a_year(measures.meant(base, yearly=True), times)
        return [*own, *(one for one in yearly if one[0].code not in known)], end
    rate_behind = YEARLY.match(plain, end)
    is_yearly = rate_behind is not None or is_for_a_year(plain, number)
    stop = rate_behind.end() if rate_behind else end
    each = EACH_BATCH.match(plain, stop)
    stop = each.end() if each else stop
    meant = measures.meant(standing_beside(plain, spelling, number.start, stop), is_yearly)
    is_of_batch = each is not None or is_of_each_batch(plain, number) or spelling.endswith(("batch", "lot", "批"))
    return ([one for one in meant if not _is_yearly(one)] or meant) if is_of_batch else meant, stop


def _each_of_a_year(plain: str, at: tuple[str, int], measures: Measures) -> tuple[list[tuple[Unit, Decimal]], int] | None:
    """Of "12 x 20,000 L per year" the year counts the twelve, and each is of 20,000 L. None where nothing says a year, or no batch is
    measured so."""
    spelling, end = at
    base, behind = FOR_A_YEAR.sub("", spelling), YEARLY.match(plain, end)
    meant = measures.meant(base, yearly=False) if behind or base != spelling else []
    return (meant, behind.end() if behind else end) if meant else None


def _is_yearly(candidate: tuple[Unit, Decimal]) -> bool:
    return candidate[0].code.endswith("-year")


def _is_of_either(candidates: Sequence[tuple[Unit, Decimal]]) -> bool:
    """Whether the same words count for a batch and for a year, and nothing beside them says which."""
    return {unit.dimension for unit, _ratio in candidates} >= DOSES


def _of_none(plain: str, number: Number, at: tuple[str, int], stop: int) -> Scale | None:
    """An amount for a time, or of a batch, that no unit counts. What else no unit counts is the size of a vial or a bag."""
    if stop > at[1] or rate_within(at[0])[1]:
        return Scale(None, None, "", number.start, stop, unclear=Doubt.RATE)
    return _of_batch(plain, number, stop)


def _of_batch(plain: str, number: Number, end: int) -> Scale | None:
    is_of_batch = OF_EACH_BATCH.search(plain, max(0, number.start - 24), number.start) is not None
    return Scale(None, None, "", number.start, end, unclear=Doubt.MISFIT) if is_of_batch else None


def _of_unit(plain: str, number: Number, best: tuple[Unit, Decimal, float], end: int) -> Scale:
    """The amount in its unit, or why it is none."""
    unit, ratio, confidence = best
    low, high = (value if value is None else whole(value * ratio) for value in (number.low, number.high))
    upwards = UPWARDS.match(plain, end) if low == high else None
    if upwards:
        high, end = None, upwards.end()
    scale = Scale(low, high, unit.code, number.start, end, confidence)
    if not number.one:
        return replace(scale, unclear=Doubt.NOTHING)
    if unit.code.endswith("-year") and is_of_each_batch(plain, number):
        return replace(scale, unclear=Doubt.NOT_IN_PROFILES)
    if number.one * ratio * unit.factor >= LARGEST:
        return replace(scale, unclear=Doubt.TOO_LARGE)
    if is_beyond(number.one * ratio * unit.factor, unit.dimension):
        return replace(scale, unclear=Doubt.BEYOND)
    behind = BOUNDED_BEHIND.match(plain, end) if low == high else None
    if number.is_capped or behind:
        most = MOST.search(plain, max(0, number.start - 32), number.start)
        start = most.start() if most and not behind else number.start
        return replace(scale, start=start, end=behind.end() if behind else end, unclear=Doubt.CAPPED)
    return scale


def _counted(plain: str, number: Number, measures: Measures) -> tuple[str, int] | None:
    """ "80 healthy volunteers": words between a number and what it counts."""
    filler = FILLER.match(plain, number.end)
    if not filler or number.one != number.one.to_integral_value():
        return None
    words = [number.end, *(match.end() + number.end for match in re.finditer(r"\s", filler[0]))]
    for word in words[1:]:
        at = measures.at(plain, word)
        if at and at[0].split()[0].removesuffix("s") in PIECES:
            return at
    return None
