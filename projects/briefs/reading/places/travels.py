"""Where samples come from and go to: "样本从美国中心寄到上海". Nobody is asked to work where they leave, and where they arrive it may be."""

import re

GOODS = r"样本|样品|标本|血样|血浆|血清|单采|白膜层|pbmcs?|组织块|人源细胞|细胞株|细胞库|菌株|毒株|质粒|化合物|\bcells?\b|\bbanks?\b|\bstrains?\b|\bcompounds?\b|\bplasmids?\b|\btissues?\b|\bplasma\b|\bserum\b|\bblood\b|\bmaterials?\b|\btest (?:article|item)s?\b|\bsamples?\b|\bspecimens?\b|\baliquots?\b|\bapheres[ei]s\b|\bleukaphereses?\b"
MOVED = r"进口|引进|寄|运(?!营|行)|送|发往|发出|发到|发至|\bship\w*|\bsent\b|\bsend\w*|\btransport\w*|\bcourier\w*|\bimport(?:s|ed|ing)?\b"
MOVE = re.compile(MOVED)
TRAVEL = re.compile(f"(?:{GOODS})[^;。\\n]{{0,60}}?(?:{MOVED})|(?:{MOVED})[^,;。；，\\n]{{0,40}}?(?:{GOODS})")
LEFT = re.compile(r"(?:从|由|自|来自|采自|在|来源于)[^,;。\n寄运送发到至往]{0,4}$|\bfrom (?:the )?(?:[a-z-]{2,14} ){0,2}$")
LEAVING = re.compile(rf"[^,;。\n]{{0,24}}?(?:{MOVED})|[^,;。\n]{{0,14}}?(?:采集|收集)")
GOT = re.compile(
    r"(?:寄|运|送|发|转|带)(?:到|至|往|回|给|抵|达|去){0,2}[^,;。\n]{0,3}$|\bto (?:the |our )?(?:[a-z-]{2,14} )?$"
)
ARROW = re.compile(r"\s?(?:→|⇒|-+>|=+>)\s?")
ARRIVED = re.compile(r"(?:→|⇒|-+>|=+>)\s?$")
ROUTE = re.compile(rf"{MOVED}|{GOODS}|\blogistic|物流|冷链")
"""What a route is of: "（美国→上海）", unless the making itself moves."""
MADE = re.compile(r"生产|转移|制备|manufactur|produc|transfer")
BROUGHT = re.compile(
    r"(?:distribut|deliver|suppl|shi[ps])\w*[^.;]{0,40} to (?:\d+ |some |several )?(?:\w+ ){0,2}(?:hospitals?|clinics?|cent(?:re|er)s|pharmac(?:y|ies)|patients|wholesalers?|depots?) (?:in|across) (?:the )?$|(?:import\w*|export\w*|distribut\w*|launch\w*|sell)\b[^.;]{0,50} (?:in)?to (?:the )?$"
)
"""Before a market to which something is brought."""
NEAR = 80
CLAUSE = re.compile(r"[。；;\n]|\.\s")


def is_left(plain: str, start: int, end: int) -> bool:
    """Whether samples only leave from the place at ``start`` to ``end``."""
    before, after = _around(plain, start, end)
    if ARROW.match(plain, end):
        return _is_route(before)
    if LEFT.search(before) is None or TRAVEL.search(f"{before}{plain[start:end]}{after}") is None:
        return False
    return LEAVING.match(after) is not None or MOVE.search(before[-40:]) is not None


def is_reached(plain: str, start: int, end: int) -> bool:
    """Whether samples are sent to the place at ``start`` to ``end``."""
    before, after = _around(plain, start, end)
    if ARRIVED.search(before):
        return _is_route(before)
    is_sent = MOVE.search(before) is not None and GOT.search(before) is not None
    return is_sent and TRAVEL.search(f"{before}{plain[start:end]}{after}") is not None


def _is_route(before: str) -> bool:
    return ROUTE.search(before) is not None and MADE.search(before) is None


def _around(plain: str, start: int, end: int) -> tuple[str, str]:
    """Of its sentence what is before a place and what is behind."""
    return CLAUSE.split(plain[max(0, start - NEAR) : start])[-1], CLAUSE.split(plain[end : end + NEAR])[0]
