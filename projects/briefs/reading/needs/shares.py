"""Which services a place, a time or a budget is for, where a text names several: in "API from India, tablets filled in Europe" each has its
own. What is said here of places holds of times and budgets too.

A place is for what is named in its clause, else before it in its sentence. Where the words do not make that clear, or name one place for
all, it is for everything that is asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import takewhile

from projects.briefs.nouns import NOUNS, PRODUCT_NOUNS, WORK_NOUNS
from projects.briefs.reading.found import Found, Weighed
from projects.briefs.reading.needs.pieces import OTHER, TURN, UNSURE, Clauses, Noun, Piece, Spot, behind_place
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.requirements import Subject

Shares = Mapping[Found, frozenset[str]]
"""By what was found the codes of the services that it is for; what is for all of them is not there."""
ASKED = frozenset([Tone.MUST, Tone.WISH, Tone.FINE])
THERE = frozenset([Tone.HAVE, Tone.SPONSOR, Tone.NOT])
MOST = 60
IN_BRACKETS = re.compile(r"\s*[(（\[:：]\s*")
BOTH = re.compile(r"\bboth\b|两者|二者|都|均|皆")
ALL = re.compile(r"\b(?:all|every|each|everything|entire|whole|throughout)\b|全部|所有|整个|全程")
ANYWHERE = re.compile(
    r"\banywhere\b|\bwherever\b|\bany (?:site|location|country|region|place)\b|\bno (?:preference|restriction)s?\b|\bworldwide\b"
    r"|\bglobally\b|地点不限|不限(?:地点|地区|国家|地域|国内外)|国内外(?:均可|都行|都可以|皆可)|哪里都(?:行|可以)|在?哪(?:里|儿)?(?:都)?无所谓"
)
"""Named where a place would be."""
PRESSED = re.compile(
    r"\b(?:must|should|shall|has to|have to|needs? to|(?:is|are) to|(?:can|may) only|only)\b|必须|务必|须|需|应|只能|要|希望|最好|优先|尽量|倾向|考虑|放|安排|留"
)
"""Between a service and its own place."""
FOR = re.compile(
    r"(?:[- ]based)?(?: sites?| cdmos?| cmos?| plants?| suppliers?)?(?: only)?(?: (?:is|are))?(?: (?:needed|required|preferred|possible|fine|ok|okay))? for (?:the |our )?"
)
LEADING = re.compile(r"\W*(?:as )?for (?:the |our )?|\W*(?:对于|至于)")
"""Before the service that a sentence is about: "For the API, India will do"."""
SAME = re.compile(r"\s*(?:it|this|that)\b|\s*(?:该|此|这)")
KEYED = re.compile(
    r"[\s\-*•·]*(?:preferred |required )?(?:sites?|locations?|places?|countr(?:y|ies)|regions?|where|地点|场地|国家|地区|区域|产地)(?: of [a-z ]{1,24})?\s?[:：|]\s?"
)
"""The label of a line below the heading of a part."""
LONGEST_HEADING, MOST_ABOVE = 120, 6


def shares_of(terms: Terms, weighed: Sequence[Weighed]) -> tuple[Shares, list[Found]]:
    """The shares of places, times and budgets, and the places that are only for work that nobody asks for."""
    asked = _asked(terms, weighed)
    shares: dict[Found, frozenset[str]] = {}
    others: list[Found] = []
    for subject in (Subject.COUNTRY, Subject.WINDOW, Subject.BUDGET):
        found = [one.found for one in weighed if one.found.subject is subject and not one.found.is_implied]
        if asked and found and len(found) <= MOST:
            own, of_others = _Sentences(terms, weighed, asked, found).shares()
            shares |= own
            others += of_others if subject is Subject.COUNTRY else []
    return shares, others


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
        self.of_family: dict[str, set[str]] = defaultdict(set)
        for unit, codes in asked.items():
            for code in codes:
                self.of_family[terms.family_of(code)].add(unit)
        services = [one for one in weighed if one.found.subject is Subject.SERVICE_LINE and not one.found.is_implied]
        self.nouns = sorted([*self._named(terms, services), *self._written()], key=lambda one: one.start)
        self.clauses = Clauses(self.plain, self.nouns, self.spots)
        refused = [one for one in weighed if one.tone in {Tone.NOT, Tone.AGAINST}]
        self.refused = {(one.found.start, one.found.end) for one in refused}
        self.plainly: set[Spot] = set()
        """Places that can be of nothing else."""

    def shares(self) -> tuple[dict[Found, frozenset[str]], list[Found]]:
        of_spots = self._headed({spot: self._of(spot) for spot in self.spots})
        whole = frozenset(self.asked)
        apart = {units & whole or units for units in of_spots.values() if units - {UNSURE}}
        if len(apart) < 2:
            plainly = self.plainly | self._narrower(of_spots)
            of_spots = {spot: units if spot in plainly else frozenset[str]() for spot, units in of_spots.items()}
        shares, others = {}, []
        for one in self.found:
            units = of_spots[one.start, one.end]
            if units == {OTHER} and any(each & whole for each in apart):
                others.append(one)
            elif units & whole and not units >= whole:
                shares[one] = frozenset(code for unit in units & whole for code in self.asked[unit])
        return shares, others

    def _narrower(self, of_spots: Mapping[Spot, frozenset[str]]) -> set[Spot]:
        """Places within one that another sentence names for all: "Sites in the EU. Fill-finish in Germany."."""
        wide = [one for one in self.found if not of_spots[one.start, one.end]]
        return {
            (one.start, one.end)
            for one in self.found
            for other in wide
            if set(one.codes) < set(other.codes)
            and self.layout.sentence_of(one.start) != self.layout.sentence_of(other.start)
        }

    def _named(self, terms: Terms, services: Sequence[Weighed]) -> Iterator[Noun]:
        for one in services:
            units = {each for code in one.found.codes for each in self._resolved(terms, code)}
            if not units and one.tone in THERE:
                units = {OTHER}
            if units:
                yield Noun(one.found.start, one.found.end, frozenset(units), one.found.kind == "making")

    def _resolved(self, terms: Terms, code: str) -> set[str]:
        """The units that are asked for of a service: its own, else those of its family."""
        unit = unit_of(terms, code)
        return {unit} if unit in self.asked else self.of_family.get(terms.family_of(code), set())

    def _written(self) -> Iterator[Noun]:
        """Names that services go by besides, and those of products."""
        for table, is_weak in ((WORK_NOUNS, False), (PRODUCT_NOUNS, True)):
            for unit in sorted(table):
                if unit in self.asked or is_weak:
                    units = frozenset([unit if unit in self.asked else UNSURE])
                    yield from (Noun(*match.span(), units, is_weak) for match in re.finditer(table[unit], self.plain))

    def _of(self, spot: Spot) -> frozenset[str]:
        """The units that the words around a place name; none where they name none, or all."""
        low, high = self.layout.near(spot[0])
        pieces = self.clauses.pieces(low, high)
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
        if spot in self.refused and not IN_BRACKETS.fullmatch(piece.gap) and any(one.has_place for one in before[-1:]):
            return frozenset()  # who has its place already need not be told where it is not
        if len(before) == 1 and LEADING.match(self.plain, low):
            self.plainly.add(spot)
        return self._before(before, piece) or self._behind(pieces[place + 1 :], before) or self._same(low, words)

    def _own(self, piece: Piece, before: Sequence[Piece], spot: Spot) -> frozenset[str]:
        """Of a clause with names: those, and what stands before them without a place of its own."""
        if piece.units == {UNSURE}:
            return piece.units
        if self._is_plain(piece, spot):
            self.plainly.add(spot)
            return piece.units
        if TURN.search(piece.gap):
            return piece.units
        return piece.units.union(*(one.units for one in behind_place(before)))

    def _is_plain(self, piece: Piece, spot: Spot) -> bool:
        within = [one for one in self.nouns if piece.low <= one.start < piece.high and not one.is_weak]
        ahead = min((one.end for one in within if one.end <= spot[0]), default=None)
        if ahead is not None and PRESSED.search(self.plain, ahead, spot[0]):
            return True
        return any(FOR.fullmatch(self.plain, spot[1], one.start) for one in within)

    def _before(self, before: Sequence[Piece], piece: Piece) -> frozenset[str]:
        """What is named before a place that stands alone: of a list all, in a bracket what it stands behind, and beside another place the
        same. A product says which work is meant only at once."""
        is_at_once = IN_BRACKETS.fullmatch(piece.gap) is not None
        named = [one for one in before if one.units and (is_at_once or not one.is_weak)]
        if not named:
            return frozenset()
        if is_at_once:
            return named[-1].units
        if named[-1].has_place:
            return self._of(max(spot for spot in self.spots if named[-1].low <= spot[0] < named[-1].high))
        return frozenset().union(*(one.units for one in behind_place(before[: before.index(named[-1]) + 1])))

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
        units = self.clauses.units_in(*self.layout.sentence_of(low - 1))
        return units if len(units) == 1 else frozenset()

    def _headed(self, of_spots: Mapping[Spot, frozenset[str]]) -> dict[Spot, frozenset[str]]:
        """With what lines such as "Location: Germany" are below, where several such lines are below several."""
        headed = {spot: units for spot in of_spots if not of_spots[spot] and (units := self._above(spot))}
        return {**of_spots, **headed} if len(set(headed.values())) > 1 else dict(of_spots)

    def _above(self, spot: Spot) -> frozenset[str]:
        start = self.plain.rfind("\n", 0, spot[0]) + 1
        if not KEYED.match(self.plain, start):
            return frozenset()
        lines = self.plain[:start].rstrip("\n").split("\n")[-MOST_ABOVE:]
        high = len(self.plain[:start].rstrip("\n"))
        for line in reversed(lines):
            low = high - len(line)
            if not line.strip():
                return frozenset()
            if len(line) <= LONGEST_HEADING and (units := self.clauses.units_in(low, high)):
                return units
            high = low - 1
        return frozenset()
