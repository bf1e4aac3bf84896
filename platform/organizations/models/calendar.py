"""The address of a member's calendar of deadlines."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Record
from organizations.models.organization import Membership
from organizations.models.token import digest_of


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def of_secret(self, secret: str) -> Self:
        """The feed of that address, while its member is one."""
        return self.filter(
            digest=digest_of(secret),
            membership__ended_at=None,
            membership__user__is_active=True,
            membership__organization__deactivated_at=None,
        )


class CalendarFeed(Record):
    """Whoever knows the address reads the member's deadlines, so it is stored as a SHA-256 digest and shown once. One a
    membership: a new address ends the old one."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.membership)
