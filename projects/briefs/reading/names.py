"""What the name of a medicine says by its stem: "-mab", "-tinib", "替尼"."""

import re
from collections.abc import Iterator

from projects.briefs.reading.products import CHEMISTRY, INNS

Guess = tuple[str, int, int]
"""A modality, and where its name begins and ends."""


def guessed(plain: str) -> Iterator[Guess]:
    """Medicines named by international non-proprietary names, in the order of the stems."""
    for code, pattern in _INNS:
        yield from _guesses(code, pattern, plain)


def guessed_chemistry(plain: str) -> Iterator[Guess]:
    """Words for what is nearly always a small molecule."""
    yield from _guesses("small-molecule", _CHEMISTRY, plain)


def _guesses(code: str, pattern: re.Pattern[str], plain: str) -> Iterator[Guess]:
    for match in pattern.finditer(plain):
        yield code, match.start(), match.end()


_INNS = [(code, re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")) for code, pattern in INNS]
_CHEMISTRY = re.compile(rf"(?<![a-z]){CHEMISTRY}(?![a-z])")
