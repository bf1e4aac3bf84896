"""What is sent to whom: planned from events, tried again, sent again, forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

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
from webhooks.enums import DeliveryStatus, EndpointStatus
from webhooks.kinds import ALL, TEST
from webhooks.models import Delivery, Endpoint
from webhooks.payload import message_id_of
from webhooks.workflows import DELIVERY

FORGOTTEN_AT_ONCE = 5000
SENT_AGAIN_AT_ONCE = 200


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
    return _again(actor, endpoint, lock(Delivery.objects.visible_to(actor), delivery.pk))


@transaction.atomic
def send_again(*, actor: Actor, keys: Sequence[UUID]) -> int:
    """An operator sends what was given up, where the endpoint is enabled; whose it is reads that in its trail. Returns how
    many of the first SENT_AGAIN_AT_ONCE."""
    actor.require(Permission.PLATFORM_OPERATE)
    rows = Delivery.objects.filter(pk__in=keys, status=DeliveryStatus.FAILED, endpoint__status=EndpointStatus.ENABLED)
    wanted = rows.order_by("endpoint_id", "pk").values_list("endpoint_id", "pk")[:SENT_AGAIN_AT_ONCE]
    endpoints: dict[UUID, Endpoint] = {}
    for endpoint_id, key in wanted:
        if endpoint_id not in endpoints:
            endpoints[endpoint_id] = lock(Endpoint.objects.all(), endpoint_id, no_key=True)
        _again(actor, endpoints[endpoint_id], lock(Delivery.objects.all(), key))
    return len(wanted)


def _again(actor: Actor, endpoint: Endpoint, delivery: Delivery) -> Delivery:
    DELIVERY.apply(delivery, "redeliver")
    Delivery.objects.filter(pk=delivery.pk).update(due_at=ClockTimestamp(), retries=0)
    data, readers = {"delivery": str(delivery.pk)}, [endpoint.organization_id]
    emit("webhook_endpoint.redelivered", actor=actor, subject=endpoint, organizations=readers, data=data)
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
