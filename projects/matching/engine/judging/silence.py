"""Whether a provider misses a must because nothing is said of it, or because something else is."""

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import KINDS
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.hard import Check
from projects.matching.engine.judging.ranking import Ranking
from services.search import kinds


def is_unsaid(check: Check, ranking: Ranking, provider: int) -> bool:
    """Of a check that the provider fails. A service that is not listed is never said to be not done; a scale is missed only by a figure
    that is too small; of anything else, nothing is said where none of the offerings concerned lists any term of its kind."""
    if check.subject == Subject.SERVICE_LINE:
        return True
    if check.subject == Subject.SCALE:
        return False
    fit = fit_of(check, ranking)
    kind = KINDS[check.subject]
    every = fit.vocabulary.terms[kinds.VOCABULARY_OF[kind]]
    concerned = fit.everything if check.line is None else fit.having(check.line)
    start, end = ranking.ground.span(provider)
    return not (concerned & ranking.ground.having(kind, every))[start:end].any()


def fit_of(check: Check, ranking: Ranking) -> PackageFit:
    """Of the package that a check is part of."""
    pairs = zip(ranking.fits, ranking.package_checks, strict=True)
    return next(fit for fit, checks in pairs if any(one is check for one in checks))
