"""Doors to Celery."""

from celery import shared_task

from providers.actions.certificate_notice import tell_of_ends


@shared_task
def tell_of_ending_certificates() -> None:
    """Tell of what ends. Swept every minute; safe to run twice at once."""
    tell_of_ends()
