"""What stands in a brief and no rule took: figures, days and places, and whole sentences that ask for something, which are neither read nor
listed and which nothing passed over on purpose. None of them is lost without a line."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from projects.briefs.doubts import Doubt
from projects.briefs.reading.days.milestones import TOLD, is_told_by
from projects.briefs.reading.days.times import QUOTES_DUE
from projects.briefs.reading.found import Found
from projects.briefs.reading.meaning.contracts import is_contractual
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.places.addresses import is_address
from projects.briefs.reading.tone.cues import Cue, Tone
from projects.briefs.reading.tone.statements import LONG, is_statement
from projects.briefs.reading.tone.tones import Named, Tones
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Requirement, Subject, Unclear

NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*(?:\s?[-–~～/:]\s?\d+(?:[.,]\d+)*)*")
GLUED = re.compile(r"(?:[a-z0-9_.]|[a-z0-9][-‐–/.]|[#§+])$")
"""Before the digits of a name, a number of a document or a telephone."""
_SMALL = r"(?:and|or|of|in|to|for|with|at|on|by|from|the|if|is|are|as|we|it|that|which|vs|via|x|am|pm|noon|st|nd|rd|th|[abd]|r)(?![a-z])"
COUNTED = re.compile(rf"\s?(?:%|‰|°|[$€£¥µμ×]|[-‐]?(?!{_SMALL})[a-z]|(?![期号类级区款条章节表图页代型版楼室层、])[㐀-鿿])")
"""Behind a number that counts something."""
NAMED = re.compile(r"\d(?:(?![LTKMGWC](?![A-Za-z]))[A-Z]{1,3}|[A-Z][a-z])(?![A-Za-z])")
CARBON = re.compile(r"1[134]C(?![A-Za-z])")
"""Of a name that begins with digits: "14C", "2D", "177Lu"."""
IN_A_CELL = re.compile(r"[|:：]\s?$"), re.compile(r"\s{0,3}(?:\||\n|$)")
MONEY = re.compile(r"(?:[$€£¥]|\b(?:usd|eur|gbp|cny|rmb|chf|jpy))\s?$")
CODE = re.compile(
    r"(?:\b(?:band|category|schedule|annex|appendix|section|iso|table|option|type|ph(?:ase)?|stage|class|cohort|arm|part|step|level|version|bsl|grade|"
    r"module|chapter|article|page|item|no|nr|number|ref|rev|cfr|tel|fax|phone|mobile|room|suite|zone|group|question|rfq|rfp|rfi|po|box|protocol|clause|"
    r"q|bcs)[.:#]?[ -]{0,2}|第\s?|(?:编号|电话|传真|手机|邮编|版本|附件|附录|条款|文号)[:：为]?\s?)$"
)
NUMBERED = re.compile(r"(?:\d{1,2}[.)、．]|\d{1,2}\.\d{1,2}\.?\s+[A-Z㐀-鿿])")
"""At the beginning of a line: it is counted itself."""
SPELT = quick(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)[ -](?!(?:and|or|of|in|to|for|with|at|on|by|from|the|"
    r"is|are|were|have|has|will|can|hundred|thousand|million|different|other|more|separate|new)\b)[a-z]{3,}|"
    r"[两三四五六七八九十百](?<![一二两三四五六七八九十百千第][两三四五六七八九十百])(?:十)?(?:[种条步周天年例名项][^级线角]|个(?!字)|小时)",
    re.ASCII,
)
DAY = quick(
    r"20[2-4]\d(?<![a-z0-9.,/-]\d{4})(?![\d,])|[qh][1-4](?<![a-z0-9][a-z]\d)(?![a-z0-9-])|\b(?:january|february|april|june|july|august|september|october|november|december)\b|"
    r"季度|年[底初]|月[底初]|[上下]半年",
    re.ASCII,
)
YEAR = re.compile(r"20[0-9]{2}")
PEOPLE = (
    re.compile(r"[\s-]?(?:persons?|people|founders?|employees|scientists|of us|个?人)(?![a-z])"),
    re.compile(r"(?:\bwe\b|\bteam\b|\bour\b|\bi\b|我们|团队|人少)[^.;\n。；]{0,20}$"),
)
"""Who writes, and how many they are."""
SHOWN = re.compile(r"\b(?:showed|shown|closed|raised|demonstrated|yielded|gave|got)\b|融资|显示")
"""Beside a figure of what was."""
PASSED = frozenset([Tone.HAVE, Tone.NOT])
"""What is there, or is not to be, asks for nothing."""
ASKING = frozenset([Tone.MUST, Tone.WISH])
DENYING = frozenset([Tone.HAVE, Tone.NOT, Tone.NEEDLESS])
WORDS = re.compile(r"[a-z]{3,}|[㐀-鿿]{3}")
OF_WORK = re.compile(r"\b(?:gmp|glp|manufactur\w*|yet|now)\b|生产|现在|目前|暂")
LETTERS = re.compile(r"[a-z]{3}|[㐀-鿿]")
FEWEST = 2
"""Besides the word that asks, a sentence has so many; a heading has fewer, or ends in a colon."""
DATED = re.compile(
    r"\s?(?:st|nd|rd|th)?\s?(?:january|february|march|april|may|june|july|august|september|october|november|december|[年月日])"
)
AHEAD, BEHIND, GAP, LONGEST = 36, 30, 48, 140
"""Characters before and behind what was not taken, between two in one line, and of a line."""
MOST, DIGITS = 10, 3
CUT = re.compile(r"[a-z0-9'’-][a-z0-9'’]")
EDGE = re.compile(r"[\s,;:.、，；：。()（）\[\]|*•·–—\"“”]+")


@dataclass(frozen=True, slots=True)
class Lost:
    """Something at ``start`` to ``end`` that no rule took."""

    start: int
    end: int


def untaken_in(
    terms: Terms, tones: Tones, told: Sequence[Requirement | Unclear], found: Sequence[Found], today: date
) -> list[Unclear]:
    """A line for each sentence in which something was not taken, in the order of the text: of more than ten those that ask for something
    come first, and the last one says how many are left out. ``told`` is what is read and listed, ``found`` what was looked at."""
    plain = terms.layout.plain
    covered = bytearray(len(plain) + 1)
    for start, end in [*((one.start, one.end) for one in told), *((one.start, one.end) for one in found)]:
        covered[start:end] = b"\1" * (end - start)
    lost = sorted(
        (one for one in (*_figures(terms, covered), *_places(terms)) if not any(covered[one.start : one.end])),
        key=lambda one: one.start,
    )
    lines = list(_lines(terms, _asked(terms, tones, lost, today)))
    for one in lost:
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
    lines = sorted([*lines, *_demands(terms, tones, covered)], key=lambda one: one.start)
    if len(lines) <= MOST:
        return lines
    *first, last = sorted(sorted(lines, key=lambda one: not tones.is_urged(one.start))[:MOST], key=lambda one: one.start)
    return [*first, replace(last, more=len(lines) - MOST)]


def _figures(terms: Terms, covered: bytearray) -> Iterator[Lost]:
    plain, text = terms.layout.plain, terms.layout.text
    for match in NUMBER.finditer(plain):
        start, end = match.span()
        if any(covered[start:end]):
            continue
        before = plain[max(0, start - 20) : start]
        is_cell = IN_A_CELL[0].search(before) and IN_A_CELL[1].match(plain, end)
        if not (COUNTED.match(plain, end) or is_cell or MONEY.search(before)):
            continue
        if GLUED.search(before) or CODE.search(before) or NAMED.match(text, end - 1) or CARBON.match(text, start):
            continue
        is_first = not before.rsplit("\n", 1)[-1].strip(" (（\t")
        if not (is_first and NUMBERED.match(text, start)):
            yield Lost(start, end)
    yield from (Lost(*match.span()) for pattern in (SPELT, DAY) for match in pattern.finditer(plain))


def _places(terms: Terms) -> Iterator[Lost]:
    named = {terms.span(one) for one in terms.mentions.get(Subject.COUNTRY, [])}
    return (Lost(*span) for span in named.difference(terms.passed))


def _demands(terms: Terms, tones: Tones, covered: bytearray) -> Iterator[Unclear]:
    """Sentences that say a must, a wish or what is not to be, of which nothing was taken: "Blinding and matching placebo needed." """
    layout, asking = terms.layout, defaultdict[tuple[int, int], list[Cue]](list)
    for cue in (*tones.leading, *tones.trailing):
        asking[layout.sentence_of(cue.start)].append(cue)
    named = sorted(terms.words[one.first].start for several in terms.mentions.values() for one in several)
    for (start, end), cues in asking.items():
        tones_here = {cue.tone for cue in cues}
        first, last = _trimmed(layout.plain, start, min(end, start + LONGEST))
        is_demand = tones_here & ASKING or _is_refusal(layout.plain, first, last, cues)
        is_refused = tones_here & DENYING and bisect_left(named, start) < bisect_left(named, end)
        if not is_demand or is_refused or covered.find(1, start, end) >= 0:
            continue
        is_heading = layout.plain[start:end].rstrip().endswith((":", "?"))
        if is_heading or len(WORDS.findall(_besides(layout.plain, first, last, cues))) < FEWEST:
            continue
        yield Unclear(layout.text[first:last], first, last, Doubt.NOT_TAKEN)


def _is_refusal(plain: str, start: int, end: int, cues: Sequence[Cue]) -> bool:
    """ "No animal-derived components": a sentence that begins with what is not to be, and is no work."""
    return any(cue.tone is Tone.NOT and cue.start == start for cue in cues) and OF_WORK.search(plain, start, end) is None


def _besides(plain: str, start: int, end: int, cues: Sequence[Cue]) -> str:
    """A sentence without the words that say how it asks."""
    for cue in cues:
        if start <= cue.start and cue.end <= end:
            plain = f"{plain[: cue.start]}{' ' * (cue.end - cue.start)}{plain[cue.end :]}"
    return plain[start:end]


def _asked(terms: Terms, tones: Tones, lost: Sequence[Lost], today: date) -> Iterator[Lost]:
    """Without what is background, of a contract or of those who write."""
    is_long = len(terms.words) > LONG
    said = tones.of([Named("figure", one.start, one.end) for one in lost])
    for one, tone in zip(lost, said, strict=True):
        if (
            tone not in PASSED
            and not _is_aside(terms, one, today)
            and not (is_long and is_statement(terms.layout, tones, one.start))
        ):
            yield one


def _is_aside(terms: Terms, one: Lost, today: date) -> bool:
    plain = terms.layout.plain
    before = plain[max(0, one.start - 40) : one.start]
    is_over = YEAR.fullmatch(plain, one.start, one.end) and int(plain[one.start : one.end]) < today.year
    is_told = is_told_by(plain, one.start, one.end, TOLD if DAY.match(plain, one.start) else SHOWN)
    is_of_us = PEOPLE[0].match(plain, one.end) and PEOPLE[1].search(before)
    is_dated = DAY.match(plain, one.start) or DATED.match(plain, one.end)
    is_due = is_dated and QUOTES_DUE.search(re.split(r"[;；。.]", before)[-1])
    return bool(is_over or is_told or is_of_us or is_due) or (
        is_contractual(plain, one.start, one.end) or _is_address(terms, one)
    )


def _is_address(terms: Terms, one: Lost) -> bool:
    """Numbers of houses are told by the street alone, and seldom counted by anything."""
    is_long = not terms.layout.plain[one.start].isdigit() or one.end - one.start >= DIGITS
    return is_long and is_address(terms.layout.text, one.start, one.end)


def _lines(terms: Terms, lost: Iterable[Lost]) -> Iterator[Unclear]:
    """Neighbours of one sentence together, with the words around them that nothing else took."""
    layout, groups = terms.layout, list[list[Lost]]()
    for one in lost:
        last = groups[-1] if groups else None
        if (
            last
            and one.start - last[-1].end <= GAP
            and one.end - last[0].start <= LONGEST
            and layout.sentence_of(one.start) == layout.sentence_of(last[0].start)
        ):
            last.append(one)
        else:
            groups.append([one])
    for group in groups:
        start, end = _around(terms, group[0].start, max(one.end for one in group))
        yield Unclear(layout.text[start:end], start, end, Doubt.NOT_TAKEN)


def _around(terms: Terms, start: int, end: int) -> tuple[int, int]:
    """With the words beside it in its part of the sentence, none of them cut."""
    layout, plain = terms.layout, terms.layout.plain
    first = max(layout.part_of(start)[0], start - AHEAD)
    last = min(layout.part_of(end - 1)[1], end + BEHIND)
    first = _uncut(plain, first, start)
    while last > end and _is_within(plain, last):
        last -= 1
    first, last = _trimmed(plain, first, last)
    if len(LETTERS.findall(plain, first, last)) < FEWEST and first:
        before = max(layout.part_of(max(0, first - 2))[0], layout.sentence_of(start)[0], start - AHEAD)
        first = _trimmed(plain, _uncut(plain, before, start), start)[0]
    return min(first, start), max(last, end)


def _trimmed(plain: str, start: int, end: int) -> tuple[int, int]:
    """Without signs at both ends."""
    start = match.end() if (match := EDGE.match(plain, start, end)) else start
    while end > start and EDGE.match(plain[end - 1]):
        end -= 1
    return start, end


def _uncut(plain: str, place: int, end: int) -> int:
    """The first place from there on that cuts no word."""
    while place < end and _is_within(plain, place):
        place += 1
    return place


def _is_within(plain: str, place: int) -> bool:
    """Whether a cut there is one through a Latin word or a number."""
    around = plain[max(0, place - 1) : place + 1]
    return CUT.fullmatch(around) is not None


def without_doubled(notes: Sequence[Unclear]) -> list[Unclear]:
    """Without abbreviations that stand in a line which is listed as a whole."""
    whole = [one for one in notes if one.doubt is Doubt.NOT_TAKEN]
    return [
        one
        for one in notes
        if one.doubt is not Doubt.UNKNOWN_CODE or not any(line.start <= one.start and one.end <= line.end for line in whole)
    ]
