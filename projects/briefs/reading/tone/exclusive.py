"""What only some may: "only sites in Spain may be proposed" permits nothing, and what is said against all others is said for these."""

import re

ONLY = re.compile(
    r"\b(?:(?:only|solely|exclusively) (?!(?:be|as|if|when|where|an? (?:fallback|last resort|alternative|back-?up))\b)|no (?:other )?\w+ but )[^.;:]{1,80}$"
)
PERMITTED = re.compile(
    r"(?:can|may|could|might|is|are|will|would|shall|should)\b.*|consider\w*|acceptable|accepted|possible|fine|ok|okay"
)
OTHERS = re.compile(r"\b(?:outside(?: of)?|other than|beyond)\b[^,.;:]{1,60}$")
TWICE = re.compile(r"(?:不要|不考虑|不接受|不找|不选)[^，。；,;\n]{1,12}(?:以外|之外|境外)$")
"""Nobody but those: not without them."""


def is_required(sentence: str, start: int, end: int) -> bool:
    """Whether the permission at ``start`` to ``end`` is given to nobody else."""
    return PERMITTED.fullmatch(sentence, start, end) is not None and ONLY.search(sentence, 0, start) is not None


def is_of_the_rest(sentence: str, start: int) -> bool:
    """Whether what is said at ``start`` is said of all others: "sites outside the EU are not acceptable"."""
    return OTHERS.search(sentence, 0, start) is not None
