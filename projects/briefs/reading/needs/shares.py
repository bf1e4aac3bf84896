"""Which services a place is for, where a text names several: in "API from India, tablets filled in Europe" each has its own.

A place is for what is named in its clause, else before it in its sentence. Where the words do not make that clear, or name one place for
all, it is for everything that is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from projects.briefs.nouns import NOUNS, PRODUCTS, WORK
from projects.briefs.reading.found import Found, Weighed
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.requirements import Subject

Shares = Mapping[Found, frozenset[str]]
"""By what was found the codes of the services that it is for; what is for all of them is not there."""
ASKED = frozenset([Tone.MUST, Tone.WISH, Tone.FINE])
THERE = frozenset([Tone.HAVE, Tone.SPONSOR, Tone.NOT])
OTHER, UNSURE = "another", "unsure"
"""For a service that the text names and does not ask for, and for a product of which it asks for no work by name."""
MOST = 60
GAP = re.compile(
    r",(?!\d{3})|[，、:：()（）\[\]|&+;；\t]|\s[-–—]\s|—|\b(?:and|then|plus|followed by|as well as|while|whereas|but|with)\b"
    r"|以及|然后|随后|而(?!且)|但|并|[和及与]"
)
JOINT = re.compile(r"[\s,，]*(?:and|plus|as well as|&|\+|以及|[和及与、并])\s*(?:also |the |our )*|[\s、]+")
TURN = re.compile(r"then|followed|while|whereas|but|[;；而但]|然后|随后")
IN_BRACKETS = re.compile(r"\s*[(（\[]\s*")
BOTH = re.compile(r"\bboth\b|两者|二者|都|均|皆")
ALL = re.compile(r"\b(?:all|every|each|everything|entire|whole|throughout)\b|全部|所有|整个|全程")
ANYWHERE = re.compile(
    r"\banywhere\b|\bwherever\b|\bany (?:site|location|country|region|place)\b|\bno (?:preference|restriction)s?\b|\bworldwide\b"
    r"|\bglobally\b|地点不限|不限(?:地点|地区|国家|地域|国内外)|国内外(?:均可|都行|都可以|皆可)|哪里都(?:行|可以)|在?哪(?:里|儿)?(?:都)?无所谓"
)
"""Named where a place would be."""
BARE = 4
"""So many words may stand beside the names of a list that is told from a clause of its own."""
PRESSED = re.compile(
    r"\b(?:must|should|shall|has to|have to|needs? to|(?:is|are) to|(?:can|may) only|only)\b|必须|务必|须|需|应|只能|要|希望|最好|优先|尽量|倾向|考虑|放|安排|留"
)
"""Between a service and its own place."""
FOR = re.compile(
    r"(?:[- ]based)?(?: sites?| cdmos?| cmos?| plants?| suppliers?)?(?: only)?(?: (?:is|are))?(?: (?:needed|required|preferred|possible|fine|ok|okay))? for (?:the |our )?"
)
SAME = re.compile(r"\s*(?:it|this|that)\b|\s*(?:该|此|这)")
KEYED = re.compile(
    r"[\s\-*•·]*(?:preferred |required )?(?:sites?|locations?|places?|countr(?:y|ies)|regions?|where|地点|场地|国家|地区|区域|产地)(?: of [a-z ]{1,24})?\s?[:：|]\s?"
)
"""The label of a line below the heading of a part."""
LONGEST_HEADING, MOST_ABOVE = 120, 6


@dataclass(frozen=True)
class Noun:
    """A name of asked-for services, as units; ``OTHER`` of one that is not asked for. Weak is the name of a product."""

    start: int
    end: int
    units: frozenset[str]
    is_weak: bool = False


@dataclass(frozen=True)
class Piece:
    """Of a sentence as much as lies between two gaps, with what stands in the gap before it."""

    low: int
    high: int
    gap: str
    units: frozenset[str]
    has_place: bool

    def joined(self, after: "Piece") -> "Piece":
        return replace(self, high=after.high, units=self.units | after.units, has_place=self.has_place or after.has_place)


def shares_of(terms: Terms, weighed: Sequence[Weighed], subject: Subject = Subject.COUNTRY) -> tuple[Shares, list[Found]]:
    """The shares of what was found of a subject, and what is only for work that nobody asks for."""
    asked = _asked(terms, weighed)
    found = [one.found for one in weighed if one.found.subject is subject and not one.found.is_implied]
    if not asked or not found or len(found) > MOST:
        return {}, []
    return _Sentences(terms, weighed, asked, found).shares()


def _asked(terms: Terms, weighed: Sequence[Weighed]) -> dict[str, set[str]]:
    """By unit, which is a family or a line that is made elsewhere than its family, the codes that are asked for."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in weighed:
        if one.found.subject is Subject.SERVICE_LINE and one.tone in ASKED and not one.found.is_implied:
            for code in one.found.codes:
                found[unit_of(terms, code)].add(code)
    return found


