"""Small sums over scores."""

import numpy as np
from numpy.typing import NDArray

from projects.matching.engine.ground.ground import Flags, Scores


def first_of(steps: list[tuple[float, Flags]]) -> Scores:
    """The score of the first step that holds; 0 where none does."""
    return np.select([flags for _score, flags in steps], [score for score, _flags in steps], default=0.0)


def mean_known(scores: NDArray[np.float64], weights: NDArray[np.float64]) -> Scores:
    """By column, the weighted mean of what is known; nan where nothing is."""
    known = ~np.isnan(scores)
    total = (known * weights[:, None]).sum(axis=0)
    summed = (np.where(known, scores, 0.0) * weights[:, None]).sum(axis=0)
    return np.where(total > 0, summed / np.maximum(total, 1e-12), np.nan)
