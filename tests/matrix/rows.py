"""What the tenant keeps as a provider and buys as a sponsor: a row in every table that routes lead to, each with the canary
in what is nobody else's to read."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from documents.enums import Purpose
from documents.models import Document
from drafts.models import Draft
from events.models import Event
from organizations.models import Membership, Organization
from projects.briefs.models import Intake, Project, WorkPackage
from projects.matching.models import MatchRun
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import InvitationStatus, QuoteStatus, RfqStatus, Tier
from projects.sourcing.models import (
    Clarification,
    Invitation,
    Question,
    Quote,
    QuoteFile,
    QuoteVersion,
    Rfq,
    RfqDocument,
    RfqLine,
)
from projects.sourcing.sealing import new_key, seal, seal_file
from providers.enums import CertificationBasis, ProviderState, SlotStatus
from providers.models import Capability, Certificate, Claim, Provider, Site, Slot, Suite
from services.models import ImportRun, Offering, Shortlist, ShortlistItem
from services.selectors.offering import found_of
from vocabulary.enums import StandardFamily
from vocabulary.models import Country, Edition, Modality, Region, ServiceLine, Standard
from webhooks.models import Attempt, Delivery, Endpoint
from webhooks.signing import sealed as sealed_secret

SHOWN_ONCE = "whsec_Y2FuYXJ5LTliNGUwMWQ3"
"""An endpoint's secret: nobody's answer may contain it, its own people's neither."""


def rows_of_a_tenant(
    organization: Organization, owner: Membership, slug: str, canary: str, own: str, sealed: str
) -> dict[str, Any]:
    """By the word that stands before the key in an address. The profile is suspended: its own people's and the operators'.

    ``own`` stands in what not even operators may read, ``sealed`` in what nobody may.
    """
    names = {"label_en": "Term", "label_zh": "术语"}
    Edition.objects.create()  # without one the vocabulary would be read anew for each request
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
    certificate = Certificate.objects.create(
        site=site, standard=standard, issuer="Somebody", number=canary, valid_until=day, evidence=document
    )
    certificate.operations.add(line)
    return {
        "documents": document,
        "sites": site,
        "capabilities": Capability.objects.create(site=site, modality=modality, note=canary),
        "certificates": certificate,
        "suites": suite,
        "slots": Slot.objects.create(suite=suite, starts_on=day, ends_on=day, status=SlotStatus.CONFIRMED, note=canary),
        "claims": claim,
        "offerings": offering,
        "profile": provider,
        "import": ImportRun.objects.create(provider=provider, membership=owner, file_name=f"{canary}.csv"),
        **_bought(organization, owner, offering, own, sealed),
        **_hooked(organization, owner, canary, own),
    }


def _hooked(organization: Organization, owner: Membership, canary: str, own: str) -> dict[str, Any]:
    endpoint = Endpoint(
        organization=organization,
        url=f"https://erp.example/{own}",
        description=canary,
        kinds=["all"],
        created_by=owner.user,
    )
    endpoint.sealed_secret = sealed_secret(SHOWN_ONCE, endpoint.pk)
    endpoint.save()
    event = Event.objects.create(kind="organization.changed", subject_label=canary, organization_ids=[organization.pk])
    delivery = Delivery.objects.create(endpoint=endpoint, event=event, message_id=f"msg_{canary}")
    Attempt.objects.create(delivery=delivery, number=1, url=endpoint.url, status=500, answer=own, milliseconds=1)
    return {"webhooks": endpoint, "webhook-endpoints": endpoint, "deliveries": delivery}


def _bought(organization: Organization, owner: Membership, offering: Offering, own: str, sealed: str) -> dict[str, Any]:
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
        **_asked(organization, project, owner, own, sealed),
        "match-runs": MatchRun.objects.create(project=project, engine="1", asked={"packages": []}, failure=own, **by),
        "intake": Intake.objects.create(text=f"A brief about {own} and no more", **by),
    }


def _asked(organization: Organization, project: Project, owner: Membership, own: str, sealed: str) -> dict[str, Any]:
    """An open request with a bidder whose sealed quote, question and clarification are nobody else's, operators included.

    A clarification belongs to an opened quote; here it stands at a sealed one, so that only the walls keep it.
    """
    now = timezone.now()
    rfq = Rfq(
        organization=organization, project=project, number="RFQ-2027-0001", codename="Harbour", brief=own, title=own,
        deadline=now + timedelta(days=20), status=RfqStatus.OPEN, opened_at=now, needs_cda=False,
    )  # fmt: skip
    rfq.sealed_key = new_key(rfq.pk)
    rfq.save()
    RfqLine.objects.create(rfq=rfq, position=1, title="Drug substance", details=own)
    bidder = _bidder()
    invitation = Invitation.objects.create(rfq=rfq, provider=bidder, status=InvitationStatus.INTENDS, answered_at=now)
    quote = Quote(invitation=invitation)
    quote.save()
    content = QuoteContent(currency="EUR", summary=sealed)
    closed = seal(content, rfq_id=rfq.pk, key=rfq.sealed_key, quote_id=quote.pk, number=1)
    by = {"written_by": owner.user, "sent_at": now, "sent_by": owner.user}
    quote.sent = QuoteVersion.objects.create(quote=quote, number=1, sealed=closed, sha256=content.sha256, **by)
    quote.status, quote.submitted_at = QuoteStatus.SUBMITTED, now
    quote.save()
    return {
        "rfqs": rfq,
        "invitations-to-quote": invitation,
        "quotes": quote,
        "rfq-documents": RfqDocument.objects.create(
            rfq=rfq,
            document=_document(organization, owner, own, Purpose.ATTACHMENT),
            position=1,
            tier=Tier.AWARD,
            edition=1,
        ),
        "quote-files": _sealed_file(rfq, quote, sealed),
        "questions": Question.objects.create(rfq=rfq, invitation=invitation, text=own, asked_by=owner.user),
        "clarifications": Clarification.objects.create(
            quote=quote, question=own, asked_by=owner.user, due_at=now + timedelta(days=1)
        ),
    }


def _sealed_file(rfq: Rfq, quote: Quote, sealed: str) -> QuoteFile:
    assert quote.sent is not None
    file = QuoteFile(version=quote.sent)
    place = {"rfq_id": rfq.pk, "key": rfq.sealed_key, "quote_id": quote.pk, "number": 1, "file_id": file.pk}
    file.file.save("x", ContentFile(seal_file(sealed.encode(), **place)), save=True)
    return file


def _bidder() -> Provider:
    """Of an organisation where nobody who asks belongs."""
    house = Organization.objects.create(legal_name="The bidder", kinds=["provider"], country="DE")
    return Provider.objects.create(
        slug="bidder", organization=house, name="The bidder", country_id="DE", city="Bonn", types=["cdmo"], summary="x",
        state=ProviderState.CLAIMED, standards_basis=CertificationBasis.EXPECTED,
    )  # fmt: skip


def _document(organization: Organization, owner: Membership, canary: str, purpose: Purpose = Purpose.EVIDENCE) -> Document:
    document = Document(
        organization=organization, name=f"{canary}.pdf", purpose=purpose, content_type="application/pdf", size=4,
        sha256="0" * 64, uploaded_by=owner.user,
    )  # fmt: skip
    document.file.save("evidence", ContentFile(canary.encode()), save=True)
    return document
