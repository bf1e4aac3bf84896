"""Places that are named softly: as an example, as what would do as well, as what would rather be avoided."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import pairwise

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found, Weighed
from projects.briefs.reading.needs.shares import Shares
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.tone.tones import LIST_GAP
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Force, Requirement, Subject, Unclear

Span = tuple[int, int]
EXAMPLE = re.compile(
    r"(?:\be\.g\.?|\beg\b|for example|for instance|such as|\blike|\bsay|\btbd|\btbc|to be (?:determined|confirmed|decided|discussed|agreed)|maybe|例如|比如|譬如|待定)"
    r"[,:： ]{0,2}[(（]?(?: ?(?:in|from|the|at)\b ?){0,2}$"
)
ASKED = re.compile(r"[(（:：]\s?(?:the )?$")
QUESTION = re.compile(r"\s?[?？]")
"""Of a place in brackets or of a form: "(EU?)"."""
COMPASS = re.compile(r"\b(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern|wards?)? of (?:the )?$")
ONLY = re.compile(r"-only\b|\s?-exclusive\b| only (?:vendors?|suppliers?|providers?|houses?|shops?|players?)\b")
MATERIAL = re.compile(
    r"[- ](?:\w+ )?(?:excipients?|(?:raw|starting|packaging) materials?|reagents?|resins?|consumables|ksms?|rsms?|solvents|components)\b|的?(?:辅料|原辅料|起始物料|耗材|试剂|填料)"
)
EITHER, WILL_DO = (
    re.compile(r"\s?(?:或者?|还是|/|或在|或者在)\s?"),
    re.compile(r"\s?(?:都|均|皆|也都)\s?(?:行|可以?|ok|接受|没问题)"),
)
OF_SOME = re.compile(r"\bat least (?:one|two|three|[123])\b[^.;:,\n]{0,60}\b(?:outside|not in)\b[^.;:\n]{0,60}$")
"""One of several suppliers is to be elsewhere: the others may be there."""
AGAINST = frozenset([Tone.NOT, Tone.AGAINST])
OF_PLACE = re.compile(r" (?:(?:sites?|cdmos?|cmos?|plants?|suppliers?|manufacturers?) for (?:the |our )?)?|的")
"""Between a place that is refused and the work that is asked for elsewhere: "no Chinese sites for the drug product"."""
FAR = 240
"""Characters; words of one choice that stand further apart are not shown as one."""
NEAR, BESIDE = 24, 6


def eased(layout: Layout, weighed: Sequence[Weighed]) -> tuple[list[Weighed], list[Unclear]]:
    """Each with the tone that it has as an example or as the origin of a material; what is refused above a sum is a limit. And what cannot be held, with the doubt."""
    kept: list[Weighed] = []
    notes: list[Unclear] = []
    for place, one in enumerate(weighed):
        found = one.found
        before = kept[-1] if kept else None
        doubt = (
            None
            if _is_of_refused_place(layout.plain, weighed[max(0, place - BESIDE) : place], one)
            else _doubt(layout.plain, one)
        )
        if doubt:
            notes.append(Unclear(layout.text[found.start : found.end], found.start, found.end, doubt))
        elif one.tone is Tone.NOT and found.subject is Subject.BUDGET and found.low is not None and found.high is None:
            kept.append(Weighed(replace(found, low=None, high=found.low), Tone.MUST))
        elif _is_of_refused_place(layout.plain, weighed[max(0, place - BESIDE) : place], one):
            continue
        elif _is_example(layout, found, before) and one.tone is Tone.MUST:
            kept.append(Weighed(found, Tone.WISH))
        else:
            kept.append(one)
    return kept, notes


def _doubt(plain: str, one: Weighed) -> Doubt | None:
    """Why it cannot be held, if so."""
    found = one.found
    if one.tone is Tone.AGAINST and found.subject is not Subject.COUNTRY and not found.is_implied:
        return Doubt.AGAINST
    if one.tone in AGAINST and ONLY.match(plain, found.end):
        return Doubt.LIMITED
    if found.subject is Subject.WINDOW and one.tone is Tone.NOT:
        return Doubt.REFUSED_TIME
    if found.kind != "place":
        return None
    if one.tone is Tone.AGAINST and OF_SOME.search(plain, max(0, found.start - FAR), found.start):
        return Doubt.REFUSED_IN_PART
    if COMPASS.search(plain, max(0, found.start - NEAR), found.start):
        return Doubt.DIRECTION
    return Doubt.OF_MATERIAL if MATERIAL.match(plain, found.end) else None


def _is_of_refused_place(plain: str, others: Sequence[Weighed], one: Weighed) -> bool:
    """In "no Chinese API" the place is refused, and not what is to come from elsewhere."""
    if one.tone not in AGAINST or one.found.subject is Subject.COUNTRY:
        return False
    return any(
        other.tone is one.tone
        and other.found.kind == "place"
        and OF_PLACE.fullmatch(plain, other.found.end, one.found.start)
        for other in others
    )


def _is_example(layout: Layout, found: Found, before: Weighed | None) -> bool:
    if found.kind != "place":
        return False
    plain = layout.plain
    if EXAMPLE.search(plain, max(0, found.start - NEAR), found.start):
        return True
    if ASKED.search(plain, max(0, found.start - 6), found.start) and QUESTION.match(plain, found.end):
        return True
    return (
        before is not None
        and before.found.kind == "place"
        and before.tone is Tone.WISH
        and LIST_GAP.fullmatch(plain, before.found.end, found.start) is not None
    )


def permitted(layout: Layout, weighed: Sequence[Weighed], shares: Shares) -> tuple[list[Weighed], list[tuple[Span, Span]]]:
    """Countries that will do beside one that is a must for the same services are alternatives to it: with the spans of both. Elsewhere they
    are wishes, or nothing where they are only all the same. "澳洲或者国内都行" is a choice between them."""
    weighed = _chosen(layout.plain, weighed)
    musts: dict[Hashable, list[Found]] = defaultdict(list)
    for one in sorted(weighed, key=lambda one: one.found.start):
        if one.found.subject is Subject.COUNTRY and one.tone is Tone.MUST and not one.found.is_implied:
            musts[shares.get(one.found)].append(one.found)
    pairs, kept = [], []
    for one in weighed:
        found = one.found
        will_do = found.subject is Subject.COUNTRY and one.tone in {Tone.FINE, Tone.OPEN}
        beside = musts.get(shares.get(found), []) if will_do else []
        if beside:
            before = bisect_left(beside, found.start, key=lambda must: must.start)
            anchor = beside[max(0, before - 1)]
            pairs.append(((found.start, found.end), (anchor.start, anchor.end)))
            kept.append(Weighed(found, Tone.MUST))
        else:
            kept.append(one)
    return kept, pairs


def _chosen(plain: str, weighed: Sequence[Weighed]) -> list[Weighed]:
    """Countries of which either will do, each a must: the list of them is one choice."""
    kept = list(weighed)
    places = [place for place, one in enumerate(weighed) if one.found.subject is Subject.COUNTRY]
    for first, second in pairwise(places):
        one, other = weighed[first].found, weighed[second].found
        if one.end < other.start and EITHER.fullmatch(plain, one.end, other.start) and WILL_DO.match(plain, other.end):
            kept[first], kept[second] = Weighed(one, Tone.MUST), Weighed(other, Tone.MUST)
    return kept


def with_permitted(text: str, requirements: Sequence[Requirement], pairs: Sequence[tuple[Span, Span]]) -> list[Requirement]:
    """The requirements, with the same words for a country and for what would do as well."""
    joined = list(requirements)
    for pair in pairs:
        spans = {
            (one.start, one.end)
            for one in joined
            if _is_must(one) and any(one.start <= first and last <= one.end for first, last in pair)
        }
        if not spans:
            continue
        first, last = min(spans)[0], max(end for _start, end in spans)
        first, last = (first, last) if last - first <= FAR else pair[1]
        joined = [
            replace(one, words=text[first:last], start=first, end=last)
            if _is_must(one) and (one.start, one.end) in spans
            else one
            for one in joined
        ]
    return joined


def _is_must(one: Requirement) -> bool:
    return one.subject is Subject.COUNTRY and one.force is Force.MUST
