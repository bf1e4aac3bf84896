"""Which must shuts out most: how many more would miss nothing if it were taken away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import Amount, Choice
from projects.matching.engine.judging.hard import Check

FEW = 20
"""Where at least so many miss nothing, nobody has to give up a must."""
MUSTS_NAMED = 3
"""Of so many musts it is said how many they shut out."""


@dataclass(frozen=True)
class Shutting:
    """A must, and how many providers at least would miss nothing without it."""

    must: Choice | Amount
    gained: int


def shut_out_by(checks: Sequence[Check], most: int, keep: Subject | None = None) -> list[Shutting]:
    """Of what is asked of one provider, the musts for whose sake alone somebody is shut out, the worst first, but those of the subject to
    ``keep``. A count is of those who miss this and nothing else; there may be more, since a medicine or a service that goes takes what is
    asked of it along."""
    failing = np.sum([check.fails for check in checks], axis=0)
    found = []
    for must in dict.fromkeys(one for check in checks for one in _musts_of(check)):
        if isinstance(must, Choice) and must.subject == keep:
            continue
        concerned = [check.fails for check in checks if must in _musts_of(check)]
        gained = int(((failing > 0) & (failing == np.sum(concerned, axis=0))).sum())
        if gained:
            found.append(Shutting(must, gained))
    return sorted(found, key=lambda one: -one.gained)[:most]


def _musts_of(check: Check) -> Iterable[Choice | Amount]:
    """What has to be taken away for a check to go: any of these does."""
    return [one for one in (check.line, check.choice, check.amount) if one is not None]
