"""What a reader sees of a request: one table of fields and tiers, asked by page, API and preview alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.errors import NotFound
from documents.naming import ending_of
from organizations.actor import Actor
from projects.sourcing.enums import Tier
from projects.sourcing.models import Award, Cda, Rfq, RfqDocument, RfqLine
from projects.sourcing.models.line import TERM_LISTS

ORDER = [Tier.TEASER, Tier.CDA, Tier.AWARD]

RFQ_FIELDS: dict[str, Tier] = {
    "number": Tier.TEASER,
    "codename": Tier.TEASER,
    "audience": Tier.TEASER,
    "teaser": Tier.TEASER,
    "deadline": Tier.TEASER,
    "time_zone": Tier.TEASER,
    "question_cutoff": Tier.TEASER,
    "is_sealed": Tier.TEASER,
    "envelopes": Tier.TEASER,
    "second_person": Tier.TEASER,
    "min_validity_days": Tier.TEASER,
    "currency": Tier.TEASER,
    "needs_cda": Tier.TEASER,
    "cda_months": Tier.TEASER,
    "decision_on": Tier.TEASER,
    "budget_known": Tier.TEASER,
    "edition": Tier.TEASER,
    "round": Tier.TEASER,
    "title": Tier.CDA,
    "brief": Tier.CDA,
    "criteria": Tier.CDA,
    "handover": Tier.AWARD,
}

LINE_FIELDS: dict[str, Tier] = {
    "position": Tier.TEASER,
    "title": Tier.TEASER,
    "service_line": Tier.TEASER,
    "stage": Tier.TEASER,
    "quantity": Tier.TEASER,
    "batches": Tier.TEASER,
    "standards": Tier.TEASER,
    "certificates_in_force": Tier.TEASER,
    "countries_allowed": Tier.TEASER,
    "countries_excluded": Tier.TEASER,
    "starts_on": Tier.TEASER,
    "latest_start": Tier.TEASER,
    "ends_on": Tier.TEASER,
    "details": Tier.CDA,
    "questions": Tier.CDA,
    "required_questions": Tier.CDA,
}


@dataclass(frozen=True)
class LineSeen:
    """A requested line as its reader sees it; what is not disclosed is not there."""

    id: str
    values: dict[str, Any]


@dataclass(frozen=True)
class DocumentSeen:
    """A file of a request as its reader sees it. ``name`` is the sponsor's own only where the sponsor is named."""

    row: RfqDocument
    name: str


@dataclass(frozen=True)
class RfqSeen:
    """A request as its reader sees it. ``sponsor`` is None while the sponsor is unnamed to them."""

    rfq: Rfq
    tier: Tier
    sponsor: str | None
    values: dict[str, Any]
    lines: tuple[LineSeen, ...]
    documents: tuple[DocumentSeen, ...] = ()

    @property
    def sees_details(self) -> bool:
        return reaches(self.tier, Tier.CDA)


def reaches(tier: Tier, needed: Tier) -> bool:
    """Whether somebody in ``tier`` sees what takes ``needed``."""
    return ORDER.index(tier) >= ORDER.index(needed)


def tier_of(actor: Actor, rfq: Rfq) -> Tier:
    """How much of it this reader sees. Asked anew at every reading: an agreement ends by the clock."""
    if actor.organization_id == rfq.organization_id and actor.organization_id is not None:
        return Tier.AWARD
    own = {"quote__invitation__provider__organization_id": actor.organization_id}
    if actor.organization_id and Award.objects.filter(line__rfq=rfq, **own).exists():
        return Tier.AWARD
    return Tier.CDA if not rfq.needs_cda or cda_between(actor, rfq) else Tier.TEASER


def cda_between(actor: Actor, rfq: Rfq) -> Cda | None:
    """The agreement in force between the sponsor and the actor's organisation."""
    if actor.organization_id is None:
        return None
    return Cda.objects.in_force().filter(sponsor_id=rfq.organization_id, recipient_id=actor.organization_id).first()


def rfq_as_seen(actor: Actor, rfq: Rfq, tier: Tier | None = None) -> RfqSeen:
    """The request in the reader's tier, or in a given one: how a sponsor looks at it before it is published."""
    tier = tier or tier_of(actor, rfq)
    lines = rfq.lines.select_related("service_line", "stage", "quantity_unit").prefetch_related(*TERM_LISTS)
    is_named = rfq.sponsor_named or reaches(tier, Tier.CDA)
    return RfqSeen(
        rfq=rfq,
        tier=tier,
        sponsor=str(rfq.organization) if is_named else None,
        values={name: getattr(rfq, name) for name, needed in RFQ_FIELDS.items() if reaches(tier, needed)},
        lines=lines_as_seen(lines, tier),
        documents=tuple(documents_as_seen(rfq, tier)),
    )


def documents_as_seen(rfq: Rfq, tier: Tier) -> list[DocumentSeen]:
    """The files that somebody in that tier sees. One may be called after its sponsor: it is not, while the sponsor is unnamed."""
    is_named = rfq.sponsor_named or reaches(tier, Tier.CDA)
    rows = rfq.documents.standing().filter(tier__in=[one for one in ORDER if reaches(tier, one)])
    return [
        DocumentSeen(row, row.document.name if is_named else f"{rfq.number}-{row.position}{ending_of(row.document.name)}")
        for row in rows.select_related("document")
    ]


def document_for(actor: Actor, rfq: Rfq, pk: UUID) -> DocumentSeen:
    """A file that this reader sees now. Raises NotFound: not there, not theirs, or not yet."""
    found = {one.row.pk: one for one in documents_as_seen(rfq, tier_of(actor, rfq))}
    if pk not in found:
        raise NotFound
    return found[pk]


def lines_as_seen(lines: Iterable[RfqLine], tier: Tier) -> tuple[LineSeen, ...]:
    """Lines that were read already, as a reader in that tier sees them."""
    return tuple(_line(line, tier) for line in lines)


def _line(line: RfqLine, tier: Tier) -> LineSeen:
    values = {
        name: list(getattr(line, name).all()) if name in TERM_LISTS else getattr(line, name)
        for name, needed in LINE_FIELDS.items()
        if reaches(tier, needed)
    }
    return LineSeen(str(line.pk), values)
