"""The clauses of a sentence, with the services that each names and whether it names a place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Spot = tuple[int, int]
"""Where a place stands."""
OTHER, UNSURE = "another", "unsure"
"""For a service that the text names and does not ask for, and for a product of which it asks for no work by name."""
GAP = re.compile(
    r",(?!\d{3})|[，、:：()（）\[\]|&+;；\t]|\s[-–—]\s|—|\b(?:and|then|plus|followed by|as well as|while|whereas|but|with)\b"
    r"|以及|然后|随后|而(?!且)|但|并|[和及与]"
)
JOINT = re.compile(r"[\s,，]*(?:and|plus|as well as|&|\+|以及|[和及与、并])\s*(?:also |the |our )*|[\s、]+")
TURN = re.compile(r"then|followed|while|whereas|but|[;；而但]|然后|随后")
BARE = 4
"""So many words may stand beside the names of a list that is told from a clause of its own."""


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
    is_weak: bool = False

    def joined(self, after: "Piece") -> "Piece":
        return replace(
            self,
            high=after.high,
            units=self.units | after.units,
            has_place=self.has_place or after.has_place,
            is_weak=self.is_weak and after.is_weak,
        )


@dataclass(frozen=True)
class Clauses:
    """Of a text, by its nouns and places."""

    plain: str
    nouns: Sequence[Noun]
    spots: Sequence[Spot]

    def units_in(self, low: int, high: int) -> frozenset[str]:
        """What is named there; products only where no work is."""
        within = [one for one in self.nouns if low <= one.start < high]
        strong = frozenset(unit for one in within if not one.is_weak for unit in one.units)
        found = strong or frozenset(unit for one in within for unit in one.units)
        return found - {OTHER, UNSURE} or found

    def _has_place(self, low: int, high: int) -> bool:
        return any(low <= start < high for start, _end in self.spots)

    def pieces(self, low: int, high: int) -> list[Piece]:
        """The clauses of a sentence. Names that are joined share the place behind them."""
        cuts = [(low, low), *((one.start(), one.end()) for one in GAP.finditer(self.plain, low, high)), (high, high)]
        pieces: list[Piece] = []
        gap_start = low
        for (_before, start), (end, _after) in pairwise(cuts):
            if not self.plain[start:end].strip(" .。"):
                continue
            gap = self.plain[gap_start:start]
            gap_start = end
            is_weak = all(one.is_weak for one in self.nouns if start <= one.start < end)
            piece = Piece(start, end, gap, self.units_in(start, end), self._has_place(start, end), is_weak)
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


def behind_place(before: Sequence[Piece]) -> Iterable[Piece]:
    """The pieces behind the last place, as far as nothing turns between them."""
    for one in reversed(before):
        if one.has_place:
            return
        yield one
        if TURN.search(one.gap):
            return
