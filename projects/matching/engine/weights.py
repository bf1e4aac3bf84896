"""How much each criterion counts unless a sponsor moves it."""

from collections.abc import Iterable, Mapping

from projects.matching.enums import Criterion

Weights = Mapping[Criterion, float]

DEFAULT_WEIGHTS: dict[Criterion, float] = {
    # what it is about
    Criterion.SERVICE: 3.0,
    Criterion.MODALITY: 2.0,  # who does the service for other medicines loses by the services too
    # what has to be right as well
    Criterion.STANDARDS: 1.0,
    Criterion.PLACE: 2.5,
    Criterion.SCALE: 1.5,
    Criterion.STAGE: 1.0,
    Criterion.SYSTEM: 1.0,
    Criterion.MARKET: 1.5,
    Criterion.TRACK: 0.0,  # few providers declare inspections: it counts for who asks for it
    Criterion.TIME: 1.0,
    Criterion.BUDGET: 1.0,
    # what makes work with one provider easier than with another
    Criterion.COVERAGE: 1.0,
    Criterion.SITES: 1.5,
    Criterion.QUALITY: 1.0,
    Criterion.FOCUS: 1.0,
    Criterion.CORE: 0.5,
    Criterion.WORDS: 2.5,
}
HEAVIEST = 10.0
UNKNOWN_SCORE = 0.3
"""What nobody knows counts three tenths, with all its weight: better than what is known to be missing, worse than what is known to fit. All
are measured by the same weights so, and to become known for what is asked raises everybody, whatever the weights are."""


def weights_from(given: Weights) -> dict[Criterion, float]:
    """The weights to count with: those given, from 0 to 10, and the others as they are."""
    return {one: min(max(float(given.get(one, usual)), 0.0), HEAVIEST) for one, usual in DEFAULT_WEIGHTS.items()}


def is_weighed(weights: Weights, asked: Iterable[Criterion]) -> bool:
    """Whether anything that is asked counts. If not, everybody has nothing of 100, and no order means anything."""
    counted = weights_from(weights)
    return any(counted[one] for one in asked)
