"""Doors to Celery."""

from celery import shared_task

from notifications.sending import send_due


@shared_task
def send_due_mail() -> None:
    """Send what is due. Swept every few seconds; safe to run twice at once."""
    send_due()
