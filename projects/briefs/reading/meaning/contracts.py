"""What a tender or a contract says of itself: when bids are due, what is paid when, deposits, whose courts decide. None of it is the
time, the money, the place or a service of the work."""

import re
from collections.abc import Iterator

from projects.briefs.reading.meaning.meanings import Sense, sense
from projects.briefs.reading.writing.firsts import quick

CLAUSE = re.compile(r"[,，;；。\n()（）](?!\d{3})|\.(?=\s|$)")
PAID = (
    r"支付|付款|付清|结清|预付|尾款|首付款|进度款|货款|发票|开票|账期|结算|"
    r"\bpayments?\b|\bpayable\b|\bpaid\b|\binvoic\w*|\bnet \d{2,3}\b|\binstal?ments?\b"
)
TENDERED = (
    r"报名|开标|投标(?!人|方|单位|商|者)|截标|评标|定标|唱标|标书|应答截止|答疑|踏勘|询价截止|报价(?:截止|有效|文件)|磋商|"
    r"(?:提交|递交|发送|发出|回复|反馈|提供|给出|发至|发给)[^，。；,;\n]{0,12}(?:报价|(?<!临床)(?<!试验)(?<!研究)方案|建议书|应答|响应文件|资质|意向)|"
    r"(?:报价|(?<!临床)(?<!试验)(?<!研究)方案|建议书|应答)[^，。；,;\n]{0,8}(?:发至|发给|发到|发送|提交|递交|反馈|寄)|"
    r"\b(?:bid|tender|proposal|quotation|quote|offer)s?\b[^.;,\n]{0,24}\b(?:due|open(?:ing|ed)|clos\w+|valid\w*|deadline|submit\w*|submission)|"
    r"\b(?:submit|send|return|receive|provide|let us have)\b[^.;,\n]{0,24}\b(?:bid|tender|proposal|quotation|quote|offer)s?\b|\bclarification questions?\b"
)
HELD = (
    r"保证金|质保|保修|违约|赔偿|罚款|滞纳|\bwarrant(?:y|ies)\b|\bdefects? liability\b|\bliquidated damages\b|\bretention\b"
)
RULED = r"仲裁|诉讼|法院|管辖|适用[^，。；,;\n]{0,8}法|争议|\barbitrat\w*|\bgoverning law\b|\blaws? of\b|\bcourts?\b|\bjurisdiction of the\b|\bdisputes?\b"
SIGNED = r"生效|终止合同|解除合同|合同有效期|书面通知|terminat\w+ (?:of )?(?:the |this )?(?:contract|agreement)|notice period|days'? notice|effective date"
TIMED = quick(f"{PAID}|{TENDERED}|{HELD}|{RULED}|{SIGNED}")
"""In a clause with one of these a date or a length of time is not that of the work."""
WORK = re.compile(
    r"交付|完成|启动|交货|生产|放行|开始|供货|\bdeliver\w*|\bcomplet\w*|\bstart\w*|\bbegin\w*|\bfinish\w*|\bmanufactur\w*|\bready\b"
)
CLOCK = re.compile(
    r"\s?(?:[(（]?(?:周|星期)[一二三四五六日天][)）]?)?,?\s?(?:上午|下午|中午|早上|晚上|at )?\s?"
    r"(?:\d{1,2}[:：]\d{2}|\d{1,2}\s?[时点](?!间)|\d{1,2}\s?(?:am|pm|noon|h)\b|noon\b)"
)
"""A day with the hour beside it is when something is handed in."""
PLACED = quick(RULED)
DEPOSIT = re.compile(
    r"保证金|押金|定金|违约金|罚款|赔偿|注册资[金本]|保险|保额|标书(?:费|款|售价)|(?:招标)?文件(?:费|售价|工本费)|报名费|中标服务费|"
    r"\bdeposits?\b|\b(?:bid|performance|tender) (?:bond|guarantee|security)\b|\bregistered capital\b|\bpenalt(?:y|ies)\b|\binsurance\b|\bliability\b|\bdamages\b"
)
"""Sums that are no budget."""
BUDGET = re.compile(r"budget|预算|经费")
CONTRACT_SENSES: tuple[Sense, ...] = (
    # Money that the buyer has been given.
    sense(
        r"\b(?:closed|raised|completed|backed|after|since|just) [^.;,\n]{0,24}@|@[^.;\n]{0,24}\b(?:closed|raised|completed|backed|funded|led by)\b|"
        r"(?:完成|已|刚|获得?)[^,;。\n]{0,8}@",
        families="deals-capital", unless=r"(?:need|seek|look\w* for|want|help with|support (?:with|in)) [^.;\n]{0,16}@",
    ),
    # Money that is held back until the end of a guarantee.
    sense(r"@[金期函款]|@(?:责任|条款)", names=r"质保|质量保证"),
    sense(r"(?:争议|仲裁|诉讼|法院|纠纷)[^。；\n]{0,20}@|@[^。；\n]{0,12}(?:仲裁|法院|诉讼)", families="quality-services deals-capital regulatory-strategy-group"),
)  # fmt: skip


