"""Each package of a question as if nothing else were asked: who can take it, and how well it fits there."""

from collections.abc import Sequence
from dataclasses import replace

from projects.matching.engine.ground.laying import ground_of
from projects.matching.engine.judging.budget import Costs, costs_of
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.hard import Check
from projects.matching.engine.judging.ranking import (
    Counts,
    Question,
    Ranking,
    checked_of,
    fits_of,
    order_of,
    scores_of,
    totals_of,
)
from projects.matching.engine.judging.track import Inspections, inspections_of
from projects.matching.engine.weights import Weights, weights_from
from projects.matching.enums import Criterion
from services.selectors.catalogue import Catalogue


def ranked_alone(question: Question, catalogue: Catalogue, weights: Weights) -> tuple[Ranking, ...]:
    """The whole catalogue for each package, without what is counted of all of them together."""
    fits = fits_of(question, catalogue)
    checks, missed, _misses = checked_of(fits, question, ground_of(catalogue))
    inspections, counted = inspections_of(fits), weights_from(weights)
    parts = zip(fits, checks, missed, strict=True)
    return tuple(_alone(question, fit, costs_of(fit), several, none, inspections, counted) for fit, several, none in parts)


def alone_of(ranking: Ranking) -> tuple[Ranking, ...]:
    """The same, of a question that is ranked already."""
    parts = zip(ranking.fits, ranking.costs, ranking.package_checks, ranking.package_misses, strict=True)
    return tuple(_alone(ranking.question, *part, ranking.inspections, ranking.weights) for part in parts)


def _alone(
    question: Question,
    fit: PackageFit,
    costs: Costs | None,
    checks: Sequence[Check],
    missed: Counts,
    inspections: Inspections | None,
    weights: dict[Criterion, float],
) -> Ranking:
    scores = scores_of((fit,), (costs,), inspections, (), fit.ground)
    totals = totals_of(scores, weights, fit.ground.size)
    order = order_of(totals, missed, missed, fit.ground)
    asked = replace(question, packages=(fit.package,))
    return Ranking(
        asked, fit.ground, (fit,), scores, weights, [list(checks)], totals, [missed], missed, order, (costs,), inspections
    )
