"""Doors to Celery."""

from celery import shared_task

from drafts import actions


@shared_task
def forget_old_drafts() -> None:
    """Delete what nobody came back to. Safe to run twice at once."""
    actions.forget_old_drafts()
