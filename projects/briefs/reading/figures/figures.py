"""Scales, batches, windows, durations, budgets and confidentiality, from the numbers of a text."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from projects.briefs.doubts import Doubt
from projects.briefs.reading.amounts.fitting import Surroundings
from projects.briefs.reading.amounts.inexact import endless_in, vague_amounts_in
from projects.briefs.reading.amounts.labelled_sums import joined, labelled_sums
from projects.briefs.reading.amounts.money import bare_budgets_in, spelled_apart, sums_in
from projects.briefs.reading.amounts.numbers import Number, numbers_in
from projects.briefs.reading.amounts.quantities import Batches, Scale, batches_in, scales_in
from projects.briefs.reading.amounts.series import series_in
from projects.briefs.reading.amounts.spent import is_spent
from projects.briefs.reading.amounts.yearly import yearly_batches_in
from projects.briefs.reading.days.dates import Period
from projects.briefs.reading.days.milestones import is_asked_late, is_told
from projects.briefs.reading.days.times import times_in
from projects.briefs.reading.figures.packs import doubt_of_packs
from projects.briefs.reading.figures.patients import doubt_of_people, is_for_each, of_patients, summed
from projects.briefs.reading.found import Found
from projects.briefs.reading.meaning.contracts import is_deposit
from projects.briefs.reading.meaning.exposure import exposures_in
from projects.briefs.reading.names.spellings import Measures
from projects.briefs.reading.needs.asides import TRIAL_FAMILIES, WRITING
from projects.briefs.reading.needs.filings import FILING_FAMILIES as FILINGS
from projects.briefs.reading.needs.reports import days_of_reports
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.steps.stages import PHASES
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.reading.writing.separators import below_zero, in_english, two_ways
from projects.briefs.requirements import Subject, Unclear

CDA = quick(
    r"(?<![a-z])(?:cdas?|confidentiality agreement|confidential disclosure agreement|non.?disclosure agreement|"
    r"confidentiality|strictly confidential|under confidence)(?![a-z])"
    r"|(?:(?:sign|signed|signing|under|mutual|two-way|an?|our|after|before|behind)\s(?:an? |the |"
    r"our )?)nda(?![a-z])(?!\s(?:filing|submission|with|to (?:the )?fda|approval))|"
    r"(?:签署?|签订|签好|签过|签了|互签|双方签?)[^，。；,;\n]{0,4}(?<![a-z])nda(?![a-z])(?!申报|申请)|(?<![a-z])nda(?=\s?[^，。；,;\na-z]{0,6}签|,? (?:first|comes first|before|in place)\b| (?:is |will be |must be |to be )?(?:needed|required|signed|executed)\b)|保密协议|保密"
)

LARGEST = 10**12
"""Of any currency: no budget is larger, and more digits than the reading takes in are a slip."""
DIGITS = re.compile(r"\d*")


def found_figures(terms: Terms, services: Sequence[Found], today: date) -> tuple[list[Found], list[Unclear]]:
    """What is counted, and figures that make no sense."""
    plain = in_english(terms.layout.plain)
    money, times = Figures(terms.layout.text), Figures(terms.layout.text)
    _budgets(plain, money)
    _windows(plain, terms, services, today, times)
    taken = [(match.start(), match.end()) for match in PHASES.finditer(plain)]
    taken += [span for part in (money, times) for span in part.spans()]
    scales = Figures(terms.layout.text)
    _scales(plain, terms, services, taken, scales)
    counted, doubted = _without_doubtful(plain, terms.layout.text, [*money.found, *scales.found])
    found = [*counted, *times.found, *_confidentiality(terms)]
    return found, [*money.unclear, *times.unclear, *scales.unclear, *doubted]


@dataclass
class Figures:
    """What is found in a text, and what is not clear."""

    text: str
    found: list[Found] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)

    def spans(self) -> list[tuple[int, int]]:
        """Where all of it stands."""
        return [(one.start, one.end) for one in self.found] + [(one.start, one.end) for one in self.unclear]

    def doubt(self, start: int, end: int, doubt: Doubt) -> None:
        """List these words with why they are not clear."""
        self.unclear.append(Unclear(self.text[start:end], start, end, doubt))


def _without_doubtful(plain: str, text: str, found: Sequence[Found]) -> tuple[list[Found], list[Unclear]]:
    """Without what has a number that can be read two ways, or one below zero."""
    doubts = sorted(
        [*((*span, Doubt.TWO_WAYS) for span in two_ways(plain)), *((*span, Doubt.BELOW_ZERO) for span in below_zero(plain))]
    )
    kept, ends = Figures(text), [end for _start, end, _doubt in doubts]
    for one in found:
        place = bisect_right(ends, one.start)
        doubt = doubts[place] if place < len(doubts) and doubts[place][0] < one.end else None
        if doubt:
            kept.doubt(min(doubt[0], one.start), max(one.end, doubt[1]), doubt[2])
        else:
            kept.found.append(one)
    return kept.found, kept.unclear


def _budgets(plain: str, figures: Figures) -> None:
    plain = spelled_apart(plain)
    labelled = list(labelled_sums(plain))
    marks = _taken(plain, [(one.start, one.end) for one in labelled])
    plainly = [one for one in sums_in(plain) if not any(marks[one.start : one.end])]
    read = joined(plain, sorted([*labelled, *plainly], key=lambda one: one.start))
    for one in read:
        most = max(one.low or 0, one.high or 0)
        if is_deposit(plain, one.start, one.end):
            figures.doubt(one.start, one.end, Doubt.DEPOSIT)
        elif is_spent(plain, one.start, one.end):
            figures.doubt(one.start, one.end, Doubt.SPENT)
        elif one.is_price or not most:
            figures.doubt(one.start, one.end, Doubt.PRICE if one.is_price else Doubt.NOTHING)
        elif most > LARGEST:
            figures.doubt(one.start, one.end + len(DIGITS.findall(plain, one.end, one.end + 40)[0]), Doubt.SUM_TOO_LARGE)
        else:
            figures.found.append(
                Found(
                    Subject.BUDGET, (), one.start, one.end, 0.7 if one.is_vague else 0.9, "budget", low=one.low, high=one.high, unit=one.currency
                )
            )  # fmt: skip
    for start, end in bare_budgets_in(plain):
        if not any(one.start < end + 12 and start < one.end for one in read):
            figures.doubt(start, end, Doubt.CURRENCY)


def _windows(plain: str, terms: Terms, services: Sequence[Found], today: date, figures: Figures) -> None:
    asked = {terms.family_of(code) for one in services if not one.is_implied for code in one.codes}
    windows, lengths = times_in(plain, today, asked <= WRITING and bool(asked & FILINGS), bool(asked & TRIAL_FAMILIES))
    for one in _without_reports(plain, terms, services, windows):
        is_past = one.last is not None and one.last < today
        if one.doubt and one.doubt != Doubt.EVENT:
            figures.doubt(one.start, one.end, one.doubt)
        elif is_past and (one.starts_on is None or is_asked_late(plain, one)) and not one.doubt:
            figures.doubt(one.start, one.end, Doubt.PAST)
        elif one.doubt and not is_past and (one.is_sure or not is_told(plain, one)):
            figures.doubt(one.start, one.end, one.doubt)
        elif not is_past and not one.doubt:
            figures.found.append(
                Found(
                    Subject.WINDOW, (), one.start, one.end, 0.85 if one.is_sure else 0.5, "window", starts_on=one.starts_on, latest_start=one.latest_start, ends_on=one.ends_on
                )
            )  # fmt: skip
    taken = _taken(plain, [(one.start, one.end) for one in figures.unclear])
    for length in lengths:
        if any(taken[length.start : length.end]):
            continue
        figures.found.append(
            Found(Subject.DURATION, (), length.start, length.end, 0.75, "duration", low=length.low, high=length.high)
        )


def _without_reports(plain: str, terms: Terms, services: Sequence[Found], windows: Sequence[Period]) -> Iterator[Period]:
    """The windows; the day of a report that is not asked for is an event."""
    days = _taken(plain, days_of_reports(terms, services))
    for one in windows:
        yield replace(one, doubt=Doubt.EVENT) if any(days[one.start : one.end]) else one


def _scales(
    plain: str, terms: Terms, services: Sequence[Found], taken: Sequence[tuple[int, int]], figures: Figures
) -> None:
    vague = list(vague_amounts_in(plain, terms.lexicon.measures))
    for start, end in vague:
        figures.doubt(start, end, Doubt.VAGUE)
    occupied = _taken(plain, [*taken, *vague, *exposures_in(plain)])
    numbers = [one for one in numbers_in(plain) if not any(occupied[one.start : one.end])]
    asked = frozenset(name for one in services for code in one.codes for name in (code, terms.family_of(code)))
    families = frozenset(terms.family_of(code) for one in services for code in one.codes)
    around = Surroundings(terms.modalities - terms.purposes, families if asked else frozenset())
    measures = terms.lexicon.measures
    for start, end in endless_in(plain, measures):
        figures.doubt(start, end, Doubt.TOO_LARGE)
    is_each = is_for_each(terms, asked)
    for found in [*scales_in(plain, numbers, measures, around), *_counted(plain, numbers, measures)]:
        one = of_patients(plain, summed(plain, found)) if is_each else summed(plain, found)
        if isinstance(one, Batches) and not (one.low or one.high):
            figures.doubt(one.start, one.end, Doubt.NOTHING)
        elif isinstance(one, Batches):
            figures.found.append(
                Found(Subject.BATCHES, (), one.start, one.end, 0.85, "batches", low=one.low, high=one.high)
            )
        elif (
            doubt := one.unclear
            or doubt_of_people(one.unit, families)
            or doubt_of_packs(plain, one.unit, one.start, one.end, asked)
        ):
            figures.doubt(one.start, one.end, doubt)
        else:
            figures.found.append(
                Found(
                    Subject.SCALE, (), one.start, one.end, one.confidence, "scale", low=one.low, high=one.high, unit=one.unit
                )
            )  # fmt: skip


def _counted(plain: str, numbers: Sequence[Number], measures: Measures) -> Iterator[Scale | Batches]:
    """Batches: so many for a year, series of kinds, and the others."""
    yield from yearly_batches_in(plain, numbers, measures)
    series = list(series_in(plain, numbers))
    yield from series
    summed = _taken(plain, [(one.start, one.end) for one in series])
    yield from (one for one in batches_in(plain, numbers, measures) if not summed[one.start])


def _taken(plain: str, spans: Sequence[tuple[int, int]]) -> bytearray:
    """A mark for each character that stands in one of the spans."""
    marks = bytearray(len(plain) + 1)
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _confidentiality(terms: Terms) -> Iterator[Found]:
    for match in CDA.finditer(terms.layout.plain):
        yield Found(Subject.CONFIDENTIALITY, ("cda-required",), match.start(), match.end(), 0.8, "confidentiality")
