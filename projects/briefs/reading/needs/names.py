"""What the name of a medicine says by its stem: "-mab", "-tinib", "替尼"."""

import re
from collections.abc import Iterator, Set

from projects.briefs.reading.found import Found
from projects.briefs.reading.names.products import CHEMISTRY, INNS
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Subject

Guess = tuple[str, int, int]
"""A modality, and where its name begins and ends."""

VECTOR = quick(r"\bvectors?\b|病毒载体|载体")


def guessed(plain: str) -> Iterator[Guess]:
    """Medicines named by international non-proprietary names, in the order of the stems."""
    for code, pattern in _INNS:
        yield from _guesses(code, pattern, plain)


def guessed_chemistry(plain: str) -> Iterator[Guess]:
    """Words for what is nearly always a small molecule."""
    yield from _guesses("small-molecule", _CHEMISTRY, plain)


def vectors_of_cells(plain: str, modalities: Set[str]) -> Iterator[Found]:
    """A vector for engineered T cells is lentiviral, unless the text says another."""
    for match in VECTOR.finditer(plain) if modalities & {"autologous-car-t", "tcr-til"} else ():
        yield Found(Subject.MODALITY, ("lentivirus",), match.start(), match.end(), 0.4, Subject.MODALITY, is_implied=True)


def _guesses(code: str, pattern: re.Pattern[str], plain: str) -> Iterator[Guess]:
    for match in pattern.finditer(plain):
        yield code, match.start(), match.end()


_INNS = [(code, re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")) for code, pattern in INNS]
_CHEMISTRY = re.compile(rf"(?<![a-z]){CHEMISTRY}(?![a-z])")
