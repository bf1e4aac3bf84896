"""What is left of what was read: each thing once, for services that are asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.shares import unit_of
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.writing.text import Layout
from projects.briefs.requirements import Force, Requirement, Subject, Unclear

ENOUGH = {Subject.COUNTRY: 0.45}
"""Of a wish beside a must for the same: "Australia or China, Australia preferred"."""


def unique(requirements: Iterator[Requirement]) -> list[Requirement]:
    """Each thing once for each force and the services that it is asked of, where it is said with most confidence. A country is none of the
    things that its region is."""
    said = list(requirements)
    named = _choices(said)
    best: dict[tuple[object, ...], Requirement] = {}
    for one in said:
        region = frozenset(named[_words_of(one)]) if one.subject is Subject.COUNTRY else None
        key = (one.subject, one.force, one.code, one.low, one.high, one.unit, one.starts_on, one.latest_start, one.ends_on)
        whole = (*key, one.service_lines, region)
        if whole not in best or one.confidence > best[whole].confidence:
            best[whole] = one
    musts = {(one.subject, one.code, one.service_lines) for one in best.values() if one.force is Force.MUST and one.code}
    kept = [
        one
        for one in best.values()
        if one.force is not Force.WISH
        or not {(one.subject, one.code, one.service_lines), (one.subject, one.code, ())} & musts
        or one.confidence > ENOUGH.get(one.subject, 0.6)
    ]
    return sorted(kept, key=lambda one: (one.start, one.end, one.subject, one.code))


def _choices(requirements: Sequence[Requirement]) -> dict[tuple[object, ...], set[str]]:
    """The codes of each choice."""
    found: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in requirements:
        found[_words_of(one)].update(filter(None, [one.code]))
    return found


def _words_of(one: Requirement) -> tuple[object, ...]:
    return one.subject, one.force, one.start, one.end, one.service_lines


def with_lines_asked(terms: Terms, requirements: Sequence[Requirement]) -> list[Requirement]:
    """Each with the services that are still asked for, which may be other lines of the same family by now; without any where that is all
    of them. What is asked of all is not asked of some besides."""
    asked = [one.code for one in requirements if one.subject is Subject.SERVICE_LINE and _is_said(one)]

    def instead_of(code: str) -> set[str]:
        of_unit = {other for other in asked if unit_of(terms, other) == unit_of(terms, code)}
        return of_unit or {other for other in asked if terms.family_of(other) == terms.family_of(code)}

    def left(one: Requirement) -> tuple[str, ...]:
        lines = {other for code in one.service_lines for other in ([code] if code in asked else instead_of(code))}
        return tuple(sorted(lines)) if lines < set(asked) else ()

    settled = [replace(one, service_lines=left(one)) if one.service_lines else one for one in requirements]
    choices = _choices(settled)
    of_all = [(key[:2], codes) for key, codes in choices.items() if codes and not key[-1]]

    def is_said(one: Requirement) -> bool:
        """Whether it is asked of all, at least as strictly: a part of a region is more than the region."""
        own = choices[_words_of(one)]
        of_same = [codes for key, codes in of_all if key == (one.subject, one.force)]
        if one.force.is_against:
            return any(one.code in codes for codes in of_same)
        return any(codes <= own if one.force is Force.MUST else codes == own for codes in of_same)

    return [one for one in settled if not one.service_lines or not is_said(one)]


def _is_said(one: Requirement) -> bool:
    return not one.force.is_against and not one.is_guess


def without_exceptions(requirements: Sequence[Requirement]) -> list[Requirement]:
    """ "Europe except Switzerland" is Europe's other countries, and no contradiction; Europe and not Europe is one. A must for Europe that
    would rather not be in Switzerland is one for all of it, since nobody is shut out by such a wish; what is excluded is not avoided too."""
    places = [one for one in requirements if one.subject is Subject.COUNTRY]
    excluded, avoided = (
        {(one.code, one.service_lines) for one in places if one.force is force} for force in (Force.EXCLUDED, Force.AVOIDED)
    )
    refused = {Force.MUST: excluded, Force.WISH: excluded | avoided, Force.AVOIDED: excluded, Force.EXCLUDED: set()}

    def is_refused(one: Requirement) -> bool:
        return not refused[one.force].isdisjoint({(one.code, one.service_lines), (one.code, ())})

    left = {(one.start, one.end) for one in places if not one.force.is_against and not is_refused(one)}
    exceptions = [one for one in places if is_refused(one) and (one.force is Force.AVOIDED or (one.start, one.end) in left)]
    return [one for one in requirements if one not in exceptions]


def of_others(layout: Layout, found: Sequence[Found]) -> list[Unclear]:
    """Places of work that nobody asks for."""
    return [Unclear(layout.text[one.start : one.end], one.start, one.end, Doubt.OF_OTHER_WORK) for one in found]
