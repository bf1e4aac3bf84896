"""Runs of matching as they are read: ranked anew for other weights, and compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from core.errors import NotFound
from organizations.actor import Actor
from projects.briefs.models import Project
from projects.matching.asking import AskedIsGone, question_of
from projects.matching.engine.found import described
from projects.matching.engine.judging.ranking import Ranking, place_of, rank
from projects.matching.engine.weights import UNKNOWN_SCORE, Weights, weights_from
from projects.matching.enums import Criterion, RunStatus
from projects.matching.models import Match, MatchRun
from projects.matching.wording import wording_of
from services.selectors.catalogue import Catalogue, current_catalogue

MOVED = 3
"""So many ranks up or down are worth telling."""


class Standing(NamedTuple):
    """How a provider came out, without a word of why. ``scores`` are by criterion, as they were kept."""

    pk: UUID
    slug: str
    is_eligible: bool
    takes_all: bool
    scores: Mapping[str, float | None]


@dataclass(frozen=True)
class Placed:
    """A stored match, by its key, at its place for these weights."""

    place: int
    standing: Standing
    score: float


@dataclass(frozen=True)
class Ranked:
    """A stored match at its place for these weights, with what is said of it in the reader's language: nothing where it is told no more."""

    place: int
    match: Match
    score: float
    told: Mapping[str, Any]


class Outcome(NamedTuple):
    """How a provider came out, as two runs are compared by it."""

    slug: str
    name: str
    rank: int
    is_eligible: bool
    scores: Mapping[str, float | None]


@dataclass(frozen=True)
class Change:
    """A provider in two runs; None where it is in one of them only. ``reasons`` are the criteria whose score has changed."""

    name: str
    slug: str
    before: Outcome | None
    after: Outcome | None
    reasons: tuple[Criterion, ...]

    @property
    def is_eligible_now(self) -> bool:
        return bool(self.after and self.after.is_eligible)

    @property
    def was_eligible(self) -> bool:
        return bool(self.before and self.before.is_eligible)


def runs_of(actor: Actor, project: Project) -> QuerySet[MatchRun]:
    """The project's runs, the latest first."""
    rows = MatchRun.objects.visible_to(actor).filter(project=project)
    return rows.select_related("project", "created_by").defer("asked").order_by("-created_at", "id")


def runs_shown(actor: Actor) -> QuerySet[MatchRun]:
    """Every run that the actor sees, with what it is read with."""
    return MatchRun.objects.visible_to(actor).select_related("project", "created_by")


def both_finished(actor: Actor, pk: UUID, since: UUID) -> tuple[MatchRun, MatchRun]:
    """A run, and another of the same project to hold it against. Raises NotFound unless both came to an end: before, there is nothing to
    compare."""
    finished = runs_shown(actor).filter(status=RunStatus.FINISHED)
    run = finished.filter(pk=pk).first()
    earlier = finished.filter(pk=since, project=run.project_id).first() if run else None
    if run is None or earlier is None:
        raise NotFound
    return run, earlier


def latest_run(actor: Actor, project: Project) -> MatchRun | None:
    """The last that came to an end, or the last of all where none has."""
    rows = runs_of(actor, project)
    return rows.filter(status=RunStatus.FINISHED).first() or rows.first()


def matches_of(actor: Actor, run: MatchRun) -> QuerySet[Match]:
    """Who came out how, the first first."""
    return Match.objects.visible_to(actor).filter(run=run).order_by("rank")


def outcomes_of(actor: Actor, run: MatchRun) -> list[Outcome]:
    """Everybody's, the first first, without a word of what was said."""
    return [Outcome(*row) for row in matches_of(actor, run).values_list(*Outcome._fields)]


def standings_of(actor: Actor, run: MatchRun) -> list[Standing]:
    """Everybody's, the first first."""
    return [Standing(*row) for row in matches_of(actor, run).values_list(*Standing._fields)]


def ranked_anew(standings: Sequence[Standing], weights: Weights) -> list[Placed]:
    """In the order of other weights, as a new run with them would come out."""
    counted = weights_from(weights)
    scored = [(one, total_of(one.scores, counted)) for one in standings]
    scored.sort(key=lambda pair: place_of(pair[0].is_eligible, pair[0].takes_all, pair[1], pair[0].slug))
    return [Placed(place, one, score) for place, (one, score) in enumerate(scored, start=1)]


def kept(actor: Actor, run: MatchRun, placed: Sequence[Placed]) -> list[Ranked]:
    """These with what was said of them in the run: nothing of who came out far down."""
    rows = matches_of(actor, run).in_bulk([one.standing.pk for one in placed])
    language = get_language() or "en"
    said = {pk: row.told.get(language) or row.told.get("en") or {} for pk, row in rows.items()}
    return [Ranked(one.place, rows[one.standing.pk], one.score, said[one.standing.pk]) for one in placed]


def told(actor: Actor, run: MatchRun, placed: Sequence[Placed]) -> list[Ranked]:
    """The same; who came out far down, and now stands among these, is told of by the catalogue of today."""
    ranked = kept(actor, run, placed)
    now = _told_now(run, [one.match.slug for one in ranked if not one.told])
    return [replace(one, told=one.told or now.get(one.match.slug, {})) for one in ranked]


def _told_now(run: MatchRun, slugs: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    if not slugs:
        return {}
    catalogue = current_catalogue()
    try:
        ranking = ranked(run, catalogue)
    except AskedIsGone:
        return {}
    return {one.slug: wording_of(one, catalogue) for one in described(ranking, catalogue, slugs)}


def total_of(scores: Mapping[str, float | None], weights: Mapping[Criterion, float]) -> float:
    """The weighted mean as the engine counts it. A criterion that there is no more counts nothing."""
    summed = total = 0.0
    for criterion in (one for one in Criterion if one.value in scores):
        score = scores[criterion.value]
        summed += weights[criterion] * (UNKNOWN_SCORE if score is None else score)
        total += weights[criterion]
    return summed / total if total else 0.0


def ranked(run: MatchRun, catalogue: Catalogue) -> Ranking:
    """A run's question, asked of a catalogue: of the same catalogue it gives the same. Raises AskedIsGone."""
    question = question_of(run.asked, catalogue.vocabulary, run.created_at.date())
    if not set(run.weights) <= set(Criterion.values):
        raise AskedIsGone
    return rank(question, catalogue, {Criterion(name): weight for name, weight in run.weights.items()})


def changes_between(before: Sequence[Outcome], after: Sequence[Outcome], most: int) -> list[Change]:
    """What is different for the first of either run: who came, who left, who moved by some ranks, and by which criteria."""
    old, new = {one.slug: one for one in before}, {one.slug: one for one in after}
    first = {one.slug for one in [*before[:most], *after[:most]]}
    found = [_change(slug, old.get(slug), new.get(slug)) for slug in first]
    changed = [one for one in found if _is_told(one)]
    return sorted(changed, key=lambda one: (one.after.rank if one.after else 10**9, one.before.rank if one.before else 0))


def _change(slug: str, before: Outcome | None, after: Outcome | None) -> Change:
    known = after or before
    assert known is not None  # noqa: S101 - it stands in one of them
    reasons = [one for one in Criterion if before and after and before.scores.get(one.value) != after.scores.get(one.value)]
    return Change(known.name, slug, before, after, tuple(reasons))


def _is_told(change: Change) -> bool:
    if change.before is None or change.after is None or change.was_eligible != change.is_eligible_now:
        return True
    return bool(change.reasons) or abs(change.before.rank - change.after.rank) >= MOVED
