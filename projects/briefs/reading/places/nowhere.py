"""Places that are named and where nothing is wanted: what is left, who sits there, what is called by it."""

import re

from projects.briefs.reading.meaning.contracts import is_of_courts
from projects.briefs.reading.places.abroad import AWAY
from projects.briefs.reading.places.addresses import is_address_or_story
from projects.briefs.reading.places.avoided import NAMES as AVOIDED
from projects.briefs.reading.places.parties import is_of_today
from projects.briefs.reading.writing.text import Layout

COMPANY = re.compile(
    r"[ -](?:Biologics|AppTec|XDC|ATU|STA|Pharma\w*|Bio[a-z]*|Therapeutics|Medicines?|Laborator(?:y|ies)|Group|Holdings?|Inc|Ltd|Co\.|GmbH|AG\b)"
)
"""A place that begins a company's name."""
NO_PLACE = re.compile(r"国内(?=疫情|外|同行|同类|首(?!选)|领先)|chinese (?:lunar )?new year")
"""The country where things are so, not where anything is wanted."""
LEFT = re.compile(
    r"(?:transfer\w*|mov(?:e|ed|ing)|relocat\w+|shipped|imported|brought) (?:[a-z]+ ){0,2}(?:out of|from) (?:the )?$"
)
"""Where something comes from that is to be elsewhere."""
BY = re.compile(r"(?:由|从)(?!贵|乙方|你|投标|受托|中标)[^，。；,;\n]{0,12}$")
SUPPLIED = re.compile(r"[^，。；,;\n]{0,10}(?:提供|供应(?!商)|供货)")
"""And where somebody is who supplies a part of it."""
LATER = re.compile(
    r"[^，。；,;\n]{0,6}?(?:以后|将来|后续|之后|下一步|后面|后期)再?(?:说|做|议|谈|定|考虑|申请|申报|报|注册)"
)
"""Behind a market that comes later."""
IN_THE_US = re.compile(r"georgia(?:,| \()\s?(?:usa?\b|u\.s|united states)")

CLOCKED = re.compile(
    r"\s?(?:标准|东部|西部|中部|当地)?(?:时间|时区)(?!表|内|紧|点|节点|要求|安排)| (?:standard |local )?time\b(?! (?:line|point|frame))"
)
"""Behind a place by whose clock a day ends."""
MONEY = re.compile(r"\s?\$")
UNITS = re.compile(r" ?/ ?(?:m[lg]|kg|dose|vial)\b", re.ASCII)
"""Of endotoxin, "EU" are units."""


def is_of_measure(plain: str, end: int) -> bool:
    """Whether the name that ends there is of a unit, a clock or a currency."""
    return any(pattern.match(plain, end) for pattern in (UNITS, CLOCKED, MONEY))


def is_nowhere(layout: Layout, start: int, end: int) -> bool:
    """Whether nothing is wanted at the place at ``start`` to ``end``."""
    is_left = LEFT.search(layout.plain, max(0, start - 60), start) is not None or (
        SUPPLIED.match(layout.plain, end) is not None and BY.search(layout.plain, max(0, start - 14), start) is not None
    )
    is_company = (
        COMPANY.match(layout.text, end) or AVOIDED.match(layout.plain, end) or layout.text.startswith("WuXi", start)
    )
    return (
        is_left
        or bool(is_company)
        or any(is_so(layout.plain, start, end) for is_so in (is_of_courts, is_of_today))
        or NO_PLACE.match(layout.plain, start) is not None
        or AWAY.match(layout.plain, end) is not None
        or LATER.match(layout.plain, end) is not None
        or IN_THE_US.match(layout.plain, start) is not None
        or is_address_or_story(layout.text, start, end)
    )
