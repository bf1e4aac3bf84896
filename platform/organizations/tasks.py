"""Doors to Celery."""

from celery import shared_task

from organizations.actions.token import forget_ended_tokens


@shared_task
def forget_tokens() -> None:
    """Delete keys that ended long ago. Swept every hour."""
    forget_ended_tokens()
