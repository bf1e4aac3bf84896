"""Whether a run would come out otherwise today: what was asked, the catalogue, free capacity and exchange rates, as far as it matters to it."""

from dataclasses import dataclass, replace

import numpy as np

from core import clock
from core.memory import Recent
from organizations.actor import Actor
from projects.briefs.requirements import Subject
from projects.briefs.selectors.rate import stamp_of_rates
from projects.matching.asking import AskedIsGone, asked_by, digest_of, question_of
from projects.matching.engine.judging.budget import costs_of
from projects.matching.engine.judging.ranking import budget_of, fits_of
from projects.matching.engine.judging.slots import digest_of_free, first_free, open_slots
from projects.matching.engine.judging.track import digest_of_inspections, inspections_of
from projects.matching.enums import Criterion
from projects.matching.models import Match, MatchRun
from projects.matching.selectors.match_run import ranked, total_of
from providers.enums import CertificateStatus
from providers.models import Certificate
from services.models import CatalogueEntry
from services.search.index import Index
from services.selectors.catalogue import Catalogue, current_catalogue

SHIFT = 0.01
"""Less than this is no other score."""


@dataclass(frozen=True)
class Outdated:
    """What has moved on since a run. Nothing: it would come out the same today."""

    by_project: bool
    by_catalogue: bool
    by_capacity: bool
    by_rates: bool

    def __bool__(self) -> bool:
        return self.by_project or self.by_catalogue or self.by_capacity or self.by_rates


def outdated(run: MatchRun, actor: Actor) -> Outdated:
    """Whether what was asked, the catalogue, free capacity or an exchange rate has changed since, as far as it matters to the run."""
    is_of_a_catalogue = run.catalogue_revision is not None
    return Outdated(
        by_project=digest_of(asked_by(run.project, actor)) != digest_of(run.asked),
        by_catalogue=is_of_a_catalogue
        and (_is_another_now(run) or _has_a_certificate_ended(run) or _are_inspections_other(run)),
        by_capacity=bool(run.capacity) and _is_other_capacity_free(run),
        by_rates=is_of_a_catalogue and _is_priced_otherwise(run),
    )


OTHERWISE: Recent[bool] = Recent(1000)
"""By run and state of the catalogue, whether it would come out otherwise."""


def _is_another_now(run: MatchRun) -> bool:
    """Whether an offering of somebody eligible has changed, or others would be eligible. What changes elsewhere re-ranks nothing."""
    catalogue = current_catalogue()
    index = catalogue.index
    if index.revision == run.catalogue_revision:
        return False
    key = (run.pk, run.catalogue_revision, index.revision, catalogue.vocabulary.stamp)
    return OTHERWISE.get_or_make(key, lambda: _is_touched(run, index) or _comes_out_otherwise(run, catalogue))


def _is_touched(run: MatchRun, index: Index) -> bool:
    eligible = Match.objects.filter(run=run, is_eligible=True).values_list("provider", flat=True)
    changed = CatalogueEntry.objects.filter(revision__gt=run.catalogue_revision, revision__lte=index.revision)
    return changed.filter(offering__provider__in=eligible).exists()


def _comes_out_otherwise(run: MatchRun, catalogue: Catalogue) -> bool:
    """What was kept is asked again. How rare a service is shifts scores a little with every provider who joins: that is no change."""
    try:
        ranking = ranked(run, catalogue)
    except AskedIsGone:
        return True
    scores = dict(Match.objects.filter(run=run, is_eligible=True).values_list("slug", "score"))
    now = {slug: ranking.totals[one] for one, slug in enumerate(ranking.ground.slugs) if ranking.is_eligible(one)}
    return scores.keys() != now.keys() or any(abs(now[slug] - score) > SHIFT for slug, score in scores.items())


def _has_a_certificate_ended(run: MatchRun) -> bool:
    """Whether somebody eligible held one of those that were asked for when it was matched, and it does not hold today."""
    asked = {
        one["code"] for package in run.asked["packages"] for one in package["requirements"] if one.get("in_force")
    }  # fmt: skip
    today, then = clock.today(), run.created_at.date()
    eligible = Match.objects.filter(run=run, is_eligible=True).values("provider")
    held = Certificate.objects.filter(status=CertificateStatus.VERIFIED, standard__in=asked, site__provider__in=eligible)
    return bool(asked) and held.filter(valid_until__gte=then, valid_until__lt=today).exists()


def _is_other_capacity_free(run: MatchRun) -> bool:
    """Whether other windows count for those who were eligible: one came, went, was moved or taken, or a hold has ended."""
    vocabulary = current_catalogue().vocabulary
    try:
        packages = question_of(run.asked, vocabulary, run.created_at.date()).packages
    except AskedIsGone:
        return True
    if all(package.begins_by is None for package in packages):
        return False
    eligible = Match.objects.filter(run=run, is_eligible=True).values_list("slug", flat=True)
    slots = open_slots(packages, eligible)
    return digest_of_free(first_free(package, slots) for package in packages) != run.capacity


def _are_inspections_other(run: MatchRun) -> bool:
    """Whether other inspections are declared for those who were eligible: they stand in the tables alone, and in what was said."""
    if not run.inspected:
        return False
    catalogue = current_catalogue()
    try:
        question = question_of(run.asked, catalogue.vocabulary, run.created_at.date())
    except AskedIsGone:
        return True
    eligible = list(Match.objects.filter(run=run, is_eligible=True).values_list("slug", flat=True))
    fits = fits_of(question, catalogue)
    found = inspections_of(fits, eligible) or {}
    slugs = fits[0].ground.slugs
    return digest_of_inspections({slugs[one]: known for one, known in found.items()}) != run.inspected


PRICED: Recent[bool] = Recent(1000)
"""By run, state of the catalogue, day and state of the rates, whether a budget would be met otherwise."""


def _is_priced_otherwise(run: MatchRun) -> bool:
    """Whether somebody eligible would have another score for its prices, in the currency of a budget at the rates of today."""
    subjects = {one["subject"] for package in run.asked["packages"] for one in package["requirements"]}
    if Subject.BUDGET.value not in subjects:
        return False
    catalogue = current_catalogue()
    key = (run.pk, catalogue.index.revision, catalogue.vocabulary.stamp, clock.today(), stamp_of_rates(clock.today()))
    return PRICED.get_or_make(key, lambda: _has_other_prices(run, catalogue))


def _has_other_prices(run: MatchRun, catalogue: Catalogue) -> bool:
    try:
        question = replace(question_of(run.asked, catalogue.vocabulary, run.created_at.date()), today=clock.today())
    except AskedIsGone:
        return True
    fits = fits_of(question, catalogue)
    budget = budget_of(fits, [costs_of(fit) for fit in fits])
    if budget is None:
        return False
    positions = {slug: position for position, slug in enumerate(fits[0].ground.slugs)}
    weights = {Criterion(name): weight for name, weight in run.weights.items() if name in Criterion.values}
    for slug, scores, total in Match.objects.filter(run=run, is_eligible=True).values_list("slug", "scores", "score"):
        if slug in positions:
            score = float(budget[positions[slug]])
            now = {**scores, Criterion.BUDGET.value: None if np.isnan(score) else score}
            if abs(total_of(now, weights) - total) > SHIFT:
                return True
    return False
