"""A confidentiality agreement between two organisations, for all their requests until it expires."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.clock import ClockTimestamp
from core.models import Record
from organizations.actor import Actor
from organizations.models import Organization
from projects.sourcing.models.rfq import Rfq

NOTICES = (timedelta(days=30), timedelta(days=7))
"""So long before its end both sides are told, the longest first."""


class CdaQuerySet(models.QuerySet["Cda"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of which the actor's organisation is a party; all for operators."""
        if actor.sees_everything:
            return self
        mine = Q(sponsor_id=actor.organization_id) | Q(recipient_id=actor.organization_id)
        return self.filter(mine) if actor.organization_id else self.none()

    def in_force(self) -> Self:
        """Accepted by both and not expired, by the database's clock."""
        return self.filter(expires_at__gt=ClockTimestamp())


class Cda(Record):
    """Never changed: a row is an agreement that both sides have accepted. ``sha256`` is of ``text`` in UTF-8."""

    sponsor = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("sponsor"))
    recipient = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name=_("provider"))
    rfq = models.ForeignKey(Rfq, on_delete=models.PROTECT, related_name="cdas", verbose_name=_("first used for"))
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    sponsor_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sponsor_name = models.CharField(_("for the sponsor"), max_length=120)
    sponsor_accepted_at = models.DateTimeField(_("accepted by the sponsor"))
    recipient_person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recipient_name = models.CharField(_("for the provider"), max_length=120)
    recipient_accepted_at = models.DateTimeField(_("accepted by the provider"))
    expires_at = models.DateTimeField(_("expires"))
    notice_due_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)

    objects = CdaQuerySet.as_manager()

    class Meta:
        verbose_name = _("confidentiality agreement")
        verbose_name_plural = _("confidentiality agreements")
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="cda_has_a_fingerprint"),
            models.CheckConstraint(condition=~Q(sponsor=F("recipient")), name="cda_of_two_parties"),
            models.CheckConstraint(condition=~Q(sponsor_name="") & ~Q(recipient_name=""), name="cda_names_both"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("recipient_accepted_at")), name="cda_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.sponsor} – {self.recipient}"

    def next_notice_after(self, moment: datetime) -> datetime | None:
        """When both sides are next to be told that it ends; None once nothing is left to tell."""
        coming = [one for one in (self.expires_at - before for before in NOTICES) if one > moment]
        return coming[0] if coming else None

    @property
    def is_in_force(self) -> bool:
        return self.expires_at > timezone.now()
