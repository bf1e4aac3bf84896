"""From cues to tones: what holds for each thing that was named."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from projects.briefs.reading.tone.clauses import COMMA, is_apart, is_ended, is_label, opens
from projects.briefs.reading.tone.cues import Cue, Tone, leading_cues, trailing_cues
from projects.briefs.reading.tone.denials import denied_by_answers, excepted_from_done, is_closed, is_prefixed
from projects.briefs.reading.tone.headings import section_at, sections_of
from projects.briefs.reading.tone.patterns import hinted
from projects.briefs.reading.writing.text import Layout

LIST_GAP = re.compile(
    r"\s{0,3}(?:[,，、/&;]|\band\b|\bor\b|\bnor\b|\bthe\b|\bin\b|\bof\b|\beither\b|\bfrom\b|\bthen\b|[和或与及、]|以及|或者|"
    r"还是|\s){1,6}\s{0,3}"
)
PHRASE_GAP = re.compile(r"\s(?:of|into|for)\s(?:[a-z0-9,.-]{1,12}\s){0,2}|\s")
INCLUSIVE = re.compile(r"还|另外|也需|同时|此外")
ENOUGH = re.compile(r"\s?(?:即可|就(?:行|可以|够)|足够|足矣)| (?:is (?:enough|sufficient|fine)|suffices|will do)\b")
"""What is enough is wanted, be it in a list of what is not."""
LISTED = frozenset([Tone.NOT, Tone.WISH, Tone.SPONSOR, Tone.AGAINST, Tone.NEEDLESS, Tone.OPEN, Tone.FINE])
"""What is said of the first of a list, and of all of it."""
STANDING = frozenset([Tone.NOT, Tone.HAVE, Tone.SPONSOR, Tone.WISH])
"""What a heading says of everything below it that has no cue of its own."""
MILD = frozenset([Tone.AGAINST, Tone.NEEDLESS, Tone.OPEN, Tone.FINE])
PLACES, WORK = (
    frozenset(["place", "agency"]),
    frozenset(["service-line", "making", "make", "span", "implied", "stage", "standard"]),
)
"""Kinds of what is named."""
PRODUCTS = frozenset(["service-line", "making", "modality"])
JOINED = re.compile(r"\s?[、和及与]\s?")
CLAUSED = frozenset([Tone.HAVE, Tone.NOT])
SUMMED = re.compile(r"\s?(?:这些|以上|上述|这[两几]项)?(?:都|均|全部?|一律)(?:先|暂时?)?")
FEW, LOOKED_BACK = 12, 5
SUBJECTS = re.compile(
    r"[a-z0-9 /-]{0,30}(?:, [a-z0-9 /-]{2,40}){0,5},? (?:and|or) [a-z0-9 /-]{2,40}|"
    r"[^,，。；;、\n]{0,10}(?:[、和及与][^,，。；;、\n]{1,12}){1,6}"
)
"""The rest of a list of nouns."""
MADE = re.compile(r"made|manufactur|produc|synthesi|supplied|outside|生产|制备|供货|供应")
AUXILIARY = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|will|has|have)\b|[:：])[^.]{0,1}$|(?:is|are|was|were|has|have|will)\b"
)
ONWARD = re.compile(r"\s?(?:into|to|for|的)(?![a-z])")
RELATIVE = re.compile(r"(?:which |that )?(?:we|our|the)\b|[a-z]+(?:ed|made|run|held|done|written)\b|made|run|held|done")
OBJECT = re.compile(r" (?:of|for|on|with|in|from|to) |的")
"""A participle or "we supply" right behind the object of a noun is about that object."""
SHORT_REACH = 24
ALSO = re.compile(r"\b(?:also|too|as well)\b|也")
"""In "Germany, Austria would also do" only the last one is what also would."""
BRACKETED = re.compile(r"[^()（）\n]{0,40}[)）]")
FAR = 90
"""A cue after a name that stands further away speaks of something else. Characters."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a text names at ``start`` to ``end``; ``kind`` is what lists are made of, ``codes`` what it means, if that matters."""

    kind: str
    start: int
    end: int
    codes: frozenset[str] = frozenset()


