"""Lines that go on: where an e-mail or a PDF breaks a sentence because its line was full.

A break is soft when what stands around it says so: the line above ends in a word that needs another ("in the", "United"), or it is
as long as its neighbours and the next one goes on in small letters. A break before the item of a list, after a heading, a
label, or the end of a sentence never is. In doubt it stays: two needs read as one do more harm than a name read in halves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

HAN = "㐀-䶿一-鿿"
LINE = re.compile(r"[^\n]*")
ITEM = re.compile(
    r"\s{0,20}(?:[-*•·–—▪◦●○■□✓#>+|]|\(?\d{1,3}(?:\.\d{1,2})?[.)、）](?!\d)|\(?[a-hA-H][.)]\s|[①-⑩]|[（(]?[一二三四五六七八九十]{1,3}[、.)）]|第[一二三四五六七八九十])"
)
LABEL = re.compile(rf"\s{{0,20}}[^\W\da-z][^:：\n]{{0,30}}[:：](?:\s|[{HAN}]|$)")
"""A line of a form: "Scale: 500 L"."""
CLOSED = re.compile(r"[.!?;:。！？；：…|][\"'”’)\]）]{0,2}\s{0,3}$")
SHORT_FORM = re.compile(r"\b(?:approx|ca|vs|incl|excl|e\.g|i\.e|resp|no|min|max)\.\s{0,3}$", re.IGNORECASE)
OPEN = re.compile(
    r"(?:\b(?:a|an|the|of|or|and|and/or|in|at|to|for|with|by|from|per|on|into|between|about|approximately|than|our|your|their|its|any|"
    r"is|are|be|will|should|must|can|may|including|excluding|except|via|under|within|without|ca|approx|vs|e\.g|i\.e|incl|excl|"
    r"United|South|North|New|Great|Saudi|Hong|Czech|Sri|Phase|phase)\.?|[(\[/&+–]|\w-|[，、（的和与及或在于为是从由对以按至到])\s{0,3}$"
)
"""Words, signs and characters after which something has to come."""
CELLS = re.compile(r"\t|[^|]\|[^|]")
"""Between the cells of a row."""
COMMA = re.compile(r",\s{0,3}$")
NUMBER = re.compile(r"(?<![\w.])\d[\d.,]{0,12}\s{0,3}$")
UNIT = re.compile(r"\s{0,20}(?:[a-zµ%°]|[LT]\b|[MG](?:L|W)\b)")
FULL = 36
"""Characters of the shortest line that is full; Chinese ones count twice."""
LONG = 56
"""Columns of a line of Chinese that has one other line below it alone."""
SLACK = 18
"""How much shorter than the longest a full line may be, whose next word would have found room there."""
HYPHEN = re.compile(
    r"(?<![^\W_])(?P<first>[^\W\d_]{2,30})(?P<hyphen>-|\u00ad)[^\S\n]{0,3}\n[^\S\n]{0,20}(?=(?P<second>[^\W\d_]{2,30}))"
)
KEPT = re.compile(
    r"(?:anti|bio|cell|co|cold|cost|cross|day|de|dose|drug|dry|dual|end|fill|finish|first|follow|"
    r"freeze|gene|half|high|in|large|lead|long|low|micro|month|multi|non|off|on|one|open|out|"
    r"patient|post|pre|process|quality|re|ready|release|risk|scale|self|short|single|site|small|"
    r"stage|stand|start|state|sub|tech|third|three|time|two|up|week|well|year)",
    re.IGNORECASE,
)
"""What goes before a hyphen that stays: "fill-finish" is no "fillfinish"."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with the place of its first character."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def width(self) -> int:
        """In columns: a Chinese character takes two."""
        return sum(2 if "\u2e80" <= char <= "\uffef" else 1 for char in self.text.strip())


def soft_breaks(text: str) -> list[int]:
    """The places of the line breaks that only fold a sentence, in order."""
    return [above.end for block in _blocks(text) for above in _folded(block)]


