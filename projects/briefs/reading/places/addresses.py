"""Places that only an address, a story, an event or a language names: nothing is wanted there."""

import re

from projects.briefs.reading.writing.firsts import quick

COMPANY_BEFORE = quick(
    r"\b(?:GmbH|AG|KGaA|K\.?K\.?|Inc|Corp|Ltd|LLC|LLP|PLC|plc|S\.?A\.?S?|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V|AB|A/S|ApS|Oy|Pty|Co)\b\.?"
    r"(?:,|\s)\s?(?:[A-Z0-9][\w.'’-]*,?\s?){0,8}$"
)
"""A company's name and form, and perhaps its street: "BioX GmbH, 10115 Berlin, "."""
POST_CODE_BEFORE = re.compile(
    r"(?:(?<=[\s,])[A-Z]{1,2}-)?(?<![\d.,])(?!(?:19|20|21)\d\d\b)\d{4,6},? (?:[A-Z][\w'’-]+,? ?){0,3}$|(?<=[,\s])[A-Z]{2} \d{5},? $"
)
ADDRESSED = re.compile(
    r"(?:^|\n|[.;|] ?)[ \t]*(?:(?:bill(?:ing)?|invoice|ship|deliver|send|registered|office|company|sponsor|return|visiting|postal|our)\s?(?:to|address"
    r"|office)?(?: address)?|address|tel(?:ephone)?|phone|fax|mobile|headquarters|hq|from)\s?[:.+](?:[^\n.]|\.(?!\s)){0,60}$",
    re.IGNORECASE,
)
"""A line of a letterhead: "Bill to: …", "Tel. +49 89 …, "."""
SIGNED = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:kind|best|warm|with (?:kind|best)|many)[ \t]?(?:regards|wishes|thanks)|regards|best|cheers|sincerely(?: yours)?|yours"
    r" (?:sincerely|faithfully|truly)|thank you|thanks(?: a lot| in advance)?|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|此致|顺颂商祺|祝好),?[ \t]*\n"
    r"(?:[^\n]{1,60}\n){0,5}[^\n]{0,60}$",
    re.IGNORECASE,
)
"""Within five lines of a greeting: who has written, and where they sit."""
ASKS = re.compile(
    r"\b(?:need|want|require|look|seek|must|should|prefer|site|budget|batch|gmp)\w*\b|需|要|希望", re.IGNORECASE
)
STORY = re.compile(
    r"(?i:(?:in-?)?licen[sc]ed from|acquired from|spun (?:out|off) (?:of|from)|bought from|invented (?:at|in)|discovered (?:at|in)|founded in|"
    r"funded by|collaborat\w+ with|(?:did|ran|performed|completed|carried out|conducted|executed|finished)(?: (?:it|this|that|them|all of it|"
    r"the (?:work|studies|batches)))?(?: for us| with us| earlier| before| previously| so far)? (?:at|in|by|with)|"
    r"(?:was|were|been|is being|are being|currently|presently|today) (?:done|made|run|manufactured|produced|performed|carried out|supplied|"
    r"filled|tested|stored|held|conducted)(?: (?:by|at|with)(?: (?:an?other|our|the|an?)(?: current| present| existing| old)?"
    r"(?: cd?mo| cro| supplier| vendor| partner| lab| site| company| provider)?)?)?(?: in| at)?|"
    r"(?:by|with|at) (?:an?other|our (?:current|present|existing|other|old)) (?:cd?mo|cro|supplier|vendor|partner|manufacturer|provider|lab)"
    r"(?: (?:is )?(?:based |located )?in)?|(?:transfer\w*|mov\w+|relocat\w+|shipped|sent|brought|imported|coming|arriv\w+) (?:[a-z]+ ){0,2}from)"
    r" (?:the |our |an? )?(?:[\w&'’-]+ (?:of )?){0,3}?(?:[A-Z][\w&'’-]+,? ){0,4}(?:in |, )?$"
)
"""What was done, and where; who has it now; where it comes from. Up to the place and no further than its sentence."""
PATENT = re.compile(r"\bpatents?\b[^.;\n]{0,40} (?:in|for) (?:the )?$|\bpatent protection in (?:the )?$", re.IGNORECASE)
EVENT_BEFORE = re.compile(
    r"\b(?:cphi|bio|bio-europe|interphex|achema|dcat|tides|jpm|ispe|arm|asgct|biotech week|conference|congress|trade (?:fair|show)|"
    r"symposium|meet(?:ing)? (?:us |you )?at)(?: (?:worldwide|international|europe|asia|20\d\d|in|at|week))* $",
    re.IGNORECASE,
)
SPEAKING = re.compile(
    r"[ -]speak(?:ing|ers?)\b| (?:language|translation|version|colleagues?|project manager|point of contact|time ?zone|hours|law\b|"
    r"public holidays|translator|interpreter)",
    re.IGNORECASE,
)
HOLDS_A_PLACE = 120


def is_address_or_story(text: str, start: int, end: int) -> bool:
    """Whether the place at ``start`` to ``end`` of a text is where somebody sits, where something came from or was done, or who speaks."""
    before = text[max(0, start - HOLDS_A_PLACE) : start]
    if SPEAKING.match(text, end) or PATENT.search(before) or EVENT_BEFORE.search(before) or STORY.search(before):
        return True
    return is_address(text, start, end)


def is_address(text: str, start: int, end: int) -> bool:
    """Whether it stands in somebody's address or letterhead."""
    before = text[max(0, start - HOLDS_A_PLACE) : start]
    line = text[text.rfind("\n", 0, start) + 1 : text.find("\n", end) if "\n" in text[end:] else len(text)]
    if ADDRESSED.search(before):
        return True
    if COMPANY_BEFORE.search(before) or POST_CODE_BEFORE.search(before):
        return True
    return SIGNED.search(text[max(0, start - 4 * HOLDS_A_PLACE) : start]) is not None and ASKS.search(line) is None
