"""Who does the work of a run: a worker, step by step."""

import uuid

from events.models import Event
from events.registry import on
from organizations.actor import Actor
from projects.matching.actions.match_run import begin_match, fail_match, finish_match
from projects.matching.asking import AskedIsGone


@on("match_run.requested")
def take_up_the_run(event: Event) -> None:
    """Say that it is under way; the next event does the work, so that the sponsor sees it move."""
    begin_match(actor=Actor.system(), run_id=uuid.UUID(event.subject_id))


@on("match_run.begun")
def match_the_project(event: Event) -> None:
    """Rank and keep. What was asked may name what is gone: then trying again is of no use."""
    run_id = uuid.UUID(event.subject_id)
    try:
        finish_match(actor=Actor.system(), run_id=run_id)
    except AskedIsGone:
        fail_match(actor=Actor.system(), run_id=run_id)
