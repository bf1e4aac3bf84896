"""What is sent to whom: planned from events, tried again, sent again, forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from core.clock import ClockTimestamp, database_now
from core.models import lock
from events.actions import emit
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Kind
from organizations.roles import Permission
from webhooks import rules
from webhooks.enums import DeliveryStatus
from webhooks.kinds import ALL, TEST
from webhooks.models import Delivery, Endpoint
from webhooks.payload import message_id_of
from webhooks.workflows import DELIVERY

FORGOTTEN_AT_ONCE = 5000


def plan_deliveries(event: Event) -> int:
    """A delivery to each endpoint that wants such events and whose organisation sees this one. Returns how many.

    An organisation sees what stands in its own trail; an operator's sees all. Safe to repeat.
    """
    sees = Q(organization_id__in=event.organization_ids) | Q(organization__kinds__contains=[Kind.OPERATOR])
    wants = Q(kinds__contains=[event.kind]) | Q(kinds__contains=[ALL])
    endpoints = Endpoint.objects.listening().filter(sees, wants).order_by()
    planned = [_delivery(endpoint, event) for endpoint in endpoints]
    return len(Delivery.objects.bulk_create(planned, ignore_conflicts=True))


@transaction.atomic
def send_test(*, actor: Actor, endpoint: Endpoint) -> Delivery:
    """An event that says nothing, to this endpoint alone, on the same way as every other. Raises WrongState."""
    actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = lock(Endpoint.objects.visible_to(actor), endpoint.pk, no_key=True)
    rules.ensure_sends(endpoint)
    delivery = _delivery(endpoint, emit(TEST, actor=actor, subject=endpoint))
    delivery.save()
    return delivery


@transaction.atomic
def redeliver(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Send it again now, under the identity it has always had, with all the retries before it. Raises WrongState."""
    actor.require(Permission.WEBHOOK_MANAGE)
    endpoint = lock(Endpoint.objects.visible_to(actor), delivery.endpoint_id, no_key=True)
    rules.ensure_sends(endpoint)
    delivery = lock(Delivery.objects.visible_to(actor), delivery.pk)
    DELIVERY.apply(delivery, "redeliver")
    Delivery.objects.filter(pk=delivery.pk).update(due_at=ClockTimestamp(), retries=0)
    data = {"delivery": str(delivery.pk)}
    emit("webhook_endpoint.redelivered", actor=actor, subject=endpoint, data=data)
    return delivery


def forget_old_deliveries() -> int:
    """Delete the log past WEBHOOK_LOG_DAYS, also what a paused endpoint was never sent. Returns how many deliveries."""
    oldest = database_now() - timedelta(days=settings.WEBHOOK_LOG_DAYS)
    forgotten = 0
    while keys := list(Delivery.objects.filter(created_at__lt=oldest).order_by("created_at").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]):  # fmt: skip
        Delivery.objects.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten


def _delivery(endpoint: Endpoint, event: Event) -> Delivery:
    return Delivery(
        endpoint=endpoint,
        event=event,
        message_id=message_id_of(endpoint.pk, event.uuid),
        status=DeliveryStatus.WAITING,
    )
