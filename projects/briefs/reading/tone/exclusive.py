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

PREFERRED_REST = re.compile(
    r"(?:优先(?:考虑|选择|选用|选)?|最好(?:是|在|选|选择)?|倾向于?(?:选择)?|尽量(?:选择?|在|找)?|首选)[^，。；,;\n]{1,14}$"
)
REST = re.compile("以外|之外|境外")
SOFTLY_TOO = re.compile(
    r"能(?:不|避)[^，。；,;\n]{1,16}(?:就|则|尽量)$|(?:最好|尽量|尽可能)(?:不|别|避)[^。；;，,\n]{1,16}[，,]\s?也(?:最好|尽量)?$"
)
CAN = re.compile("能$")
THEN = re.compile(r"[^，。；,;\n]{1,16}(?:就|则|尽量)(?:不|避)")


def is_rest_preferred(sentence: str, start: int) -> bool:
    """Whether "以外" at ``start`` names those that are preferred: "优先考虑印度以外的供应商"."""
    return REST.match(sentence, start) is not None and PREFERRED_REST.search(sentence, 0, start) is not None


def is_soft(sentence: str, start: int, end: int) -> bool:
    """Whether the refusal at ``start`` to ``end`` is one half of "能不去就不去", or goes on with a soft one: "最好不在印度，也不在中国"."""
    is_first = CAN.search(sentence, 0, start) is not None and THEN.match(sentence, end) is not None
    return is_first or SOFTLY_TOO.search(sentence, 0, start) is not None


def is_required(sentence: str, start: int, end: int) -> bool:
    """Whether the permission at ``start`` to ``end`` is given to nobody else."""
    return PERMITTED.fullmatch(sentence, start, end) is not None and ONLY.search(sentence, 0, start) is not None


def is_of_the_rest(sentence: str, start: int) -> bool:
    """Whether what is said at ``start`` is said of all others: "sites outside the EU are not acceptable"."""
    return OTHERS.search(sentence, 0, start) is not None
