"""Which package an amount is of where a text names several: of "a tox batch at 200 L, then two GMP batches at 2,000 L" each batch keeps
its own size and count."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from projects.briefs.measures import FILLING_LINES, FILLS, MAKES, family_of
from projects.briefs.nouns import NOUNS
from projects.briefs.requirements import Requirement, Subject
from vocabulary.models import ServiceLine

COUNTED_SUBJECTS = frozenset({Subject.SCALE, Subject.BATCHES})
STEPS_BEFORE = frozenset(["plasmid-services"])
"""Families that make what others make their product of."""
MOST = 60
SENTENCE = re.compile(r"[;；。\n!?！？]|\.(?=\s|$)")
CLAUSE = re.compile(r",(?!\d{3})|[，:：()（）、]|\b(?:and|then|plus|followed by|as well as)\b|以及|然后|随后|[和及与]")
JOINT = re.compile(r"\b(?:and|plus|as well as)\b|以及|[和及与、]")
"""Between nouns that share the amount behind them: "tox and GMP batches at 200 L"."""
EARLY = r"(?<![a-z])tox|pre-?clinical|non-?\s?gmp|engineering|pilot|demonstration|毒理|安评|临床前|非\s?gmp|工程批|中试"
CLINICAL = r"(?<!non)(?<!non-)(?<!non )(?<!非)(?<![a-z])c?gmp|(?<!pre)(?<!pre-)clinical|phase (?:[123]|i{1,3})(?![a-z0-9])|first.in.human|临床(?!前)|(?<![a-zⅰ-ⅻ])(?:i{1,3}|[一二三123])期"
COMMERCIAL = r"commercial|(?<![a-z])launch|(?<![a-z])ppq|validation (?:batch|lot|run)|process validation|registration (?:batch|lot)|商业化|商业批|上市|工艺验证|验证批|注册批"
GRADES = {"early": re.compile(EARLY), "clinical": re.compile(CLINICAL), "commercial": re.compile(COMMERCIAL), "gmp": re.compile(f"{CLINICAL}|{COMMERCIAL}")}  # fmt: skip
"""What a batch is for, by the grade of the service that makes it; "gmp" is both."""
KINDS = NOUNS | {"process-characterisation-validation": COMMERCIAL}
"""What families, and lines that differ from theirs, are called where something is counted."""


ONES = dict(
    enumerate(
        [
            "one|single|一",
            "two|both|二|两|兩",
            "three|三",
            "four|四",
            "five|五",
            "six|六",
            "seven|七",
            "eight|八",
            "nine|九",
            "ten|十",
        ],
        start=1,
    )
)
UNGRADED = frozenset(["vaccine-antigen-ds"])
"""Lines that make the product for people without saying so in their code."""
OF_BATCHES = r"[\s-]{0,2}(?:[a-z]{2,12}[\s-]){0,3}(?:batch|lot|run|campaign|(?:个)?批)"
MEASURED = re.compile(r"([\d.,\s]{1,16})(\D?)")


def _spelled(one: Requirement) -> re.Pattern[str]:
    """An amount as it may stand in other words: "two batches", "2批"; "2,000 L", "2000 litres"."""
    words = one.words.lower().strip()
    if one.subject is Subject.BATCHES and one.low is not None and one.low == one.high:
        count = int(one.low)
        numeral = "|".join(filter(None, (str(count), ONES.get(count, ""))))
        return re.compile(
            rf"(?<![\w.,]|第)(?<![一二两三四五六七八九十百])(?:{numeral}){OF_BATCHES}|(?<=[㐀-鿿])(?<![一二两三四五六七八九十百第])(?:{numeral})(?:个)?批",
            re.ASCII,
        )
    measured = MEASURED.match(words)
    digits, unit = (measured[1], measured[2]) if measured else (words, "")
    spelled = r"[\s,]{0,2}".join(re.escape(char) for char in re.sub(r"[\s,]", "", digits))
    return re.compile(rf"(?<![\d.一二两三四五六七八九十百第]){spelled}[\s-]{{0,2}}{re.escape(unit)}")


@dataclass(frozen=True)
class Amounts:
    """The scales and batches of a text and the lines that are asked for. Says of an amount which lines the words around it name."""

    text: str
    requirements: Sequence[Requirement]
    lines: Sequence[ServiceLine]

    def of(self, one: Requirement, among: Sequence[int]) -> list[int]:
        """Of the places ``among`` the lines those that stand with the amount; none where nothing says which."""
        batches = one.subject is Subject.BATCHES
        filled = [place for place in range(len(self.lines)) if self._is_filling(place)]
        open_ = sorted({*among, *(filled if batches else [])})
        if not (self._are_several or self._has_a_step_before) or not one.words or len(open_) < 2:
            return []
        said = {place for start, end in self._occurrences(one) for place in self._near(start, end, one.subject, open_)}
        return sorted(said)

    def beside(self, one: Requirement) -> int | None:
        """The line that is named beside an amount that is none of its measures; the only one where there is one, and None where none is
        named."""
        if len(self.lines) == 1:
            return 0
        is_told = one.words and one.subject in COUNTED_SUBJECTS
        return next(iter(self._near(one.start, one.end, one.subject, range(len(self.lines))) if is_told else []), None)

    @cached_property
    def _plain(self) -> str:
        return self.text.lower()

    @cached_property
    def _counted(self) -> list[Requirement]:
        return [
            one for one in self.requirements if one.subject in COUNTED_SUBJECTS and one.words and not one.force.is_against
        ]

    @cached_property
    def _are_several(self) -> bool:
        """Two scales, or two numbers of batches, and no more than a person would tell apart."""
        if len(self._counted) > MOST:
            return False
        values = {(one.subject, one.low, one.high, one.unit) for one in self._counted}
        return any(sum(1 for value in values if value[0] is subject) > 1 for subject in COUNTED_SUBJECTS)

    @cached_property
    def _has_a_step_before(self) -> bool:
        """Something made for what is made of it, which has amounts of its own: the plasmids of a vector."""
        return len({family_of(line) in STEPS_BEFORE for line in self.lines if family_of(line) in MAKES}) > 1

    @cached_property
    def _clauses(self) -> list[int]:
        """Where clauses begin. Nouns without an amount belong to the one that they are joined to."""
        starts = [0]
        marks = sorted({*self._matches(SENTENCE), *self._matches(CLAUSE)})
        for place, (start, end) in enumerate(marks):
            before = self._plain[starts[-1] : start]
            is_joint = JOINT.fullmatch(self._plain, start, end) is not None and not self._has_amount(starts[-1], start)
            following = marks[place + 1][0] if place + 1 < len(marks) else len(self._plain)
            if not (is_joint and before.strip() and self._has_amount(end, following)):
                starts.append(end)
        return starts

    @cached_property
    def _sentences(self) -> list[int]:
        return [0, *(end for _start, end in self._matches(SENTENCE))]

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        return ((match.start(), match.end()) for match in pattern.finditer(self._plain))

    def _has_amount(self, start: int, end: int) -> bool:
        return any(start <= spot < end for _subject, spots in self._spots.items() for spot, _stop in spots)

    @cached_property
    def _spots(self) -> dict[Subject, list[tuple[int, int]]]:
        """Where amounts of each kind stand."""
        spots: dict[Subject, set[tuple[int, int]]] = {subject: set() for subject in COUNTED_SUBJECTS}
        for one in self._counted:
            spots[one.subject].update(self._occurrences(one))
        return {subject: sorted(found) for subject, found in spots.items()}

    def _occurrences(self, one: Requirement) -> Iterator[tuple[int, int]]:
        """Everywhere the same amount stands: it is one requirement, though two packages may need it."""
        yield one.start, one.end
        yield from (span for span in self._matches(_spelled(one)) if not one.start <= span[0] < one.end)

    def _near(self, start: int, end: int, subject: Subject, among: Sequence[int]) -> list[int]:
        """The lines that its clause names, else the clause before it in the same sentence that names any."""
        low = self._sentences[bisect_right(self._sentences, start) - 1]
        place = bisect_right(self._clauses, start) - 1
        clause_end = self._clauses[place + 1] if place + 1 < len(self._clauses) else len(self._plain)
        part = self._own_part(self._clauses[place], max(clause_end, end), start, end, subject)
        own = self._named(*part, (start, end), among)
        if not own and GRADES["early"].search(self._plain, *part):
            return []  # of a batch that is in no package
        while not own and place and self._clauses[place] > low:
            place -= 1
            own = self._named(max(low, self._clauses[place]), self._clauses[place + 1], (start, end), among)
        return own

    def _own_part(self, low: int, high: int, start: int, end: int, subject: Subject) -> tuple[int, int]:
        """Of a clause with several amounts the part of this one: what leads to it, where the first noun leads to the first amount."""
        spots = [spot for spot in self._spots[subject] if low <= spot[0] < high]
        if len(spots) < 2:
            return low, high
        leads = any(pattern.search(self._plain, low, spots[0][0]) for pattern in GRADES.values())
        before = [stop for _spot, stop in spots if stop <= start]
        after = [spot for spot, _stop in spots if spot >= end]
        return (max(before, default=low), end) if leads else (start, min(after, default=high))

    def _named(self, low: int, high: int, amount: tuple[int, int], among: Sequence[int]) -> list[int]:
        """What is made, and of what grade, by the words from ``low`` to ``high``. In "three GMP batches filled in vials" the batches
        are of what is filled."""
        kinds = {place: far for place in among if (far := self._far(self._kind(place), low, high, amount)) is not None}
        graded = {
            place: far
            for place in among
            if (grade := self._grade(place)) and (far := self._far(GRADES[grade], low, high, amount)) is not None
        }
        if both := [place for place in kinds if place in graded]:
            return both
        if kinds and graded:
            is_filling = all(self._is_filling(place) for place in kinds) and min(graded.values()) < min(kinds.values())
            return list(graded if is_filling else kinds)
        return list(graded) or (list(kinds) if len(kinds) < len(among) else [])

    def _far(self, pattern: re.Pattern[str], low: int, high: int, amount: tuple[int, int]) -> int | None:
        """Characters from an amount to the nearest words of a pattern."""
        start, end = amount
        return min(
            (max(start - match.end(), match.start() - end, 0) for match in pattern.finditer(self._plain, low, high)),
            default=None,
        )

    def _is_filling(self, place: int) -> bool:
        return family_of(self.lines[place]) in FILLS or self.lines[place].code in FILLING_LINES

    def _kind(self, place: int) -> re.Pattern[str]:
        line = self.lines[place]
        return re.compile(KINDS.get(line.code) or KINDS.get(family_of(line)) or r"(?!)")

    def _grade(self, place: int) -> str:
        return grade_of(self.lines[place], self.lines)


def grade_of(line: ServiceLine, lines: Sequence[ServiceLine]) -> str:
    """Of a line that makes the product, among all that are asked for; where none is commercial, those of GMP are both."""
    code = line.code
    if family_of(line) not in MAKES:
        return ""
    if "tox-material" in code or code.endswith("-hq"):
        return "early"
    if "commercial" in code:
        return "commercial"
    if "clinical" in code or "gmp" in code or code in UNGRADED:
        return "clinical" if any("commercial" in one.code for one in lines) else "gmp"
    return ""
