"""Scales, batches, windows, durations, budgets and confidentiality, from the numbers of a text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext_noop as _

from projects.briefs.reading.fitting import Surroundings
from projects.briefs.reading.found import Found
from projects.briefs.reading.money import bare_budgets_in, sums_in
from projects.briefs.reading.numbers import numbers_in
from projects.briefs.reading.quantities import Batches, batches_in, scales_in
from projects.briefs.reading.stages import PHASES
from projects.briefs.reading.terms import Terms
from projects.briefs.reading.times import lengths_in, windows_in
from projects.briefs.requirements import Subject, Unclear

CDA = re.compile(
    r"(?<![a-z])(?:cdas?|confidentiality agreement|confidential disclosure agreement|non.?disclosure agreement|"
    r"confidentiality|strictly confidential|under confidence)(?![a-z])"
    r"|(?:(?:sign|signed|signing|under|mutual|two-way|an?|our|after|before|behind)\s(?:an? |the |"
    r"our )?)nda(?![a-z])(?!\s(?:filing|submission|with|to (?:the )?fda|approval))|保密协议|保密"
)

LARGEST = 10**12
"""Of any currency: no budget is larger, and more digits than the reading takes in are a slip."""
DIGITS = re.compile(r"\d*")


def found_figures(terms: Terms, services: Sequence[Found], today: date) -> tuple[list[Found], list[Unclear]]:
    """What is counted, and figures that make no sense."""
    unclear: list[Unclear] = []
    money = list(_budgets(terms, unclear))
    times = [*_windows(terms, today, unclear), *_durations(terms, today)]
    taken = [(match.start(), match.end()) for match in PHASES.finditer(terms.layout.plain)]
    taken += [(one.start, one.end) for one in [*money, *times]] + [(note.start, note.end) for note in unclear]
    scales = list(_scales(terms, services, taken, unclear))
    return [*money, *times, *scales, *_confidentiality(terms)], unclear


def _budgets(terms: Terms, unclear: list[Unclear]) -> Iterator[Found]:
    plain, text = terms.layout.plain, terms.layout.text
    read = list(sums_in(plain))
    for one in read:
        if one.is_price:
            reason = _("This is a price for each, not a budget for the project.")
            unclear.append(Unclear(text[one.start : one.end], one.start, one.end, reason))
        elif max(one.low or 0, one.high or 0) > LARGEST:
            end = one.end + len(DIGITS.findall(plain, one.end, one.end + 40)[0])
            unclear.append(Unclear(text[one.start : end], one.start, end, _("This sum is too large for a budget.")))
        else:
            confidence = 0.7 if one.is_vague else 0.9
            yield Found(
                Subject.BUDGET, (), one.start, one.end, confidence, "budget", low=one.low, high=one.high, unit=one.currency
            )
    for start, end in bare_budgets_in(plain):
        if not any(one.start < end + 12 and start < one.end for one in read):
            unclear.append(Unclear(text[start:end], start, end, _("The budget has no currency.")))


def _windows(terms: Terms, today: date, unclear: list[Unclear]) -> Iterator[Found]:
    text = terms.layout.text
    for one in windows_in(terms.layout.plain, today):
        if one.ends_on and one.ends_on < today:
            if one.starts_on is None:
                unclear.append(Unclear(text[one.start : one.end], one.start, one.end, _("This date lies in the past.")))
            continue
        confidence = 0.85 if one.is_sure else 0.5
        yield Found(
            Subject.WINDOW, (), one.start, one.end, confidence, "window", starts_on=one.starts_on, ends_on=one.ends_on
        )


def _durations(terms: Terms, today: date) -> Iterator[Found]:
    for one in lengths_in(terms.layout.plain, today):
        yield Found(Subject.DURATION, (), one.start, one.end, 0.75, "duration", low=one.low, high=one.high)


def _scales(
    terms: Terms,
    services: Sequence[Found],
    taken: Sequence[tuple[int, int]],
    unclear: list[Unclear],
) -> Iterator[Found]:
    plain, text = terms.layout.plain, terms.layout.text
    occupied = bytearray(len(plain) + 1)
    for start, end in taken:
        occupied[start:end] = b"\1" * (end - start)
    numbers = [one for one in numbers_in(plain) if not any(occupied[one.start : one.end])]
    asked = frozenset(name for one in services for code in one.codes for name in (code, terms.family_of(code)))
    families = frozenset(terms.family_of(code) for one in services for code in one.codes)
    around = Surroundings(terms.modalities - terms.purposes, families if asked else frozenset())
    reasons = {
        "concentration": _("This is a concentration or a rate, which is no scale."),
        "misfit": _("This unit does not fit what is asked for."),
    }
    for one in scales_in(plain, numbers, terms.lexicon.measures, around):
        if isinstance(one, Batches):
            yield _batches(one)
        elif one.unclear:
            unclear.append(Unclear(text[one.start : one.end], one.start, one.end, reasons[one.unclear]))
        else:
            yield Found(
                Subject.SCALE, (), one.start, one.end, one.confidence, "scale", low=one.low, high=one.high, unit=one.unit
            )
    yield from (_batches(one) for one in batches_in(plain, numbers))


def _batches(one: Batches) -> Found:
    return Found(Subject.BATCHES, (), one.start, one.end, 0.85, "batches", low=one.low, high=one.high)


def _confidentiality(terms: Terms) -> Iterator[Found]:
    for match in CDA.finditer(terms.layout.plain):
        yield Found(Subject.CONFIDENTIALITY, ("cda-required",), match.start(), match.end(), 0.8, "confidentiality")
