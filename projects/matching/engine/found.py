"""A ranking as a reader gets it: the first of the order, each with its best offerings, reasons and what is missing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from projects.matching.engine.ground.sites import sites_of
from projects.matching.engine.judging.best import Best, best_of
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.telling.missing import missing_sentences
from projects.matching.engine.telling.reasons import Reasons
from projects.matching.enums import Criterion
from services.search import kinds
from services.selectors.catalogue import Catalogue


@dataclass(frozen=True)
class Judged:
    """One criterion. ``score`` None is not known."""

    criterion: Criterion
    score: float | None
    weight: float
    reason: str


@dataclass(frozen=True)
class Match:
    """A provider with its rank, from 1. ``missing`` is empty for who is eligible."""

    rank: int
    slug: str
    name: str
    score: float
    is_eligible: bool
    best: tuple[Best, ...]
    criteria: tuple[Judged, ...]
    missing: tuple[str, ...]


def first_matches(ranking: Ranking, catalogue: Catalogue, limit: int) -> list[Match]:
    """The first ``limit`` providers, in a fixed number of queries."""
    first = ranking.order[:limit]
    return _described(ranking, catalogue, [(number + 1, one) for number, one in enumerate(first)])


def near_misses_of(ranking: Ranking, catalogue: Catalogue, limit: int) -> list[Match]:
    """The first of those who miss something."""
    numbered = [(number + 1, one) for number, one in enumerate(ranking.order) if not ranking.is_eligible(one)]
    return _described(ranking, catalogue, numbered[:limit])


def described(ranking: Ranking, catalogue: Catalogue, slugs: Collection[str]) -> list[Match]:
    """These providers, as far as they are ranked, in their order."""
    wanted = set(slugs)
    numbered = [(number + 1, one) for number, one in enumerate(ranking.order) if ranking.ground.slugs[one] in wanted]
    return _described(ranking, catalogue, numbered)


def _described(ranking: Ranking, catalogue: Catalogue, numbered: Sequence[tuple[int, int]]) -> list[Match]:
    providers = [one for _number, one in numbered]
    slugs = [ranking.ground.slugs[one] for one in providers]
    sites = sites_of(slugs, ranking.ground.sites)
    best = best_of(ranking, providers, catalogue, sites)
    found = []
    for number, one in numbered:
        slug = ranking.ground.slugs[one]
        reasons = Reasons(ranking, catalogue.vocabulary, one, sites.get(slug, ()))
        found.append(
            Match(
                rank=number,
                slug=slug,
                name=catalogue.label(kinds.PROVIDER, slug),
                score=round(float(ranking.totals[one]), 4),
                is_eligible=ranking.is_eligible(one),
                best=tuple(best[one]),
                criteria=tuple(
                    _judged(ranking, reasons, criterion) for criterion in Criterion if criterion in ranking.scores
                ),
                missing=tuple(missing_sentences(ranking, one, catalogue.vocabulary)),
            )
        )
    return found


def _judged(ranking: Ranking, reasons: Reasons, criterion: Criterion) -> Judged:
    score = float(ranking.scores[criterion][reasons.provider])
    known = None if np.isnan(score) else round(score, 4)
    return Judged(criterion, known, ranking.weights[criterion], reasons.sentence(criterion))
