"""Which number of batches stands with which scale, and which of several pairs is that of a package: of "a tox batch at 50 L, two GMP
batches at 200 L" a GMP package makes two batches at 200 L, and the other pair is told to its bidders in its own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from projects.briefs.belonging import CLAUSE, COMMERCIAL, EARLY, GRADES, SENTENCE
from projects.briefs.requirements import Force, Requirement
from vocabulary.models import Unit
from vocabulary.selectors.vocabulary import Vocabulary

BESIDE = 60
"""Characters between a number of batches and its scale, at most."""
LONGEST = 80
PHASES = (
    (4, re.compile(COMMERCIAL)),
    (3, re.compile(r"phase (?:3|iii)(?![a-z0-9])|(?<![a-zⅰ-ⅻ])(?:iii|三|3|ⅲ)期")),
    (2, re.compile(r"phase (?:2|ii)(?![a-z0-9])|(?<![a-zⅰ-ⅻ])(?:ii|二|2|ⅱ)期")),
    (1, re.compile(r"phase (?:1|i)(?![a-z0-9])|first.in.human|(?<![a-zⅰ-ⅻ])(?:i|一|1|ⅰ)期")),
    (0, re.compile(EARLY)),
    (1, GRADES["clinical"]),
)
"""What a pair is for, in the order of the work; what is said most exactly goes first."""
NEAREST = 1
LATER = re.compile(
    r"(?<![a-z])(?:later|subsequent(?:ly)?|afterwards|option(?:al(?:ly)?)?|follow-?on|in future)(?![a-z])|后续|之后|将来|今后|未来|可选"
)


@dataclass(frozen=True)
class Pair:
    """A scale, a number of batches, or both as they stand together; ``phase`` is what they are for, 0 before people, 4 the market, and
    more where it is said of a later time; None where nothing says so."""

    scale: Requirement | None
    count: Requirement | None
    phase: int | None = None

    @property
    def parts(self) -> list[Requirement]:
        return [one for one in (self.scale, self.count) if one is not None]


def pairs_of(scales: Sequence[Requirement], counts: Sequence[Requirement], text: str) -> list[Pair]:
    """Each scale and each number of batches once, in the order of the text."""
    bound = _bound(scales, counts, text)
    pairs = [Pair(scale, bound.get(number)) for number, scale in enumerate(scales)]
    taken = [id(one) for one in bound.values()]
    pairs += [Pair(None, one) for one in counts if id(one) not in taken]
    pairs.sort(key=lambda pair: min(one.start for one in pair.parts))
    return [replace(pair, phase=_phase(pair, pairs, text)) for pair in pairs]


def _bound(scales: Sequence[Requirement], counts: Sequence[Requirement], text: str) -> dict[int, Requirement]:
    """By the place of a scale its number of batches, those that stand nearest together first. Where there are more of the one than of
    the other, what stands apart by a comma may be for several."""
    near = sorted(
        (far, place, number)
        for (place, scale), (number, count) in product(enumerate(scales), enumerate(counts))
        if (far := _apart(scale, count, text, is_even=len(counts) == len(scales))) is not None
    )
    bound: dict[int, Requirement] = {}
    taken: set[int] = set()
    for _far, place, number in near:
        if place not in bound and number not in taken:
            bound[place] = counts[number]
            taken.add(number)
    return bound


def _apart(scale: Requirement, count: Requirement, text: str, *, is_even: bool) -> int | None:
    """Characters between the two; None where they do not belong together."""
    if not scale.words or not count.words:
        return None
    first, second = sorted((scale, count), key=lambda one: one.start)
    between = text[first.end : second.start].lower()
    if len(between) > BESIDE or SENTENCE.search(between) or (not is_even and CLAUSE.search(between)):
        return None
    return len(between)


def _phase(pair: Pair, pairs: Sequence[Pair], text: str) -> int | None:
    """By its own clause; else by what leads to it, or follows it, in its sentence, up to another pair."""
    if not pair.parts[0].words:
        return None
    plain = text.lower()
    for low, high in _around(pair, pairs, plain):
        for phase, pattern in PHASES:
            if pattern.search(plain, low, high):
                return phase + (len(PHASES) if LATER.search(plain, low, high) else 0)
    return None


def _around(pair: Pair, pairs: Sequence[Pair], plain: str) -> Iterator[tuple[int, int]]:
    start, end = _span(pair)
    others = [_span(one) for one in pairs if one is not pair and one.parts[0].words]
    low = max([0, *(stop for _start, stop in others if stop <= start), *_ends(SENTENCE, plain, 0, start)])
    high = min([len(plain), *(begin for begin, _stop in others if begin >= end), *_begins(SENTENCE, plain, end)])
    yield max([low, *_ends(CLAUSE, plain, low, start)]), min([high, *_begins(CLAUSE, plain, end)])
    yield low, end
    yield start, high


def _ends(pattern: re.Pattern[str], plain: str, low: int, high: int) -> list[int]:
    return [match.end() for match in pattern.finditer(plain, low, high)]


def _begins(pattern: re.Pattern[str], plain: str, low: int) -> list[int]:
    match = pattern.search(plain, low)
    return [match.start()] if match else []


def _span(pair: Pair) -> tuple[int, int]:
    said = [one for one in pair.parts if one.words]
    return min(one.start for one in said), max(one.end for one in said)


def main_of(pairs: Sequence[Pair], grade: str, vocabulary: Vocabulary) -> Pair:
    """Of the pairs of a package that of the nearest phase which its work is for, ``grade`` as belonging has it; of several for one
    phase the larger."""
    best = pairs[0]
    for one in pairs[1:]:
        key, known = merit_of(one, grade), merit_of(best, grade)
        is_larger = key == known and one.scale and best.scale and _outweighs(one.scale, best.scale, vocabulary)
        if key < known or is_larger:
            best = one
    return best


def merit_of(pair: Pair, grade: str) -> tuple[bool, bool, int]:
    """Less is better. What nothing is said of may be for the nearest phase."""
    phase = NEAREST if pair.phase is None else pair.phase
    is_wish = bool(pair.scale and pair.scale.force is not Force.MUST)
    aim = {"early": 0, "commercial": 4}.get(grade)
    off = abs(phase - aim) if aim is not None else phase if phase else len(PHASES) * 2
    return pair.scale is None, is_wish, off


def told_of(pair: Pair, pairs: Sequence[Pair], text: str) -> list[Requirement]:
    """What bidders are told of a pair that is not the package's: its clause in its own words, where it is short and tells what it is for."""
    if not all(one.words for one in pair.parts):
        return pair.parts
    low, high = _span(pair)
    if pair.phase is not None:
        spans = list(_around(pair, pairs, text.lower()))
        is_there = (any(pattern.search(text.lower(), *span) for _phase, pattern in PHASES) for span in spans)
        low, high = next((span for span, found in zip(spans, is_there, strict=True) if found), (low, high))
    words = text[low:high].strip(" \t\n,;，；。、:：()（）.")
    first = pair.scale or pair.parts[0]
    return [replace(first, words=words)] if len(words) <= LONGEST else pair.parts


def _outweighs(one: Requirement, other: Requirement, vocabulary: Vocabulary) -> bool:
    """A must a wish, and the larger the smaller; of what does not compare the first stays."""
    if (one.force is Force.MUST) != (other.force is Force.MUST):
        return one.force is Force.MUST
    unit, known = vocabulary.terms[Unit].get(one.unit), vocabulary.terms[Unit].get(other.unit)
    if not isinstance(unit, Unit) or not isinstance(known, Unit) or unit.dimension != known.dimension:
        return False
    return _largest(one) * unit.factor > _largest(other) * known.factor


def _largest(one: Requirement) -> Decimal:
    return one.high or one.low or Decimal(0)
