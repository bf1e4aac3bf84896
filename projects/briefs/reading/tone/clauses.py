"""Where a clause ends, and with it what a cue says: at the comma of a Chinese sentence, behind a label, in a bracket."""

import re

from projects.briefs.reading.tone.cues import Cue, Tone
from projects.briefs.reading.writing.scripts import HAN_LETTER
from projects.briefs.reading.writing.text import HAN as CHARACTERS
from projects.briefs.reading.writing.text import Layout

LABEL = re.compile(
    r"\)?\s?(?:(?:are|is|items?|features?|regions?|locations?|countr(?:y|ies)|sites?|places?|geograph(?:y|ies)|markets?|suppliers?|vendors?|providers?|"
    r"territor(?:y|ies)|areas?|of (?:the )?|for (?:the )?|manufacturing|production|service|time|slot|scale|start|date)\s?){0,4}\)?\s?[:：]|\s?[,，]"
)
"""After "nice to have:" the whole sentence is."""
FIRST = re.compile(r"\W*(?:and|but|or|so|then|但|且|并)?\W*")
"""What may stand before a cue that begins its part of the sentence."""
COMMA = re.compile(r"\s?[,，]\s?")
TERSE = re.compile(
    r"(?=[^\n]{0,200}\d)(?:(?!\b(?:and|or|the|an?|our|all|plus|which|that|so|we|is|are|was|were|has|have)\b).){1,200}",
    re.DOTALL,
)
"""What asks in the style of a telegram: ", mAb GMP drug substance at 2,000 L, two batches". Lists of what there is have articles, or "and"."""
ALL = re.compile(r"[^,，。；;\n]{0,6}?(?:都|均|一律|全部|全都)")
"""Behind the last of several clauses: it speaks of them all."""
BRACKET = 4
OPENED = re.compile(rf"[{CHARACTERS}]{{0,8}}\s{{0,2}}[(:|\t]\s{{0,2}}|[a-z -]{{0,24}}\([^\S\n]?")
CLOSED = re.compile(r"\s{0,3}(?:$|[\n,;。|\t)]|\.(?:\s|$))")


def is_label(layout: Layout, cue: Cue) -> bool:
    """ "Nice to have:" and "Ideally," hold for the sentence; "A site in Ireland is preferred," has said it of what stands before."""
    label = LABEL.match(layout.plain, cue.end)
    if label is None or label[0].strip() != ",":
        return label is not None
    return cue.tone is not Tone.NOT and _begins_its_part(layout, cue)


def is_ended(layout: Layout, cue: Cue, start: int) -> bool:
    """In "已有IND批件，做单抗原液" and "plasmids in-house, lentivirus at 200 L" the comma ends what is there: Chinese lists have "、" between
    their items, and what ends its part of the sentence without beginning it speaks of what stands before."""
    plain = layout.plain
    if HAN_LETTER.search(plain, cue.start, cue.end):
        return plain.find(",", cue.end, start) >= 0
    comma = plain.find(", ", cue.end, start)
    if comma >= 0 and TERSE.fullmatch(plain, comma, layout.sentence_of(start)[1]):
        return True
    return COMMA.match(plain, cue.end) is not None and not _begins_its_part(layout, cue)


def is_apart(layout: Layout, end: int, start: int, other_end: int) -> bool:
    """Whether a comma of a Chinese sentence stands between two names, unless "都" speaks of both."""
    is_han = "，" in layout.text[end:start] or HAN_LETTER.match(layout.plain, start) is not None
    return is_han and "," in layout.plain[end:start] and ALL.match(layout.plain, other_end) is None


def opens(plain: str, after: int, end: int, cue: Cue) -> bool:
    """ "Plasmids (supplied by us)", "抗体中间体：由甲方提供": what is said first in a bracket, or alone behind a label, is about what
    stands before it: from ``after``, where a name ends, to ``end`` of its part of the sentence."""
    if plain[end : cue.start].strip():
        return False
    if cue.start - after <= BRACKET and plain[after:end].strip() == "(":
        return True
    return OPENED.fullmatch(plain, after, end) is not None and CLOSED.match(plain, cue.end) is not None


def _begins_its_part(layout: Layout, cue: Cue) -> bool:
    return FIRST.fullmatch(layout.plain, layout.part_of(cue.start)[0], cue.start) is not None
