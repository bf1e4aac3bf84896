"""What must hold of the files of a request and of a quote, and of whoever changes them."""

from datetime import datetime

from django.utils.translation import gettext as _

from core.errors import Invalid, WrongState
from projects.sourcing.content import QuoteContent
from projects.sourcing.enums import Envelope, RfqStatus, Tier
from projects.sourcing.models import Rfq
from projects.sourcing.models.rfq import DECIDED
from projects.sourcing.rules.rfq import is_taking_quotes

MOST = 50
"""Files of one request, and of one quote, at most."""

ENDED = {RfqStatus.CANCELLED, RfqStatus.CLOSED_WITHOUT_AWARD}


def is_amendment(rfq: Rfq, tier: Tier, now: datetime) -> bool:
    """Whether a file of that tier changes what bidders answer. Raises WrongState where none can be changed now.

    A draft is edited, an open request is amended. What only the awarded provider sees changes no quote, and may come until
    long after the award.
    """
    if rfq.status == RfqStatus.DRAFT:
        return False
    if tier == Tier.AWARD and rfq.opened_at is not None and rfq.status not in ENDED:
        return False
    if is_taking_quotes(rfq, now):
        return True
    state = {"state": rfq.standing_label}
    if rfq.status in DECIDED or rfq.opened_at is not None:
        raise WrongState(
            _(
                "The state of this request is “%(state)s”. Files that bidders answer are changed in a draft or an open request."
            )
            % state
        )
    raise WrongState(
        _("The state of this request is “%(state)s”. Only a draft is edited; a published one is amended.") % state
    )


def ensure_tier(tier: str) -> Tier:
    """One of those there are."""
    if tier not in Tier.values:
        raise Invalid(errors={"tier": [_("Choose who sees it.")]})
    return Tier(tier)


def ensure_room(count: int) -> None:
    """For one more file."""
    if count >= MOST:
        raise Invalid(errors={"file": [_("There are %(most)s files already. Remove one first.") % {"most": MOST}]})


def ensure_attachable(content: QuoteContent, rfq: Rfq, envelope: str) -> None:
    """With room for it, in an envelope that the request has."""
    ensure_room(len(content.attachments))
    if envelope not in ([*Envelope] if rfq.envelopes == 2 else [Envelope.COMMERCIAL]):
        raise Invalid(errors={"envelope": [_("Choose the envelope it goes into.")]})
