"""Lengths of time that stand alone: "not more than 5 months" is how long the work may take."""

import re

WEEK = 7.0
MOST = re.compile(
    r"(?:^|[,;:.(\n]|\b(?:and|is|be|take|takes|taking|must|should|in|duration|time|timeline|deliver\w*|done|finished|completed))\s?"
    r"(?:(?:no|not) (?:more|longer) than|at (?:the )?most|max(?:imum)?\.?|not (?:to )?exceed(?:ing)?) $"
)
OF_A_THING = re.compile(
    r"[\s-]?(?:old\b|of age|apart|hold|storage|shelf|stab|after|before|prior|earlier|ago|between|of (?:storage|exposure|treatment|follow|dosing|experience|data))"
)


def is_longest(plain: str, start: int, end: int, days: float) -> bool:
    """Whether a length of at least weeks at ``start`` to ``end`` is the longest that the work may take."""
    return days >= WEEK and MOST.search(plain, max(0, start - 48), start) is not None and not OF_A_THING.match(plain, end)


CLAUSE = re.compile(r"[.;。；\n](?!\d)")
KEPT = re.compile(
    r"\bstability\b|\bshelf[\s-]life|\bstor(?:ed|age) (?:and test\w* )?(?:at|under|for|in|over)\b|\bich (?:conditions|stud)|\baccelerated\b|稳定性|有效期|货架期",
    re.ASCII,
)
KEPT_BEHIND = re.compile(
    r"[\s-]?(?:(?:of|的) ?)?(?:(?:ich|long-term|real-time|accelerated) )?(?:stability|shelf[\s-]life|storage|稳定性|有效期)"
)
OF_WORK = re.compile(
    r"\b(?:duration|lead[\s-]?time|turn-?around|timeline|timeframe|deliver\w*|project|programme takes|complet\w+|finish\w*|batch\w*|lots?|contract|manufactur\w+)\b|周期|工期|交期|期限|合同|项目",
    re.ASCII,
)
REACH = 90


def is_kept_so_long(plain: str, start: int, end: int) -> bool:
    """Whether a length of time is how long samples are kept, and not how long the work takes: "stability studies over 36 months"."""
    before = CLAUSE.split(plain[max(0, start - REACH) : start])[-1]
    kept = [match.end() for match in KEPT.finditer(before)]
    return KEPT_BEHIND.match(plain, end) is not None or (bool(kept) and OF_WORK.search(before, kept[-1]) is None)


A_PATIENT = re.compile(r"(?:vein|needle|door)[\s-]to[\s-](?:vein|needle|door)|静脉到静脉|针到针")


def is_of_a_patient(plain: str, start: int, end: int) -> bool:
    """Whether a length of time is that from a patient's vein back into it, and not how long the work takes."""
    around = f"{CLAUSE.split(plain[max(0, start - REACH) : start])[-1]} {CLAUSE.split(plain[end : end + REACH])[0]}"
    return A_PATIENT.search(around) is not None


ALONE_BEFORE = re.compile(r"(?:^|[.;。；\n]\s?|[，,]\s?)(?:约|about |approx\.? |ca\.? |~)?$")
ALONE_BEHIND = re.compile(r"\s?(?:in total|total|左右|max\.?)?\s?(?:[.;。；\n](?!\d)|$)")
STUDIED = re.compile(
    r"\btox|\bdos(?:e|ed|ing)\b|\brats?\b|\bdogs?\b|\bmonkeys?|\bminipigs?|\bfollow|\bstabil|\btreat|\bshelf|\bextension|毒|给药|随访|稳定|大鼠|小鼠|犬|猴|治疗|效期",
    re.ASCII,
)


def is_alone(plain: str, start: int, end: int, days: float) -> bool:
    """Whether a length of at least weeks is all that a sentence says, or its last part: "India, or China. 4 months." """
    if days < WEEK or not ALONE_BEFORE.search(plain, max(0, start - 8), start) or not ALONE_BEHIND.match(plain, end):
        return False
    return STUDIED.search(CLAUSE.split(plain[max(0, start - REACH) : start])[-1]) is None
