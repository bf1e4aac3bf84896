"""What the tenant keeps as a provider and buys as a sponsor: a row in every table that routes lead to, each with the canary
in what is nobody else's to read."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from documents.enums import Purpose
from documents.models import Document
from drafts.models import Draft
from organizations.models import Membership, Organization
from projects.briefs.models import Intake, Project, WorkPackage
from projects.matching.models import MatchRun
from projects.sourcing.models import Rfq, RfqDocument
from providers.enums import CertificationBasis, ProviderState, SlotStatus
from providers.models import Capability, Certificate, Claim, Provider, Site, Slot, Suite
from services.models import ImportRun, Offering, Shortlist, ShortlistItem
from services.selectors.offering import found_of
from vocabulary.enums import StandardFamily
from vocabulary.models import Country, Modality, Region, ServiceLine, Standard


def rows_of_a_tenant(organization: Organization, owner: Membership, slug: str, canary: str, own: str) -> dict[str, Any]:
    """By the word that stands before the key in an address. The profile is suspended: its own people's and the operators'.

    ``own`` stands in what not even operators may read.
    """
    names = {"label_en": "Term", "label_zh": "术语"}
    region = Region.objects.create(code="europe", **names)
    country = Country.objects.create(code="DE", region=region, **names)
    modality = Modality.objects.create(code="mrna", path=["mrna"], **names)
    line = ServiceLine.objects.create(code="mrna-ds-gmp", path=["mrna-ds-gmp"], **names)
    standard = Standard.objects.create(code="eu-gmp", family=StandardFamily.GMP, **names)
    provider = Provider.objects.create(
        slug=slug, organization=organization, name="Profile", country=country, city="Jena", types=["cdmo"],
        summary=canary, state=ProviderState.SUSPENDED, standards_basis=CertificationBasis.EXPECTED,
    )  # fmt: skip
    site = Site.objects.create(provider=provider, city="Jena", country=country, note=canary)
    document = _document(organization, owner, canary)
    day = date(2027, 3, 1)
    suite = Suite.objects.create(site=site, name=f"Suite {canary}")
    claim = Claim.objects.create(
        provider=Provider.objects.create(
            slug="unclaimed", name="Unclaimed", country=country, city="Bonn", types=["cdmo"], summary="Nothing",
            standards_basis=CertificationBasis.EXPECTED,
        ),
        organization=organization, claimed_by=owner.user, position=canary, statement=canary,
    )  # fmt: skip
    claim.evidence.add(document)
    Draft.objects.create(person=owner.user, organization=organization, key="my-offering", values={"title": [own]})
    offering = Offering.objects.create(provider=provider, service_line=line, title_en=canary)
    return {
        "documents": document,
        "sites": site,
        "capabilities": Capability.objects.create(site=site, modality=modality, note=canary),
        "certificates": Certificate.objects.create(
            site=site, standard=standard, issuer="Somebody", number=canary, valid_until=day, evidence=document
        ),
        "suites": suite,
        "slots": Slot.objects.create(suite=suite, starts_on=day, ends_on=day, status=SlotStatus.CONFIRMED, note=canary),
        "claims": claim,
        "offerings": offering,
        "profile": provider,
        "import": ImportRun.objects.create(provider=provider, membership=owner, file_name=f"{canary}.csv"),
        **(bought := _bought(organization, owner, offering, own)),
        "rfq-documents": RfqDocument.objects.create(
            rfq=bought["rfqs"],
            document=_document(organization, owner, canary, "text/plain"),
            position=1,
            tier="cda",
            edition=1,
        ),
    }


def _bought(organization: Organization, owner: Membership, offering: Offering, own: str) -> dict[str, Any]:
    by = {"organization": organization, "created_by": owner.user}
    shortlist = Shortlist.objects.create(name=own, used_at=timezone.now(), **by)
    project = Project.objects.create(number=1, codename="Harbour", title=own, asset=own, **by)
    return {
        "shortlists": shortlist,
        "items": ShortlistItem.objects.create(
            shortlist=shortlist,
            offering=offering,
            note=own,
            added_by=owner.user,
            added_at=timezone.now(),
            seen=found_of(offering).document,
        ),
        "projects": project,
        "packages": WorkPackage.objects.create(
            project=project, position=1, service_line=offering.service_line, questions=own
        ),
        "rfqs": Rfq.objects.create(
            organization=organization,
            project=project,
            number="RFQ-2027-0001",
            codename="Harbour",
            brief=own,
            title=own,
            deadline=timezone.now() + timedelta(days=20),
            sealed_key="key",
        ),
        "match-runs": MatchRun.objects.create(project=project, digest="0", engine="1", failure=own, **by),
        "intake": Intake.objects.create(text=f"A brief about {own} and no more", **by),
    }


def _document(
    organization: Organization, owner: Membership, canary: str, content_type: str = "application/pdf"
) -> Document:
    document = Document(
        organization=organization, name=f"{canary}.pdf", purpose=Purpose.EVIDENCE, content_type=content_type, size=4,
        sha256="0" * 64, uploaded_by=owner.user,
    )  # fmt: skip
    document.file.save("evidence", ContentFile(canary.encode()), save=True)
    return document
