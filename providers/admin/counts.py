"""How much waits for an operator, for the side bar."""

from django.http import HttpRequest

from providers.enums import CertificateStatus, ClaimStatus
from providers.models import Certificate, Claim, Provider


def claims_waiting(request: HttpRequest) -> str:
    """Claims that nobody has decided."""
    return str(Claim.objects.filter(status=ClaimStatus.REQUESTED).count())


def profiles_waiting(request: HttpRequest) -> str:
    """Profiles that were submitted."""
    return str(Provider.objects.exclude(submitted_at=None).count())


def certificates_waiting(request: HttpRequest) -> str:
    """Certificates under review."""
    return str(Certificate.objects.filter(status=CertificateStatus.UNDER_REVIEW).count())
