"""The outbox moves."""

from django.db.models import Min

from core.clock import database_now
from core.health import Health, register
from events.models import Dispatch

OLDEST_LIMIT_SECONDS = 300


@register("events")
def oldest_undelivered() -> Health:
    """No committed event waits longer than five minutes for its handlers."""
    oldest = Dispatch.objects.filter(confirmed_at=None).aggregate(at=Min("event__occurred_at"))["at"]
    if oldest is None:
        return Health(ok=True, age_seconds=0.0)
    age = (database_now() - oldest).total_seconds()
    return Health(ok=age < OLDEST_LIMIT_SECONDS, age_seconds=round(age, 1))
