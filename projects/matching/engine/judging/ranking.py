"""Who fits best: every provider's score, what it misses, and the order."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import Choice, Package
from projects.matching.engine.ground.certified import certified
from projects.matching.engine.ground.ground import Flags, Ground, Scores
from projects.matching.engine.ground.laying import ground_of
from projects.matching.engine.judging import wider
from projects.matching.engine.judging.budget import Costs, budget_scores, costs_of
from projects.matching.engine.judging.fit import PackageFit
from projects.matching.engine.judging.hard import Check, checks_of
from projects.matching.engine.judging.likeness import Holdings, holders_of, likeness
from projects.matching.engine.judging.meaning import meant_by
from projects.matching.engine.judging.scales import scale_scores
from projects.matching.engine.judging.scoring import mean_known
from projects.matching.engine.judging.slots import Windows, digest_of_free
from projects.matching.engine.judging.track import Inspections, digest_of_inspections, inspections_of, track_scores
from projects.matching.engine.weights import UNKNOWN_SCORE, Weights, weights_from
from projects.matching.enums import Criterion
from services.selectors.catalogue import Catalogue
from vocabulary.models import Standard

Counts = NDArray[np.int64]

DIGITS = 6
"""A score is counted with as many digits as are kept of it, so that who is ranked anew from what was kept comes out as in a new run."""


@dataclass(frozen=True)
class Question:
    """What is ranked for: the packages, and the telling words of the brief, sorted. Those ``lent`` are not the brief's own, but in the
    English names of what it asks for. ``spelled`` has them whole, by stem, as a reader knows them.

    ``is_split`` when the packages can be sourced one by one: then a provider is eligible who can take at least one of them
    whole. Otherwise all of it is asked of one provider.
    """

    packages: tuple[Package, ...]
    words: tuple[str, ...]
    today: date
    is_split: bool = False
    lent: tuple[str, ...] = ()
    spelled: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(eq=False)
class Ranking:
    """Every provider's scores, by position. ``order`` is who comes first: those who miss nothing of any package, then those
    who miss nothing of one, each by score; ``package_checks`` and
    ``package_misses`` are by package, ``costs`` those of each package that has a budget, ``inspections`` the declared ones where a
    market is asked for."""

    question: Question
    ground: Ground
    fits: tuple[PackageFit, ...]
    scores: dict[Criterion, Scores]
    weights: dict[Criterion, float]
    package_checks: list[list[Check]]
    totals: Scores
    package_misses: list[Counts]
    misses: Counts
    order: list[int]
    costs: tuple[Costs | None, ...]
    inspections: Inspections | None

    @property
    def checks(self) -> list[Check]:
        """Those of all packages."""
        return [check for several in self.package_checks for check in several]

    def is_eligible(self, provider: int) -> bool:
        return not self.misses[provider]

    def takes_all(self, provider: int) -> bool:
        """Whether it misses nothing of any package."""
        return not any(missed[provider] for missed in self.package_misses)

    def scores_of(self, provider: int) -> dict[str, float | None]:
        """A provider's scores by criterion; None what is not known."""
        found = {one.value: float(scores[provider]) for one, scores in self.scores.items()}
        return {name: None if np.isnan(score) else score for name, score in found.items()}

    @cached_property
    def fitting(self) -> Flags:
        """The offerings that do any of what is asked for."""
        return wider.any_fitting(self.fits)

    @property
    def capacity(self) -> str:
        """A digest of the free windows that were counted for those who miss nothing."""
        slugs = self.ground.slugs
        counted = [{slugs[one]: free for one, free in fit.free_slots.items() if self.is_eligible(one)} for fit in self.fits]
        return digest_of_free(counted)

    @property
    def inspected(self) -> str:
        """A digest of the inspections that were counted for those who miss nothing; empty where no market is asked for."""
        if self.inspections is None:
            return ""
        slugs = self.ground.slugs
        return digest_of_inspections(
            {slugs[one]: known for one, known in self.inspections.items() if self.is_eligible(one)}
        )

    @cached_property
    def certified(self) -> dict[Choice, Flags]:
        """By standard asked for, the offerings that a verified certificate of just this standard covers."""
        fit = self.fits[0]
        asked = {one for fit in self.fits for one in fit.package.of(Subject.STANDARD)} if fit.covered.any() else set()
        every = fit.vocabulary.terms[Standard]
        return {
            one: certified(meant_by(one), fit.today, self.ground, every) for one in sorted(asked, key=lambda one: one.codes)
        }

    @cached_property
    def neighbours(self) -> list[str]:
        """The services that are usually bought beside those asked for."""
        asked = [fit for fit in self.fits if fit.lines]
        return wider.neighbours(asked) if asked else []

    @cached_property
    def cities(self) -> NDArray[np.int64]:
        """In how many cities each provider does what is asked for."""
        return wider.cities(self.fits)

    @cached_property
    def countries(self) -> NDArray[np.int64]:
        """In how many countries."""
        return wider.countries(self.fits)

    @cached_property
    def standards(self) -> list[tuple[str, Flags]]:
        """The standards, and who does any of what is asked for under them."""
        return wider.standards_kept(self.fits)

    @cached_property
    def modalities(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many of the modalities asked for each provider has, and how many in all."""
        return wider.modalities(self.fits)

    @cached_property
    def said(self) -> list[tuple[Choice, Flags]]:
        """What a provider's own description could name, and whose does."""
        return [(one, self.fits[0].said(one)) for one in wider.core_choices(self.fits)]

    @cached_property
    def holders(self) -> dict[str, Holdings]:
        """Who holds each word of the question: the same for everybody's sentence about them."""
        return holders_of(self.question.words, self.ground, self.fits[0].vocabulary)


def rank(question: Question, catalogue: Catalogue, weights: Weights) -> Ranking:
    """The whole catalogue for a question. The same question, catalogue and weights give the same order."""
    ground = ground_of(catalogue)
    fits = fits_of(question, catalogue)
    costs = tuple(costs_of(fit) for fit in fits)
    inspections = inspections_of(fits)
    scores = scores_of(fits, costs, inspections, question.words, ground)
    checks, missed, misses = checked_of(fits, question, ground)
    counted = weights_from(weights)
    totals = totals_of(scores, counted, ground.size)
    order = order_of(totals, misses, np.sum(missed, axis=0), ground)
    return Ranking(question, ground, fits, scores, counted, checks, totals, missed, misses, order, costs, inspections)


def count_eligible(question: Question, catalogue: Catalogue) -> int:
    """How many miss nothing, without anything that only orders them."""
    _checks, _missed, misses = checked_of(fits_of(question, catalogue), question, ground_of(catalogue))
    return int((misses == 0).sum())


def fits_of(question: Question, catalogue: Catalogue) -> tuple[PackageFit, ...]:
    """Each package against the catalogue."""
    ground, windows = ground_of(catalogue), Windows(question.packages)
    return tuple(PackageFit(one, ground, catalogue.vocabulary, question.today, windows) for one in question.packages)


def checked_of(
    fits: Sequence[PackageFit], question: Question, ground: Ground
) -> tuple[list[list[Check]], list[Counts], Counts]:
    """By package what is checked and how many things each provider misses; and how many in all."""
    checks = [list(checks_of(fit)) for fit in fits]
    missed = [_count_misses(of_package, ground) for of_package in checks]
    return checks, missed, np.min(missed, axis=0) if question.is_split else np.sum(missed, axis=0)


def scores_of(
    fits: tuple[PackageFit, ...],
    costs: tuple[Costs | None, ...],
    inspections: Inspections | None,
    words: tuple[str, ...],
    ground: Ground,
) -> dict[Criterion, Scores]:
    """By criterion that something was asked of, each provider's score."""
    found: dict[Criterion, Scores | None] = {
        Criterion.SERVICE: _over(fits, [fit.service() for fit in fits], where_served=False),
        Criterion.MODALITY: _over(fits, [fit.modality() for fit in fits]),
        Criterion.STANDARDS: _over(fits, [fit.standards() for fit in fits]),
        Criterion.PLACE: _over(fits, [fit.place() for fit in fits]),
        Criterion.SCALE: _over(fits, [scale_scores(fit) for fit in fits]),
        Criterion.STAGE: _over(fits, [fit.stage() for fit in fits]),
        Criterion.SYSTEM: _over(fits, [fit.system() for fit in fits]),
        Criterion.MARKET: _over(fits, [fit.market() for fit in fits]),
        Criterion.TRACK: track_scores(inspections, ground.size),
        Criterion.TIME: _over(fits, [fit.time() for fit in fits]),
        Criterion.BUDGET: budget_of(fits, costs),
        Criterion.COVERAGE: wider.coverage(fits),
        Criterion.SITES: wider.sites(fits),
        Criterion.QUALITY: wider.quality(fits),
        Criterion.FOCUS: wider.focus(fits),
        Criterion.CORE: wider.core(fits),
        Criterion.WORDS: likeness(words, ground, fits[0].vocabulary),
    }
    return {criterion: np.round(scores, DIGITS) for criterion, scores in found.items() if scores is not None}


def budget_of(fits: Sequence[PackageFit], costs: Sequence[Costs | None]) -> Scores | None:
    """By provider, how the prices that are known keep to the budgets."""
    return _over(fits, [budget_scores(fit, cost) for fit, cost in zip(fits, costs, strict=True)])


def _over(fits: Sequence[PackageFit], found: Sequence[Scores | None], *, where_served: bool = True) -> Scores | None:
    """One score for all packages: what is rare among the services counts more. Of packages that a provider serves not at all it is
    not asked again: that it lacks them is counted with the services."""
    asked = [(fit, scores) for fit, scores in zip(fits, found, strict=True) if scores is not None]
    if not asked:
        return None
    stacked = np.stack([scores for _fit, scores in asked])
    if where_served:
        served = np.stack([fit.served for fit, _scores in asked])
        stacked = np.where(served | ~served.any(axis=0), stacked, np.nan)
    return mean_known(stacked, np.array([fit.weight for fit, _scores in asked]))


def totals_of(scores: dict[Criterion, Scores], weights: dict[Criterion, float], size: int) -> Scores:
    """The weighted mean of all criteria, added up in their order."""
    summed, total = np.zeros(size), 0.0
    for criterion, given in ((one, scores[one]) for one in Criterion if one in scores):
        summed += weights[criterion] * np.where(np.isnan(given), UNKNOWN_SCORE, given)
        total += weights[criterion]
    return summed / total if total else summed


def _count_misses(checks: Sequence[Check], ground: Ground) -> Counts:
    """How many things each provider misses. A modality or place missed in two services is two."""
    missed = np.zeros(ground.size, dtype=np.int64)
    for check in checks:
        missed += check.fails
    return missed


def order_of(totals: Scores, misses: Counts, every: Counts, ground: Ground) -> list[int]:
    """By position, the first first. ``misses`` are those that make ineligible, ``every`` those of all packages."""
    keys = [place_of(not misses[one], not every[one], float(totals[one]), ground.slugs[one]) for one in range(ground.size)]
    return sorted(range(ground.size), key=keys.__getitem__)


def place_of(is_eligible: bool, takes_all: bool, total: float, slug: str) -> tuple[bool, bool, float, str]:
    """What providers are sorted by: who takes all of it, then who takes a package whole, then the others, each by score. Among equals a lot decides that is the same for ever, so that
    none stands first by its name."""
    return (not is_eligible, not takes_all, -round(total, 9), _lot(slug))


@lru_cache(maxsize=50_000)
def _lot(slug: str) -> str:
    return hashlib.sha256(slug.encode()).hexdigest()


def missed_by(ranking: Ranking, provider: int) -> list[Check]:
    """What a provider misses, each thing once: a service that it lacks, rather than all that the service should fit; what it misses
    in all that it does, rather than in each service."""
    failed = [check for check in ranking.checks if check.fails[provider]]
    lacking = {check.choice for check in failed if check.subject == Subject.SERVICE_LINE}
    told = [check for check in failed if check.subject == Subject.SERVICE_LINE or check.line not in lacking]
    found: dict[object, Check] = {}
    for check in told:
        found.setdefault((check.about, check.line), check)
    in_all = {check.about for check in told if check.line is None}
    return [check for check in found.values() if check.line is None or check.about not in in_all]
