"""Countries by their codes, in lists."""

import re
from collections.abc import Iterator

from projects.briefs.reading.found import Found
from projects.briefs.reading.names.sayings import EU
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.places.travels import BROUGHT
from projects.briefs.requirements import Subject

CODES = re.compile(r"(?<![\w/-])[A-Z]{2}(?:(?:\s?[,/、]\s?|\s(?:or|and)\s|,\s(?:or|and)\s)[A-Z]{2})+(?![\w/-])")
CODE = re.compile(r"[A-Z]{2}")
CODED = {
    code: code for code in (*EU, "CH", "GB", "NO", "US", "CA", "AU", "NZ", "JP", "CN", "KR", "SG", "IN", "IL", "BR", "TW")
} | {"UK": "GB"}
"""Codes that sites are listed by. Others mean other things in this trade: LC and MS, PK, PA."""


def countries_by_code(terms: Terms) -> Iterator[Found]:
    """ "DE, FR, IT or ES": a list of nothing but countries' codes. One alone can be a word or anything. Those of the Union to
    which something is brought are its market."""
    named = [terms.span(one) for one in terms.mentions.get(Subject.COUNTRY, [])]
    for listed in CODES.finditer(terms.layout.text):
        codes = list(CODE.finditer(terms.layout.text, listed.start(), listed.end()))
        if len({one[0] for one in codes}) < len(codes) or not all(one[0] in CODED for one in codes):
            continue
        low = max(0, listed.start() - 72)
        is_market = BROUGHT.search(terms.layout.plain, low, listed.start()) and all(one[0] in EU for one in codes)
        for one in codes:
            if is_market:
                yield Found(Subject.JURISDICTION, ("eu",), one.start(), one.end(), 0.75, "place")
            elif not any(start <= one.start() < end for start, end in named):
                yield Found(Subject.COUNTRY, (CODED[one[0]],), one.start(), one.end(), 0.75, "place")
