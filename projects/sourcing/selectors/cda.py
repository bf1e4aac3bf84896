"""The wording of a confidentiality agreement, and the agreements a reader has."""

from datetime import datetime

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation

from core.countries import country_name
from organizations.actor import Actor
from organizations.models import Organization
from projects.sourcing.models import Cda, Rfq

BLANK = "________________"


def cda_text(rfq: Rfq, recipient: Organization, *, recipient_name: str = BLANK, accepted_at: datetime | None = None) -> str:
    """The platform's text with its fields filled in, in English: the version that binds.

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
                "recipient": str(recipient),
                "recipient_country": country_name(recipient.country),
                "number": rfq.number,
                "months": rfq.cda_months,
                "sponsor_signatory": (rfq.cda_offered_name or BLANK) if is_named else "its authorised signatory",
                "sponsor_accepted_at": offered,
                "recipient_name": recipient_name,
                "recipient_accepted_at": accepted_at.strftime("%Y-%m-%d %H:%M:%S") if accepted_at else BLANK,
            },
        )


def own_cdas(actor: Actor) -> QuerySet[Cda]:
    """The agreements of the actor's organisation, newest first."""
    return Cda.objects.visible_to(actor).select_related("sponsor", "recipient", "rfq")
