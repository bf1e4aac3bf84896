"""Ranking for a pasted text: read, ranked, nothing stored."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

from core import clock
from projects.briefs.doubts import Doubt
from projects.briefs.reading import read_brief
from projects.briefs.requirements import Doubted, Force, Reading, Requirement, Subject, Unclear, by_reason
from projects.briefs.rules import ensure_not_too_long, ensure_text
from projects.matching.engine.asked import Package, packages_of
from projects.matching.engine.found import Match, first_matches, near_misses_of
from projects.matching.engine.ground.texts import spelled_in, telling
from projects.matching.engine.judging.likeness import most_shared
from projects.matching.engine.judging.ranking import Question, Ranking, count_eligible, rank
from projects.matching.engine.judging.shutting import MUSTS_NAMED
from projects.matching.engine.judging.words import lent_to, spelled_of, words_of
from projects.matching.engine.weights import is_weighed
from projects.matching.enums import Criterion
from projects.matching.understood import Understood, asked_of_some, understood_of, without
from services.selectors.catalogue import Catalogue

WORK = frozenset({Subject.SERVICE_LINE, Subject.MODALITY, Subject.SYSTEM})
WORDS_ENOUGH = 2
"""So many words of a text in which nothing else was understood have to stand in one profile, for providers to be told apart by them."""
MUSTS_TRIED = 20
"""Of so many, the first of the text, it is tried how many more there would be without them."""
SEPARATOR = re.compile(
    r"[\s,;/、，；()（）]*(?:(?:or|and/or|alternatively|else)\b|或者?|还是)?[\s,]*(?:(?:failing (?:that|this)|alternatively|else|otherwise|possibly|perhaps|maybe|"
    r"if not|also|even)\b[\s,]*)*(?:(?:in|the|an?|northern|southern|eastern|western|central)\b\s*)*",
    re.IGNORECASE,
)
AND = re.compile(r"\s*,?\s*(?:and|&|和|及|与|以及)\s*(?:the\s+)?", re.IGNORECASE)
ALTERNATIVE = re.compile(r"\bor\b|\balternatively\b|\bfailing that\b|/|或|还是", re.IGNORECASE)


@dataclass(frozen=True)
class Preview:
    """A text or requirements, ranked. ``understood`` is what was counted, ``unclear`` what was not understood or cannot be honoured."""

    text: str
    understood: list[Understood]
    unclear: tuple[Unclear, ...]
    ranking: Ranking
    catalogue: Catalogue

    @property
    def doubted(self) -> list[Doubted]:
        """What is not clear, by the reason."""
        return by_reason(self.unclear)

    def first(self, limit: int) -> list[Match]:
        """The first of all, who miss nothing before who miss something. Nobody where nothing tells them apart."""
        return first_matches(self.ranking, self.catalogue, limit) if self.is_compared else []

    def eligible(self, limit: int) -> list[Match]:
        """The first of those who miss nothing."""
        return first_matches(self.ranking, self.catalogue, min(limit, self.count_eligible))

    def near_misses(self, limit: int) -> list[Match]:
        """The first of those who miss something."""
        return near_misses_of(self.ranking, self.catalogue, limit)

    @property
    def is_compared(self) -> bool:
        """Whether there was anything in it by which providers can be told apart; if not, their order means nothing. One word that some
        profile has by chance, and nothing else, is not enough."""
        return bool(self.ranking.scores) and (bool(self.understood) or self._has_words_enough)

    @property
    def names_work(self) -> bool:
        """Whether it was understood what is to be done or made. If not, nobody is left out for what they do."""
        return any(one.subject in WORK and not one.force.is_against for one in self.understood)

    @cached_property
    def _has_words_enough(self) -> bool:
        ranking = self.ranking
        return most_shared(ranking.question.words, ranking.ground, self.catalogue.vocabulary) >= WORDS_ENOUGH

    @property
    def is_weighed(self) -> bool:
        """Whether anything by which they are compared has a weight."""
        return not self.is_compared or is_weighed(self.ranking.weights, self.ranking.scores)

    @property
    def count(self) -> int:
        """How many are ranked."""
        return self.ranking.ground.size if self.is_compared else 0

    def shut_out_by(self) -> list[tuple[Understood, int]]:
        """What of the understood shuts out most, with how many more miss nothing without it: each is taken away and the rest asked again."""
        if not self.is_compared or self.count_eligible == self.count:
            return []
        found = [(one, self._gained_without(one)) for one in self.understood if one.shuts_out][:MUSTS_TRIED]
        return sorted((pair for pair in found if pair[1] > 0), key=lambda pair: -pair[1])[:MUSTS_NAMED]

    def _gained_without(self, one: Understood) -> int:
        rest = [requirement for each in self.understood if each.key != one.key for requirement in each.requirements]
        packages = packages_from(rest, self.text, self.catalogue)
        return count_eligible(replace(self.ranking.question, packages=packages), self.catalogue) - self.count_eligible

    @property
    def is_for_several(self) -> bool:
        """Whether nobody takes all of it, and each part of it has somebody who misses nothing."""
        several = self.ranking.package_misses
        return self.count_eligible == 0 and len(several) > 1 and all((missed == 0).any() for missed in several)

    @property
    def count_eligible(self) -> int:
        return int((self.ranking.misses == 0).sum()) if self.is_compared else 0


def preview_of(
    text: str,
    catalogue: Catalogue,
    *,
    requirements: Sequence[Requirement] | None = None,
    removed: Iterable[str] = (),
    weights: Mapping[Criterion, float] | None = None,
    today: date | None = None,
) -> Preview:
    """A text, or requirements, or both, against the whole catalogue. ``removed`` are keys of what somebody took away.

    Raises Invalid for a text that is too long to be read, or too short to be all there is.
    """
    day = today or clock.today()
    unclear: tuple[Unclear, ...] = ()
    ensure_not_too_long(text)
    if requirements is None:
        text = ensure_text(text)
        reading = read_brief(text, catalogue.vocabulary, day)
        requirements, unclear = reading.requirements, reading.unclear
    kept = asked_of_some(without(understood_of(requirements, catalogue.vocabulary), removed), catalogue.vocabulary)
    asked = [requirement for one in kept for requirement in one.requirements]
    ranking = rank(question_from(asked, text, catalogue, day), catalogue, weights or {})
    notes = (*unclear, *_not_honoured(kept), *_unmeasured(kept, ranking))
    return Preview(text, kept, notes, ranking, catalogue)


def _not_honoured(kept: Iterable[Understood]) -> Iterable[Unclear]:
    """What is excluded shuts nobody out, unless it is a country: who does other work besides can do this work all the same."""
    for one in kept:
        if one.force == Force.EXCLUDED and one.subject != Subject.COUNTRY:
            yield Unclear(one.first.words or one.label, one.first.start, one.first.end, Doubt.NOT_HONOURED)


def _unmeasured(kept: Iterable[Understood], ranking: Ranking) -> Iterable[Unclear]:
    """A scale that no package is judged by: nobody who does the work counts it so."""
    judged = {(amount.unit, amount.asked) for fit in ranking.fits for amount in fit.package.amounts if fit.measures(amount)}
    for one in kept:
        first = one.first
        if one.subject == Subject.SCALE and not one.force.is_against and ranking.fits:
            asked = first.low if first.low is not None else first.high
            if (first.unit, asked) not in judged:
                yield Unclear(first.words or one.label, first.start, first.end, Doubt.UNMEASURED)


def question_of_text(text: str, catalogue: Catalogue, today: date) -> tuple[Reading, Question]:
    """What a text asks, and how it was read."""
    reading = read_brief(text, catalogue.vocabulary, today)
    return reading, question_from(reading.requirements, text, catalogue, today)


def question_from(requirements: Sequence[Requirement], text: str, catalogue: Catalogue, today: date) -> Question:
    """What these requirements ask, some of which may have been taken away from a reading of the text."""
    own = telling(text)
    words = words_of(own, requirements, catalogue.vocabulary)
    spelled = spelled_of(spelled_in(text), requirements, catalogue.vocabulary)
    return Question(packages_from(requirements, text, catalogue), words, today, lent=lent_to(own, words), spelled=spelled)


def packages_from(requirements: Sequence[Requirement], text: str, catalogue: Catalogue) -> tuple[Package, ...]:
    """What can be sourced alone, of what was read from a text or sent with it."""
    return packages_of(alternatives_joined(requirements, text), catalogue.vocabulary)


def alternatives_joined(requirements: Iterable[Requirement], text: str) -> list[Requirement]:
    """ "Germany, Austria or Switzerland" is one choice: its parts get the words of the whole. So is a list of countries with "and": sites are
    chosen among them, as a project chooses among those that it allows."""
    ordered = sorted(requirements, key=lambda one: (*_alike(one), one.start, one.end, one.code))
    result: list[Requirement] = []
    for _key, several in groupby(ordered, key=_alike):
        for chain in _chains(list(several), text):
            start, end = chain[0].start, max(one.end for one in chain)
            is_place = chain[0].subject == Subject.COUNTRY
            is_choice = len(chain) > 1 and (is_place or ALTERNATIVE.search(text[start:end]))
            result += [replace(one, start=start, end=end) for one in chain] if is_choice else chain
    return result


def _alike(one: Requirement) -> tuple[str, str, tuple[str, ...]]:
    """What a choice has in common."""
    return one.subject, one.force, one.service_lines


def _chains(ordered: list[Requirement], text: str) -> list[list[Requirement]]:
    """Requirements with nothing between their words but what separates a list."""
    chains: list[list[Requirement]] = []
    for one in ordered:
        last = chains[-1][-1] if chains else None
        if last is not None and last.words and one.words and last.start >= 0 and _belongs(last, one, text):
            chains[-1].append(one)
        else:
            chains.append([one])
    return chains


def _belongs(last: Requirement, one: Requirement, text: str) -> bool:
    if (last.start, last.end) == (one.start, one.end):
        return True
    between = text[last.end : one.start]
    is_listed = one.subject == Subject.COUNTRY and AND.fullmatch(between) is not None
    return last.end <= one.start and (is_listed or SEPARATOR.fullmatch(between) is not None)
