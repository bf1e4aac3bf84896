"""How serious a request is: what a bidder weighs before it spends days on a quote."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from projects.sourcing.enums import InvitationStatus, RfqStatus
from projects.sourcing.models import Rfq
from projects.sourcing.models.rfq import DECIDED


@dataclass(frozen=True)
class Seriousness:
    """Counts, never names. ``awarded`` of ``finished`` is the sponsor's record with requests that have ended."""

    invited: int
    intending: int
    budget_known: bool
    decision_on: date | None
    finished: int
    awarded: int


def seriousness_of(rfq: Rfq) -> Seriousness:
    """Of a request, and of who asks. The record is a number without a name, so an unnamed sponsor stays so."""
    bidders = rfq.invitations.aggregate(invited=Count("pk"), intending=Count("pk", Q(status=InvitationStatus.INTENDS)))
    ended = Rfq.objects.filter(organization_id=rfq.organization_id, status__in=[*DECIDED, RfqStatus.CANCELLED])
    record = ended.aggregate(finished=Count("pk"), awarded=Count("pk", Q(status=RfqStatus.AWARDED)))
    return Seriousness(
        invited=bidders["invited"],
        intending=bidders["intending"],
        budget_known=rfq.budget_known,
        decision_on=rfq.decision_on,
        finished=record["finished"],
        awarded=record["awarded"],
    )
