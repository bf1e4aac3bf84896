"""What the reader's organisation calls its own."""

from django.db.models import QuerySet

from organizations.actor import Actor
from providers.models import Provider, Site


def my_profile(actor: Actor) -> Provider | None:
    """The profile that the organisation has claimed, if any."""
    if actor.organization_id is None:
        return None
    return Provider.objects.filter(organization_id=actor.organization_id).first()


def my_sites(actor: Actor) -> QuerySet[Site]:
    """The sites of that profile, in its order; none without one."""
    rows = Site.objects.select_related("provider", "country")
    return rows.filter(provider__organization_id=actor.organization_id) if actor.organization_id else rows.none()
