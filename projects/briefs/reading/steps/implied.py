"""Guesses by the table of the trade: what follows from words, from first trials, and from where the work is to be done."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from projects.briefs.reading.found import Found
from projects.briefs.reading.meaning.senses import meaning
from projects.briefs.reading.names.sayings import EU
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.steps.signs import SOLD
from projects.briefs.reading.steps.trade import CLUES, Clue
from projects.briefs.reading.steps.work import SEARCHES, TRIAL_STAGES, is_late, is_sketch
from projects.briefs.reading.writing.text import Word, stems_of
from projects.briefs.requirements import Subject

OF_MEMBER = 0.4
MANY, ITEMS = 4, 3
DENIED = re.compile(r"(?<!能)(?<!是)不$|无$|未$")
"""Right before words from which nothing follows then: "样品不出境"."""
ITEM = re.compile(r"(?:^|\n)[^\S\n]{0,20}(?:[-*•·–—]\s|\(?\d{1,2}[.)）、]|[①-⑩])")
"""Where a line of a list begins."""
SHORT_NAME = 5
Phrase = tuple[tuple[str, ...], str]
"""Stems, and the name as it must stand where it is an abbreviation: "PK" is one, "pk" is not."""


@dataclass(frozen=True)
class Asked:
    """What else the text asks for, as codes: families of services, stages and markets, and the places of sites and markets."""

    modalities: frozenset[str]
    families: frozenset[str]
    stages: frozenset[str]
    trials: frozenset[str]
    markets: frozenset[str]
    places: tuple[Found, ...] = ()
    closed: frozenset[str] = frozenset()
    is_scoped: bool = False
    is_sketch: bool = False
    is_sold: bool = False

    @classmethod
    def of(cls, terms: Terms, asked: Iterable[Found], closed: Iterable[str], is_scoped: bool) -> "Asked":
        """Of families that are ``closed``, there already or refused, nothing is guessed."""
        codes: Mapping[Subject, list[Found]] = defaultdict(list)
        for one in asked:
            codes[one.subject].append(one)
        return cls(
            frozenset(code for one in codes[Subject.MODALITY] if not one.is_implied for code in one.codes),
            frozenset(terms.family_of(code) for one in codes[Subject.SERVICE_LINE] for code in one.codes),
            frozenset(code for one in codes[Subject.STAGE] for code in one.codes),
            frozenset(code for one in codes[Subject.STAGE] if not one.is_implied for code in one.codes) & TRIAL_STAGES,
            frozenset(code for one in codes[Subject.JURISDICTION] for code in one.codes),
            (*codes[Subject.COUNTRY], *codes[Subject.JURISDICTION]),
            frozenset(closed),
            is_scoped,
            is_sketch(terms),
            SOLD.search(terms.layout.plain) is not None,
        )


def says_its_scope(terms: Terms, services: Iterable[Found]) -> bool:
    """Who lists what they want wants no more: four families by their names, or a list with bullets or numbers."""
    families = {terms.family_of(code) for one in services if not one.is_implied for code in one.codes}
    return len(families) >= MANY or len(ITEM.findall(terms.layout.text)) >= ITEMS


def found_implied(terms: Terms, asked: Asked) -> Iterator[Found]:
    """What nobody says and everybody means. Nothing that is said already."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(terms.words):
        places[word.stem].append(place)
    for clue in CLUES:
        spans = list(_spans(clue.words, terms.words, places)) if _holds(clue, terms, asked) else []
        spans = [one for one in spans if not DENIED.search(terms.layout.plain, max(0, one[0] - 2), one[0])]
        spans = [one for one in spans if not terms.layout.ordinary.tears(*one)]
        if spans and not any(True for _span in _spans(clue.unless, terms.words, places)):
            for start, end in spans:
                yield from _follows(clue, asked, terms, start, end)
    yield from _authorities(asked)


def _holds(clue: Clue, terms: Terms, asked: Asked) -> bool:
    """Whether it applies to what is asked for, whatever the words."""
    if (clue.products and not clue.products & asked.modalities) or (clue.asks and not clue.asks & asked.families):
        return False
    if clue.language and clue.language != terms.language:
        return False
    return not (clue.early and is_late(asked.stages)) and not (clue.markets and asked.markets and not clue.beside)


def _follows(clue: Clue, asked: Asked, terms: Terms, start: int, end: int) -> Iterator[Found]:
    lines = _open(terms, asked, clue.families.split())
    is_else = lines and meaning(terms.layout.plain, start, end, terms.layout.near(start), frozenset(lines)) == ()
    for subject, codes, known in (
        (Subject.SERVICE_LINE, [] if is_else else lines, asked.families),
        (Subject.STAGE, _unfinished(asked, clue.stages.split()), asked.stages),
        (Subject.JURISDICTION, clue.markets.split(), asked.markets),
    ):
        for code in codes:
            if code not in known and terms.family_of(code) not in known:
                yield _guess(subject, code, start, end, clue.confidence)


def _open(terms: Terms, asked: Asked, families: Iterable[str]) -> list[str]:
    """The lines of families that may be guessed."""
    lines = [] if asked.is_scoped else [terms.own_line(code) for code in families]
    return [code for code in lines if terms.family_of(code) not in asked.closed]


def _unfinished(asked: Asked, stages: Iterable[str]) -> list[str]:
    """Where the text or its services say a stage, no other follows from words; only what comes after approval goes beside others. In a
    sketch more does, but no work before the first trial where toxicology is done or refused, and no trial where another is said."""
    if not asked.is_sketch:
        return [code for code in stages if not asked.stages or (code == "post-market" and asked.is_sold)]
    is_said = bool(asked.trials)
    dropped = set(SEARCHES) if is_said or asked.stages & SEARCHES else set()
    if is_said or "registration-filing" in asked.stages:
        dropped |= {"phase-2", "phase-3", "registration-filing", "commercial-manufacture"}
    if asked.is_sold:
        dropped |= {"phase-3", "registration-filing"}
    if "toxicology" in asked.closed or "phase-2" in asked.stages:
        dropped |= {"preclinical-ind-enabling"}
    return [code for code in stages if code not in dropped]


def _guess(subject: Subject, code: str, start: int, end: int, confidence: float) -> Found:
    return Found(subject, (code,), start, end, confidence, "implied", is_implied=True)


def _authorities(asked: Asked) -> Iterator[Found]:
    """A site or a trial in the Union is under the Union's rules."""
    for place in asked.places:
        if "eu" not in asked.markets and any(code.upper() in EU for code in place.codes):
            yield _guess(Subject.JURISDICTION, "eu", place.start, place.end, OF_MEMBER)


@cache
def _phrases(names: str) -> tuple[Phrase, ...]:
    return tuple(
        (stems_of(name), name if name.isupper() and len(name) <= SHORT_NAME and name.isascii() else "")
        for name in names.split("|")
        if name
    )


def _spans(names: str, words: Sequence[Word], places: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Where the phrases stand, none over the end of a sentence. ``places`` are those of each stem."""
    for stems, strict in _phrases(names):
        for place in places.get(stems[0], ()):
            part = words[place : place + len(stems)]
            is_here = tuple(one.stem for one in part) == stems and part[-1].sentence == part[0].sentence
            if is_here and strict in {"", part[0].raw}:
                yield part[0].start, part[-1].end
