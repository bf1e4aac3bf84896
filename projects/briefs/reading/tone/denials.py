"""What the words right beside a name deny: "non-CHO", "非CHO表达", and the "no" behind a label of a form: "冻干：否", "Stability: not needed".

Every pattern looks at a stretch of bounded length.
"""

import re
from collections.abc import Callable, Sequence

from projects.briefs.reading.writing.firsts import quick

PREFIX = quick(r"(?<!除)非\s?$|(?<![a-z])non[\s-]?$")
"""Touches what it denies, and speaks of nothing behind it."""
_END = r"(?=\s{0,3}(?:$|[\n,，;；。|\t)）]|\.(?:\s|$)))"
_NO = (
    r"(?:否|✗|×|(?:暂时?|目前|本次|均|都|也)?(?:无需|不(?:需要?|要求?|用|做|含|包括|包含|涉及|适用|必))(?:提供|包括|考虑|报价)?|"
    r"(?:is |are )?not (?:needed|required|applicable|wanted|included|in scope)|no(?:t needed)?)"
)
ANSWERED = re.compile(
    rf"[^:：|\t\n,，;；。]{{0,12}}[:：|\t]\s?(?:[^\n;；。:：]{{0,40}}[,，、|\t]\s?)?{_NO}{_END}|[^\S\n]{{0,3}}[✗✘×]{_END}"
)
"""After a label; an amount may stand before the answer: "冻干制剂：1万支，无需"."""
NONE = re.compile(rf"[^:：|\t\n,，;；。]{{0,12}}[:：|\t]\s?(?:无|没有|暂无|none|-|—){_END}")
"""An answer that may mean that nothing is needed, or that nothing is there yet."""
CLOSED = re.compile(r"以外|之外|外的")
"""Where "除了……" ends: what stands behind is not what is left out."""
LEFT_OUT = 60
_DONE = r"(?:由(?:我|甲方|公司|申办方|委托方)|自行|我方|我司|我们|自己|自有|不(?:需|要|用|做|在|含|考虑|接受)|无需|已)"
_PLACE = r"(?:场地|企业|公司|工厂|供应商|服务商|地区|国家|厂家|产地|基地)"
_REFUSED = r"(?:不(?:接受|考虑|要|行|可以?|选|予|得|能)|勿|排除)"
_SITES = r"(?:sites?|suppliers?|providers?|cdmos?|cros?|plants?|vendors?|compan(?:y|ies))"
EXCEPTED = re.compile(
    rf"除了?(?P<a>[^。；;\n]{{1,30}}?)(?:以外|之外|外)[，,]?\s?其[余他它][^。；;\n]{{0,10}}?{_DONE}|"
    rf"除了?(?P<b>[^。；;，,\n]{{1,20}}?)(?:以外|之外|外)的?[^。；;，,\n]{{0,8}}?(?:均|都|一律|一概|全部){_REFUSED}|"
    rf"(?:不是|没有|没|未|不具备|无)(?:通过|做过|取得|获得|过)?(?P<j>[^。；;，,\n的者不]{{1,16}}?)(?:的|者)[^。；;，,\n不]{{0,6}}?(?:{_REFUSED}|不(?:用|必|要)?(?:找|看|联系|报)|免谈|勿)|"
    rf"(?:^|[。；;，,\n]\s?)(?P<i>[^。；;，,\n除不非]{{1,8}}?)(?:境外|以外|之外)的?[^。；;，,\n不]{{0,8}}?(?:均|都|一律|一概|全部)?{_REFUSED}|"
    r"不(?:接受|考虑|要|选|找)除了?(?P<h>[^。；;，,\n]{1,20}?)(?:以外|之外|外)|"
    rf"(?:不(?:接受|考虑|要|选)|排除|谢绝)非(?P<c>[^。；;，,\n]{{1,8}}?)的?{_PLACE}|"
    rf"非(?P<d>[^。；;，,\n]{{1,8}}?)的?{_PLACE}[^。；;，,\n]{{0,4}}?{_REFUSED}|"
    r"(?:everything|anything|all (?:of it|other work|steps|the rest)|all) (?:except|but|other than|apart from)(?: for)? (?P<e>[^.;,\n]{2,40}?),? "
    r"(?:is|are|will be|has been|have been|was) (?:already )?(?:(?:done|made|handled|covered|performed|run) (?:by (?:us|our|ourselves)|in.house|internally)|"
    r"ours\b|in.house|complete|done\b|in place|with us|not needed|not required|out of scope)|"
    rf"non[\s-](?P<f>[a-z]{{2,12}}) {_SITES} (?:are|is|will be) (?:not (?:accepted|considered|acceptable|allowed)|excluded|ruled out)|"
    rf"\b(?:no|not|without|avoid|exclude) non[\s-](?P<g>[a-z]{{2,12}}) {_SITES}"
)
"""What is asked for, where the rest is done or refused, and where others are refused: two denials."""
OWN_NAME = re.compile(r"gmp|glp|gcp|无菌|sterile")
"""Of "non-GLP toxicology" only the standard is denied."""


def is_prefixed(plain: str, start: int, of_standard: bool = False) -> bool:
    """Whether "non" or "非" touches the name that begins here, and denies the whole of it."""
    touched = PREFIX.search(plain, max(0, start - 5), start) is not None
    return touched and (of_standard or not OWN_NAME.match(plain, start))


def answered_no(plain: str, end: int) -> int:
    """Where the "no" ends that answers to the label whose name ends here; 0 if none does."""
    match = ANSWERED.match(plain, end)
    return match.end() if match else 0


def answered_none(plain: str, end: int) -> int:
    """The same of "none", which may mean two things."""
    match = NONE.match(plain, end)
    return match.end() if match else 0


def is_closed(plain: str, cue_start: int, cue_end: int, start: int) -> bool:
    """Whether "除了" ended before ``start``: in "除了中国以外的亚洲国家" Asia is wanted."""
    return plain[cue_start] == "除" and start - cue_end <= LEFT_OUT and CLOSED.search(plain, cue_end, start) is not None


def excepted_from_done(plain: str) -> Callable[[int], bool]:
    """Whether a position is in what is asked for where all the rest is done or refused: "除临床批生产外，其余均由我方自行完成"."""
    marks = bytearray(len(plain) + 1)
    for match in EXCEPTED.finditer(plain):
        start, end = match.span(match.lastgroup or 0)
        marks[start:end] = b"\1" * (end - start)
    return lambda position: bool(marks[position])


def denied_by_answers(plain: str, spans: Sequence[tuple[int, int]]) -> Callable[[int], bool]:
    """Whether a position stands in a line of a form that is answered with "no". ``spans`` are those of names, in order."""
    marks = bytearray(len(plain) + 1)
    for start, end in spans:
        stop = 0 if marks[start] else answered_no(plain, end)
        if stop:
            marks[start:stop] = b"\1" * (stop - start)
    return lambda position: bool(marks[position])
