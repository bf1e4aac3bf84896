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
    CLOSED = "closed", _("Closed")


class CertificationBasis(models.TextChoices):
    """Where the standards of a profile come from. Neither is evidence: no certificate was seen."""

    REPORTED = "publicly-reported", _("Publicly reported")
    EXPECTED = "expected-unverified", _("What such work normally needs; not confirmed")


class ClaimStatus(models.TextChoices):
    """How far it is with a person's word that a profile is their company's."""

    REQUESTED = "requested", _("Waiting for an operator")
    SENT_BACK = "sent-back", _("Sent back: more is needed")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CertificateStatus(models.TextChoices):
    """Expiring and expired are not among them: they are computed from the clock."""

    UPLOADED = "uploaded", _("Not submitted yet")
    UNDER_REVIEW = "under-review", _("Waiting for an operator")
    SENT_BACK = "sent-back", _("Sent back: more is needed")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")
    REVOKED = "revoked", _("Revoked")


class SlotStatus(models.TextChoices):
    """How firmly a window of capacity is taken. A hold's end is computed from the clock."""

    OPEN = "open", _("Free")
    HELD = "held", _("Held")
    RESERVED = "reserved", _("Reserved")
    CONFIRMED = "confirmed", _("Confirmed")
    IN_USE = "in-use", _("In use")
    DONE = "done", _("Done")
    RELEASED = "released", _("Released")


class Decision(models.TextChoices):
    """What an operator decided on a claim, a certificate or a profile."""

    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SENT_BACK = "sent-back", _("Sent back")
    REVOKED = "revoked", _("Revoked")
    SUSPENDED = "suspended", _("Suspended")
    REINSTATED = "reinstated", _("Reinstated")
