"""A small catalogue, made offering by offering over the shipped vocabulary."""

from typing import Any

from django.utils import timezone

from providers.models import Provider, Site
from services.actions.catalogue import refresh_provider
from services.enums import OfferingStatus
from services.models import Offering
from tests.factories import providers
from vocabulary.models import Country

LINKS = ("stages", "modalities", "systems", "standards")


def seller(name: str, city: str = "Halle", land: str = "DE") -> Site:
    """A provider with one site."""
    country = Country.objects.get(pk=land)
    profile = providers.provider(name, slug=name.lower().replace(" ", "-"), city=city, country=country)
    return providers.site(profile, city, country=country)


def offering(*sites: Site, line: str, **values: Any) -> Offering:
    """Published and found from now on. Terms by their codes: ``modalities=["mab"]``."""
    links = {name: values.pop(name) for name in LINKS if name in values}
    values.setdefault("scale_unit_id", "l-bioreactor" if "scale_max" in values else None)
    made = Offering.objects.create(
        provider=sites[0].provider,
        service_line_id=line,
        status=OfferingStatus.PUBLISHED,
        published_at=timezone.now(),
        **values,
    )
    made.sites.set(sites)
    for name, codes in links.items():
        getattr(made, name).set(codes)
    refresh(made.provider)
    return made


def refresh(profile: Provider) -> None:
    """Its search documents say what its rows say."""
    refresh_provider(profile.pk)
