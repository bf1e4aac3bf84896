"""Doors to Celery."""

from celery import shared_task

from accounts.limits import forget_failures


@shared_task
def forget_sign_in_failures() -> None:
    """Tidy the failures that no limit counts any more."""
    forget_failures()
