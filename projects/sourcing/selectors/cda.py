"""The wording of a confidentiality agreement, and the agreements a reader has."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from core.countries import country_name
from organizations.models import Organization
from projects.sourcing.models import Rfq

BLANK = "________________"
EACH = "each provider that accepts this text"


def cda_text(
    rfq: Rfq, recipient: Organization | None = None, *, recipient_name: str = BLANK, accepted_at: datetime | None = None
) -> str:
    """The platform's text with its fields filled in, in English: the version that binds. Without a recipient it is the text as the sponsor
    offers it, to each provider that accepts it.

    A sponsor that stays unnamed is named by its request; the platform discloses who it is with the recipient's acceptance.
    Neither its name nor its signatory's may stand in a text that is read before.
    """
    is_named = rfq.sponsor_named
    unnamed = f"the organisation that has published request {rfq.pk}, which the platform names on acceptance"
    offered = rfq.cda_offered_at.strftime("%Y-%m-%d %H:%M:%S") if rfq.cda_offered_at else BLANK
    with translation.override("en"):
        return render_to_string(
            "sourcing/cda.txt",
            {
                "sponsor": f"{rfq.organization}, {country_name(rfq.organization.country)}" if is_named else unnamed,
                "recipient": f"{recipient}, {country_name(recipient.country)}" if recipient else EACH,
                "number": rfq.number,
                "months": rfq.cda_months,
                "sponsor_signatory": (rfq.cda_offered_name or BLANK) if is_named else "its authorised signatory",
                "sponsor_accepted_at": offered,
                "recipient_name": recipient_name,
                "recipient_accepted_at": accepted_at.strftime("%Y-%m-%d %H:%M:%S") if accepted_at else BLANK,
            },
        )
