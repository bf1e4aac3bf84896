"""Ranking for a pasted text: read, ranked, nothing stored."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from projects.briefs.reading import read_brief
from projects.briefs.requirements import Reading, Requirement
from projects.matching.engine.asked import packages_of
from projects.matching.engine.ranking import Question
from projects.matching.engine.texts import telling
from services.selectors.catalogue import Catalogue

SEPARATOR = re.compile(r"[\s,;/、，；]*(?:(?:or|and/or|oder)\b|或者?|还是)?[\s]*(?:in|the|a|an)?[\s]*", re.IGNORECASE)
ALTERNATIVE = re.compile(r"\bor\b|/|或|还是", re.IGNORECASE)


def question_of(text: str, catalogue: Catalogue, today: date) -> tuple[Reading, Question]:
    """What a text asks, and how it was read."""
    reading = read_brief(text, catalogue.vocabulary, today)
    return reading, question_from(reading.requirements, text, catalogue, today)


def question_from(requirements: Sequence[Requirement], text: str, catalogue: Catalogue, today: date) -> Question:
    """What these requirements ask, some of which may have been taken away from a reading of the text."""
    joined = alternatives_joined(requirements, text)
    return Question(packages_of(joined, catalogue.vocabulary), telling(text), today)


def alternatives_joined(requirements: Iterable[Requirement], text: str) -> list[Requirement]:
    """ "Germany, Austria or Switzerland" is one choice: its parts get the words of the whole."""
    ordered = sorted(requirements, key=lambda one: (one.subject, one.force, one.start, one.end, one.code))
    result: list[Requirement] = []
    for _key, several in groupby(ordered, key=lambda one: (one.subject, one.force)):
        for chain in _chains(list(several), text):
            start, end = chain[0].start, max(one.end for one in chain)
            is_choice = len(chain) > 1 and ALTERNATIVE.search(text[start:end])
            result += [replace(one, start=start, end=end) for one in chain] if is_choice else chain
    return result


def _chains(ordered: list[Requirement], text: str) -> list[list[Requirement]]:
    """Requirements with nothing between their words but what separates a list."""
    chains: list[list[Requirement]] = []
    for one in ordered:
        last = chains[-1][-1] if chains else None
        gap = text[last.end : one.start] if last and last.words and one.words and last.end <= one.start else None
        if last is not None and one.words and ((last.start, last.end) == (one.start, one.end) or _separates(gap)):
            chains[-1].append(one)
        else:
            chains.append([one])
    return chains


def _separates(gap: str | None) -> bool:
    return gap is not None and SEPARATOR.fullmatch(gap) is not None