def unit_of(terms: Terms, code: str) -> str:
    """The family of a line, or the line itself where it is made elsewhere than its family."""
    return code if code in NOUNS else terms.family_of(code)


class _Sentences:
    """The sentences of a text that name a place."""

    def __init__(self, terms: Terms, weighed: Sequence[Weighed], asked: Mapping[str, Set[str]], found: Sequence[Found]):
        self.layout, self.plain, self.asked, self.found = terms.layout, terms.layout.plain, asked, found
        self.anywhere = [(one.start(), one.end()) for one in ANYWHERE.finditer(self.plain)]
        self.spots = sorted({*((one.start, one.end) for one in found), *self.anywhere})
        services = [one for one in weighed if one.found.subject is Subject.SERVICE_LINE and not one.found.is_implied]
        self.nouns = sorted([*self._named(terms, services), *self._written()], key=lambda one: one.start)
        self.plainly: set[tuple[int, int]] = set()
        """Places that can be of nothing else."""

    def shares(self) -> tuple[Shares, list[Found]]:
        of_spots = self._headed({spot: self._of(spot) for spot in self.spots})
        whole = frozenset(self.asked)
        apart = {units & whole or units for units in of_spots.values() if units - {UNSURE}}
        if len(apart) < 2:
            of_spots = {spot: units if spot in self.plainly else frozenset[str]() for spot, units in of_spots.items()}
        shares, others = {}, []
        for one in self.found:
            units = of_spots[one.start, one.end]
            if units == {OTHER} and any(each & whole for each in apart):
                others.append(one)
            elif units & whole and not units >= whole:
                shares[one] = frozenset(code for unit in units & whole for code in self.asked[unit])
        return shares, others

    def _named(self, terms: Terms, services: Sequence[Weighed]) -> Iterator[Noun]:
        for one in services:
            units = {each for code in one.found.codes for each in self._resolved(terms, code)}
            if not units and one.tone in THERE:
                units = {OTHER}
            if units:
                yield Noun(one.found.start, one.found.end, frozenset(units), one.found.kind == "making")

    def _resolved(self, terms: Terms, code: str) -> set[str]:
        """The units that are asked for of a service: its own, else those of its family."""
        unit, family = unit_of(terms, code), terms.family_of(code)
        same = {each for each, codes in self.asked.items() if any(terms.family_of(other) == family for other in codes)}
        return {unit} if unit in self.asked else same

    def _written(self) -> Iterator[Noun]:
        """Names that services go by besides, and those of products."""
        for table, is_weak in ((WORK, False), (PRODUCTS, True)):
            for unit in sorted(table):
                if unit in self.asked or is_weak:
                    units = frozenset([unit if unit in self.asked else UNSURE])
                    yield from (Noun(*match.span(), units, is_weak) for match in re.finditer(table[unit], self.plain))

    def _units_in(self, low: int, high: int) -> frozenset[str]:
        """What is named there; products only where no work is."""
        within = [one for one in self.nouns if low <= one.start < high]
        strong = frozenset(unit for one in within if not one.is_weak for unit in one.units)
        found = strong or frozenset(unit for one in within for unit in one.units)
        return found - {OTHER, UNSURE} or found

    def _has_place(self, low: int, high: int) -> bool:
        return any(low <= start < high for start, _end in self.spots)

    def _pieces(self, low: int, high: int) -> list[Piece]:
        """The clauses of a sentence. Names that are joined share the place behind them."""
        cuts = [(low, low), *((one.start(), one.end()) for one in GAP.finditer(self.plain, low, high)), (high, high)]
        pieces: list[Piece] = []
        gap_start = low
        for (_before, start), (end, _after) in pairwise(cuts):
            if not self.plain[start:end].strip(" .。"):
                continue
            gap = self.plain[gap_start:start]
            gap_start = end
            piece = Piece(start, end, gap, self._units_in(start, end), self._has_place(start, end))
            last = pieces[-1] if pieces else None
            if last and (self._shares_place(last, piece) or self._is_listed(last, piece)):
                pieces[-1] = last.joined(piece)
            else:
                pieces.append(piece)
        return pieces

    def _shares_place(self, one: Piece, other: Piece) -> bool:
        """Whether what "and" joins has one place, which stands behind both, or before both: "in the EU for DS and DP"."""
        if not JOINT.fullmatch(other.gap):
            return False
        place = max((start for start, _end in self.spots if one.low <= start < one.high), default=None)
        is_behind = any(
            one.low <= noun.start < one.high and place is not None and noun.start > place for noun in self.nouns
        )
        return place is None or (is_behind and bool(other.units) and not other.has_place)

    def _is_listed(self, one: Piece, other: Piece) -> bool:
        """Names with nothing but a comma between them."""
        if one.has_place or not (one.units and other.units and other.gap.strip() in {",", "，"}):
            return False
        words = self.plain[one.low : one.high]
        return not re.search(r"\d", words) and (
            len(words.split()) <= BARE or (not words.isascii() and len(words) <= 2 * BARE)
        )

    def _of(self, spot: tuple[int, int]) -> frozenset[str]:
        """The units that the words around a place name; none where they name none, or all."""
        low, high = self.layout.near(spot[0])
        pieces = self._pieces(low, high)
        place = max((at for at, one in enumerate(pieces) if one.low <= spot[0]), default=None)
        if place is None:
            return frozenset()
        piece, before = pieces[place], pieces[:place]
        named = frozenset(unit for one in before for unit in one.units)
        words = self.plain[piece.low : piece.high]
        if ALL.search(words):
            return frozenset()
        if not piece.units and BOTH.search(words):
            return named
        if piece.units:
            return self._own(piece, before, spot)
        return self._before(before, piece) or self._behind(pieces[place + 1 :], before) or self._same(low, words)

    def _own(self, piece: Piece, before: Sequence[Piece], spot: tuple[int, int]) -> frozenset[str]:
        """Of a clause with names: those, and what stands before them without a place of its own."""
        if self._is_plain(piece, spot):
            self.plainly.add(spot)
            return piece.units
        if TURN.search(piece.gap):
            return piece.units
        return piece.units.union(*(one.units for one in _open(before)))

    def _is_plain(self, piece: Piece, spot: tuple[int, int]) -> bool:
        within = [one for one in self.nouns if piece.low <= one.start < piece.high and not one.is_weak]
        ahead = min((one.end for one in within if one.end <= spot[0]), default=None)
        if ahead is not None and PRESSED.search(self.plain, ahead, spot[0]):
            return True
        return any(FOR.fullmatch(self.plain, spot[1], one.start) for one in within)

    @staticmethod
    def _before(before: Sequence[Piece], piece: Piece) -> frozenset[str]:
        """What is named before a place that stands alone; of a list all, in a bracket what it stands behind."""
        named = [one for one in before if one.units]
        if not named:
            return frozenset()
        if IN_BRACKETS.fullmatch(piece.gap) or named[-1].has_place:
            return named[-1].units
        return frozenset().union(*(one.units for one in _open(before[: before.index(named[-1]) + 1])))

    @staticmethod
    def _behind(after: Sequence[Piece], before: Sequence[Piece]) -> frozenset[str]:
        """What follows a place that leads its sentence: "in the US: cell line and drug substance"."""
        if before or not after:
            return frozenset()
        return frozenset().union(*(one.units for one in takewhile(lambda one: not one.has_place, after)))

    def _same(self, low: int, words: str) -> frozenset[str]:
        """What "it" is at the beginning of a sentence, where the one before names one thing."""
        if not low or not SAME.match(words):
            return frozenset()
        units = self._units_in(*self.layout.sentence_of(low - 1))
        return units if len(units) == 1 else frozenset()

    def _headed(self, of_spots: Mapping[tuple[int, int], frozenset[str]]) -> dict[tuple[int, int], frozenset[str]]:
        """With what lines such as "Location: Germany" are below, where several such lines are below several."""
        headed = {spot: units for spot in of_spots if not of_spots[spot] and (units := self._above(spot))}
        return {**of_spots, **headed} if len(set(headed.values())) > 1 else dict(of_spots)

    def _above(self, spot: tuple[int, int]) -> frozenset[str]:
        start = self.plain.rfind("\n", 0, spot[0]) + 1
        if not KEYED.match(self.plain, start):
            return frozenset()
        lines = self.plain[:start].rstrip("\n").split("\n")[-MOST_ABOVE:]
        high = len(self.plain[:start].rstrip("\n"))
        for line in reversed(lines):
            low = high - len(line)
            if not line.strip():
                return frozenset()
            if len(line) <= LONGEST_HEADING and (units := self._units_in(low, high)):
                return units
            high = low - 1
        return frozenset()


def _open(before: Sequence[Piece]) -> Iterable[Piece]:
    """The pieces behind the last place, as far as nothing turns between them."""
    for one in reversed(before):
        if one.has_place:
            return
        yield one
        if TURN.search(one.gap):
            return
