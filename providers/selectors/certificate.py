"""Certificates as their people, and as everybody, see them."""

from django.db.models import Prefetch, QuerySet

from organizations.actor import Actor
from organizations.roles import Permission
from providers import workflows
from providers.enums import SiteStatus
from providers.models import Certificate, Provider, Review
from providers.rules import FINAL, REMOVABLE, lack_for_review

SHOWN = ("site__country", "site__provider", "standard", "authority")


def own_certificates(actor: Actor) -> QuerySet[Certificate]:
    """All of the organisation's own, with what the list shows, the last decision among it."""
    rows = Certificate.objects.mine(actor).select_related(*SHOWN, "evidence")
    return rows.prefetch_related("operations", Prefetch("reviews", Review.objects.order_by("-created_at")))


def steps_of_certificate(actor: Actor, certificate: Certificate) -> list[str]:
    """What the actor may do with one of the organisation's own now. The actions ask again."""
    may = {
        "update": certificate.status not in FINAL,
        "submit": workflows.CERTIFICATE.allows(certificate, "submit") and not lack_for_review(certificate),
        "remove": certificate.status in REMOVABLE,
    }
    return [name for name, allowed in may.items() if allowed and actor.can(Permission.PROVIDER_EDIT)]


def lack_for_submission(certificate: Certificate) -> str:
    """What is missing before it can be submitted, in a sentence; empty when nothing is, or it is past that."""
    return lack_for_review(certificate) if workflows.CERTIFICATE.allows(certificate, "submit") else ""


def certificates_shown(actor: Actor, provider: Provider) -> QuerySet[Certificate]:
    """What a provider's page lists: verified by an operator, in force or ended, and revoked. Never the evidence."""
    rows = (
        Certificate.objects.visible_to(actor)
        .known()
        .filter(site__provider=provider)
        .exclude(site__status=SiteStatus.CLOSED)
    )
    return rows.select_related(*SHOWN).prefetch_related("operations")
