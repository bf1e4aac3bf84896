"""What steps are called on buttons, and how much they weigh."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.sourcing.models import Rfq


@dataclass(frozen=True)
class Button:
    """A way to a step."""

    step: str
    label: str
    url: str
    tone: str = ""


def rfq_labels() -> dict[str, str]:
    """The steps of a request."""
    return {
        "edit": _("Edit"),
        "offer_cda": _("Offer the confidentiality agreement"),
        "request_approval": _("Ask for approval"),
        "approve": _("Approve and publish"),
        "return": _("Return to the authors"),
        "publish": _("Publish"),
        "amend": _("Amend"),
        "extend": _("Extend the deadline"),
        "pause": _("Pause"),
        "resume": _("Resume"),
        "cancel": _("Cancel the request"),
        "open_envelopes": _("Open the quotes"),
        "finish_technical": _("Open the prices"),
        "new_round": _("Start another round"),
        "recommend": _("Recommend an award"),
        "award": _("Approve the award"),
        "return_award": _("Return the recommendation"),
        "close_without_award": _("Close without award"),
        "declare_conflict": _("Declare a conflict of interest, or none"),
    }


PRIMARY = frozenset({"publish", "request_approval", "approve", "offer_cda", "open_envelopes", "recommend", "award"})
DANGER = frozenset({"cancel", "close_without_award"})
DECIDED_HERE = frozenset({"approve", "return"})
"""Their own page does not show what is decided upon: they name the version that stood beside the button."""
OWN_PAGES = {"edit": "rfq_edit", "amend": "rfq_amend", "recommend": "rfq_recommend", "close_without_award": "rfq_close"}


def buttons(rfq: Rfq, steps: list[str]) -> list[Button]:
    """In the order of the steps."""
    labels = rfq_labels()
    found = []
    for step in steps:
        page = OWN_PAGES.get(step)
        url = reverse(page, args=[rfq.pk]) if page else reverse("rfq_step", args=[rfq.pk, step.replace("_", "-")])
        url += f"?read={rfq.version}" if step in DECIDED_HERE else ""
        tone = "primary" if step in PRIMARY else "danger" if step in DANGER else ""
        found.append(Button(step, labels[step], url, tone))
    return found
