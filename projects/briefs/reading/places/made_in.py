"""What the words before a place say of it: something is made in it, volunteers are dosed in it, or it is one of a trial's countries; and places
that are said without a name."""

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
NEAR_US = re.compile(
    (
        r"(?:near|close to|around) (?:us|our (?:site|team|office|home))\b|in our (?:region|country|time zone)|我们附近|"
        r"就近|同一时区|本国"
    ),
    re.ASCII,
)
DOMESTIC = re.compile(
    r"国内(?=及|和|与|、|市场|药监|监管|申报|上市|注册|报(?!价)|ind|nda|bla|临床|开展|进行|获批|\d{1,3}\s?家)|(?<=目标)国内|(?<=在)国内(?!生产|完成|制备|"
    r"的?(?:cro|cdmo|供应商|工厂)|\s?(?:[,，。；;、）)\n]|$)|找|寻|选|做|放|或|优先|都|均|即可|就)"
)
"""To who writes Chinese, the country is China."""


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
