"""How serious a request is: what a bidder weighs before it spends days on a quote."""

from dataclasses import dataclass
from datetime import date

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
    states = list(rfq.invitations.values_list("status", flat=True))
    earlier = list(Rfq.objects.filter(organization_id=rfq.organization_id).values_list("status", flat=True))
    ended = [one for one in earlier if one in {*DECIDED, RfqStatus.CANCELLED}]
    return Seriousness(
        invited=len(states),
        intending=states.count(InvitationStatus.INTENDS),
        budget_known=rfq.budget_known,
        decision_on=rfq.decision_on,
        finished=len(ended),
        awarded=ended.count(RfqStatus.AWARDED),
    )
