"""Where a study is to be run: "a study in Australia or New Zealand" names two places, of which one is no market that is known."""

import re
from collections.abc import Iterator, Sequence

from projects.briefs.reading.found import Found
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.requirements import Subject

EITHER = re.compile(r"\s?(?:,\s)?(?:or|或者?|/)\s?(?:in\s)?(?:the\s)?")
STUDY = re.compile(r"\bstud(?:y|ies)\b|\btrials?\b|\bsubjects?\b|volunteers?|\bdose\b|试验|研究|受试者")
FILED = re.compile(r"fil(?:e|ed|es|ing|ings)\b|submi|approv|registr|market|launch|sold|sale|申报|注册|上市|获批")


def run_there(terms: Terms, found: Sequence[Found]) -> Iterator[Found]:
    """The places with those of a choice that only looked like markets: one of the choice is no market, and a study is run in either."""
    sites = {terms.span(one): one.codes for one in terms.mentions.get(Subject.COUNTRY, [])}
    either = {span: beside for span in terms.unplaced if (beside := _beside(terms, span, found)) is not None}
    for span in either:
        terms.unplaced.remove(span)
    run = {*either, *((one.start, one.end) for one in either.values())}
    yield from (one for one in found if (one.start, one.end) not in run)
    for start, end in sorted(run):
        yield Found(Subject.COUNTRY, sites[start, end], start, end, 0.7, "place")


def _beside(terms: Terms, span: tuple[int, int], found: Sequence[Found]) -> Found | None:
    """The market that it is a choice with, where a study is run and nothing filed."""
    plain, sentence = terms.layout.plain, terms.layout.sentence_of(span[0])
    if not STUDY.search(plain, *sentence) or FILED.search(plain, *sentence):
        return None
    named = {terms.span(one) for one in terms.mentions.get(Subject.COUNTRY, [])}
    for one in found:
        first, last = sorted([span, (one.start, one.end)])
        is_market = one.subject is Subject.JURISDICTION and (one.start, one.end) in named
        if is_market and EITHER.fullmatch(plain, first[1], last[0]):
            return one
    return None
