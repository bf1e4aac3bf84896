"""What a reader has to look at: contradictions, and codes that nobody here knows."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

from projects.briefs.doubts import Doubt
from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.gmp import refused_gmp, wanted_gmp
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.needs.whose import standards_of_nobody
from projects.briefs.reading.tone.conditions import refused_softly, refused_unless
from projects.briefs.reading.tone.denials import answered_none
from projects.briefs.requirements import Force, Requirement, Subject, Unclear

CAPITALS = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{1,4})?(?![A-Za-z0-9])")
ROMAN = re.compile(r"[IVX]+|[QH]\d")
"""Numbers of phases, and quarters and halves of years."""
UPPER, LETTERS = re.compile("[A-Z]"), re.compile("[A-Za-z]")
MOST_CODES = 12
# fmt: off
FAMILIAR = frozenset(
    ["A", "AN", "AND", "ARE", "ASAP", "AT", "BE", "BY", "CEO", "CFO", "CMC", "CMO", "CDMO", "CRO", "CROS", "CSO", "DNA", "EU", "FOR", "FROM", "GMP", "GXP", "HQ", "ICH", "IN", "IP", "IS", "IT", "KG", "LMIC", "LTD", "MAH", "MUST", "NO", "NOT", "OF", "OR", "OUR", "PDF", "PO", "QC", "QA", "RFI", "RFP", "RFQ", "RNA", "SOP", "SOW", "TBC", "TBD", "THE", "TO", "UK", "US", "USA", "USP", "VG", "WE", "WITH", "CDA", "NDA", "EUR", "USD", "GBP", "CNY", "RMB", "CHF", "JPY", "AUD", "CAD", "SGD", "ML", "MG", "MRNA", "LNP", "API", "DS", "DP", "PK", "PD", "ADA", "HPLC", "LC", "MS", "LC-MS", "GC-MS", "ICP-MS", "ELISA", "PCR", "OEL", "OEB", "HCP", "SEC", "GLP", "GCP", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "TAT", "TEL", "FAX", "WHO", "ID", "OK", "FAQ", "BMS", "INC", "AG", "SA", "NV", "AB", "BV"]
)
# fmt: on
ONE_AFTER_THE_OTHER = re.compile(
    r"non[\s-]?gmp\b[^.;。；\n]{0,60}?(?:\bthen|\bfollowed by|\bbefore|\band later|\bprior to|\+|→)[^.;。；\n]{0,40}?(?<!non-)(?<!non )\bc?gmp\b|非gmp[^。；;\n]{0,30}?(?:然后|再|后续|随后|之后|接着|\+|→)[^。；;\n]{0,20}?(?<!非)gmp"
)
"""First without GMP, then under it."""
OTHER_SCRIPT = re.compile(
    r"[\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u1200-\u137f\u3040-\u30ff\uac00-\ud7a3]"
    r"(?:[\u0400-\u1fff\u3040-\u30ff\uac00-\ud7a3\s.,:;\-0-9]{0,200}[\u0400-\u1fff\u3040-\u30ff\uac00-\ud7a3])?"
)
"""Cyrillic, Armenian, Hebrew, Arabic, the scripts of India and South-East Asia, Georgian, Ethiopic, Japanese syllables, Korean."""
MOST_OTHER = 5


def unclear_in(terms: Terms, requirements: Sequence[Requirement], found: Sequence[Found]) -> Iterator[Unclear]:
    """Every contradiction with the words that came last, and the codes that were not understood."""
    yield from _contradictions(requirements)
    yield from _gmp_or_not(terms)
    yield from standards_of_nobody(terms, requirements)
    yield from _budgets_apart(requirements)
    yield from _impossible_windows(requirements)
    for start, end in terms.unplaced:
        yield Unclear(terms.layout.text[start:end], start, end, Doubt.UNKNOWN_MARKET)
    yield from _noted(terms)
    yield from _conditional(terms, found)
    yield from _answered_none(terms, found)
    yield from _other_scripts(terms)
    yield from _unknown_codes(terms, found)


def _contradictions(requirements: Sequence[Requirement]) -> Iterator[Unclear]:
    """The same thing asked for and excluded, or rather avoided where none of a choice is left: "in Asia, rather not in China" is none."""
    by_code: dict[tuple[Subject, str], list[Requirement]] = defaultdict(list)
    for one in requirements:
        if one.code:
            by_code[one.subject, one.code].append(one)
    avoided = {code for (subject, code), group in by_code.items() if any(one.force is Force.AVOIDED for one in group)}
    left = {
        (one.start, one.end)
        for one in requirements
        if one.subject is Subject.COUNTRY and not one.force.is_against and one.code not in avoided
    }
    said: set[tuple[int, int]] = set()
    for group in by_code.values():
        wanted = [one for one in group if not one.force.is_against]
        excluded = [one for one in group if one.force is Force.EXCLUDED]
        if any((one.start, one.end) not in left for one in wanted):
            excluded += [one for one in group if one.force is Force.AVOIDED]
        wanted = [one for one in wanted if any(_meet(one, other) for other in excluded)]
        if wanted:
            last = max([*excluded, *wanted], key=lambda one: one.start)
            if (last.start, last.end) not in said:
                said.add((last.start, last.end))
                yield Unclear(last.words, last.start, last.end, Doubt.ASKED_AND_EXCLUDED)


def _meet(one: Requirement, other: Requirement) -> bool:
    """Whether two requirements are asked of the same service."""
    return not one.service_lines or not other.service_lines or not set(one.service_lines).isdisjoint(other.service_lines)


def _noted(terms: Terms) -> Iterator[Unclear]:
    """Of words within others the longer ones."""
    reached = -1
    for start, end, doubt in sorted(set(terms.noted), key=lambda one: (one[0], -one[1])):
        if end > reached:
            reached = end
            yield Unclear(terms.layout.text[start:end], start, end, doubt)


def _gmp_or_not(terms: Terms) -> Iterator[Unclear]:
    """GMP and not GMP, unless what is not is a lot for toxicology or a pilot, or one that comes before."""
    if ONE_AFTER_THE_OTHER.search(terms.layout.plain):
        return
    refused, wanted = refused_gmp(terms.layout.plain), wanted_gmp(terms.layout.plain)
    if refused and wanted:
        last = max([refused[0], wanted[0]], key=lambda match: match.start())
        words = terms.layout.text[last.start() : last.end()]
        yield Unclear(words, last.start(), last.end(), Doubt.GMP_OR_NOT)


def _budgets_apart(requirements: Sequence[Requirement]) -> Iterator[Unclear]:
    budgets = [one for one in requirements if one.subject is Subject.BUDGET]
    for first, second in pairwise(budgets):
        highest, lowest = first.high, second.low
        if _meet(first, second) and (
            first.unit != second.unit
            or (highest and lowest and highest < lowest)
            or (second.high and first.low and second.high < first.low)
        ):
            yield Unclear(second.words, second.start, second.end, Doubt.OTHER_BUDGET)


def _impossible_windows(requirements: Sequence[Requirement]) -> Iterator[Unclear]:
    """A window that ends before it begins, and an end before the beginning that other words name."""
    windows = [one for one in requirements if one.subject is Subject.WINDOW]
    for one in windows:
        begins = min((each.starts_on for each in windows if each.starts_on and _meet(each, one)), default=None)
        if one.starts_on and one.ends_on and one.ends_on < one.starts_on:
            yield Unclear(one.words, one.start, one.end, Doubt.WINDOW_BACKWARDS)
        elif begins and (one.ends_on or one.latest_start or begins) < begins:
            yield Unclear(
                one.words,
                one.start,
                one.end,
                Doubt.BEFORE_START,
            )


def _conditional(terms: Terms, found: Sequence[Found]) -> Iterator[Unclear]:
    """What is refused only in part shuts nobody out; nor what would rather be avoided, and is nothing that is known."""
    starts = sorted(one.start for one in found)
    softly = (
        span for span in refused_softly(terms.layout.plain) if bisect_left(starts, span[0]) == bisect_left(starts, span[1])
    )
    for start, end in islice(chain(refused_unless(terms.layout.plain), softly), MOST_OTHER):
        yield Unclear(
            terms.layout.text[start:end],
            start,
            end,
            Doubt.REFUSED_IN_PART,
        )


def _answered_none(terms: Terms, found: Sequence[Found]) -> Iterator[Unclear]:
    """A form that says "none" of a service."""
    for one in found:
        end = answered_none(terms.layout.plain, one.end) if one.subject is Subject.SERVICE_LINE else 0
        if end:
            yield Unclear(
                terms.layout.text[one.start : end],
                one.start,
                end,
                Doubt.NONE_OR_NOT_YET,
            )


def _other_scripts(terms: Terms) -> Iterator[Unclear]:
    """What is written in letters that are neither Latin nor Chinese."""
    for match in islice(OTHER_SCRIPT.finditer(terms.layout.text), MOST_OTHER):
        yield Unclear(match[0], match.start(), match.end(), Doubt.OTHER_SCRIPT)


def _unknown_codes(terms: Terms, found: Sequence[Found]) -> Iterator[Unclear]:
    """Abbreviations in capitals that no vocabulary has, each once. A text in capitals has none."""
    text = terms.layout.text
    if 2 * len(UPPER.findall(text)) > len(LETTERS.findall(text)):
        return
    covered = bytearray(len(text) + 1)
    for one in found:
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
    seen: set[str] = set()
    for match in CAPITALS.finditer(text):
        code = match[0]
        if code in seen or any(covered[match.start() : match.end()]) or _is_familiar(terms, code):
            continue
        seen.add(code)
        if len(seen) > MOST_CODES:
            return
        yield Unclear(code, match.start(), match.end(), Doubt.UNKNOWN_CODE)


def _is_familiar(terms: Terms, code: str) -> bool:
    return code in FAMILIAR or ROMAN.fullmatch(code) is not None or code.casefold() in terms.lexicon.known
