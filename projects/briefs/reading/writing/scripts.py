"""Patterns of two scripts, taken apart: what a sentence has no Chinese character for need not be looked for in it."""

import re
from collections.abc import Iterator

HAN_LETTER = re.compile("[㐀-䶿一-鿿]")


SIGNS = re.compile(r"\\.|\[[^\]]*\]|\(\?[:=!<]{1,2}")
LATIN = re.compile("[a-zA-Z]")


def by_script(words: str) -> tuple[str, str]:
    """Of the alternatives of a pattern those that a text without a Chinese character can have, and those that only another can have."""
    every = [
        (one, HAN_LETTER.search(one) is not None and not LATIN.search(SIGNS.sub("", one))) for one in alternatives(words)
    ]
    return "|".join(one for one, is_han in every if not is_han), "|".join(one for one, is_han in every if is_han)


def alternatives(words: str) -> Iterator[str]:
    """The parts between the bars that stand in no bracket."""
    start, depth, is_class, place = 0, 0, False, 0
    while place < len(words):
        char = words[place]
        if char == "\\":
            place += 1
        elif is_class:
            is_class = char != "]"
        elif char == "[":
            is_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield words[start:place]
            start = place + 1
        place += 1
    yield words[start:]
