"""The heartbeat that goes through the queue: a worker that is alive but does not consume is seen by its absence."""

from celery import shared_task

from core.clock import database_now
from core.models import Heartbeat


@shared_task
def beat_heart() -> None:
    """Note, in the database and by its clock, that a task sent by beat was run by a worker."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"beat_at": database_now()})
