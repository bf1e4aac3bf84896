"""From a brief to what it asks for. Deterministic, without a network and without a database."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from projects.briefs.doubts import Doubt
from projects.briefs.reading.amounts.single import is_of_one
from projects.briefs.reading.figures.figures import found_figures
from projects.briefs.reading.found import Found, Weighed
from projects.briefs.reading.listed.limits import limited_places, limits_in
from projects.briefs.reading.listed.unclear import unclear_in
from projects.briefs.reading.listed.unholdable import without_unheld
from projects.briefs.reading.listed.untaken import untaken_in, without_doubled
from projects.briefs.reading.names.lexicon import lexicon_of
from projects.briefs.reading.needs.asides import without_asides
from projects.briefs.reading.needs.filings import plans_apart
from projects.briefs.reading.needs.gmp import without_gmp_lines
from projects.briefs.reading.needs.making import found_making
from projects.briefs.reading.needs.narrower import without_narrower
from projects.briefs.reading.needs.partly import without_parts_refused
from projects.briefs.reading.needs.parts import names_line
from projects.briefs.reading.needs.questions import with_possible
from projects.briefs.reading.needs.settled import of_others, unique, with_lines_asked, without_exceptions
from projects.briefs.reading.needs.shares import Shares, shares_of
from projects.briefs.reading.needs.siblings import without_families
from projects.briefs.reading.needs.standards import found_others
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.needs.verbs import found_verbs
from projects.briefs.reading.places.abroad import found_at_home
from projects.briefs.reading.places.choices import with_choices
from projects.briefs.reading.places.permits import permitted, with_permitted
from projects.briefs.reading.places.places import found_places
from projects.briefs.reading.places.wider import without_wider
from projects.briefs.reading.steps.implied import Asked, found_implied, says_its_scope
from projects.briefs.reading.steps.spans import found_spans
from projects.briefs.reading.steps.stages import found_stages
from projects.briefs.reading.steps.work import Work
from projects.briefs.reading.tone.cues import Tone
from projects.briefs.reading.tone.statements import LONG
from projects.briefs.reading.tone.tones import Named, Tones
from projects.briefs.reading.writing.boxes import ticked
from projects.briefs.reading.writing.text import LONGEST_TEXT, Layout, closed
from projects.briefs.reading.writing.unread import unread_in
from projects.briefs.requirements import Force, Reading, Requirement, Subject, Unclear
from vocabulary.selectors.vocabulary import Vocabulary

NEEDS_ONLY = frozenset(
    {Subject.SERVICE_LINE, Subject.STANDARD, Subject.COUNTRY, Subject.JURISDICTION, Subject.SCALE, Subject.BATCHES, Subject.CONFIDENTIALITY}
)  # fmt: skip
"""What is no requirement when the sponsor has it already; what the product is stays true, and so do time and money."""
NEVER_EXCLUDED = frozenset({Subject.SCALE, Subject.BATCHES, Subject.WINDOW, Subject.DURATION, Subject.BUDGET})
SURE = frozenset({Tone.MUST, Tone.WISH, Tone.NOT, Tone.AGAINST})
OPENED = frozenset(
    {Subject.COUNTRY, Subject.JURISDICTION, Subject.STANDARD, Subject.SERVICE_LINE, Subject.SYSTEM, Subject.MODALITY}
)
"""What need not be, or is all the same, asks nothing of anybody; of an amount it says which one was thought of."""
TRIAL_APPLICATIONS = {"us": "ind-fda", "cn": "ind-nmpa", "eu": "cta-eu", "gb": "cta-uk"} | dict.fromkeys(
    ("au", "jp", "kr", "sg", "tw", "hk", "in"), "cta-apac"
)
MARKETINGS = {"us": "bla-nda-fda", "cn": "nda-bla-nmpa", "eu": "maa-ema"}
ASIDE = frozenset(["quality-services", "qp-batch-release"])
"""What a maker does besides, and is seldom chosen by."""
NEAR_MARKET = 120
"""Characters between a filing and the market it is for."""
FAMILIES_OF_FILINGS = {"trial-applications": TRIAL_APPLICATIONS, "marketing-applications": MARKETINGS}
DEVELOPING = re.compile(r"develop|optimi[sz]|improv|transfer|开发|优化|转移")
"""Work on a process, after which the making is still to be done."""


def read_brief(text: str, vocabulary: Vocabulary, today: date) -> Reading:
    """What a text of at most 20,000 characters asks for, in its order, and what in it is not clear. Never fails.

    Codes with the same words are a choice between them: a region is its countries, "Germany or Austria" is one choice, since no
    site stands in two of them.
    What only follows from the words (a stage from an IND filing, the steps between "cell line" and "IND") is a wish with a
    confidence of a half or less.
    """
    text = ticked(text[:LONGEST_TEXT])
    layout = Layout(text)
    tones = Tones(layout)
    terms = Terms(layout, layout.words(), lexicon_of(vocabulary), tones)
    named = [*terms.found_services(), *found_verbs(terms)]
    services = without_asides(terms, tones, [*named, *found_making(terms, tones, named)])
    services, planned = plans_apart(terms, without_gmp_lines(terms, services, vocabulary))
    is_scoped = says_its_scope(terms, services)
    is_long = bool(services) and len(terms.words) > LONG
    services += [] if is_scoped else [*([] if is_long else planned), *found_spans(terms)]
    figures, unclear = found_figures(terms, services, today)
    found = [*terms.found_modalities(), *found_others(terms), *services, *_places(terms), *figures]
    weighed = without_made(terms, with_aside(tones, with_possible(layout, _weighed(tones, found))))
    weighed, not_held = without_unheld(layout, weighed)
    shares, others = shares_of(terms, weighed)
    weighed, alternatives = permitted(layout, [one for one in weighed if one.found not in others], shares)
    weighed = without_wider(layout, without_parts(terms, weighed, vocabulary), shares)
    weighed, stages = _with_what_follows(terms, tones, weighed, planned, is_told=is_scoped or is_long)
    weighed, narrower = without_narrower(terms, weighed)
    requirements = without_families(terms, unique(_requirements(layout.text, weighed, shares)))
    requirements = without_exceptions(with_lines_asked(terms, requirements))
    requirements, smaller = limited_places(terms, requirements)
    requirements, parts = without_parts_refused(terms, requirements)
    notes = [*unclear, *not_held, *narrower, *parts, *unclear_in(terms, requirements, [*found, *stages])]
    notes += [*of_others(layout, others), *smaller, *limits_in(terms, requirements), *unread_in(layout.text)]
    notes += untaken_in(terms, tones, [*requirements, *notes], [*found, *stages], today)
    chosen = with_permitted(text, with_choices(layout, requirements), alternatives)
    return Reading(tuple(chosen), tuple(_in_order(without_doubled(notes))))


def _with_what_follows(
    terms: Terms, tones: Tones, weighed: list[Weighed], planned: Sequence[Found], *, is_told: bool
) -> tuple[list[Weighed], list[Found]]:
    """With the stages that the work is for, and what only follows from it; and these stages. Who has told all of it is not guessed at."""
    asked = [one for one in _of(weighed, Tone.MUST, Tone.WISH) if one.subject is Subject.SERVICE_LINE]
    refused = _families_of(terms, _of(weighed, Tone.NOT, Tone.HAVE))
    closed = refused - _families_of(terms, asked)
    work = Work.of(terms, sorted(dict.fromkeys([*asked, *planned]), key=lambda one: one.start), closed, refused)
    stages = found_stages(terms, tones, work)
    weighed = [*weighed, *_weighed(tones, stages)]
    said = Asked.of(terms, _of(weighed, Tone.MUST, Tone.WISH), closed, is_told)
    weighed += _weighed(tones, sorted(found_implied(terms, said), key=lambda one: one.start))
    return _without_refused_guesses(weighed), stages


def _without_refused_guesses(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Nobody guesses what the text refuses."""
    refused = {
        (one.found.subject, code)
        for one in weighed
        if one.tone is Tone.NOT and not one.found.is_implied
        for code in one.found.codes
    }
    return [
        one
        for one in weighed
        if not (
            one.found.is_implied
            and one.found.codes
            and all((one.found.subject, code) in refused for code in one.found.codes)
        )
    ]


