"""Who claimed a profile: the decision stays, the claimant's position goes."""

from typing import Any

from accounts.models import User
from accounts.personal import forgets, tells
from providers.models import Claim


@tells("claims")
def claims_of(user: User) -> list[Any]:
    """Profiles they claimed for an organisation, and as what."""
    rows = Claim.objects.filter(claimed_by=user).order_by("created_at")
    names = ("provider__name", "position", "created_at", "status")
    return [
        {"profile": name, "position": position, "claimed_at": claimed, "status": status}
        for name, position, claimed, status in rows.values_list(*names)
    ]


@forgets
def forget_positions(user: User, addresses: frozenset[str]) -> None:
    """What they are in their company."""
    Claim.objects.filter(claimed_by=user).update(position="")
