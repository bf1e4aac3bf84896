"""Doors to Celery."""

from celery import shared_task

from documents.actions import sweep_files


@shared_task
def sweep_stray_files() -> None:
    """Remove bytes without a row. Safe to run twice at once."""
    sweep_files()