def _places(terms: Terms) -> list[Found]:
    return [*found_places(terms), *found_at_home(terms.layout.plain)]


def _weighed(tones: Tones, found: Sequence[Found]) -> list[Weighed]:
    """Each with its tone; lists are of one kind."""
    ordered = sorted(found, key=lambda one: (one.start, one.end))
    named = [Named(one.kind, one.start, one.end, frozenset(one.codes)) for one in ordered]
    return [Weighed(one, tone) for one, tone in zip(ordered, tones.of(named), strict=True)]


def _of(weighed: Sequence[Weighed], *tones: Tone) -> list[Found]:
    return [one.found for one in weighed if one.tone in tones]


def _families_of(terms: Terms, found: Sequence[Found]) -> set[str]:
    return {terms.family_of(code) for one in found if one.subject is Subject.SERVICE_LINE for code in one.codes}


def without_made(terms: Terms, weighed: Sequence[Weighed]) -> list[Weighed]:
    """Without the making of a product that only its name says, where the text says that this is done, or not wanted. Who has developed
    the process may still want the batches."""
    named = [one for one in weighed if one.found.subject is Subject.SERVICE_LINE and one.found.kind != "making"]
    there = [one.found for one in named if one.tone in {Tone.NOT, Tone.HAVE}]
    plain = terms.layout.plain
    closed = {code for one in there if not DEVELOPING.search(plain, one.start, one.end) for code in one.codes}
    closed -= {terms.family_of(code) for one in named if one.tone in {Tone.MUST, Tone.WISH} for code in one.found.codes}
    return [
        one
        for one in weighed
        if one.found.kind != "making" or not {terms.family_of(code) for code in one.found.codes} & closed
    ]


