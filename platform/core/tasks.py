"""The heartbeat that goes through the queue: a worker that is alive but does not consume is seen by its absence."""

from celery import shared_task


@shared_task
def beat_heart() -> None:
    """Note, in the database, that a task sent by beat was run by a worker."""
