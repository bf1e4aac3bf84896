"""The words of cues as patterns: whole words, looked for by their first characters, and only in what can have them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from string import ascii_lowercase
from typing import TypeVar

from projects.briefs.reading.tone import leanings
from projects.briefs.reading.writing.firsts import Branch, branches_of, by_first
from projects.briefs.reading.writing.scripts import HAN_LETTER, by_script

Said = TypeVar("Said", bound=str)
# Latin cues are whole words; nothing stands between Chinese ones, nor beside Latin letters.
HEAD, TAIL = r"(?<![a-z])", r"(?:(?<=[a-z])(?![a-z])|(?<![a-z]))"
HINTS = (re.compile(""), HAN_LETTER, leanings.DENIED, leanings.HINT)
EVERY, IN_HAN, IN_DENIED, IN_HINTED = range(4)
"""Places in HINTS: of what a sentence has to have for a pattern to be looked for in it."""


def each(table: Iterable[tuple[Said | None, str]]) -> list[tuple[Said | None, re.Pattern[str], int]]:
    """Two of each, by the script."""
    parts = [(tone, part, hint) for tone, words in table for hint, part in enumerate(by_script(words))]
    return [(tone, _whole(_words(part)), hint) for tone, part, hint in parts if part]


def together(table: Sequence[tuple[str | None, str]], hint: int) -> list[tuple[None, re.Pattern[str], int]]:
    """One pattern of all of a script, each in groups that have the name of its tone and a number."""
    patterns: list[tuple[None, re.Pattern[str], int]] = []
    for script, needed in enumerate((hint, IN_HAN)):
        parts = [(tone or "none", one) for tone, words in table for one in _words(by_script(words)[script])]
        groups = [replace(one, rest=f"(?P<{tone}{place}>{one.rest})") for place, (tone, one) in enumerate(parts)]
        patterns += [(None, _whole(groups), needed)] if groups else []
    return patterns


def _words(part: str) -> list[Branch]:
    """Each of whole words, by its first character."""
    return [
        replace(one, here=HEAD + one.here) if one.char in ascii_lowercase else one for one in branches_of(part, re.ASCII)
    ]


def _whole(branches: Sequence[Branch]) -> re.Pattern[str]:
    return re.compile(rf"(?:{by_first(branches)}){TAIL}", re.ASCII)


def hinted(sentence: str) -> list[bool]:
    """Which of the hints the sentence has."""
    return [hint.search(sentence) is not None for hint in HINTS]
