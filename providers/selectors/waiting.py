"""How much waits for an operator's decision."""

from providers.enums import CertificateStatus, ClaimStatus
from providers.models import Certificate, Claim, Provider


def claims_waiting() -> int:
    """Claims that nobody has decided."""
    return Claim.objects.filter(status=ClaimStatus.REQUESTED).count()


def profiles_waiting() -> int:
    """Profiles that were submitted."""
    return Provider.objects.exclude(submitted_at=None).count()


def certificates_waiting() -> int:
    """Certificates under review."""
    return Certificate.objects.filter(status=CertificateStatus.UNDER_REVIEW).count()
