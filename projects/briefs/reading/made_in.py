"""What the words before a place say of it: something is made in it, volunteers are dosed in it, or it is one of a trial's countries."""

import re

MADE = re.compile(r"manufactur|produc|\bgmp\b|\bfill|drug substance|生产|制备|灌装", re.ASCII)
BE_IN = re.compile(
    r"(?:must|ha(?:s|ve) to|needs? to|should|shall) (?:be|come|stay|sit|be (?:done|based|located|made)|happen|take place) (?:in|from|within) (?:the )?$"
)
UNIT_IN = re.compile(
    r"\b(?:phase (?:1|i)|clinical pharmacology) units? (?:located |based )?in (?:the )?(?:[a-z]+ or (?:the )?)?$"
)
IN = re.compile(r"\bin (?:the )?$")
FILED = re.compile(
    r"\bfil(?:e|es|ed|ing|ings)\b|submi|approv|regist|hospital|clinic(?!al)|launch|market|commerciali|authori|licen[sc]|dossier|\bsold\b|sell\b|(?:trials?|stud(?:y|ies)) (?:is |will be |to be )?(?:run )?(?:in|across)\b|申|上市|市场",
    re.ASCII,
)
COUNTED = re.compile(r"\d (?:eu |european )?countries\s?[:(（]?[^.;()]{0,60}$")
"""Of a trial: "14 countries (EU, UK, Brazil)"."""


def is_to_be_in(plain: str, start: int) -> bool:
    """ "Must be in Portugal" is said of a site, whatever stands behind the comma."""
    return BE_IN.search(plain, max(0, start - 40), start) is not None


def is_of_unit(plain: str, start: int) -> bool:
    """Volunteers are dosed where the unit stands, and that country's authority is asked."""
    return UNIT_IN.search(plain, max(0, start - 40), start) is not None


def is_counted(plain: str, start: int) -> bool:
    """Whether it is one of so many countries."""
    return COUNTED.search(plain, max(0, start - 72), start) is not None


def is_made_in(plain: str, stretch: tuple[int, int], start: int) -> bool:
    """ "Manufacture for 24 patients, in Germany": what is made there is for patients wherever they are."""
    low, high = stretch
    if not IN.search(plain, max(low, start - 8), start) or FILED.search(plain, low, high):
        return False
    return MADE.search(plain, low, start) is not None