def without_parts(terms: Terms, weighed: Sequence[Weighed], vocabulary: Vocabulary) -> list[Weighed]:
    """Without exclusions by the name of a part: who needs no refolding may still need the process that it belongs to. Nor does the name of
    a product exclude its making."""

    def is_part(one: Weighed) -> bool:
        found = one.found
        is_refused = one.tone is Tone.NOT and found.subject is Subject.SERVICE_LINE
        return is_refused and not names_line(vocabulary, found.codes, terms.layout.plain[found.start : found.end])

    said = [one for one in weighed if one.found.kind != "making" or one.tone is not Tone.NOT]
    return [Weighed(one.found, Tone.HAVE) if is_part(one) else one for one in said]


def with_aside(tones: Tones, weighed: Sequence[Weighed]) -> list[Weighed]:
    """ "Filling in the EU with QP release": what only goes with another service is a wish, unless it is itself asked for."""
    asked = [one.found for one in weighed if one.found.subject is Subject.SERVICE_LINE and one.tone is Tone.MUST]
    ends = sorted(one.end for one in asked if not ASIDE.issuperset(one.codes))

    def is_aside(one: Weighed) -> bool:
        found = one.found
        is_service = found.subject is Subject.SERVICE_LINE and one.tone is Tone.MUST
        if not ends or not is_service or not ASIDE.issuperset(found.codes):
            return False
        place = bisect_right(ends, found.start)
        return not tones.is_pressed(found.start, found.end, ends[max(0, place - 1) : place])

    return [Weighed(one.found, Tone.WISH) if is_aside(one) else one for one in weighed]


def _requirements(text: str, weighed: Sequence[Weighed], shares: Shares) -> Iterator[Requirement]:
    filed = _filings(weighed)
    for one in weighed:
        found, force = one.found, _force(one)
        if force is None:
            continue
        confidence = found.confidence if one.tone in SURE else min(found.confidence, 0.7)
        for code in filed.get(found, found.codes) or ("",):
            yield Requirement(
                subject=found.subject, force=force, code=code, low=found.low, high=found.high, unit=found.unit,
                starts_on=found.starts_on, latest_start=found.latest_start, ends_on=found.ends_on, words=text[found.start : (end := closed(text, found.start, found.end))],
                start=found.start, end=end, confidence=confidence, of_one=found.subject is Subject.SCALE and is_of_one(text, found.start, found.end),
                service_lines=tuple(sorted(shares.get(found, ()))),
            )  # fmt: skip


def _force(one: Weighed) -> Force | None:
    """What a tone makes of it. None when it is no requirement."""
    subject = one.found.subject
    if one.tone in {Tone.HAVE, Tone.SPONSOR} and one.found.kind != "making":
        is_dropped = (
            (subject in NEEDS_ONLY and not (subject is Subject.JURISDICTION and one.tone is Tone.HAVE))
            or one.found.kind == "implied"
            or (one.tone is Tone.SPONSOR and subject in NEVER_EXCLUDED)
        )
        return None if is_dropped else Force.MUST
    if one.tone is Tone.AGAINST:
        return Force.AVOIDED if subject is Subject.COUNTRY and not one.found.is_implied else None
    if one.tone in {Tone.NEEDLESS, Tone.OPEN}:
        return None if subject in OPENED else Force.WISH
    if one.tone is Tone.NOT:
        return None if subject in NEVER_EXCLUDED or one.found.is_implied else Force.EXCLUDED
    return Force.WISH if one.tone in {Tone.WISH, Tone.FINE} or one.found.is_implied else Force.MUST


def _filings(weighed: Sequence[Weighed]) -> dict[Found, tuple[str, ...]]:
    """ "An IND in China and a CTA in the EU": each filing with the markets named behind it, else before it, else all of them."""
    asked = [one.found for one in weighed if one.tone in {Tone.MUST, Tone.WISH}]
    markets = [one for one in asked if one.subject is Subject.JURISDICTION and not one.is_implied]
    filings = sorted(
        (one for one in asked if one.subject is Subject.SERVICE_LINE and one.codes[0] in FAMILIES_OF_FILINGS and len(one.codes) == 1),
        key=lambda one: one.start,
    )  # fmt: skip
    filed = {}
    for place, one in enumerate(filings):
        before = filings[place - 1].end if place else 0
        after = filings[place + 1].start if place + 1 < len(filings) else one.end + NEAR_MARKET
        behind = [market for market in markets if one.end <= market.start < min(after, one.end + NEAR_MARKET)]
        ahead = [market for market in markets if max(before, one.start - NEAR_MARKET) <= market.start < one.start]
        near = behind or ahead or markets
        lines = FAMILIES_OF_FILINGS[one.codes[0]]
        codes = [lines[code] for market in near for code in market.codes if code in lines]
        filed[one] = tuple(dict.fromkeys(codes)) or one.codes
    return filed


def _in_order(notes: Sequence[Unclear]) -> list[Unclear]:
    seen: dict[tuple[int, int, Doubt], Unclear] = {}
    for note in notes:
        seen.setdefault((note.start, note.end, note.doubt), note)
    return sorted(seen.values(), key=lambda note: (note.start, note.end))
