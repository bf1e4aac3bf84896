"""GMP and GLP without a word of whose: each authority has its own, so that none is asked of anybody before somebody names it."""

import re
from collections.abc import Iterator, Sequence

from projects.briefs.doubts import Doubt
from projects.briefs.reading.needs.gmp import wanted_gmp
from projects.briefs.reading.needs.terms import Terms
from projects.briefs.reading.writing.firsts import quick
from projects.briefs.requirements import Requirement, Subject, Unclear

UNSAID = re.compile(
    r"(?:good laboratory practice|glp|良好实验室规范)[ -]?(?:compliant|compliance|certified|资质|认证|规范|体系)?|(?:原料药|api) ?gmp|gmp for (?:apis?|active substances)"
)
"""Names that the vocabulary gives to one of several standards, though they are those of all."""
GLP = quick(r"(?<![a-z-])glp(?![a-z]|-?\d)|良好实验室规范|good laboratory practice", re.ASCII)
NOT_GLP = re.compile(
    r"(?:\bnon[\s-]?|\bno |\bnot |without |非|不(?:需要?|要求?|必|用|做|是)|无(?:需|须))\s?(?:under |in |符合|按)?$"
)
"""Before GLP that is refused."""
NO_ANSWER = re.compile(
    r"[^:：|\t\n,，;；。]{0,16}[:：|\t]\s?(?:否|no\b|不|无)|\s?(?:不(?:需要|要求|必须?|强制)|非必[须需])"
)


def is_whose_unsaid(words: str) -> bool:
    """Whether the words name a standard without whose it is."""
    return UNSAID.fullmatch(words) is not None


def standards_of_nobody(terms: Terms, requirements: Sequence[Requirement]) -> Iterator[Unclear]:
    """The first GMP and the first GLP that is asked for, where the text names none by its authority."""
    said = [one.code for one in requirements if one.subject is Subject.STANDARD]
    gmp = [match.span() for match in wanted_gmp(terms.layout.plain)]
    if gmp and not any("gmp" in code for code in said):
        yield _note(terms, gmp[0], Doubt.GMP_OF_WHOM)
    glp = list(_wanted_glp(terms.layout.plain))
    if glp and not any(code.startswith("glp") for code in said):
        yield _note(terms, glp[0], Doubt.GLP_OF_WHOM)


def _wanted_glp(plain: str) -> Iterator[tuple[int, int]]:
    for match in GLP.finditer(plain):
        if not NOT_GLP.search(plain, max(0, match.start() - 12), match.start()) and not NO_ANSWER.match(plain, match.end()):
            yield match.span()


def _note(terms: Terms, span: tuple[int, int], doubt: Doubt) -> Unclear:
    return Unclear(terms.layout.text[slice(*span)], *span, doubt)
