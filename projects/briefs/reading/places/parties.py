"""Whose a place is: the buyer's own address, where the product is made today, where a reference product was bought. Nothing is wanted
there."""

import re

from projects.briefs.reading.writing.firsts import quick

_BUYER = (
    r"甲方|买方|我方|我司|我公司|本公司|贵方客户|(?:采购|招标|委托|询价|发包)(?:方|人|单位)|申办方|申办者|需方|业主|(?<!目标)(?<!终端)(?<!的)客户|"
    r"\b(?:buyer|purchaser|client|customer|sponsor|contracting (?:authority|party|entity)|requester|issued by|party a)\b"
)
_ADDRESS = r"(?:公司|单位)?(?:名称|全称|住所地?|(?:注册|办公|通讯|联系|单位|公司)?地址|所在地|所在城市|注册地)|\b(?:registered |postal |company )?(?:name|address|office|seat|headquarters)\b"
_ALONE = r"(?:公司|单位)(?:名称|全称|所在地)|住所地?|(?:注册|办公|通讯|联系|单位|公司)?地址|注册地|\b(?:registered (?:address|office)|(?:postal|company|contact) address|company name|head office)\b"
"""What is the buyer's though nobody says whose; a site is called a site."""
_WANTED = r"需|要|想|希望|寻|找|计划|拟|打算|求|生产|场地|工厂|厂|供应|服务|委托(?!方|人|单位)|looking|need|want|seek|site|manufactur|produc|supplier|provider|plant|market|fil(?:e|ing)|trial|approv|申报|上市|临床"
_NAME = rf"(?:(?!{_WANTED})(?:[^。；;,，\n]|, ?(?=[a-z]|$))){{0,32}}"
LABEL = re.compile(
    rf"(?:{_BUYER})(?:的|'s)?\s?(?:{_ADDRESS})?\s?(?:[:：(（]|为|是)\s?{_NAME}$|"
    rf"(?:^|[\n。；;，,]\s?)(?:{_ALONE})\s?[:：]\s?{_NAME}$"
)
"""Of a form or a contract: "采购方：", "甲方住所地：", "Client address:"."""
SEATED = quick(
    rf"(?:{_BUYER})(?:(?!{_WANTED})[^。；;，,\n]){{0,12}}(?:位于|地处|坐落于?|设在|落户|注册于|注册在|在|来自|"
    rf"\b(?:is|are) (?:based|located|seated|incorporated|registered|headquartered)?\s?(?:in|at)(?: the)?)\s?"
    r"(?:[a-z][a-z .'-]{1,24}, ?|[^。；;，,\n]{1,6}[省市])?$"
)
"""A sentence of the same kind."""
BEHIND_SEAT = re.compile(
    r"\s?(?:市|省|区|县)?(?:生产|制备|灌装|完成|申报|上市|开展|进行|入组|启动|注册申报|递交|销售|寻|找|境内(?:生产|寻))| (?:made|produc|manufactur)"
)
AT_OURS = quick(
    r"\bour (?:[a-z-]+ ){0,2}(?:cro|cdmo|cmo|lab(?:orator(?:y|ies)|s)?|sites?|plants?|factor(?:y|ies)|facilit(?:y|ies)|partners?|suppliers?|hospitals?|clinics?|collaborators?|depots?|warehouses?|offices?) (?:is |are )?(?:in|at|near) (?:the )?$"
)
"""Where somebody is who works for the buyer already: "to our CRO in Boston"."""
BROUGHT_IN = quick(
    r"(?:\bimport(?:er|s|ed|ing|ation)?\b|\bqp\b|\bqualified person\b)[^.;\n]{0,80}\b(?:imps?|products?|materials?|batch(?:es)?|vials|tablets|drug product|dp|goods) (?:that (?:is|are|was|were) )?(?:made|manufactured|produced|filled|packed) (?:in|at) (?:the )?$"
)
"""Where what is to be brought in was made: "importer of record for IMP made in China"."""
TODAY = quick(
    r"(?:目前|现由|现在|当前|现阶段|一直|此前|原(?:来|先|由)|迄今|\b(?:currently|at present|presently|today|so far|until now|now)\b)"
    r"(?:(?!需|要|想|希望|寻|找|计划|拟|打算|求|考虑|\blook|\bneed|\bwant|\bseek|\bplan)[^。；;，,\n.]){0,40}$"
)
AT_TODAY = re.compile(r"\b(?:currently|presently|at present|today|now) (?:at|with) [^.;,\n]{0,30}$")
"""Before a place where it is done today, whatever is done there."""
MADE_THERE = re.compile(
    r"(?:(?!转移|移至|转至)[^。；;，,\n.]){0,16}?(?:生产|制备|供应|供货|制造|代工|灌装|加工)(?!商|厂|地|基地)|[^.;,\n]{0,24}?\b(?:made|produced|manufactured|supplied|filled)\b"
)
MADE_BEFORE = re.compile(
    r"\b(?:made|produced|manufactured|supplied|filled|mak(?:es|ing)|produc(?:es|ing))\b|(?:生产|供应|制备|代工)(?:地|商|厂)?(?:在|于|位于|为|是)"
)
"""Before a place where it is made today: "currently made in", "目前生产地在"."""
BOUGHT = re.compile(
    r"[- ]?(?:sourced|origin(?:ated)?\b|market(?:ed)? (?:reference|originator|comparator|product))|[- ]approved (?:reference|originator|comparator|product)|"
    r"(?:市场)?(?:来源|源|市售|上市的?原研|原研|参比)(?!的?(?:供应商|服务商))"
)
"""Behind the place where the product was bought that another one is compared with."""
SOURCED = re.compile(r"\bsourced (?:from|in) (?:the )?$|(?:采购自|购自|来源于|来源[:：为]|源自)\s?$")
PURCHASED = re.compile(r"(?:市场|境内)?(?:采购|购买|购入|进口)")
REFERENCE = re.compile(
    r"reference|originator|comparator|biosimilar|similar|innovator|参比|原研|对照药?|类似药|相似|单抗|替尼"
)


def is_of_buyer(plain: str, start: int, end: int) -> bool:
    """Whether a place is where the buyer sits."""
    if LABEL.search(plain, max(0, start - 64), start) or AT_OURS.search(plain, max(0, start - 56), start):
        return True
    if BROUGHT_IN.search(plain, max(0, start - 140), start):
        return True
    return SEATED.search(plain, max(0, start - 48), start) is not None and not BEHIND_SEAT.match(plain, end)


def is_of_today(plain: str, start: int, end: int) -> bool:
    """Whether it is made there today."""
    said = TODAY.search(plain, max(0, start - 56), start)
    if said is None:
        return False
    if AT_TODAY.search(plain, said.start(), start):
        return True
    return MADE_THERE.match(plain, end) is not None or MADE_BEFORE.search(plain, said.start(), start) is not None


def is_of_reference(plain: str, start: int, end: int) -> bool:
    """Whether a product was bought there that another one is compared with."""
    if BOUGHT.match(plain, end):
        return True
    is_bought = SOURCED.search(plain, max(0, start - 24), start) or PURCHASED.match(plain, end)
    return is_bought is not None and REFERENCE.search(plain, max(0, start - 60), end + 60) is not None
