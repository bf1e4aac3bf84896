"""Which must shuts out most: how many more would miss nothing if it were taken away."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from projects.matching.engine.asked import Amount, Choice
from projects.matching.engine.hard import Check
from projects.matching.engine.ranking import Ranking


@dataclass(frozen=True)
class Shutting:
    """A must, and how many providers at least would miss nothing without it."""

    must: Choice | Amount
    gained: int


def shut_out_by(ranking: Ranking, most: int) -> list[Shutting]:
    """The musts for whose sake alone somebody is shut out, the worst first. A count is of those who miss this and nothing else; there may be
    more, since a medicine or a service that goes takes what is asked of it along."""
    failing = np.zeros(ranking.ground.size, dtype=np.int64)
    for check in ranking.checks:
        failing += check.fails
    found = []
    for must in dict.fromkeys(one for check in ranking.checks for one in _musts_of(check)):
        concerned = [check.fails for check in ranking.checks if must in _musts_of(check)]
        gained = int(((failing > 0) & (failing == np.sum(concerned, axis=0))).sum())
        if gained:
            found.append(Shutting(must, gained))
    return sorted(found, key=lambda one: -one.gained)[:most]


def _musts_of(check: Check) -> Iterable[Choice | Amount]:
    """What has to be taken away for a check to go: any of these does."""
    return [one for one in (check.line, check.choice, check.amount) if one is not None]
