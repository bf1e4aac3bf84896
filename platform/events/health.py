"""The outbox moves."""

from django.db.models import Min

from core.clock import database_now
from core.health import Health, register
from events.models import Dispatch
from events.seals import head_flaw

OLDEST_LIMIT_SECONDS = 300


@register("events")
def oldest_undelivered() -> Health:
    """No committed event waits longer than five minutes for its handlers. One of them that failed is counted below."""
    oldest = Dispatch.objects.filter(confirmed_at=None, last_error="").aggregate(at=Min("event__occurred_at"))["at"]
    if oldest is None:
        return Health(ok=True, age_seconds=0.0)
    age = (database_now() - oldest).total_seconds()
    return Health(ok=age < OLDEST_LIMIT_SECONDS, age_seconds=round(age, 1))


@register("handlers")
def failed_handlers() -> Health:
    """No event waits for another try of a handler that failed, nor was given up. Operators find them in the administration."""
    failed = Dispatch.objects.filter(confirmed_at=None).exclude(last_error="").count()
    return Health(ok=failed == 0, detail=f"Handlers failed for {failed} events." if failed else "")


@register("trail")
def signed_head() -> Health:
    """The chain still holds what was signed last, where the signed head lies. ``manage.py verify_trail`` walks all of it."""
    flaw = head_flaw()
    return Health(ok=flaw is None, detail="" if flaw is None else "Run manage.py verify_trail.")
