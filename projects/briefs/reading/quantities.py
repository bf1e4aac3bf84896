"""Scales with their units, and numbers of batches."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from projects.briefs.reading.fitting import COUNTED, Surroundings, best_unit, misfit
from projects.briefs.reading.numbers import Number, whole
from vocabulary.models import Unit
from vocabulary.selectors.vocabulary import Vocabulary

YEARLY = re.compile(
    r"\s{0,2}(?:(?:/|per|a|an|each|every)\s{0,2}(?:year|yr|annum|a)(?![a-z])|annually|yearly|p\.?a\.?(?![a-z])|"
    r"/?\s?年|每年)"
)
BEFORE_YEARLY = re.compile(r"(?:年产|每年|年需求?量?|年供应|per year|annual(?:ly)?|yearly)\s{0,2}\S{0,8}\s?$")
EACH_BATCH = re.compile(r"\s{0,2}(?:(?:/|per|a|each|every)\s{0,2}(?:batch|lot|run)|/\s?批|每批)")
OTHER_RATE = re.compile(
    r"\s?(?:/|per )\s?(?!batch|lot|run|year|yr|annum|a\b|批|年|月|month|week|周)[a-z0-9µ升毫克千支瓶片]{1,8}|\s?(?:l|ml|"
    r"kg)-1"
)
UNIT_TEXT = re.compile(
    r"[\s\-‐]{0,2}((?:[^\s,;.()\d（），。；、/]|[µμ²³/](?=[a-z0-9㐀-鿿])|\d(?=[\s,;.)]|"
    r"$)){1,24}(?:\s(?:[a-z²³µ-]{1,20})){0,3})"
)
FILLER = re.compile(r"[\s\-‐]{0,2}(?:(?!(?:and|or|of|for|in|the|to|with|from|at|by)\b)[a-z0-9-]{1,20}\s){1,3}")
BATCHES = re.compile(
    r"[\s\-‐]{0,2}(?:(?!(?:and|or|of|for|in|the|to|with|from|at|by|weeks?|months?|years?|kg|g|"
    r"l)\b)[a-z0-9/-]{1,20}\s){0,4}(?:batch(?:es)?|lots?|runs?|campaigns?)(?![a-z])|\s?(?:个)?(?:连续)?(?:的)?(?:gmp|"
    r"临床|中试|工程|验证|毒理|生产|商业化){0,3}批(?:次)?(?!量|/|准|件|发|签|记)"
)
TIMES = re.compile(r"\s?[x×*]\s?")
FILL_OR_DOSE = re.compile(
    r"[\s-]{0,2}(?:vials?|syringes?|tablets?|capsules?|cartridges?|ampoules?|pens?|bags?|dose|doses|strength|"
    r"prefilled|fill|瓶|片|支|西林瓶|规格|column|dosing)"
)
DOSE_OF = re.compile(r"(?:tablets?|capsules?|vials?|doses?|syringes?|strengths?)(?: of| with| at|:)? ?$")
MORE_SPELLINGS = {
    "volunteer": "trial-subjects",
    "受试者": "trial-subjects",
    "名患者": "trial-subjects",
    "名健康受试者": "trial-subjects",
    "monkey": "animals",
}
NUMBERED = re.compile(r"\b(?:type|phase|grade|stage|class|cohort|arm|part|step|level|version|bsl)[ -]$")
"""Before a number that counts nothing: "type 2 diabetic volunteers"."""
SMALL = frozenset(["ml", "µl", "ul", "microlitre", "毫升", "µg", "ug", "microgram", "ng"])


@dataclass(frozen=True, slots=True)
class Scale:
    """An amount in a unit of the vocabulary; ``unclear`` says why it is none."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    start: int
    end: int
    confidence: float = 0.8
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class Batches:
    low: Decimal | None
    high: Decimal | None
    start: int
    end: int


