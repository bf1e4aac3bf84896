"""Refusals that hang on a condition: "除非价格有明显优势，否则不考虑印度", "no India unless the price is far lower"."""

import re
from collections.abc import Iterator

_NOT = r"(?:不(?:考虑|接受|要|选|去|找|做|用)|排除)"
CONDITIONAL = (
    rf"(?:否则|不然)[^。；;，,\n]{{0,4}}{_NOT}|{_NOT}(?=[^。；;，,\n]{{1,20}}[，,]\s?除非)|"
    r"(?:no|not|avoid|exclude|without)\b(?=[^.;,\n]{2,40},? (?:unless|except if)\b)"
)
"""As a cue: what it refuses is neither asked for nor shut out."""
REFUSED_UNLESS = re.compile(
    rf"(?:除非[^。；;\n]{{1,40}}?(?:否则|不然)[^。；;，,\n]{{0,8}}{_NOT}[^。；;，,\n]{{1,20}})|"
    rf"{_NOT}[^。；;，,\n]{{1,20}}[，,]\s?除非[^。；;，,\n]{{1,40}}|"
    r"\b(?:no|not|avoid|exclude|without) [^.;,\n]{2,40},? (?:unless|except if) [^.;,\n]{2,60}|"
    r"\bunless [^.;,\n]{2,60}, (?:no|not|avoid|exclude|we (?:do not|don't|will not|won't) (?:consider|accept|want)) [^.;,\n]{2,40}"
)


def refused_unless(plain: str) -> Iterator[tuple[int, int]]:
    """Where something is refused only under a condition, with the condition."""
    for match in REFUSED_UNLESS.finditer(plain):
        yield match.start(), match.end()
