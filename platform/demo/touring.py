"""Providers whom the tour invites: each has claimed its profile, so that a program can answer for it."""

from django.db import transaction

from demo.cast import OPERATOR
from demo.people import acting
from demo.telling import has_told, take_over
from providers.enums import ProviderState
from providers.models import Provider
from services.actions.catalogue import refresh_provider

PROFILES = {
    "provider@wuxi.example": "wuxi-biologics",
    "provider@chime.example": "chime-biologics",
    "provider@asymbio.example": "asymbio",
    "provider@lonza.example": "lonza",
    "provider@mabplex.example": "mabplex",
}
"""Whose account answers for which profile."""


@transaction.atomic
def tell() -> None:
    """Each claims, and the operator approves."""
    operator = acting(OPERATOR)
    for email, slug in PROFILES.items():
        person = acting(email)
        is_free = Provider.objects.filter(slug=slug, state=ProviderState.UNCLAIMED).exists()
        if is_free and not has_told(person, "claim.requested"):
            refresh_provider(take_over(person, operator, slug, "Business development").pk)
