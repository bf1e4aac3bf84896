"""Names under confidentiality agreements: evidence between two organisations, which an erasure does not touch."""

from typing import Any

from accounts.models import User
from accounts.personal import tells
from projects.sourcing.models import Cda


@tells("confidentiality_agreements")
def agreements_of(user: User) -> list[Any]:
    """Accepted in the person's name, and when. The text and the other party's person are the organisations'."""
    given = Cda.objects.filter(sponsor_person=user).values_list("sponsor_name", "sponsor_accepted_at", "expires_at")
    taken = Cda.objects.filter(recipient_person=user).values_list("recipient_name", "recipient_accepted_at", "expires_at")
    return [
        {"name": name, "accepted_at": accepted, "expires_at": expires}
        for name, accepted, expires in sorted([*given, *taken], key=lambda row: row[1])
    ]
