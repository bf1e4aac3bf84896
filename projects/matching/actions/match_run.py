"""Matching a project: asked for by a person, done by a worker, one step a transaction, so that a worker killed half-way
leaves nothing half done and another goes on."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop

from core.models import lock
from events.actions import emit
from organizations.actor import Actor
from organizations.roles import Permission
from projects.briefs.models import Project
from projects.matching import workflows
from projects.matching.asking import asked_by
from projects.matching.engine import ENGINE
from projects.matching.engine.found import first_matches
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.engine.weights import Weights, weights_from
from projects.matching.enums import Criterion
from projects.matching.given import ensure_weighed
from projects.matching.models import ChainPlan, Match, MatchRun
from projects.matching.plans import plans_for
from projects.matching.selectors.match_run import ranked
from projects.matching.shut_out import shut_out_rows
from projects.matching.wording import wording_of
from providers.models import Provider
from services.search import kinds
from services.selectors.catalogue import Catalogue, current_catalogue

TOLD = 60
"""So many of the first are told of with reasons; of the others the scores are kept."""
BEGUN = 0.2
CHUNK = 1000


@transaction.atomic
def start_match(*, actor: Actor, project: Project, weights: Weights | None = None) -> MatchRun:
    """Have a project matched. What is asked is kept as it stands now. Raises Invalid where nothing has a weight."""
    actor.require(Permission.PROJECT_EDIT)
    membership = actor.require_membership()
    ensure_weighed(weights or {}, list(Criterion))
    project = lock(Project.objects.visible_to(actor), project.pk, no_key=True)
    asked = asked_by(project, actor)
    run = MatchRun.objects.create(
        organization_id=project.organization_id,
        project=project,
        created_by=membership.user,
        asked=asked,
        weights={one.value: weight for one, weight in weights_from(weights or {}).items()},
        engine=ENGINE,
    )
    emit("match_run.requested", actor=actor, subject=run)
    return run


@transaction.atomic
def begin_match(*, actor: Actor, run_id: uuid.UUID) -> None:
    """A worker has taken it up."""
    run = lock(MatchRun.objects.visible_to(actor), run_id)
    if workflows.MATCH_RUN.allows(run, "begin"):
        run.progress = BEGUN
        run.save(update_fields=["progress"])
        workflows.MATCH_RUN.apply(run, "begin")
        emit("match_run.begun", actor=actor, subject=run, organizations=[run.organization_id])


@transaction.atomic
def finish_match(*, actor: Actor, run_id: uuid.UUID) -> None:
    """Rank, and keep who came out how, and the plans for the whole of it. Run again after it is over, nothing happens."""
    run = lock(MatchRun.objects.visible_to(actor), run_id)
    if not workflows.MATCH_RUN.allows(run, "finish"):
        return
    catalogue = current_catalogue()
    ranking = ranked(run, catalogue)
    Match.objects.bulk_create(_matches(run, ranking, catalogue), batch_size=CHUNK)
    ChainPlan.objects.bulk_create(plans_for(run, ranking, catalogue))
    run.progress, run.catalogue_revision = 1, ranking.ground.revision
    run.count, run.count_eligible = ranking.ground.size, int((ranking.misses == 0).sum())
    run.capacity, run.inspected, run.shut_out = ranking.capacity, ranking.inspected, shut_out_rows(ranking)
    run.save(
        update_fields=["progress", "catalogue_revision", "count", "count_eligible", "capacity", "inspected", "shut_out"]
    )
    workflows.MATCH_RUN.apply(run, "finish")
    emit("match_run.finished", actor=actor, subject=run, organizations=[run.organization_id])


@transaction.atomic
def fail_match(*, actor: Actor, run_id: uuid.UUID) -> None:
    """It cannot be done, and trying again will not help."""
    run = lock(MatchRun.objects.visible_to(actor), run_id)
    if workflows.MATCH_RUN.allows(run, "fail"):
        run.failure = gettext_noop("What was asked could not be read any more. Start a new run.")
        run.save(update_fields=["failure"])
        workflows.MATCH_RUN.apply(run, "fail")
        emit("match_run.failed", actor=actor, subject=run, organizations=[run.organization_id])


def _matches(run: MatchRun, ranking: Ranking, catalogue: Catalogue) -> list[Match]:
    told = _told(ranking, catalogue)
    slugs = ranking.ground.slugs
    profiles = dict(Provider.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    return [
        Match(
            run=run,
            provider_id=profiles.get(slugs[one]),
            slug=slugs[one],
            name=catalogue.label(kinds.PROVIDER, slugs[one]),
            rank=number,
            score=round(float(ranking.totals[one]), 6),
            is_eligible=ranking.is_eligible(one),
            takes_all=ranking.takes_all(one),
            scores=ranking.scores_of(one),
            told=told.get(slugs[one], {}),
        )
        for number, one in enumerate(ranking.order, start=1)
    ]


def _told(ranking: Ranking, catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """By provider, what is said of it in each language that a reader may have."""
    told: dict[str, dict[str, Any]] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for one in first_matches(ranking, catalogue, TOLD):
                told.setdefault(one.slug, {})[language] = wording_of(one, catalogue)
    return told
