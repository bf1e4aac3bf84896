"""Doors to Celery."""

from celery import shared_task

from accounts.actions.erasure import erase_due, forget_ended_sessions
from accounts.limits import forget_failures


@shared_task
def forget_sign_in_failures() -> None:
    """Tidy the failures that no limit counts any more."""
    forget_failures()


@shared_task
def erase_people() -> None:
    """Erase those whose time has come. Swept every hour; safe to run twice at once."""
    erase_due()


@shared_task
def forget_sessions() -> None:
    """Delete what has ended. Swept every hour."""
    forget_ended_sessions()
