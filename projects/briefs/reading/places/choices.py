""" "Germany or Austria" is one choice, not two demands: its countries get the same words, as those of a region have."""

import re
from collections.abc import Sequence
from dataclasses import replace

from projects.briefs.reading.tone.tones import LIST_GAP
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Force, Requirement, Subject

OR_GAP = re.compile(r"\s?(?:,\s)?(?:/|\bor\b|或者?|、或)\s?(?:the\s|in\s|an?\s)?", re.ASCII)
BOTH = re.compile(r"\bboth\s(?:in\s|the\s)?$|each of (?:the )?$|同时在?$", re.ASCII)
LISTS = {Subject.COUNTRY: LIST_GAP, Subject.STANDARD: OR_GAP, Subject.SYSTEM: OR_GAP, Subject.MODALITY: OR_GAP}
"""A site stands in one country, so any list of countries is a choice; of the others only what "or" joins."""


def with_choices(layout: Layout, requirements: Sequence[Requirement]) -> list[Requirement]:
    """The requirements, with one span of words for each choice. "Both in Europe and in Asia" stays two demands."""
    spans: dict[tuple[object, ...], tuple[int, int]] = {}
    for key in dict.fromkeys(_alike(one) for one in requirements if not one.force.is_against):
        if gap := LISTS.get(key[0]):
            own = sorted({(one.start, one.end) for one in requirements if _alike(one) == key})
            for first, last, members in _runs(layout, own, gap):
                spans |= {(*key, *member): (first, last) for member in members}
    spread = [_spread(layout, one, spans.get((*_alike(one), one.start, one.end))) for one in requirements]
    once: dict[tuple[object, ...], Requirement] = {}
    for one in sorted(spread, key=lambda one: (one.start, one.end, one.subject, one.code)):
        is_place = one.subject is Subject.COUNTRY
        once.setdefault((*_alike(one), one.code, one.start, one.end) if is_place else (len(once),), one)
    return list(once.values())


def _alike(one: Requirement) -> tuple[Subject, Force, tuple[str, ...]]:
    """What a choice has in common."""
    return one.subject, one.force, one.service_lines


def _runs(
    layout: Layout, spans: Sequence[tuple[int, int]], gap: re.Pattern[str]
) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Spans that follow each other in a list: where the list begins and ends, and what is in it."""
    runs: list[tuple[int, int, list[tuple[int, int]]]] = []
    for start, end in spans:
        if (
            runs
            and start >= runs[-1][1]
            and gap.fullmatch(layout.plain, runs[-1][1], start)
            and not _is_both(layout, runs[-1][0])
        ):
            first, _last, members = runs[-1]
            runs[-1] = (first, end, [*members, (start, end)])
        else:
            runs.append((start, end, [(start, end)]))
    return [run for run in runs if len(run[2]) > 1]


def _is_both(layout: Layout, start: int) -> bool:
    return BOTH.search(layout.plain, max(0, start - 16), start) is not None


def _spread(layout: Layout, one: Requirement, span: tuple[int, int] | None) -> Requirement:
    if span is None:
        return one
    return replace(one, words=layout.text[span[0] : span[1]], start=span[0], end=span[1])
