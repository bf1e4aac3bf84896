"""Endpoints and deliveries as pages and programs list them."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from organizations.actor import Actor
from webhooks.enums import DeliveryStatus
from webhooks.models import Attempt, Delivery, Endpoint


def endpoints_of(actor: Actor) -> QuerySet[Endpoint]:
    """The organisation's, oldest first, each with how many deliveries are ``waiting``."""
    waiting = Count("deliveries", filter=Q(deliveries__status=DeliveryStatus.WAITING))
    return Endpoint.objects.visible_to(actor).annotate(waiting=waiting).order_by("created_at", "id")


def deliveries_to(actor: Actor, endpoint: Endpoint) -> QuerySet[Delivery]:
    """The newest event first, each with what the last try came to: ``last_status``, ``last_trouble``, ``last_milliseconds``."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    found = {f"last_{name}": Subquery(last.values(name)[:1]) for name in ("status", "trouble", "milliseconds", "made_at")}
    return Delivery.objects.visible_to(actor).filter(endpoint=endpoint).select_related("event__seal").annotate(**found)
