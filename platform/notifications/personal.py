"""What a person was told, and what they chose."""

from typing import Any

from accounts.models import User
from accounts.personal import forgets, tells
from accounts.selectors import addresses_of
from notifications.models import DigestLine, Notification, OutgoingMail, Preference


@tells("notifications")
def notifications_of(user: User) -> list[Any]:
    """Which kind, when told and when read; the sentences name their organisations' deals."""
    return list(Notification.objects.filter(person=user).order_by("created_at").values("kind", "created_at", "read_at"))


@tells("notification_choices")
def choices_of(user: User) -> list[Any]:
    """Channels switched off, and how often mail comes."""
    return list(Preference.objects.filter(person=user).order_by("topic").values("topic", "muted", "rhythm"))


@tells("mails")
def mails_to(user: User) -> list[Any]:
    """When mail was written and sent; the person has the mails themselves."""
    rows = OutgoingMail.objects.filter(to__overlap=list(addresses_of(user))).order_by("created_at")
    return list(rows.values("created_at", "sent_at", "failed_at"))


@forgets
def forget_what_was_told(user: User, addresses: frozenset[str]) -> None:
    """Notifications, choices, digests, and mails to their addresses, sent or not."""
    for model in (Notification, Preference, DigestLine):
        model._default_manager.filter(person=user).delete()
    OutgoingMail.objects.filter(to__overlap=list(addresses)).delete()
