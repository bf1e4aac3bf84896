"""An invitation to join an organisation."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Record
from organizations.actor import Actor
from organizations.enums import InvitationStatus, Role
from organizations.models.organization import Organization


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the organisation the actor acts for; all for operators."""
        return self if actor.sees_everything else self.filter(organization_id=actor.organization_id)

    def open_at(self, moment: datetime) -> Self:
        """Neither answered nor past their date."""
        return self.filter(status=InvitationStatus.OPEN, expires_at__gt=moment)


class Invitation(Record):
    """Bound to an address: the link works only for a person who has proved to own it.

    The link carries the id under the platform's signature, so that a mail can be sent again and nothing secret is stored.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    roles = ArrayField(models.CharField(max_length=10, choices=Role.choices), verbose_name=_("roles"))
    language = models.CharField(_("language of the mail"), max_length=10, choices=settings.LANGUAGES, default="en")
    status = models.CharField(max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.OPEN)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("valid until"))
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["email"], name="invitation_email")]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(status=InvitationStatus.OPEN),
                name="invitation_one_open_per_address",
            ),
            models.CheckConstraint(
                condition=Q(status=InvitationStatus.OPEN, answered_at=None)
                | (~Q(status=InvitationStatus.OPEN) & Q(answered_at__isnull=False)),
                name="invitation_answered_when_not_open",
            ),
            models.CheckConstraint(
                condition=Q(roles__contained_by=Role.values) & Q(roles__len__gt=0), name="invitation_roles_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organization}"

    @property
    def is_expired(self) -> bool:
        return self.status == InvitationStatus.OPEN and self.expires_at <= timezone.now()

    @property
    def role_labels(self) -> list[str]:
        return [str(role.label) for role in Role if role in self.roles]