def flattened(text: str) -> str:
    """With a space for each soft break: every character stays where it was."""
    chars = list(text)
    for place in soft_breaks(text):
        chars[place] = " "
    return "".join(chars)


def unfolded(text: str) -> str:
    """With the sentences whole, for a text that was only just taken out of a file: halves of words joined, Chinese without a space."""
    flat = HYPHEN.sub(_joined, text)
    chars = list(flat)
    for place in soft_breaks(flat):
        is_han = _is_wide(flat[:place].rstrip()[-1:]) or _is_wide(flat[place + 1 : place + 30].lstrip()[:1])
        chars[place] = "" if is_han else " "
    return "".join(chars)


def halves(text: str) -> dict[int, int]:
    """Of words that a hyphen cuts at the end of a line: the place of the second half by that of the first."""
    return {match.start("first"): match.start("second") for match in HYPHEN.finditer(text) if not _keeps(match)}


def _joined(match: re.Match[str]) -> str:
    return match["first"] + (match["hyphen"] if _keeps(match) else "")


def _keeps(match: re.Match[str]) -> bool:
    """Whether the hyphen is part of the word. Names and abbreviations keep theirs."""
    if match["hyphen"] != "-":
        return False
    return not match["first"][1:].islower() or not match["second"].islower() or KEPT.fullmatch(match["first"]) is not None


def _blocks(text: str) -> Iterator[list[Line]]:
    """Lines between empty ones."""
    block: list[Line] = []
    for match in LINE.finditer(text):
        if match[0].strip():
            block.append(Line(match[0], match.start()))
        elif block and match.start() > block[-1].end:
            yield block
            block = []
    if block:
        yield block


def _folded(block: list[Line]) -> Iterator[Line]:
    """The lines of a block that go on in the next one."""
    widest = max(line.width for line in block)
    is_even = all(line.width >= widest - 4 for line in block[:-1])
    pairs = [(above, below) for above, below in pairwise(block) if _may_go_on(above, below)]
    runs_on = {above.start for above, below in pairs if _is_full(above, below, widest) and _is_small(below)}
    for above, below in pairs:
        is_prose = bool(runs_on) or (is_even and _is_chinese(above, below, len(block)))
        if _needs_more(above, below) or _hangs(above, below) or (is_prose and _is_full(above, below, widest)):
            yield above


def _may_go_on(above: Line, below: Line) -> bool:
    if ITEM.match(below.text) or any(CELLS.search(line.text.strip()) for line in (above, below)):
        return False
    if LABEL.match(below.text) and OPEN.search(above.text) is None:
        return False
    return CLOSED.search(above.text) is None or SHORT_FORM.search(above.text) is not None


def _needs_more(above: Line, below: Line) -> bool:
    if OPEN.search(above.text):
        return len(above.text.split()) > 1 or above.width > 12
    if COMMA.search(above.text):
        return _is_small(below) or above.width >= FULL
    return NUMBER.search(above.text) is not None and UNIT.match(below.text) is not None and above.width > 8


def _hangs(above: Line, below: Line) -> bool:
    """ "- Filling in the
    country": under an item, behind its mark."""
    mark = ITEM.match(above.text)
    return mark is not None and _indent(below) > _indent(above) and above.width >= FULL


def _is_full(above: Line, below: Line, widest: int) -> bool:
    """Whether the next word would have found no room, or nearly none."""
    word = Line(re.split(r"\s", below.text.strip(), maxsplit=1)[0][:SLACK], 0)
    return above.width >= max(FULL, widest - SLACK) and above.width + 1 + word.width > widest


def _is_small(below: Line) -> bool:
    return below.text.lstrip()[:1].islower()


def _is_chinese(above: Line, below: Line, lines: int) -> bool:
    """Chinese has no small letters: there, lines of one width are one sentence, if they are longer than the items of a list."""
    is_han = _is_wide(above.text.rstrip()[-1:]) or _is_wide(below.text.lstrip()[:1])
    return is_han and above.width >= (FULL if lines > 2 else LONG)


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\uffef"


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
