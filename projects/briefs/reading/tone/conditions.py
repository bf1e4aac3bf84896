"""Refusals that hold in part: "除非价格有明显优势，否则不考虑印度", "no India unless the price is far lower", "尽量不要印度"."""

from collections.abc import Iterator

from projects.briefs.reading.writing.firsts import quick

_NOT = r"(?:不(?:考虑|接受|要|选|去|找|做|用)|排除)"
_SOFTLY = r"(?:尽量|尽可能|最好|优先)(?:不(?:要|在|是|用|选|考虑)|避免|避开|别)(?!超过|低于|少于|晚于)(?:在|选|用|由)?"
CONDITIONAL = (
    rf"(?:否则|不然)[^。；;，,\n]{{0,4}}{_NOT}|{_NOT}(?=[^。；;，,\n]{{1,20}}[，,]\s?除非)|"
    r"(?:no|not|avoid|exclude|without)\b(?=[^.;,\n]{2,40},? (?:unless|except if)\b)"
)
"""As a cue: what it refuses is neither asked for nor shut out."""
SOFTLY = rf"{_SOFTLY}|非(?=[^。；;，,\n]{{1,14}}优先)"
"""As a cue: what it refuses would rather be avoided."""
REFUSED_UNLESS = quick(
    rf"(?:除非[^。；;\n]{{1,40}}?(?:否则|不然)[^。；;，,\n]{{0,8}}{_NOT}[^。；;，,\n]{{1,20}})|"
    rf"{_NOT}[^。；;，,\n]{{1,20}}[，,]\s?除非[^。；;，,\n]{{1,40}}|"
    r"\b(?:no|not|avoid|exclude|without) [^.;,\n]{2,40},? (?:unless|except if) [^.;,\n]{2,60}|"
    r"\bunless [^.;,\n]{2,60}, (?:no|not|avoid|exclude|we (?:do not|don't|will not|won't) (?:consider|accept|want)) [^.;,\n]{2,40}"
)
REFUSED_SOFTLY = quick(rf"{_SOFTLY}[^。；;，,\n]{{2,20}}|非[^。；;，,\n]{{1,14}}优先")


def refused_unless(plain: str) -> Iterator[tuple[int, int]]:
    """Where something is refused only under a condition."""
    for match in REFUSED_UNLESS.finditer(plain):
        yield match.start(), match.end()


def refused_softly(plain: str) -> Iterator[tuple[int, int]]:
    """Where something would rather be avoided, whether or not it is known what."""
    for match in REFUSED_SOFTLY.finditer(plain):
        yield match.start(), match.end()
