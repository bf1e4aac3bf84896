"""Doors to Celery."""

from celery import shared_task

from webhooks.actions.delivery import forget_old_deliveries
from webhooks.actions.endpoint import forget_previous_secrets
from webhooks.courier import send_due


@shared_task
def send_due_webhooks() -> None:
    """Send what is due. Swept every second; a second one at once finds that the first is at work."""
    send_due()


@shared_task
def forget_old_webhooks() -> None:
    """Delete what is older than the log is kept, and secrets that sign no more. Swept every six hours."""
    forget_old_deliveries()
    forget_previous_secrets()
