"""Doors to Celery."""

from celery import shared_task

from api import idempotency


@shared_task
def forget_old_answers() -> None:
    """Tidy the answers that no retry may ask for any more."""
    idempotency.forget_old_answers()
