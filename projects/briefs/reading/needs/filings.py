"""An application that is planned is no work that is asked for: "IND planned for Q2" says when, "IND writing" says what."""

import re
from collections.abc import Sequence
from dataclasses import replace

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import AIMED, Terms
from projects.briefs.requirements import Subject

FILING_FAMILIES = frozenset(["trial-applications", "marketing-applications"])
WORK = (
    r"writ|prepar|author|compil|draft|support|assist|help|consult|strateg|respons|dossier|document|package|publish|"
    r"editing|撰写|编写|准备|协助|支持|代理|资料|服务|撰稿|办理|辅导"
)
WORK_OF = WORK.replace("|support|", "|(?<!to )(?<!will )(?<!can )support(?!ing|ed|s)|")
"""Data that are "to support an IND" are no support with it."""
WORK_BEFORE = re.compile(
    rf"(?:{WORK_OF}|submit|submission of|file (?:the|our|an)|need|want|require|look|seek|scope|需要|寻找|承担|负责|"
    rf"委托)[^.;:。；：\n]{{0,30}}$"
)
WORK_AFTER = re.compile(rf"[^,.;:，。；：\n]{{0,24}}?(?:{WORK}|submission|application support)")
ENABLES = re.compile(r"(?:to|will|can) (?:support|enable) (?:an?|our|the|its) (?:us |eu |uk |fda |first )?$|支持$")
"""What is asked for is the data."""
PLAN_BEFORE = re.compile(
    r"(?:later|plan\w{0,4}|aim\w{0,3}|target\w{0,3}|goal|intend\w{0,2}|expect\w{0,2}|ahead of|before|towards?|"
    r"until|in time for|(?:to|will) support (?:an?|our|the|its)|supporting (?:an?|our|the)|prior to|leading to|"
    r"\bfor (?:an|our|the|its|a)?|to|by|into (?:an?|our|the)|phase [1-4iv]{1,3}[ab]? (?:trial |"
    r"study )?under (?:an?|the|our)?|used (?:for|in)|go(?:es)? into an?|"
    r"usable for)\s?(?:[a-z0-9,/'-]{1,12}\s){0,3}$"
    r"|(?:计划|拟|预计|目标|预期|争取|之后|后续|将来|未来|明年|后年|今年|用于|为了|年底前|季度|同时准备)[^。；;\n]{0,16}$"
)
PLAN_AFTER = re.compile(
    r"[^.;,]{0,24}? later\b|[^.;]{0,8}? ?(?:to be (?:filed|submitted)|will be (?:filed|submitted)|(?:is |was )?(?:accepted|under review|filed)\b|rolling\b)|"
    r"[^.;。；\n]{0,48}?(?:20[2-4]\d|\bq[1-4]\b|[12]h ?\d\d|(?:months?|weeks?|years?) (?:later|after)|next (?:year|"
    r"spring|summer|autumn|fall|winter|quarter|month)|(?:is|are|was) (?:due|planned|expected|foreseen|scheduled|"
    r"targeted)|planned|\btarget\b|pencilled|pencil(?:l)?ed|targeted|expected|foreseen|scheduled|aimed|月|季度|年|目标|"
    r"计划)"
)


def plans_apart(terms: Terms, services: Sequence[Found]) -> tuple[list[Found], list[Found]]:
    """The services, and the applications that are only planned: it is a guess that somebody is looked for to file them."""
    planned = [one for one in services if _is_filing(terms, one) and _is_planned(terms.layout.plain, one.start, one.end)]
    guessed = [replace(one, confidence=min(one.confidence, AIMED), is_implied=True) for one in planned]
    dropped = set(planned)
    return [one for one in services if one not in dropped], guessed


def _is_filing(terms: Terms, one: Found) -> bool:
    return (
        one.subject is Subject.SERVICE_LINE
        and bool(one.codes)
        and {terms.family_of(code) for code in one.codes} <= FILING_FAMILIES
    )


def _is_planned(plain: str, start: int, end: int) -> bool:
    if ENABLES.search(plain, max(0, start - 24), start) and not WORK_AFTER.match(plain, end):
        return True
    if WORK_AFTER.match(plain, end) or WORK_BEFORE.search(plain, max(0, start - 48), start):
        return False
    before = PLAN_BEFORE.search(plain, max(0, start - 48), start)
    return before is not None or PLAN_AFTER.match(plain, end) is not None
