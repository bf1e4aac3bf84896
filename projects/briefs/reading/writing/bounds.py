"""Ends of a range that stand in two halves: "at least three but no more than five", "a minimum of 2 and ideally 4", "200 L or larger"."""

import re

_LEAST = r"(?:at least|(?:a )?minimum(?: of)?|min\.?|no (?:less|fewer) than|not (?:less|fewer) than)"
_MOST = r"(?:no more than|not more than|at most|up to|not exceeding|(?:a )?maximum(?: of)?|max\.?|not (?:to )?exceed)"
_WISHED = r"(?:ideally|preferably|better|if possible)"
_FEW = r"(?:\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)"
LEAST = re.compile(rf"{_LEAST}[:：]?\s?$")
LEAST_TO_MOST = re.compile(rf"(?:\s?[a-z]{{1,12}})?\s?[,;/(]?\s?(?:and |but |to )?(?:{_MOST}|{_WISHED})[:：]?\s?(?:of )?")
"""Between the two numbers."""
LEAST_AND_WISHED = rf"{_LEAST} {_FEW}(?: [a-z]{{1,12}}){{0,2}},? ?\(?(?:and|but|or)?,? ?{_WISHED},? (?={_FEW}\b)"
"""Of one amount: what follows in the sentence is no wish."""
UPWARDS = re.compile(
    r"\s?[,(]?\s?(?:or|and) (?:more|larger|bigger|greater|higher|above|over|up(?:wards)?|beyond)\b|\s?[,(]?\s?(?:as (?:a|the) )?(?:minimum|min\b\.?)(?! of)|\s?\+(?!\s?[\d\w])|"
    r"\s?[,(]?\s?(?:at (?:least|minimum|the (?:very )?least))(?! \d)|\s?(?:以上|及以上|起)"
)
"""Behind a number and its unit."""
REPEATED = re.compile(r"\s?\(\s?")
