"""Doors to Celery."""

from celery import shared_task

from projects.matching.actions import old_runs
from projects.sourcing.actions import quote_file
from projects.sourcing.actions.notice import tell_of_what_is_due
from projects.sourcing.selectors.runs import runs_behind_requests


@shared_task
def tell_of_requests() -> None:
    """Tell of starts, deadlines and agreements that end. Swept every half minute; safe to run twice at once."""
    tell_of_what_is_due()


@shared_task
def sweep_quote_files() -> None:
    """Remove encrypted bytes without a row. Safe to run twice at once."""
    quote_file.sweep_quote_files()


@shared_task
def remove_old_runs() -> None:
    """Remove runs of matching that are neither among the newest nor behind a request. Safe to run twice at once."""
    old_runs.remove_old_runs(spared=runs_behind_requests())
