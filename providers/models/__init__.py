from providers.models.capability import Capability
from providers.models.capacity import Slot, Suite
from providers.models.certificate import Certificate
from providers.models.claim import Claim, Merge, Review
from providers.models.provider import Provider, Source
from providers.models.site import Site

__all__ = [
    "Capability",
    "Certificate",
    "Claim",
    "Merge",
    "Provider",
    "Review",
    "Site",
    "Slot",
    "Source",
    "Suite",
]
