"""Doors to Celery."""

from celery import shared_task


@shared_task
def send_due_mail() -> None:
    """Send what is due."""
