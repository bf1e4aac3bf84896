"""The fixed words of providers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProviderState(models.TextChoices):
    """How far a profile is the provider's own word."""

    UNCLAIMED = "unclaimed", _("Unclaimed")
    CLAIMED = "claimed", _("Claimed")
    VERIFIED = "verified", _("Verified")
    SUSPENDED = "suspended", _("Suspended")


class ProviderType(models.TextChoices):
    """What kind of company it is, as the trade calls it."""

    CDMO = "cdmo", _("Development and manufacturing (CDMO)")
    CRO = "cro", _("Research (CRO)")
    CRDMO = "crdmo", _("Research, development and manufacturing (CRDMO)")
    CTDMO = "ctdmo", _("Testing, development and manufacturing (CTDMO)")
    LAB = "lab", _("Testing or central laboratory")
    SMO = "smo", _("Site management organisation")
    LOGISTICS = "logistics", _("Speciality logistics")
    CONSULTING = "consulting", _("Regulatory and quality consulting")
    PUBLIC_PLATFORM = "public-platform", _("Public service platform")
    SUPPLIER = "supplier", _("Materials supplier with services")
    SYNBIO = "synbio", _("Synthetic biology platform")


class SiteStatus(models.TextChoices):
    """Whether work is done there today."""

    OPERATING = "operating", _("Operating")
    PLANNED = "planned", _("Planned")
    UNCLEAR = "status-unclear", _("Status unclear")


class CertificationBasis(models.TextChoices):
    """Where the standards of a profile come from. Neither is evidence: no certificate was seen."""

    REPORTED = "publicly-reported", _("Publicly reported")
    EXPECTED = "expected-unverified", _("What such work normally needs; not confirmed")
