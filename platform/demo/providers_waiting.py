"""Providers whose matters wait in the operator's queues."""

from django.db import transaction

from demo.cast import BIOXCELLENCE, LAKESIDE, OPERATOR
from demo.people import acting
from demo.telling import has_told, paper, take_over
from organizations.actor import Actor
from providers.actions.claim import request_claim
from providers.actions.standing import submit_profile
from providers.enums import ProviderState
from providers.models import Provider
from services.actions.catalogue import refresh_provider
from services.actions.offering import create_offering, move_offering
from services.models import Offering

APPROVED, CLAIMED = "boehringer-bioxcellence", "richter-biologics"
DRAFT, PAUSED = "plasmid-research-hq", "lyophilised-manufacture"


@transaction.atomic
def tell() -> None:
    """One profile waits for verification, one claim for a decision."""
    felix, mia = acting(BIOXCELLENCE), acting(LAKESIDE)
    if _is_free(APPROVED) and not has_told(felix, "claim.requested"):
        _wait_for_verification(felix)
    if _is_free(CLAIMED) and not has_told(mia, "claim.requested"):
        request_claim(
            actor=mia,
            provider=Provider.objects.get(slug=CLAIMED),
            position="Managing director",
            statement="Invented for the demo: a company claims a profile that may not be its own. What would you decide?",
            evidence=[paper("demo-register.pdf", "Invented extract of a register")],
        )


def _is_free(slug: str) -> bool:
    return Provider.objects.filter(slug=slug, state=ProviderState.UNCLAIMED).exists()


def _wait_for_verification(felix: Actor) -> None:
    provider = take_over(felix, acting(OPERATOR), APPROVED, "Head of contract manufacturing")
    draft = {
        "service_line": DRAFT,
        "title_en": "Research plasmids (demo draft)",
        "description_en": "Invented for the demo.",
    }
    create_offering(actor=felix, provider=provider, values=draft)
    paused = Offering.objects.get(provider=provider, service_line=PAUSED)
    move_offering(actor=felix, offering=paused, step="pause")
    submit_profile(actor=felix, provider=provider)
    refresh_provider(provider.pk)