def is_contractual(plain: str, start: int, end: int) -> bool:
    """Whether a date or a length of time is that of bids, payments or the contract, and not of the work that is named nearer: "30日内支付",
    but "收到预付款后12周内交付"; "paid within 30 days of delivery"."""
    before, after = _around(plain, start, end)
    ahead, behind = _last(before), _first(after)
    if CLOCK.match(plain, end) and not WORK.search(f"{before}{after}"):
        return True
    nearest = ahead if ahead and (ahead.isascii() or not behind) else behind
    return TIMED.fullmatch(nearest) is not None


def is_of_courts(plain: str, start: int, end: int) -> bool:
    """Whether a place is named for its courts or its law."""
    return PLACED.search(_clause(plain, start, end)) is not None


def is_deposit(plain: str, start: int, end: int) -> bool:
    """Whether a sum is a deposit, a penalty or a fee."""
    clause = _clause(plain, start, end)
    return DEPOSIT.search(clause) is not None and BUDGET.search(clause) is None


def _clause(plain: str, start: int, end: int) -> str:
    before, after = _around(plain, start, end)
    return f"{before}{plain[start:end]}{after}"


def _around(plain: str, start: int, end: int) -> tuple[str, str]:
    """Of its clause what is before it and what is behind."""
    return CLAUSE.split(plain[max(0, start - 48) : start])[-1], CLAUSE.split(plain[end : end + 48])[0]


def _last(before: str) -> str:
    found = [match for pattern in (TIMED, WORK) for match in pattern.finditer(before)]
    return max(found, key=lambda match: match.end())[0] if found else ""


def _first(after: str) -> str:
    found = [match for pattern in (TIMED, WORK) if (match := pattern.search(after))]
    return min(found, key=lambda match: match.start())[0] if found else ""


FESTIVAL = quick(
    r"(?:(?:20[2-4]\d年|今年|明年|后年)的?)?(?:春节|农历新年|元宵节?|清明节?|五一(?:劳动)?节?(?!路)|劳动节|端午节?|中秋节?|国庆节?|十一(?:黄金周|长假)|元旦|圣诞节?)"
    r"(?:假期|长假)?(?=之?[前后]|以[前后]|期间|左右|启动|开始|开工|交付|完成)|"
    r"\b(?:(?:by|before|after|around|until|from) )(?:the )?(?:(?:chinese|lunar) new year|spring festival|golden week|christmas|easter|thanksgiving|new year(?:'s)?(?: (?:day|eve))?|diwali|ramadan)"
    r"(?: holidays?| break)?(?: (?:of )?20[2-4]\d)?\b"
)
"""A day that another calendar, or every year anew, decides."""


def festivals_in(plain: str) -> Iterator[tuple[int, int]]:
    """Where a day is named by its feast."""
    return ((match.start(), match.end()) for match in FESTIVAL.finditer(plain))
