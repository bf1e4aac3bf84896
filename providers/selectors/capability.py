"""What can run where."""

from django.db.models import QuerySet

from organizations.actor import Actor
from providers.enums import SiteStatus
from providers.models import Capability, Provider, Site

SHOWN = ("site__country", "site__provider", "modality", "system", "scale_unit")
ORDER = ("site__order", "site_id", "modality__order", "system__order", "id")


def own_capabilities(actor: Actor, site: Site | None = None) -> QuerySet[Capability]:
    """The organisation's own, of one site or of all."""
    rows = Capability.objects.mine(actor).select_related(*SHOWN).order_by(*ORDER)
    return rows.filter(site=site) if site is not None else rows


def capabilities_shown(provider: Provider) -> QuerySet[Capability]:
    """What a provider's page says; whether the page may be seen is asked before."""
    rows = Capability.objects.filter(site__provider=provider).exclude(site__status=SiteStatus.CLOSED).select_related(*SHOWN)
    return rows.order_by(*ORDER)