@dataclass
class Measures:
    """Spellings of units in small letters, with the units they can be and how many of those one makes."""

    spellings: dict[str, list[tuple[Unit, Decimal]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Measures":
        """The units in use."""
        measures = cls()
        for unit in vocabulary.in_use(Unit):
            for spelling, factor in {unit.symbol: unit.factor, **unit.aliases}.items():
                known = measures.spellings[spelling.casefold().replace("μ", "µ")]
                if unit not in [one for one, _ratio in known]:
                    known.append((unit, Decimal(factor) / unit.factor))
        for spelling, code in MORE_SPELLINGS.items():
            measures.spellings[spelling] += [(unit, Decimal(1)) for unit in vocabulary.in_use(Unit) if unit.code == code]
        return measures

    def at(self, plain: str, position: int) -> tuple[str, int] | None:
        """The longest spelling that stands at the position, and where it ends."""
        match = UNIT_TEXT.match(plain, position)
        if not match:
            return None
        start, text = match.start(1), match[1].replace("μ", "µ")
        for length in self._lengths(text):
            spelling = text[:length]
            for known in (
                spelling,
                spelling.removesuffix("s"),
                spelling.replace("litres", "litre").replace("liters", "liter"),
            ):
                if known in self.spellings:
                    return known, start + length
        return None

    @staticmethod
    def _lengths(text: str) -> Iterator[int]:
        """Ends of words, and of Chinese the characters, the longest first."""
        for length in range(len(text), 0, -1):
            after = text[length : length + 1]
            if not (after.isascii() and after.isalnum()) or not text[length - 1].isascii():
                yield length

    def meant(self, spelling: str, yearly: bool) -> list[tuple[Unit, Decimal]]:
        """What a spelling can be, of things for a year or of the others."""
        base = spelling.removesuffix("s")
        for rate in (" per batch", "/batch", "/批"):
            base = base.removesuffix(rate)
        rates = (" per year", "/year", "/a", "/年") if yearly else ("",)
        found = [one for rate in rates for name in {spelling, base} for one in self.spellings.get(name + rate, [])]
        if not yearly:
            return found
        plain = [one for one in self.spellings.get(spelling, []) if one[0].code.endswith("-year")]
        return found or plain


def batches_in(plain: str, numbers: Sequence[Number]) -> Iterator[Batches]:
    """ "Three GMP batches", "三批"."""
    for number in numbers:
        if number.one > 200 or number.one != number.one.to_integral_value():
            continue
        match = BATCHES.match(plain, number.end)
        if match and not YEARLY.match(plain, match.end()) and not plain[number.start : number.end].startswith("20"):
            yield Batches(number.low, number.high, number.start, match.end())


def scales_in(plain: str, numbers: Sequence[Number], measures: Measures, around: Surroundings) -> Iterator[Scale | Batches]:
    """Every number with a unit; of "3 x 200 L" the batches too."""
    for position, number in enumerate(numbers):
        following = numbers[position + 1] if position + 1 < len(numbers) else None
        if following and TIMES.fullmatch(plain, number.end, following.start) and measures.at(plain, following.end):
            yield Batches(number.low, number.high, number.start, measures.at(plain, following.end)[1])  # type: ignore[index]  # asked the line before
            continue
        found = _scale(plain, number, measures, around)
        if found:
            yield found


def _scale(plain: str, number: Number, measures: Measures, around: Surroundings) -> Scale | None:
    if NUMBERED.search(plain, max(0, number.start - 10), number.start):
        return None
    at = measures.at(plain, number.end) or _counted(plain, number, measures)
    if at is None:
        return None
    spelling, end = at
    if rate := OTHER_RATE.match(plain, end):
        return Scale(None, None, "", number.start, rate.end(), unclear="concentration")
    if _is_dose(plain, number, spelling, end):
        return None
    rate = YEARLY.match(plain, end)
    yearly = rate is not None or BEFORE_YEARLY.search(plain, max(0, number.start - 20), number.start) is not None
    stop = rate.end() if rate else end
    each = EACH_BATCH.match(plain, stop)
    stop = each.end() if each else stop
    candidates = measures.meant(spelling, yearly)
    if wrong := misfit(plain, spelling, stop, candidates, around):
        return Scale(None, None, "", number.start, wrong, unclear="misfit")
    best = best_unit(candidates, plain, number.start, stop, around) if candidates else None
    if best is None:
        return None
    unit, ratio, confidence = best
    low, high = (value if value is None else whole(value * ratio) for value in (number.low, number.high))
    return Scale(low, high, unit.code, number.start, stop, confidence)


def _is_dose(plain: str, number: Number, spelling: str, end: int) -> bool:
    """ "500 mg tablets", "vials of 10 mL": how much is in one, not how much is made."""
    if spelling in SMALL:
        return True
    if spelling not in {"mg", "g"}:
        return False
    before = DOSE_OF.search(plain, max(0, number.start - 24), number.start)
    return before is not None or FILL_OR_DOSE.match(plain, end) is not None


def _counted(plain: str, number: Number, measures: Measures) -> tuple[str, int] | None:
    """ "80 healthy volunteers": words between a number and what it counts."""
    filler = FILLER.match(plain, number.end)
    if not filler or number.one != number.one.to_integral_value():
        return None
    words = [number.end, *(match.end() + number.end for match in re.finditer(r"\s", filler[0]))]
    for word in words[1:]:
        at = measures.at(plain, word)
        if at and at[0].removesuffix("s") in COUNTED:
            return at
    return None
