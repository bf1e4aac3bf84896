"""How a text separates thousands and decimals: "2.500.000" and "1.500,50" are European, and "2.000" alone may be either."""

import re
from collections.abc import Iterator

GROUPED = re.compile(r"(?<![\w.,+])[1-9]\d{0,2}(?:(?:\.\d{3}){2,}(?:,\d{1,2})?|\.\d{3},\d{1,2})(?![\d,]|\.\d)")
"""Several groups of three, or a group and a decimal comma: nobody writes a decimal so."""
ONE_GROUP = re.compile(r"(?<![\w.,+])[1-9]\d{0,2}\.\d{3}(?![\d,]|\.\d)")
MEASURED = r"\s?(?:k?g|mg|m?l|kl|t|%|million|mio|mn|m|bn|billion|eur|usd|gbp|chf|litres?|liters?|tonnes?|€|万|亿|升|公斤|千克)(?![a-z])"
DECIMAL_COMMA = re.compile(rf"(?<![\d.,])\d{{1,3}},\d{{1,2}}{MEASURED}")
DECIMAL_POINT = re.compile(rf"(?<![\d.,])\d{{1,3}}\.\d{{1,2}}{MEASURED}")
COMMA_GROUP = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
MINUS = re.compile(r"(?:(?<=[^\S\n])|(?<=[(:=])|\A)[-−](?=\d)|\bminus (?=\d)")
RANGE_BEFORE = re.compile(r"\d\s?[a-zµ%€$]{0,4}\s$")
TO_ENGLISH = str.maketrans(".,", ",.")


def in_english(plain: str) -> str:
    """The text with a comma between thousands and a point before decimals, each character where it was."""
    is_european = _says_european(plain) and not _says_english(plain)
    english = GROUPED.sub(lambda match: match[0].translate(TO_ENGLISH), plain)
    return ONE_GROUP.sub(lambda match: match[0].translate(TO_ENGLISH), english) if is_european else english


def two_ways(plain: str) -> Iterator[tuple[int, int]]:
    """Where a number can be thousands or decimals, and the rest of the text does not tell. Nobody writes three noughts behind a
    decimal point, so that these stay in doubt where the text has other decimals."""
    is_european, is_english = _says_european(plain), _says_english(plain)
    if is_european and not is_english:
        return
    for match in ONE_GROUP.finditer(plain):
        if is_european or not is_english or match[0].endswith("000"):
            yield match.span()


def below_zero(plain: str) -> Iterator[tuple[int, int]]:
    """Numbers with a minus sign, from the sign to the first digit. At the beginning of a line it is the mark of a list."""
    for match in MINUS.finditer(plain):
        is_list = "\n-" in plain and match.start() == 0
        if not is_list and not RANGE_BEFORE.search(plain, max(0, match.start() - 12), match.start()):
            yield match.start(), match.end() + 1


def _says_european(plain: str) -> bool:
    return bool(GROUPED.search(plain) or DECIMAL_COMMA.search(plain))


def _says_english(plain: str) -> bool:
    return bool(COMMA_GROUP.search(plain) or DECIMAL_POINT.search(plain))
