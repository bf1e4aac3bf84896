"""Whether a scale is asked of one reactor: "100,000 L in a single bioreactor", "单个反应器规模2000L"."""

import re

VESSEL = r"(?:bio-?)?(?:reactor|fermenter|fermentor|vessel|tank)s?\b"
ONE = rf"(?:(?:in|of|with) (?:one|a single)|(?:one|single|each|per|individual|largest)) (?:(?!use\b)[\w-]+ )?{VESSEL}"
HAN = r"单(?:个|台|只|套|一)?(?:的)?(?:不锈钢|一次性)?(?:生物)?(?:反应器|发酵罐|反应釜|反应罐|罐|釜)|(?:每|一)(?:个|台|只)(?:不锈钢|一次性)?(?:生物)?(?:反应器|发酵罐|反应釜|反应罐|罐)"
BEFORE = re.compile(rf"(?:\b{ONE}|{HAN})[^,.;，。；、\n]{{0,24}}$", re.IGNORECASE)
AFTER = re.compile(rf"[,，]?[^,.;，。；、\n\d]{{0,16}}?(?:\b{ONE}|/ ?{VESSEL}|{HAN})", re.IGNORECASE)
COUNTED = re.compile(
    r"(?:\b(?:one|a single|two|three|four|five|six|eight|ten|twelve|(?<![\d.,])\d{1,2}) |(?:单|每|一)个?|(?:单|每|[一二两三四五六八十]|(?<![\d.,])\d{1,2})[台只个])$",
    re.IGNORECASE,
)
COUNTS = re.compile(
    rf"[ -]?(?:的)?(?:(?:[\w-]+ ){{0,2}}{VESSEL}|(?:不锈钢|一次性)?(?:生物)?(?:反应器|发酵罐|反应釜|反应罐))", re.IGNORECASE
)
"""What stands around the figure of "a single 10,000 L bioreactor" and of "six 15,000 L bioreactors"."""
TIMES = re.compile(r"\d{1,3}\s?[x×*]\s?$", re.IGNORECASE)
LITRES = re.compile(r"(?:\d|\b)(?:k|m)?l\b|lit(?:re|er)s?\b|m[3³]|升|立方", re.IGNORECASE)
"""Of "12 x 20,000 L" each is of that size, be they reactors or batches."""
REACH = 64


def is_of_one(text: str, start: int, end: int) -> bool:
    """Whether a scale that stands there is that of one vessel, by what is said of it in the same breath."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if COUNTED.search(before) and COUNTS.match(after):
        return True
    if TIMES.search(before) and LITRES.search(text, start, end):
        return True
    return BEFORE.search(before) is not None or AFTER.match(after) is not None
