"""Certificates as their people, and as everybody, see them."""

from django.db.models import Prefetch, QuerySet

from organizations.actor import Actor
from providers.enums import SiteStatus
from providers.models import Certificate, Provider, Review

SHOWN = ("site__country", "site__provider", "standard", "authority")


def own_certificates(actor: Actor) -> QuerySet[Certificate]:
    """All of the organisation's own, with what the list shows, the last decision among it."""
    rows = Certificate.objects.mine(actor).select_related(*SHOWN, "evidence")
    return rows.prefetch_related("operations", Prefetch("reviews", Review.objects.order_by("-created_at")))


def certificates_shown(actor: Actor, provider: Provider) -> QuerySet[Certificate]:
    """What a provider's page lists: verified by an operator, in force or ended, and revoked. Never the evidence."""
    rows = (
        Certificate.objects.visible_to(actor)
        .known()
        .filter(site__provider=provider)
        .exclude(site__status=SiteStatus.CLOSED)
    )
    return rows.select_related(*SHOWN).prefetch_related("operations")
