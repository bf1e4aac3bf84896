"""Doors to Celery."""

from celery import shared_task

from notifications.digests import send_due_digests
from notifications.sending import forget_old, send_due


@shared_task
def send_due_mail() -> None:
    """Send what is due. Swept every few seconds; safe to run twice at once."""
    send_due()


@shared_task
def send_digests() -> None:
    """Put digests that are due into the outbox. Swept every minute; safe to run twice at once."""
    send_due_digests()


@shared_task
def forget_old_mail() -> None:
    """Delete what left long ago. Swept every hour; safe to run twice at once."""
    forget_old()
