"""A brief cut into words that know where they stand, sentences, and parts of sentences.

Nothing here looks at the meaning. Every pattern is bounded, so that a long or hostile text costs no more than its length.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase

from projects.briefs.reading.writing.firsts import quick
from projects.briefs.reading.writing.ordinary import Ordinary
from projects.briefs.reading.writing.radicals import folded
from projects.briefs.reading.writing.wrapping import flattened, halves
from services.search.text import stem
from vocabulary.phrases import normalised

LONGEST_TEXT = 20_000
NEAR = 500

HAN = "㐀-䶿一-鿿"
WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]{{1,60}}(?:[.'’&][^\W_{HAN}]{{1,60}}){{0,4}}(?:\+(?![^\W_]))?")
SENTENCE_END = re.compile(
    r"[.!?]['\"”’)\]]?(?=\s+(?:[^\sa-z]|[a-z]{1,2}[A-Z]))|[。！？!?；;]|\n\s{0,20}\n|\n(?=\s{0,20}(?:[-*•·–—]|"
    r"\(?\d{1,3}[.)]|[^\sa-z]))"
)
PART_END = re.compile(r",(?!\d)|(?<!\d),|[:，、：()（）\[\]\"“”|]|\s[-–—]\s|—|\t")
TURN = quick(
    r"\b(?:but|however|although|whereas|though|while|yet)\b"
    r"|\band (?=(?:we |now |also |then |still |therefore |are |would ){0,3}(?:need|want|require|seek|look|prefer|"
    r"must|ask|request|search|wish|like)"
    r"|(?:no|not)\b)|但|不过|然而|而(?!是|不|非|且)|因此|现需|现寻"
)
"""Where a sentence turns: what was said before the word does not hold after it."""
ABBREVIATIONS = frozenset(
    [
        "approx",
        "ca",
        "vs",
        "incl",
        "excl",
        "e.g",
        "i.e",
        "eg",
        "ie",
        "no",
        "nos",
        "dr",
        "st",
        "inc",
        "ltd",
        "co",
        "corp",
        "esp",
        "resp",
        "fig",
        "p",
        "e",
        "b",
        "s",
        "k",
        "n",
        "u.s",
        "u.k",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A Latin word or a Chinese character. ``stem`` is what names are compared by; ``start`` to ``end`` in the text."""

    stem: str
    raw: str
    start: int
    end: int
    sentence: int


class Layout:
    """A text with its sentences and their parts. ``plain`` has small letters of half width, each where it was, and a space where
    a line break only folds a sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._written = folded(text)
        flat = flattened(self._written)
        self.plain = WIDE.sub(lambda match: _folded(match[0]), flat).translate(SMALL)
        self.ordinary = Ordinary(self.plain)
        self._sentences = [0, *(end + 1 for end in _sentence_ends(flat))]
        turns = [match.start() for match in TURN.finditer(self.plain)]
        self._turns = sorted({*self._sentences, *turns})
        self._parts = sorted({*self._turns, *(match.end() for match in PART_END.finditer(flat))})

    def sentence_of(self, position: int) -> tuple[int, int]:
        """Start and end of the sentence in which the position is."""
        return self._around(self._sentences, position)

    def near(self, position: int) -> tuple[int, int]:
        """Of its sentence what is at most 500 characters away: sentences of people are no longer."""
        start, end = self.sentence_of(position)
        return max(start, position - NEAR), min(end, position + NEAR)

    def stretch_of(self, position: int) -> tuple[int, int]:
        """Of the sentence as much as lies between two turns."""
        return self._around(self._turns, position)

    def part_of(self, position: int) -> tuple[int, int]:
        """Of the sentence as much as lies between two commas, brackets or turns."""
        return self._around(self._parts, position)

    def sentences(self) -> list[tuple[int, int]]:
        """All sentences in order."""
        return list(pairwise([*self._sentences, len(self.text)]))

    def words(self) -> list[Word]:
        """The words in order. One that a hyphen cuts at the end of a line is one word."""
        matches = {match.start(): match for match in WORD.finditer(self._written)}
        cut = {first: second for first, second in halves(self.text).items() if first in matches}
        behind = {second: matches.pop(second) for second in cut.values() if second in matches}
        found: list[Word] = []
        for start, match in matches.items():
            rest = behind.get(cut.get(start, -1))
            raw, end = (match[0] + rest[0], rest.end()) if rest else (match[0], match.end())
            found.append(Word(_stem(raw), raw, start, end, bisect_right(self._sentences, start)))
        return found

    def _around(self, starts: list[int], position: int) -> tuple[int, int]:
        after = bisect_right(starts, position)
        return starts[after - 1], starts[after] if after < len(starts) else len(self.text)


def stems_of(name: str) -> tuple[str, ...]:
    """A name as it is compared: the stems of its words."""
    return tuple(_stem(raw) for raw in WORD.findall(name))


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end. A full stop after an abbreviation or an initial ends none."""
    stops = SENTENCE_END.finditer(text)
    return [match.start() for match in stops if match[0][0] != "." or not _is_abbreviated(text, match.start())]


def _is_abbreviated(text: str, stop: int) -> bool:
    before = re.split(r"[\s(,]", text[max(0, stop - 12) : stop])[-1].casefold()
    return before in ABBREVIATIONS


@lru_cache(maxsize=20_000)
def _stem(raw: str) -> str:
    return stem(normalised(raw).replace(" ", ""))


def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).lower()
    return plain if len(plain) == 1 and char not in SUPERSCRIPTS else char


WIDE, SMALL = re.compile("[^\x00-\x7e]"), str.maketrans(ascii_uppercase, ascii_lowercase)
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


def closed(text: str, start: int, end: int) -> int:
    """Where words end that a bracket closes, as those of "505(b)(2)" do."""
    is_open = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if is_open and text[end : end + 1] == ")" else end
