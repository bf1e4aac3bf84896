"""Doors to Celery."""

from celery import shared_task

from events.delivery import run_handlers


@shared_task
def deliver(event_ids: list[int]) -> None:
    """Run what follows these events. Sent by the relay, in chunks, since a message each costs more than the work."""
    for event_id in event_ids:
        run_handlers(event_id)