class Tones:
    """The cues of a text, and what they make of what it names."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.leading: list[Cue] = []
        self.trailing: list[Cue] = []
        for start, end in layout.sentences():
            sentence = layout.plain[start:end]
            hints = hinted(sentence)
            self.leading += leading_cues(sentence, start, hints)
            self.trailing += trailing_cues(sentence, start, hints, layout.text[start:end])
        self._lead_starts = [cue.end for cue in self.leading]
        self._trail_starts = [cue.start for cue in self.trailing]
        self._makings = {place for place, cue in enumerate(self.trailing) if self._is_making(cue)}
        self.sections = sections_of(layout)
        self._is_excepted = excepted_from_done(layout.plain)

    def _is_making(self, cue: Cue) -> bool:
        plain = self.layout.plain
        is_made = cue.tone is Tone.HAVE and MADE.search(plain, cue.start, cue.end) is not None
        return is_made and not ONWARD.match(plain, cue.end)

    def of(self, named: Sequence[Named]) -> list[Tone]:
        """A tone for each, which are in the order of the text, as it counts for things of its kind."""
        return [tone_for(one.kind, tone) for one, tone in zip(named, self._said_of(named), strict=True)]

    def _said_of(self, named: Sequence[Named]) -> list[Tone]:
        before: list[Tone | None] = []
        for position, one in enumerate(named):
            tone, is_own = self._before(one)
            if tone is None:
                section = section_at(self.sections, one.start)
                tone, is_own = (section.tone, True) if section and section.tone in STANDING else (None, is_own)
            is_enough = ENOUGH.match(self.layout.plain, one.end) is not None
            if not is_own and not is_enough and position and self._is_list(named[position - 1], one):
                tone = before[-1] if before[-1] in LISTED else tone
            before.append(tone)
        after: list[Tone | None] = [None] * len(named)
        for position in range(len(named) - 1, -1, -1):
            one = named[position]
            after[position] = self._after(one, named[position + 1 : position + 9])
            following_tone = after[position + 1] if position + 1 < len(named) else None
            if after[position] is None and following_tone and self._goes_on(one, named[position + 1], following_tone):
                is_narrower = following_tone is Tone.WISH and self._is_narrower(named, position + 1)
                after[position] = None if is_narrower else following_tone
        self._share_brackets(named, after)
        is_denied = denied_by_answers(self.layout.plain, [(one.start, one.end) for one in named])
        return [
            Tone.NOT if is_denied(one.start) else Tone.MUST if self._is_excepted(one.start) else _settled(lead, trail)
            for one, lead, trail in zip(named, before, after, strict=True)
        ]

    def is_pressed(self, start: int, end: int, others: Sequence[int]) -> bool:
        """Whether "need", "must" or "required" is said of just this: ``others`` are where other things end before it."""
        part = self.layout.part_of(start)
        first = max([part[0], *others])
        place = bisect_right(self._lead_starts, start)
        if place and self.leading[place - 1].tone is Tone.MUST and self.leading[place - 1].start >= first:
            return True
        place = bisect_left(self._trail_starts, end)
        after = self.trailing[place] if place < len(self.trailing) else None
        return after is not None and after.tone is Tone.MUST and after.end <= part[1] and after.start - end <= SHORT_REACH

    def is_urged(self, position: int) -> bool:
        """Whether anything in the sentence asks for something, or a heading over it does."""
        section = section_at(self.sections, position)
        if section and section.tone in {Tone.MUST, Tone.WISH}:
            return True
        start, end = self.layout.near(position)
        lead = self.leading[bisect_left(self._lead_starts, start) : bisect_right(self._lead_starts, end)]
        trail = self.trailing[bisect_left(self._trail_starts, start) : bisect_left(self._trail_starts, end)]
        return any(cue.tone in {Tone.MUST, Tone.WISH, Tone.FINE} for cue in (*lead, *trail))

    def _before(self, one: Named) -> tuple[Tone | None, bool]:
        """The tone of the nearest cue before it, and whether that stands in the same part of the sentence."""
        part, stretch = self.layout.part_of(one.start), self.layout.stretch_of(one.start)
        made = self._made_elsewhere(part[0], one.start)
        place = bisect_right(self._lead_starts, one.start)
        while place and self._is_out_of_reach(self.leading[place - 1], one.start):
            place -= 1
        cue = self.leading[place - 1] if place else None
        if is_prefixed(self.layout.plain, one.start):
            is_soft = cue is not None and cue.tone in {Tone.WISH, Tone.AGAINST} and cue.end >= part[0]
            return (Tone.AGAINST if is_soft else Tone.NOT), True
        if cue is None or cue.start < stretch[0]:
            return (Tone.HAVE, True) if made else (None, False)
        if made and made.start < cue.start:
            return Tone.HAVE, True
        if cue.end > part[0] or is_label(self.layout, cue):
            return (None if self._is_inclusive(cue) else cue.tone), True
        return (cue.tone if cue.tone is Tone.HAVE and not is_ended(self.layout, cue, one.start) else None), False

    def _is_out_of_reach(self, cue: Cue, start: int) -> bool:
        """A short cue is about the next word, and about nothing behind "into" or "for"; "除了" about nothing behind its "以外"."""
        if is_closed(self.layout.plain, cue.start, cue.end, start):
            return True
        return cue.is_short and (start - cue.end > SHORT_REACH or ONWARD.match(self.layout.plain, cue.end) is not None)

    def _made_elsewhere(self, start: int, end: int) -> Cue | None:
        """ "... are made outside China" is about what there is, also for what follows."""
        place = bisect_left(self._trail_starts, start)
        nearest = range(place, min(place + 8, len(self.trailing)))
        return next((self.trailing[one] for one in nearest if one in self._makings and self.trailing[one].end <= end), None)

    def _after(self, one: Named, others: Sequence[Named]) -> Tone | None:
        _start, end = self.layout.part_of(one.start)
        closing = self._bracket_after(one.end, end)
        end = max(end, self.layout.part_of(closing)[1] if closing else 0)
        place = bisect_left(self._trail_starts, one.end)
        cue = self.trailing[place] if place < len(self.trailing) else None
        if cue is None or cue.start - one.end > FAR:
            return None
        if cue.start >= end and not self._is_reached(one, end, cue):
            return None
        if cue.tone is Tone.HAVE and self._is_of_last(one.end, cue):
            return None
        first = closing if closing and cue.start >= closing else one.end
        if (cue.tone is not Tone.HAVE or cue.is_short) and any(first <= other.start < cue.start for other in others):
            return None
        between = bisect_left(self._lead_starts, one.end)
        turned = (
            between < len(self.leading)
            and self.leading[between].end <= cue.start
            and self.leading[between].start >= one.end
        )
        return None if turned else cue.tone

    def _share_brackets(self, named: Sequence[Named], after: list[Tone | None]) -> None:
        """What stands in the bracket behind something that is not wanted, or there already, is part of it."""
        for position, one in enumerate(named[:-1]):
            closing = self._bracket_after(one.end, self.layout.part_of(one.start)[1])
            if closing and after[position] in {Tone.NOT, Tone.HAVE} and named[position + 1].end <= closing:
                after[position + 1] = after[position + 1] or after[position]

    def _bracket_after(self, after: int, end: int) -> int:
        """Where a bracket ends that begins right behind a name, else 0: what follows it is still about the name, as in
        "药效（CDX）暂时不用"."""
        closing = BRACKETED.match(self.layout.plain, end) if self.layout.plain[after:end].strip() in {"(", "（"} else None
        return closing.end() if closing and closing.end() < len(self.layout.plain) else 0

    def _is_narrower(self, named: Sequence[Named], position: int) -> bool:
        """ "国内，北京优先", "Australia or China, Australia preferred": the first are asked for, and one of them, or in one of them, is preferred."""
        one, before = named[position], named[max(0, position - LOOKED_BACK) : position]
        is_apart = COMMA.fullmatch(self.layout.plain, before[-1].end, one.start) is not None
        return is_apart and bool(one.codes) and any(other.codes >= one.codes for other in before)

    def _is_reached(self, one: Named, end: int, cue: Cue) -> bool:
        """Whether a cue behind the part of the sentence that ends at ``end`` is still about it: "毒理正在做，都不用报"."""
        plain = self.layout.plain
        is_summed = SUMMED.fullmatch(plain, end, cue.start) and self.layout.sentence_of(
            one.start
        ) == self.layout.sentence_of(cue.start)
        return bool(is_summed) or opens(plain, one.end, end, cue) or self._is_subject(one, cue)

    def _is_of_last(self, end: int, cue: Cue) -> bool:
        """ "Testing of lots made by us", "filling of the bulk we supply": what is there is the lots and the bulk, not the work."""
        plain = self.layout.plain
        is_clause = AUXILIARY.search(plain, max(0, cue.start - 10), cue.start) or AUXILIARY.match(plain, cue.start)
        is_relative = RELATIVE.match(plain, cue.start) is not None
        return is_relative and not is_clause and OBJECT.search(plain, end, cue.start) is not None

    def _is_subject(self, one: Named, cue: Cue) -> bool:
        """ "Manufacturing, medical information and artwork remain with us": a list that begins the sentence and ends at the cue."""
        start = self.layout.sentence_of(one.start)[0]
        lead = self.layout.plain[start : one.start].strip()
        is_first = len(lead) <= FEW and self.layout.sentence_of(cue.start)[0] == start
        return is_first and SUBJECTS.fullmatch(self.layout.plain, one.end, cue.start) is not None

    def _goes_on(self, one: Named, other: Named, tone: Tone) -> bool:
        """ "Germany and Austria are preferred", "filling of vials would be nice": both are. Plasmids "for a vector made by others" are
        not there."""
        if self.layout.sentence_of(one.start) != self.layout.sentence_of(other.start):
            return False
        if tone is Tone.HAVE and OBJECT.search(self.layout.plain, one.end, other.start):
            return False
        if (
            tone is Tone.FINE
            and COMMA.fullmatch(self.layout.plain, one.end, other.start)
            and ALSO.search(self.layout.plain, other.end, other.end + SHORT_REACH)
        ):
            return False
        if tone in CLAUSED and is_apart(self.layout, one.end, other.start, other.end):
            return False  # "生产原液，灌装自行完成": lists have "、" between their items
        if {one.kind, other.kind} <= PRODUCTS and JOINED.fullmatch(self.layout.plain, one.end, other.start):
            return True  # "质粒和慢病毒暂停": a service and a medicine
        is_phrase = tone is not Tone.HAVE and PHRASE_GAP.fullmatch(self.layout.plain, one.end, other.start) is not None
        return is_phrase or self._is_list(one, other)

    def _is_list(self, one: Named, other: Named) -> bool:
        if one.kind != other.kind or other.start - one.end > 16:
            return False
        return other.start <= one.end or LIST_GAP.fullmatch(self.layout.plain, one.end, other.start) is not None

    def _is_inclusive(self, cue: Cue) -> bool:
        """ "除了灌装外，还需要包装" excludes nothing."""
        if self.layout.plain[cue.start] != "除":
            return False
        _start, end = self.layout.sentence_of(cue.start)
        return INCLUSIVE.search(self.layout.plain, cue.end, min(end, cue.end + 60)) is not None


def _settled(before: Tone | None, after: Tone | None) -> Tone:
    """What stands after speaks last, but "no toxicology needed" is no need, and what is only all the same becomes no must."""
    if before is Tone.NOT and after in {Tone.MUST, Tone.WISH, Tone.FINE, Tone.NEEDLESS, None}:
        return Tone.NOT
    if before is Tone.SPONSOR or (before in MILD and after not in {Tone.NOT, Tone.HAVE}):
        return before
    if before is Tone.WISH and after in {Tone.MUST, Tone.FINE, Tone.OPEN}:
        return Tone.WISH
    return after or before or Tone.MUST


def tone_for(kind: str, tone: Tone) -> Tone:
    """Of a service, what need not be is refused, and what will do is a wish; of a place both leave it open."""
    if kind in PLACES:
        return Tone.FINE if tone is Tone.YES else tone
    if tone is Tone.NEEDLESS and kind in WORK:
        return Tone.NOT
    return {Tone.YES: Tone.MUST, Tone.FINE: Tone.WISH}.get(tone, tone)
