"""What somebody typed and has not sent: their own, and no evidence of anything."""

from typing import Any

from accounts.models import User
from accounts.personal import forgets, tells
from drafts.models import Draft


@tells("drafts")
def drafts_of(user: User) -> list[Any]:
    """That they exist. What is in them is their organisation's, and can be read at the form."""
    return list(Draft.objects.filter(person=user).order_by("created_at").values("key", "created_at", "updated_at"))


@forgets
def forget_drafts(user: User, addresses: frozenset[str]) -> None:
    """All of them."""
    Draft.objects.filter(person=user).delete()
