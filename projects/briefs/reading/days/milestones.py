"""Dates that are not the time of the work: of a filing, a meeting, a launch; and what was long ago."""

import re

from projects.briefs.reading.days.dates import Period

_FILING = r"(?:pre-?)?ind\b|\bcta\b|\bbla\b|\bmaa\b|\ba?nda\b|\bimpd\b|\bfilings?\b|\bfile\b|\bsubmi(?:t|ssions?)\b|申报|递交|批件|获批"
_MEETING = (
    r"\bmeetings?\b|\bconferences?\b|\bcongress\b|\bfinancing\b|\bseries [a-e]\b|\bread-?outs?\b|\bapprovals?\b|\blaunch(?:es)?\b|\bpartnering\b|"
    r"\b(?:clos(?:es|ing|ure)|shuts?(?: down)?|shutdown)\b|\b(?:decisions?|vendor selection|supplier selection|selection of (?:the )?(?:vendor|supplier|cdmo|cmo|cro)|shortlisting|site visits?|patents?(?: \w+){0,2} expir\w*)\b|"
    r"会议|大会|董事会|融资|上市(?!许可|申请|后)"
)
_TRIAL = (
    r"\b(?:phase [1-4iv]{1,3}[ab]?|clinical|trials?)(?: (?:trial|study))? (?:start\w*|begin\w*|dosing|enrol\w*|initiat\w*)|\bstart of (?:the |our )?(?:phase|trial|clinical)\b|"
    r"\b(?:(?:re-)?enter(?:s|ed|ing)?|go(?:es|ing)? into|mov(?:e|es|ing) into|(?:be|is|are) in|reach(?:es)?|get(?:s|ting)? into) (?:(?:the|its|first|early|human) ){0,2}(?:clinic|clinical|trials?|phase [1-3iv]{1,3}[ab]?|man|humans)\b(?: (?:trials?|stud(?:y|ies)|development|testing|phase))?|"
    r"\b(?:start|begin|commenc)\w{0,4} (?:patient |human |clinical )?(?:dosing|enrol\w*|recruit\w*)|\bfirst.in.(?:human|man)\b|\bfih\b|\bfirst (?:patient|dosing|dose)\b|\bfpi\b|首例|首次人体"
)
FILING, MEETING, TRIAL = (re.compile(rf"(?<![a-z])(?:{words})", re.ASCII) for words in (_FILING, _MEETING, _TRIAL))
CLAUSE = re.compile(r"[,，.。;；:：()（）\n](?!\d)")
OPENED = re.compile(r"\s?[(:：（]\s?(?:(?:target|planned|expected|in|by|for|approx\.?)\s)?$")
"""Between an event and its date: "IND (Q4 2027)", "IND: Q4 2027"."""
WORK = re.compile(
    r"\b(?:batch|lot|run|campaign|deliver|complet|finish|start|begin|kick|commenc|ready|material|suppl|releas|report|manufactur|produc|fill|vials)|"
    r"完成|交付|生产|启动|开始|开工|供|放行|批次|样品",
    re.ASCII,
)
"""Between an event and a date: then the date is of this."""
AIM = re.compile(r"\b(?:to|until|till|through|up to) (?:(?:an?|the|our|us|eu|fda|first) ){0,2}$", re.ASCII)
FOR_AIM = re.compile(
    r"\b(?:for|before|support|supporting|enable|enabling|ahead of|towards?) (?:(?:an?|the|our|us|eu|fda|first) ){0,2}$",
    re.ASCII,
)
DUE = re.compile(r"\b(?:by|before|no later|not later|latest|until|due)\b")
AFTER = re.compile(r"\s?(?:前|之前|底|左右)?\s?(?:(?:our|the|an?|us|eu|fda) ){0,2}[㐀-鿿]{0,4}?$")
TOLD = re.compile(
    r"\b(?:was|were|had|did|has|have|since|ago|(?<!be )(?!need)\w{2,}ed|began|ran|went|(?<!be )(?:made|done|held)|got|won|sold|dated|version|revision|rev|annex)\b|已|曾|了|成立|以来|年版|版",
    re.ASCII,
)
"""Words of what is over, or of an edition."""
PRESSING = re.compile(
    r"\b(?:finish|complete|deliver|delivery|start|begin|kick-?off|ready|due|batch|batches|lots?|needed|need|needs|required|want|by|before|until|deadline|from|window|timeline)\b|"
    r"完成|交付|启动|开始|前|截止|需要",
    re.ASCII,
)


def is_event(plain: str, period: Period, asks_filing: bool, asks_trial: bool) -> bool:
    """Whether the date is that of a filing or another event. The filing or the trial that is asked for is itself the work."""
    events = [MEETING, *([] if asks_filing else [FILING]), *([] if asks_trial else [TRIAL])]
    near = plain[max(0, period.start - 64) : period.start]
    before = CLAUSE.split(OPENED.sub(" ", near))[-1]
    after = CLAUSE.split(plain[period.end : period.end + 32])[0]
    return _is_of(events, before) or any(
        AFTER.fullmatch(after[: match.start()]) is not None and not WORK.search(after[: match.start()])
        for event in events
        if (match := event.search(after))
    )


def _is_of(events: list[re.Pattern[str]], before: str) -> bool:
    """Whether the last event before the date, in its clause, is what the date is said of."""
    found = [match for event in events for match in event.finditer(before)]
    if not found:
        return False
    last = max(found, key=lambda match: match.end())
    if WORK.search(before, last.end()) or AIM.search(before, 0, last.start()):
        return False
    return not (DUE.search(before, last.end()) and FOR_AIM.search(before, 0, last.start()))


def is_told(plain: str, period: Period) -> bool:
    """Whether the words around a date tell what is over: "founded in 2021", "held in May"."""
    return is_told_by(plain, period.start, period.end, TOLD)


def is_told_by(plain: str, start: int, end: int, words: re.Pattern[str]) -> bool:
    """Whether one of the words stands in its clause."""
    before = CLAUSE.split(plain[max(0, start - 64) : start])[-1]
    return words.search(before) is not None or words.search(CLAUSE.split(plain[end : end + 32])[0]) is not None


def is_asked_late(plain: str, period: Period) -> bool:
    """Whether a date that is over is asked for, and not told: "finish March 2021"."""
    said = plain[period.start : period.end]
    is_exact = not re.fullmatch(r"20\d\d年?", said)
    around = _sentence_before(plain, period) + said + plain[period.end : period.end + 6]
    return not is_told(plain, period) and (is_exact or PRESSING.search(around) is not None)


def _sentence_before(plain: str, period: Period) -> str:
    return re.split(r"[.。;；\n](?!\d)", plain[max(0, period.start - 64) : period.start])[-1]
