"""Certificates as an operator has verified them."""

from datetime import date
from typing import Any

from django.utils import timezone

from documents.enums import Purpose
from documents.models import Document
from providers.enums import CertificateStatus
from providers.models import Certificate, Site
from tests.factories import actor
from tests.matching.needs import TODAY


def certificate(site: Site, *, standard: str = "eu-gmp", until: date = TODAY, **values: Any) -> Certificate:
    """Verified, with the family of drug substances in its scope."""
    owner = actor()
    document = Document.objects.create(
        organization=owner.organization, name="c.pdf", purpose=Purpose.EVIDENCE, content_type="application/pdf", size=4,
        sha256="0" * 64, uploaded_by=owner.user,
    )  # fmt: skip
    operations = values.pop("operations", ["biologics-drug-substance"])
    made = Certificate.objects.create(
        **{
            "site": site, "standard_id": standard, "issuer": "Somebody", "number": standard, "valid_until": until,
            "evidence": document, "status": CertificateStatus.VERIFIED, "verified_at": timezone.now(), **values,
        }
    )  # fmt: skip
    made.operations.set(operations)
    return made
